import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Activity, activityOf } from '../memory/activity.ts';
import type { DueIndex } from '../memory/due-index.ts';
import type { Card, CardState } from '../memory/fsrs.ts';
import { type Entry, foldLog, type Missed, type Schedule } from '../memory/schedule.ts';
import { defaultSettings, type Settings, settingsOf } from '../memory/settings.ts';
import { writeFileAtomically } from './atomic-write.ts';
import {
  assertKnownProgress,
  indexPath,
  isCurrent,
  type ProgressIndex,
  progressVersion,
  readIndex,
} from './progress-index.ts';
import { type LogFault, readLog } from './review-log.ts';
import { type LogSignature, logSignature } from './review-log-files.ts';

const columns = ['state', 'due', 'stability', 'difficulty', 'reps', 'lapses', 'firstDay', 'lastDay'] as const;
type Row = readonly [CardState | null, ...(number | null)[], boolean, Missed | null];

const progressPath = (home: string): string => join(home, 'progress.json');

/** The schedule of a progress folder, and what was wrong with its log when it had to be read. */
export interface Progress {
  readonly schedule: Schedule;
  readonly activity: Activity;
  readonly settings: Settings;
  readonly signature: LogSignature;
  readonly faults: readonly LogFault[];
}

/**
 * The schedule: from progress.json while that is current, else folded anew from the log. Writes nothing.
 *
 * @throws UserError when the log, or what was derived from it, is of a newer version.
 */
export function loadProgress(home: string): Progress {
  const signature = logSignature(home);
  if (signature.length === 0)
    return { schedule: new Map(), activity: [], settings: defaultSettings, signature, faults: [] };
  const kept = keptProgress(home, signature);
  if (kept) return kept;
  assertKnownProgress(writtenVersion(home), 'progress.json');
  const { records, faults } = readLog(home);
  const derived = {
    schedule: foldLog(records),
    activity: activityOf(records),
    settings: settingsOf(records),
  };
  return { ...derived, signature, faults };
}

function keptProgress(home: string, signature: LogSignature): Progress | undefined {
  const index = readIndex(home);
  if (!index || !isCurrent(index, signature)) return undefined;
  try {
    const text = readFileSync(progressPath(home), 'utf8');
    if (crc32(text) !== index.progress) return undefined;
    return {
      schedule: parseProgress(text),
      activity: index.activity,
      settings: index.settings,
      signature,
      faults: [],
    };
  } catch {
    return undefined;
  }
}

function writtenVersion(home: string): number | undefined {
  try {
    const version = /^\s*\{\s*"version"\s*:\s*(\d+)/.exec(readFileSync(progressPath(home), 'utf8'))?.[1];
    return version === undefined ? undefined : Number(version);
  } catch {
    return undefined;
  }
}

/** Keeps what was derived from a log: progress.json and the index beside it. A folder that cannot be written is no fault here: it is derived again next time. */
export function saveProgress(home: string, progress: Progress, bank: string, due: DueIndex): void {
  const text = progressText(progress.schedule);
  const index: ProgressIndex = {
    version: progressVersion,
    log: progress.signature,
    progress: crc32(text),
    bank,
    due,
    activity: progress.activity,
    settings: progress.settings,
  };
  try {
    writeFileAtomically(progressPath(home), text);
    writeFileAtomically(indexPath(home), `${JSON.stringify(index)}\n`);
  } catch (error) {
    if (!isWriteRefusal(error)) throw error;
  }
}

const isWriteRefusal = (error: unknown): boolean =>
  ['EACCES', 'EROFS', 'EPERM', 'ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

/** progress.json: one line an item, sorted, so that the same log always makes the same bytes. */
export function progressText(schedule: Schedule): string {
  const rows = [...schedule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([item, { card, suspended, missed }]) => {
      const row: Row = [
        card?.state ?? null,
        ...columns.slice(1).map((c) => (card?.[c] as number | undefined) ?? null),
        suspended,
        missed ?? null,
      ];
      return `${JSON.stringify(item)}:${JSON.stringify(row)}`;
    });
  const header = `{"version":${progressVersion},"columns":${JSON.stringify([...columns, 'suspended', 'missed'])},"items":{`;
  return `${header}\n${rows.join(',\n')}\n}}\n`;
}

function parseProgress(text: string): Schedule {
  const { items } = JSON.parse(text) as { items: Record<string, Row> };
  return new Map(Object.entries(items).map(([item, row]) => [item, toEntry(row)]));
}

function toEntry(row: Row): Entry {
  const [suspended, missed] = row.slice(columns.length) as [boolean, Missed | null];
  const rest = { suspended, ...(missed ? { missed } : {}) };
  if (row[0] === null) return rest;
  return { card: Object.fromEntries(columns.map((name, i) => [name, row[i]])) as unknown as Card, ...rest };
}
