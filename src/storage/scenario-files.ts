import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Evidence, Scenario } from '../bank/scenario.ts';
import { UserError } from '../bank/user-error.ts';
import { escapeText, withLineFeeds } from '../content/escape.ts';
import type { Problem } from '../content/problem.ts';
import { parseScenario } from '../content/scenario-file.ts';
import { packId, readPackFile } from './pack-files.ts';
import { findPack, type PackRoot } from './pack-walk.ts';

/** The scenarios of a pack, with what is wrong with their files (named by their paths inside the pack). */
export interface LoadedScenarios {
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly Problem[];
}

/** Reads and parses the scenarios of a pack. */
export function readScenarios(root: PackRoot, pack: string): LoadedScenarios {
  const problems: Problem[] = [];
  const scenarios = root.scenarios.flatMap(({ file, beside }) =>
    readPackFile(root.folder, file, problems).flatMap(({ path, text }) => {
      const parsed = parseScenario(text, path, pack, new Set(beside));
      problems.push(...parsed.problems);
      return parsed.scenario ?? [];
    }),
  );
  return { scenarios, problems };
}

/** The scenarios of the pack at a path. */
export function scenariosAt(path: string): LoadedScenarios {
  const root = findPack(path);
  return readScenarios(root, packId(root, []));
}

/** The one scenario that a file holds, as somebody is writing it: of a pack of its own, whose folder is the file's. */
export function scenarioIn(path: string): LoadedScenarios & { readonly folder: string } {
  const own = dirname(resolve(path));
  const folder = dirname(dirname(own));
  const inside = relative(folder, resolve(path)).split(sep).join('/');
  const beside = readdirSync(own).filter((file) => file !== basename(path));
  const problems: Problem[] = [];
  const scenarios = readPackFile(folder, inside, problems).flatMap(({ text }) => {
    const parsed = parseScenario(text, inside, 'try', new Set(beside));
    problems.push(...parsed.problems);
    return parsed.scenario ?? [];
  });
  return { scenarios, folder, problems: problems.map((problem) => ({ ...problem, file: path })) };
}

/** Where a file of a scenario's evidence lies. */
export const evidencePath = (packFolder: string, scenario: Scenario, { file }: Evidence): string =>
  join(packFolder, dirname(scenario.source.file), file ?? '');

/** A file of evidence as text, safe to print; held to the limits of a pack's other files. */
export function readEvidence(path: string): string {
  const problems: Problem[] = [];
  const [read] = readPackFile(dirname(path), basename(path), problems);
  if (read) return escapeText(withLineFeeds(read.text));
  throw new UserError(problems[0]?.message ?? 'it cannot be read', problems[0]?.mend ?? '');
}
