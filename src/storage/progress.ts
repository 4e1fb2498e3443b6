import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { DueIndex } from '../memory/due-index.ts';
import type { Derived } from '../memory/fold.ts';
import type { Schedule } from '../memory/schedule.ts';
import { defaultSettings, type Settings } from '../memory/settings.ts';
import { writeFileAtomically } from './atomic-write.ts';
import { foldFiles, foldNew, type LogPosition, movesItems, type NewRecords, newRecords } from './log-fold.ts';
import { type LogState, readState, statePath, type ToldFault, toldWith, untold } from './log-state.ts';
import type { LogFault } from './log-text.ts';
import {
  assertKnownProgress,
  indexPath,
  type ProgressIndex,
  progressVersion,
  readIndex,
} from './progress-index.ts';
import { parseProgress, progressText, writtenVersion } from './progress-text.ts';
import { isSameLog, type LogSignature, logSignature } from './review-log-files.ts';
import { sealed } from './sealed.ts';

const progressPath = (home: string): string => join(home, 'progress.json');

/** The schedule of a progress folder, and how it was come by. */
export interface Progress extends Derived {
  readonly signature: LogSignature;
  readonly position: LogPosition;
  /** What was wrong with the log and was not told before. */
  readonly faults: readonly LogFault[];
  /** What was told before. */
  readonly told: readonly ToldFault[];
  /** The CRC-32 of progress.json, where that is as it should be. */
  readonly kept?: number;
}

/**
 * The schedule: from progress.json while that is current; brought up by what is new, where the log only grew;
 * else folded anew. Writes nothing.
 *
 * @param told which share of the log was read, where it is folded anew.
 * @throws UserError when the log, or what was derived from it, is of a newer version.
 */
export function loadProgress(home: string, told?: (share: number) => void): Progress {
  const signature = logSignature(home);
  if (signature.length === 0) return nothing;
  const state = readState(home);
  assertKnown(home);
  const added = state && newRecords(home, signature, state.position);
  const before = added && keptSchedule(home, state);
  if (added && before) return wentOn(signature, state, before, added);
  return foldedProgress(home, state?.told, told);
}

/** The schedule folded from the whole log, whatever is kept beside it. */
export function foldedProgress(
  home: string,
  known: readonly ToldFault[] = [],
  told?: (share: number) => void,
): Progress {
  const signature = logSignature(home);
  const { derived, position, faults } = foldFiles(home, signature, told);
  return { ...derived, signature, position, faults: untold(faults, known), told: known };
}

function assertKnown(home: string): void {
  assertKnownProgress(writtenVersion(progressPath(home)), 'progress.json');
  assertKnownProgress(writtenVersion(indexPath(home)), 'index.json');
}

const nothing: Progress = {
  schedule: new Map(),
  activity: [],
  settings: defaultSettings,
  signature: [],
  position: { files: [], last: undefined, awaited: [], relinks: [] },
  faults: [],
  told: [],
};

function wentOn(signature: LogSignature, state: LogState, schedule: Schedule, added: NewRecords): Progress {
  const { activity, settings, told, progress } = state;
  const rest = { signature, position: added.position, faults: untold(added.faults, told), told };
  const derived = foldNew({ schedule, activity, settings }, added);
  return derived.schedule === schedule ? { ...derived, ...rest, kept: progress } : { ...derived, ...rest };
}

function keptSchedule(home: string, { progress }: LogState): Schedule | undefined {
  try {
    const text = readFileSync(progressPath(home), 'utf8');
    return crc32(text) === progress ? parseProgress(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The settings alone: where no schedule moved since it was kept, that is not read. */
export const loadSettings = (home: string): Settings => (loadStill(home) ?? loadProgress(home)).settings;

/** What is kept, brought up, where no item's schedule moved since; undefined where one did. */
function loadStill(home: string): (LogState & { readonly signature: LogSignature }) | undefined {
  const signature = logSignature(home);
  const state = readState(home);
  assertKnown(home);
  const added = state && newRecords(home, signature, state.position);
  if (!added || movesItems(added) || untold(added.faults, state.told).length > 0) return undefined;
  const { settings } = foldNew({ schedule: new Map(), activity: [], settings: state.settings }, added);
  return { ...state, settings, position: added.position, signature };
}

/**
 * Brings up what is kept beside the schedule, without reading that, where no item moved: after a setting, say.
 * Elsewhere nothing is done; whoever needs the schedule next derives it.
 */
export function refreshStill(home: string): void {
  const still = loadStill(home);
  const index = readIndex(home);
  if (!still || !index) return;
  const { signature, ...state } = still;
  keep(home, state, { ...index, log: signature });
}

/** Whether what is kept, and these counts of it, are of the log as it is. */
export const isKept = (progress: Progress, index: ProgressIndex | undefined): boolean =>
  progress.kept !== undefined && index !== undefined && isSameLog(index.log, progress.signature);

/** Keeps what was derived from a log: progress.json, log.json and the index beside it. A folder that cannot be written is no fault here: it is derived again next time. */
export function saveProgress(home: string, progress: Progress, bank: string, due: DueIndex): void {
  const { schedule, activity, settings, signature: log, position, faults, told, kept } = progress;
  const text = kept === undefined ? progressText(schedule) : undefined;
  const crc = text === undefined ? (kept as number) : crc32(text);
  const state = { version, progress: crc, position, activity, settings, told: toldWith(told, faults) };
  keep(home, state, { version, bank, log, due }, text);
}

const version = progressVersion;

function keep(home: string, state: LogState, index: ProgressIndex, schedule?: string): void {
  try {
    if (schedule !== undefined) writeFileAtomically(progressPath(home), schedule);
    writeFileAtomically(statePath(home), sealed(state));
    writeFileAtomically(indexPath(home), sealed(index));
  } catch (error) {
    if (!isWriteRefusal(error)) throw error;
  }
}

const isWriteRefusal = (error: unknown): boolean =>
  ['EACCES', 'EROFS', 'EPERM', 'ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
