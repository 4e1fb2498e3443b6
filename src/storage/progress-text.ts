import { closeSync, openSync, readSync } from 'node:fs';
import type { Card, CardState } from '../memory/fsrs.ts';
import { type Entry, entryOf, type Missed, type Schedule } from '../memory/schedule.ts';
import { progressVersion } from './progress-index.ts';

const columns = ['state', 'due', 'stability', 'difficulty', 'reps', 'lapses', 'firstDay', 'lastDay'] as const;
type Row = readonly [CardState | null, ...(number | null)[], boolean, Missed | null, string | null];

const noCard = columns.map(() => null);

/** progress.json: one line an item, sorted, so that the same log always makes the same bytes. */
export function progressText(schedule: Schedule): string {
  const lines = [...schedule.keys()].sort().map((item) => {
    const { card, suspended, missed, variant } = schedule.get(item) as Entry;
    const memory = card ? columns.map((column) => card[column]) : noCard;
    const row = [...memory, suspended, missed ?? null, variant ?? null];
    return `${JSON.stringify(item)}:${JSON.stringify(row)}`;
  });
  const header = `{"version":${progressVersion},"columns":${JSON.stringify([...columns, 'suspended', 'missed', 'variant'])},"items":{`;
  return `${header}\n${lines.join(',\n')}\n}}\n`;
}

/** The schedule that `progressText` wrote. */
export function parseProgress(text: string): Schedule {
  const { items } = JSON.parse(text) as { items: Record<string, Row> };
  return new Map(Object.entries(items).map(([item, row]) => [item, toEntry(row)]));
}

function toEntry(row: Row): Entry {
  const [suspended, missed, variant] = row.slice(columns.length) as [boolean, Missed | null, string | null];
  const [state, due, stability, difficulty, reps, lapses, firstDay, lastDay] = row;
  const card = { state, due, stability, difficulty, reps, lapses, firstDay, lastDay };
  return entryOf(
    state === null ? undefined : (card as Card),
    suspended,
    missed ?? undefined,
    variant ?? undefined,
  );
}

/** The version that a progress.json begins with, whatever else is in it; undefined where there is none. */
export function writtenVersion(path: string): number | undefined {
  try {
    const fd = openSync(path, 'r');
    try {
      const head = Buffer.alloc(64);
      const version = /^\s*\{\s*"version"\s*:\s*(\d+)/.exec(
        head.toString('latin1', 0, readSync(fd, head)),
      )?.[1];
      return version === undefined ? undefined : Number(version);
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}
