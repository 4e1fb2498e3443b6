import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { escapeText } from '../content/escape.ts';
import { joined, type PackFile, parseFiles, parsePackManifest } from '../content/pack.ts';
import type { Problem, ProblemCode } from '../content/problem.ts';
import { type FileContent, parseQuestionFile } from '../content/question-file.ts';
import { findPack, manifestName, type PackRoot, shownProblems } from './pack-walk.ts';

const maxBytes = 2_000_000;

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
  const root = findPack(path);
  const { id, contents } = readPack(root);
  const { items, problems } = joined(contents);
  return { id, items, problems: shownProblems(root, problems), files: root.questions.length };
}

/** The same file by file: each is read when it is asked for, and problems name it by its path inside the pack. */
export function readPack(root: PackRoot): { id: string; contents: Iterable<FileContent> } {
  const problems: Problem[] = [];
  const id = packId(root, problems);
  return { id, contents: contentsOf(root, id, problems) };
}

function* contentsOf(root: PackRoot, id: string, ofManifest: readonly Problem[]): Generator<FileContent> {
  yield { items: [], problems: ofManifest };
  const unread: Problem[] = [];
  const files = function* (): Generator<PackFile> {
    for (const file of root.questions) yield* readPackFile(root.folder, file, unread);
  };
  yield* parseFiles(files(), id);
  yield { items: [], problems: unread };
}

/** The id of a pack, from its pack.yaml or else from its name. Faults of pack.yaml go to `problems`. */
export function packId(root: PackRoot, problems: Problem[]): string {
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

/** One question file by itself; undefined, with the fault in `problems`, when it cannot be read. */
export function loadPackFile(
  root: PackRoot,
  file: string,
  pack: string,
  problems: Problem[],
): FileContent | undefined {
  const [read] = readPackFile(root.folder, file, problems);
  return read && parseQuestionFile(read.text, read.path, pack);
}

/** The text of a file of a pack; none, with the fault in `problems`, when it cannot be read. */
export function readPackFile(folder: string, file: string, problems: Problem[]): PackFile[] {
  const shown = shownName(file);
  const fault = (code: ProblemCode, message: string, mend: string): PackFile[] => {
    problems.push({ file: shown, line: 1, column: 1, severity: 'error', code, message, mend });
    return [];
  };
  try {
    const bytes = readRegularFile(join(folder, file));
    if (!bytes)
      return fault('file-unreadable', 'it is not a regular file', 'Remove it, or put a plain file there.');
    if (typeof bytes === 'number') {
      return fault(
        'file-too-large',
        `it is ${(bytes / 1e6).toFixed(1)} MB; 2 MB is the most`,
        'Split it into several files.',
      );
    }
    if (!isUtf8(bytes)) return fault('file-not-utf8', 'it is not UTF-8', 'Save it as UTF-8.');
    return [{ path: shown, text: bytes.toString() }];
  } catch (error) {
    return fault(
      'file-unreadable',
      `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
      'Check its permissions.',
    );
  }
}

// Names of files come from strangers as well, and stand in messages of one line.
const shownName = (file: string): string =>
  escapeText(file).replace(/[\t\n]/g, (char) => String.fromCodePoint(0x2400 + char.charCodeAt(0)));

/**
 * A plain file's bytes, or its size alone when that is over `most`; undefined when it is something else. Opened
 * without waiting: a named pipe in a pack must not hang the program.
 */
export function readRegularFile(path: string, most = maxBytes): Buffer | number | undefined {
  if (!statSync(path).isFile()) return undefined;
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return undefined;
    return stat.size > most ? stat.size : readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}
