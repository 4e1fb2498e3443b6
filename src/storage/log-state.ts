import { join } from 'node:path';
import type { Activity } from '../memory/activity.ts';
import type { Settings } from '../memory/settings.ts';
import type { LogPosition } from './log-fold.ts';
import type { LogFault } from './log-text.ts';
import { readSealed } from './progress-index.ts';

/** What a log amounts to besides the schedule, and how far it was read: log.json, beside progress.json. */
export interface LogState {
  readonly version: number;
  /** CRC-32 of progress.json: two processes that end together must not mix their files. */
  readonly progress: number;
  readonly position: LogPosition;
  readonly activity: Activity;
  readonly settings: Settings;
  /** Faults of the log that were told: once is enough, `doctor` tells them again. */
  readonly told: readonly ToldFault[];
}

/** A fault's file and line. */
export type ToldFault = readonly [file: string, line: number];

/** log.json. */
export const statePath = (home: string): string => join(home, 'log.json');

/**
 * Reads log.json; undefined when it is missing, damaged, or of an older version.
 *
 * @throws UserError when it is of a newer version.
 */
export const readState = (home: string): LogState | undefined =>
  readSealed<LogState>(statePath(home), 'log.json');

/** The faults that were not told yet. */
export function untold(faults: readonly LogFault[], told: readonly ToldFault[]): LogFault[] {
  const known = new Set(told.map(([file, line]) => `${line}:${file}`));
  return faults.filter(({ file, line }) => !known.has(`${line}:${file}`));
}

/** All that is told when some faults more are. */
export const toldWith = (told: readonly ToldFault[], faults: readonly LogFault[]): ToldFault[] => [
  ...told,
  ...faults.map(({ file, line }) => [file, line] as const),
];
