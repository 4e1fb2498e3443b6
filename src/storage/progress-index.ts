import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import type { DueIndex } from '../memory/due-index.ts';
import type { LogSignature } from './review-log-files.ts';
import { isWhole } from './sealed.ts';

export const progressVersion = 4;

/** The small file that answers `due` alone. */
export interface ProgressIndex {
  readonly version: number;
  /** Which content the counts below are of. */
  readonly bank: string;
  /** The log that they were made from. */
  readonly log: LogSignature;
  readonly due: DueIndex;
}

/** index.json, beside progress.json. */
export const indexPath = (home: string): string => join(home, 'index.json');

/**
 * Reads index.json; undefined when it is missing, damaged, or of an older version.
 *
 * @throws UserError when it is of a newer version.
 */
export const readIndex = (home: string): ProgressIndex | undefined =>
  readSealed<ProgressIndex>(indexPath(home), 'index.json');

/**
 * Reads what `sealed` wrote; undefined when it is missing, damaged, or of an older version.
 *
 * @throws UserError when it is of a newer version.
 */
export function readSealed<Data extends { readonly version: number }>(
  path: string,
  name: string,
): Data | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const data = JSON.parse(text) as Data | null;
    assertKnownProgress(data?.version, name);
    return data?.version === progressVersion && isWhole(text) ? data : undefined;
  } catch (error) {
    if (error instanceof UserError) throw error;
    return undefined;
  }
}

/** Refuses what a newer hotseat derived: to derive it anew here would overwrite it. */
export function assertKnownProgress(version: unknown, file: string): void {
  if (typeof version !== 'number' || version <= progressVersion) return;
  throw new UserError(
    `${file} was written by a newer hotseat (version ${version}, this one knows ${progressVersion})`,
    'Update hotseat; nothing was changed. Deleting progress.json, log.json and index.json is safe as well: they are derived from reviews/.',
  );
}
