// What grows with the review log: the first look at a long one, every look after it, an answer more.
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { defaultModel, dueAfter } from '../../src/memory/fsrs.ts';
import type { Review } from '../../src/memory/record.ts';
import { applied } from '../../src/memory/schedule.ts';
import { recordLine } from '../../src/storage/log-line.ts';
import { loadProgress } from '../../src/storage/progress.ts';
import { openLog } from '../../src/storage/review-log.ts';
import { cardIds, history } from './history.mts';
import { command, type Growing, peak, wall, work } from './measure.mts';

const sizes = [62_500, 250_000, 1_000_000];

/** Three years of one machine, a tenth as many cards as reviews. */
const longLog = (reviews: number): string =>
  history(`log${reviews}`, cardIds(reviews / 10), reviews, { months: 36, devices: 1 });

const forget = (home: string): void => {
  for (const name of ['index.json', 'log.json', 'progress.json']) rmSync(join(home, name), { force: true });
};

const arrived = (look: (args: readonly string[], home: string) => number) => (reviews: number) => {
  const home = longLog(reviews);
  return () => {
    forget(home);
    return look(['due'], home);
  };
};

/** An answer kept and scheduled, less what one write and one sync of the same bytes cost. */
function answering(reviews: number): () => number {
  const home = longLog(reviews);
  const { schedule } = loadProgress(home);
  const log = openLog(home, 'bench');
  const bare = openSync(join(work, 'bare'), 'a');
  process.on('exit', () => closeSync(bare));
  let seq = 0;
  return () => {
    const item = `elsewhere/card-${seq % 100}`;
    const before = schedule.get(item) ?? { suspended: false };
    const t = Date.UTC(2026, 11);
    const stamp = { id: `bench${seq}`, device: 'bench', seq: seq++, t, utcOffset: 0 } as const;
    const due = dueAfter(before.card, 'good', 20_800, item, defaultModel);
    const given = { type: 'review', item, grade: 'good', day: 20_800, due, by: 'person' } as const;
    const record: Review = { ...stamp, ...given, seconds: 1, hintsUsed: 0, timedOut: false };
    const whole = wall(() => {
      log.append(record);
      applied(before, record, defaultModel);
    });
    const sync = wall(() => {
      writeSync(bare, recordLine(record));
      fsyncSync(bare);
    });
    return whole - sync;
  };
}

/** A session's end: one answer more in a log that was read before. */
function oneMore(reviews: number): () => number {
  const home = longLog(reviews);
  let seq = 0;
  command(['due'], home);
  return () => {
    const log = openLog(home, 'more');
    const t = Date.UTC(2027, 0) + seq;
    log.append({
      ...{ id: `more${seq}`, device: 'more', seq: seq++, t, utcOffset: 0 },
      type: 'suspend',
      item: 'x/y',
    });
    log.close();
    return command(['due'], home);
  };
}

/** The rows of the log. */
export const logRows: readonly Growing[] = [
  {
    name: (size: number) => `due, first run after ${size} reviews arrived`,
    target: 3000,
    unit: 'ms',
    rounds: 3,
    sizes,
    prepare: arrived(command),
  },
  {
    name: (size: number) => `the most memory of that, ${size} reviews`,
    target: 400,
    unit: 'MB',
    rounds: 1,
    sizes,
    prepare: arrived(peak),
  },
  {
    name: (size: number) => `due, ${size / 10} cards, ${size} reviews, second run`,
    target: 3,
    unit: '×',
    rounds: 20,
    sizes,
    prepare: (size: number) => () => command(['due'], longLog(size)),
  },
  {
    name: (size: number) => `an answer besides its sync, ${size} reviews`,
    target: 2,
    unit: 'ms',
    rounds: 50,
    sizes,
    prepare: answering,
  },
  {
    name: (size: number) => `due after one record more, ${size} reviews`,
    target: 1000,
    unit: 'ms',
    rounds: 3,
    sizes,
    prepare: oneMore,
  },
];
