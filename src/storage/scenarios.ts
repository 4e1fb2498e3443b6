import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../bank/scenario.ts';

/** A scenario, and the folder of the pack that its files lie in. */
export interface PlacedScenario {
  readonly scenario: Scenario;
  readonly folder: string;
}

/** The scenarios of the pack that ships, as the build leaves them. */
export const builtScenariosPath = (root: string): string => join(root, 'dist', 'scenarios.json');

/** The scenarios of the packs in use; of one with an error there is nothing, and `check` tells it. */
export async function loadScenarios(root: string, packs: readonly string[]): Promise<PlacedScenario[]> {
  const wanted = packs.length === 0 ? ['builtin'] : packs;
  const all = await Promise.all(
    wanted.map(async (pack) => {
      const folder = pack === 'builtin' ? root : pack;
      const scenarios = pack === 'builtin' ? builtScenarios(root) : scenariosOf(pack);
      return (await scenarios).map((scenario) => ({ scenario, folder }));
    }),
  );
  return all.flat();
}

function builtScenarios(root: string): readonly Scenario[] | Promise<readonly Scenario[]> {
  try {
    return JSON.parse(readFileSync(builtScenariosPath(root), 'utf8')) as Scenario[];
  } catch {
    return scenariosOf(root);
  }
}

// The parsers load only when there is something to parse.
const scenariosOf = async (pack: string): Promise<readonly Scenario[]> =>
  (await import('./scenario-files.ts')).scenariosAt(pack).scenarios;
