import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activityOf } from '../../src/memory/activity.ts';
import type { LogRecord } from '../../src/memory/record.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { settingsOf } from '../../src/memory/settings.ts';
import { foldFiles, newRecords } from '../../src/storage/log-fold.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { loadProgress, saveProgress } from '../../src/storage/progress.ts';
import { progressText } from '../../src/storage/progress-text.ts';
import { readLog } from '../../src/storage/review-log.ts';
import { logSignature } from '../../src/storage/review-log-files.ts';
import { relink, undo } from '../builders.ts';
import { aLongLog, append, freshFolder, kept, november, novemberLog, put, spread } from './builders.ts';

const fold = (home: string) => foldFiles(home, logSignature(home));

/** What the law says, by the whole log in memory. */
const lawful = (records: readonly LogRecord[]) => ({
  text: progressText(foldLog(records)),
  activity: activityOf(records),
  settings: settingsOf(records),
});

const derived = (home: string) => {
  const { schedule, activity, settings } = fold(home).derived;
  return { text: progressText(schedule), activity, settings };
};

const picks = fc.array(fc.nat(9999), { minLength: 5, maxLength: 40 });

describe('a log folded from its files', () => {
  test('comes to what all its records come to, whatever files they are in and how often', () => {
    fc.assert(
      fc.property(aLongLog(40), picks, (log, where) => {
        const home = freshFolder();
        spread(home, log, where);
        expect(derived(home)).toEqual(lawful(log));
        expect(derived(home)).toEqual(lawful(readLog(home).records));
      }),
      { numRuns: 80 },
    );
  });

  test('tells how far it is after each file', () => {
    const home = freshFolder();
    for (const month of [8, 9, 10])
      append(home, [
        kept(`r${month}`, { t: Date.UTC(2026, month, 3) }),
        kept('x', { t: Date.UTC(2026, month, 9) }),
      ]);
    const shares: number[] = [];
    foldFiles(home, logSignature(home), (share) => void shares.push(Math.round(share * 100) / 100));
    expect(shares).toEqual([0.33, 0.67, 1]);
  });

  test('goes by what a file holds where its name gives another month, or a month that there is not', () => {
    const reviews = [0, 40, 80].map((days, i) =>
      kept(`r${i}`, { t: november - days * 86_400_000, day: 20_500 - days, due: 20_600 - days }),
    );
    for (const name of ['laptop-2020-01', 'laptop-2026-13', 'laptop', '2026-11']) {
      const home = freshFolder();
      put(join(home, 'reviews', `${name}.jsonl`), headerLine('laptop') + reviews.map(recordLine).join(''));
      put(novemberLog(home, 'desk'), headerLine('desk') + recordLine(kept('d', { device: 'desk' })));
      expect(derived(home)).toEqual(lawful(readLog(home).records));
      expect(readLog(home).records).toHaveLength(4);
    }
  });
});

/** Something that happens to a progress folder between two looks at it. */
type Event = (home: string, n: number, pick: number) => void;

const later = (n: number, over = {}) => kept(`e${n}`, { t: november + n * 60_000, seq: n, ...over });
const anyFile = (home: string, pick: number): string => {
  const names = readdirSync(join(home, 'reviews'))
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  return join(home, 'reviews', names[pick % names.length] ?? '');
};

const events: Record<string, Event> = {
  'an answer': (home, n, pick) => append(home, [later(n, { item: `pack/${'abc'[pick % 3]}` })]),
  'an answer on the other machine': (home, n) => append(home, [later(n, { device: 'desk' })], 'desk'),
  'an answer that was given before': (home, n, pick) =>
    append(home, [later(n, { t: november - (pick % 90) * 86_400_000, device: 'desk' })], 'desk'),
  'a clock gone back': (home, n, pick) => append(home, [later(n, { t: november - (pick % 3) * 3_600_000 })]),
  'an answer and its undo': (home, n) =>
    append(home, [later(n), undo(`u${n}`, `e${n}`, { t: november + n * 60_000 + 1 })]),
  'an undo of any record': (home, n, pick) =>
    append(home, [undo(`u${n}`, `${'re'[pick % 2]}${pick % 12}`, { t: november + n * 60_000 })]),
  'a relink': (home, n, pick) =>
    append(home, [relink(`l${n}`, `pack/${'abc'[pick % 3]}`, 'pack/b', { t: november + n * 60_000 })]),
  'a torn line': (home, n, pick) =>
    appendFileSync(anyFile(home, pick), recordLine(later(n)).slice(0, 9 + (pick % 60))),
  'the same file copied by a sync': (home, n, pick) => {
    const path = anyFile(home, pick);
    writeFileSync(path.replace(/(\.copy\d*)?\.jsonl$/, `.copy${n}.jsonl`), readFileSync(path));
  },
  'a file cut short': (home, _, pick) => {
    const path = anyFile(home, pick);
    truncateSync(path, Math.floor(readFileSync(path).length * 0.7));
  },
  'another file of the same length': (home, _, pick) => {
    const path = anyFile(home, pick);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/"seconds":\d/, '"seconds":9'));
  },
  nothing: () => {},
};

/** Loads and keeps, as a command does; what is kept is what a fresh fold comes to. */
function looked(home: string): void {
  const progress = loadProgress(home);
  saveProgress(home, progress, 'bank', {});
  const fresh = fold(home);
  expect(progressText(progress.schedule)).toBe(progressText(fresh.derived.schedule));
  expect(readFileSync(join(home, 'progress.json'), 'utf8')).toBe(
    progressText(foldLog(readLog(home).records)),
  );
  expect({ ...progress.position, activity: progress.activity, settings: progress.settings }).toEqual({
    ...fresh.position,
    activity: fresh.derived.activity,
    settings: fresh.derived.settings,
  });
}

describe('what is kept is brought up', () => {
  test('to the same bytes as a fold of the whole log, whatever happened to its files in between', () => {
    const event = fc.tuple(fc.constantFrom(...Object.keys(events)), fc.nat(9999));
    fc.assert(
      fc.property(
        aLongLog(12),
        picks,
        fc.array(event, { minLength: 1, maxLength: 10 }),
        (log, where, happened) => {
          const home = freshFolder();
          spread(home, log, where);
          looked(home);
          for (const [n, [name, pick]] of happened.entries()) {
            events[name]?.(home, n + 100, pick);
            looked(home);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  const goesOn = (home: string) => {
    const { position } = fold(home);
    return (change: () => void) => {
      change();
      return newRecords(home, logSignature(home), position) !== undefined;
    };
  };

  test('by the new records alone, where the log only grew at its end', () => {
    for (const name of [
      'an answer',
      'an answer on the other machine',
      'an answer and its undo',
      'a torn line',
      'nothing',
    ]) {
      const home = freshFolder();
      append(home, [kept('a')]);
      expect(
        goesOn(home)(() => events[name]?.(home, 1, 0)),
        name,
      ).toBe(true);
    }
  });

  test('by folding anew, where something new reaches back or something old changed', () => {
    const home = freshFolder();
    for (const name of [
      'an answer that was given before',
      'an undo of any record',
      'a relink',
      'a file cut short',
      'another file of the same length',
    ]) {
      append(home, [later(Object.keys(events).indexOf(name))]);
      expect(
        goesOn(home)(() => events[name]?.(home, 500, 1)),
        name,
      ).toBe(false);
    }
  });

  test('by folding anew, when a record comes that an undo had named before it was there', () => {
    const home = freshFolder();
    append(home, [kept('a'), undo('u', 'e9', { t: november + 1 })]);
    expect(goesOn(home)(() => append(home, [later(9)]))).toBe(false);
  });
});
