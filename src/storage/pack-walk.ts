import { readdirSync, type Stats, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import type { Problem } from '../content/problem.ts';

export const manifestName = 'pack.yaml';
export const careersName = 'careers.yaml';
// What lies beside questions without being one. A file of questions on security is not passed over.
const notQuestions =
  /^readme([^a-z]|$)|^(changelog|contributing|licen[cs]e|code_of_conduct|security)\.|^(pack|coverage|careers)\.ya?ml$/i;

// Folders of a pack that hold something else.
const besideQuestions = ['scenarios', 'guides', 'plans'];

/** Where a pack lies, and which of its files are read. */
export interface PackRoot {
  readonly folder: string;
  readonly name: string;
  readonly hasManifest: boolean;
  /** Paths inside the pack, forward slashes, sorted. */
  readonly questions: readonly string[];
  /** Skill guides and `careers.yaml`, named and sorted like the questions. */
  readonly pages: readonly string[];
  /** Scenario files, each in a folder of its own, with the files beside it (their paths inside that folder). */
  readonly scenarios: readonly { readonly file: string; readonly beside: readonly string[] }[];
  /** A file of the pack so that it can be opened from the working folder. */
  readonly shownAs: (file: string) => string;
}

/** What tells one named pack from another, whatever the working folder. */
export const placeOf = (pack: string): string => (pack === 'builtin' ? pack : resolve(pack));

/**
 * Finds a pack's files without reading them.
 *
 * @param path a folder or a single file, as the user wrote it.
 */
export function findPack(path: string): PackRoot {
  const stat = statOf(path);
  const name = basename(path).replace(/\.[^.]*$/, '') || 'pack';
  if (!stat.isDirectory()) {
    const folder = join(path, '..');
    return {
      folder,
      name,
      hasManifest: false,
      questions: [basename(path)],
      pages: [],
      scenarios: [],
      shownAs: () => path,
    };
  }
  // A link in either's place could lead out of the pack.
  const entries = list(path).filter((entry) => !entry.isSymbolicLink());
  const hasFolder = entries.some((entry) => entry.name === 'questions' && entry.isDirectory());
  const start = hasFolder ? join(path, 'questions') : path;
  return {
    folder: path,
    name: basename(join(process.cwd(), path)),
    hasManifest: entries.some((entry) => entry.name === manifestName),
    questions: questionFiles(start).map((file) => insidePath(path, file)),
    pages: entries.flatMap((entry) => {
      if (entry.name === careersName && entry.isFile()) return [entry.name];
      if (entry.name !== 'guides' || !entry.isDirectory()) return [];
      return regularFiles(join(path, 'guides'))
        .filter((file) => /\.(md|markdown)$/i.test(file))
        .map((file) => insidePath(path, file));
    }),
    scenarios: entries.some((entry) => entry.name === 'scenarios' && entry.isDirectory())
      ? scenarioFiles(path)
      : [],
    shownAs: (file) => join(path, file),
  };
}

/** The scenario of each folder under `scenarios/` that has one. */
function scenarioFiles(path: string): PackRoot['scenarios'] {
  const folder = join(path, 'scenarios');
  return list(folder)
    .filter((entry) => entry.isDirectory() && !entry.isSymbolicLink() && !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => {
      const own = join(folder, name);
      const files = regularFiles(own).map((file) => insidePath(own, file));
      const main = files.find((file) => /^scenario\.(md|ya?ml)$/.test(file));
      return main === undefined
        ? []
        : [{ file: `scenarios/${name}/${main}`, beside: files.filter((file) => file !== main) }];
    });
}

/** Problems of a pack's files, each file named as the user can open it. */
export const shownProblems = (root: PackRoot, problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => ({ ...problem, file: root.shownAs(problem.file) }));

const insidePath = (folder: string, file: string): string => relative(folder, file).split(sep).join('/');

function statOf(path: string): Stats {
  let why = '';
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat) return stat;
  } catch (error) {
    why = ` (${(error as Error).message})`;
  }
  throw new UserError(`there is no pack at ${path}${why}`, 'Give a folder or a file that exists.');
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UserError(
      `the pack folder ${folder} cannot be read (${(error as Error).message})`,
      'Check its permissions.',
    );
  }
}

/** The paths of all files of a folder pack, forward slashes: what its texts may link to. A single file has none. */
export function filesOf(path: string): ReadonlySet<string> | undefined {
  if (!statOf(path).isDirectory()) return undefined;
  return new Set(regularFiles(path).map((file) => insidePath(path, file)));
}

const questionFiles = (folder: string): string[] =>
  regularFiles(folder, besideQuestions).filter(
    (file) => /\.(md|markdown|ya?ml)$/i.test(file) && !notQuestions.test(basename(file)),
  );

// Links are passed over: nothing outside the pack is read.
function regularFiles(folder: string, leftOut: readonly string[] = []): string[] {
  const entries = list(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || entry.isSymbolicLink()) return [];
    if (entry.isDirectory()) return leftOut.includes(entry.name) ? [] : regularFiles(path, leftOut);
    return [path];
  });
}
