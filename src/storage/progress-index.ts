import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity } from '../memory/activity.ts';
import type { DueIndex } from '../memory/due-index.ts';
import type { Settings } from '../memory/settings.ts';
import type { LogSignature } from './review-log-files.ts';

export const progressVersion = 2;

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

/** Reads index.json; undefined when it is missing, damaged, or of another version. */
export function readIndex(home: string): ProgressIndex | undefined {
  try {
    const index = JSON.parse(readFileSync(indexPath(home), 'utf8')) as ProgressIndex;
    return index.version === progressVersion ? index : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an index was made from this very log. */
export const isCurrent = (index: ProgressIndex, signature: LogSignature): boolean =>
  index.log.length === signature.length &&
  index.log.every((file, i) => file.every((part, j) => part === signature[i]?.[j]));
