import { accessSync, constants, existsSync, lstatSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { reviewsFolder } from './review-log-files.ts';

/** How a progress folder is found, but for what its log says. */
export interface HomeState {
  readonly exists: boolean;
  readonly writable: boolean;
  /** Bytes left on its disk; undefined where that is not told. */
  readonly freeBytes: number | undefined;
  /** Names ending in .jsonl that are no regular files. */
  readonly oddFiles: readonly string[];
  /** Log files that another tool named: conflict copies, restored ones. */
  readonly copies: readonly string[];
  /** Files that a write which was cut off left behind, relative to the folder. */
  readonly leftovers: readonly string[];
  /** Git stopped in the middle of a merge. */
  readonly unfinishedMerge: boolean;
  /** progress.json as it stands. */
  readonly progress: string | undefined;
}

const ownName = /^[a-z0-9]+-\d{4}-\d{2}\.jsonl$/;

/** Looks at a progress folder; changes nothing. */
export function homeState(home: string): HomeState {
  const reviews = reviewsFolder(home);
  const logs = namesIn(reviews).filter((name) => name.endsWith('.jsonl'));
  return {
    exists: existsSync(home),
    writable: [home, reviews].every((folder) => !existsSync(folder) || isWritable(folder)),
    freeBytes: freeBytes(home),
    oddFiles: logs.filter((name) => !lstatSync(join(reviews, name)).isFile()),
    copies: logs.filter((name) => !ownName.test(name)),
    leftovers: [home, reviews].flatMap((folder) =>
      namesIn(folder).flatMap((name) => (name.endsWith('.tmp') ? [join(folder, name)] : [])),
    ),
    unfinishedMerge: existsSync(join(reviews, '.git', 'MERGE_HEAD')),
    progress: textOf(join(home, 'progress.json')),
  };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function freeBytes(home: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(home);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
