import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import type { Activity } from '../memory/activity.ts';
import type { DueIndex } from '../memory/due-index.ts';
import type { Settings } from '../memory/settings.ts';
import type { LogSignature } from './review-log-files.ts';

export const progressVersion = 3;

/** The small file that answers `due` alone, and says whether it and progress.json are current. */
export interface ProgressIndex {
  readonly version: number;
  readonly log: LogSignature;
  /** CRC-32 of progress.json: two processes that end together must not mix their files. */
  readonly progress: number;
  /** Which content the counts below are of. */
  readonly bank: string;
  readonly due: DueIndex;
  readonly activity: Activity;
  readonly settings: Settings;
}

/** index.json, beside progress.json. */
export const indexPath = (home: string): string => join(home, 'index.json');

/**
 * Reads index.json; undefined when it is missing, damaged, or of an older version.
 *
 * @throws UserError when it is of a newer version.
 */
export function readIndex(home: string): ProgressIndex | undefined {
  const index = parsedIndex(home);
  assertKnownProgress(index?.version, 'index.json');
  const isWhole =
    index?.version === progressVersion &&
    Array.isArray(index.log) &&
    index.log.every(Array.isArray) &&
    Array.isArray(index.activity) &&
    [index.due, index.settings].every((part) => part !== null && typeof part === 'object');
  return isWhole ? (index as ProgressIndex) : undefined;
}

function parsedIndex(home: string): Partial<ProgressIndex> | undefined {
  try {
    return (JSON.parse(readFileSync(indexPath(home), 'utf8')) ?? undefined) as
      | Partial<ProgressIndex>
      | undefined;
  } catch {
    return undefined;
  }
}

/** Refuses what a newer hotseat derived: to derive it anew here would overwrite it. */
export function assertKnownProgress(version: unknown, file: string): void {
  if (typeof version !== 'number' || version <= progressVersion) return;
  throw new UserError(
    `${file} was written by a newer hotseat (version ${version}, this one knows ${progressVersion})`,
    'Update hotseat; nothing was changed. Deleting progress.json and index.json is safe as well: they are derived from reviews/.',
  );
}

/** Whether an index was made from this very log. */
export const isCurrent = (index: ProgressIndex, signature: LogSignature): boolean =>
  index.log.length === signature.length &&
  index.log.every((file, i) => file.every((part, j) => part === signature[i]?.[j]));
