import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import { type PackFile, parsePack, parsePackManifest } from '../content/pack.ts';
import type { Problem, ProblemCode } from '../content/problem.ts';
import type { FileContent } from '../content/question-file.ts';

const maxBytes = 2_000_000;
const manifestName = 'pack.yaml';
// What lies beside questions without being one.
const notQuestions =
  /^(readme|changelog|contributing|license|licence|code_of_conduct|security)\b|^(pack|coverage)\.ya?ml$/i;

/** A pack as it lies on the disk: the folder (or the folder of the one file) that it does not reach out of. */
export interface LoadedPack extends FileContent {
  readonly id: string;
  readonly files: number;
}

/**
 * Reads a pack, a folder or a single file, and parses all of it.
 *
 * @param path as the user wrote it; problems name files so that they can be opened from the working folder.
 */
export function loadPack(path: string): LoadedPack {
  const root = rootOf(path);
  const problems: Problem[] = [];
  const id = packId(root, problems);
  const files = root.questions.flatMap((file) => readPackFile(root.folder, file, problems));
  const content = parsePack(files, id);
  const shown = [...problems, ...content.problems].map((problem) => ({
    ...problem,
    file: root.shownAs(problem.file),
  }));
  return { id, items: content.items, problems: shown, files: root.questions.length };
}

interface PackRoot {
  readonly folder: string;
  readonly name: string;
  readonly hasManifest: boolean;
  /** Paths inside the pack, forward slashes, sorted. */
  readonly questions: readonly string[];
  readonly shownAs: (file: string) => string;
}

function rootOf(path: string): PackRoot {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UserError(`there is no pack at ${path}`, 'Give a folder or a file that exists.');
  const name = basename(path).replace(/\.[^.]*$/, '') || 'pack';
  if (!stat.isDirectory()) {
    const folder = join(path, '..');
    return { folder, name, hasManifest: false, questions: [basename(path)], shownAs: () => path };
  }
  const names = new Set(list(path).map((entry) => entry.name));
  const start = names.has('questions') ? join(path, 'questions') : path;
  return {
    folder: path,
    name: basename(join(process.cwd(), path)),
    hasManifest: names.has(manifestName),
    questions: questionFiles(start).map((file) => relative(path, file).split(sep).join('/')),
    shownAs: (file) => join(path, file),
  };
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

// Links are passed over: nothing outside the pack is read.
function questionFiles(folder: string): string[] {
  const entries = list(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || entry.isSymbolicLink()) return [];
    if (entry.isDirectory()) return entry.name === 'scenarios' ? [] : questionFiles(path);
    return /\.(md|markdown|ya?ml)$/i.test(entry.name) && !notQuestions.test(entry.name) ? [path] : [];
  });
}

function packId(root: PackRoot, problems: Problem[]): string {
  const fallback =
    root.name
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[^a-z0-9]+/, '') || 'pack';
  if (!root.hasManifest) return fallback;
  const [file] = readPackFile(root.folder, manifestName, problems);
  if (!file) return fallback;
  const manifest = parsePackManifest(file.text, manifestName);
  problems.push(...manifest.problems);
  return manifest.id ?? fallback;
}

function readPackFile(folder: string, file: string, problems: Problem[]): PackFile[] {
  const fault = (code: ProblemCode, message: string, mend: string): PackFile[] => {
    problems.push({ file, line: 1, column: 1, severity: 'error', code, message, mend });
    return [];
  };
  try {
    const bytes = readRegularFile(join(folder, file));
    if (!bytes)
      return fault('file-unreadable', 'it is not a regular file', 'Remove it, or put a plain file there.');
    if (bytes.length > maxBytes) {
      return fault(
        'file-too-large',
        `it is ${(bytes.length / 1e6).toFixed(1)} MB; 2 MB is the most`,
        'Split it into several files.',
      );
    }
    return [{ path: file, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      return fault('file-not-utf8', 'it is not UTF-8', 'Save it as UTF-8.');
    }
    return fault(
      'file-unreadable',
      `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
      'Check its permissions.',
    );
  }
}

// Opened without waiting: a named pipe in a pack must not hang the program.
function readRegularFile(path: string): Buffer | undefined {
  if (!lstatSync(path).isFile() && !statSync(path).isFile()) return undefined;
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return undefined;
    return stat.size > maxBytes ? Buffer.alloc(stat.size) : readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}
