import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf } from '../../src/memory/day.ts';
import { backUp, backupsOf, backupText } from '../../src/storage/backups.ts';
import { append, filesIn, freshFolder, kept, novemberLog, put } from './builders.ts';

const today = 20_778;
const datesIn = (home: string) => backupsOf(home).map(({ day }) => dateOf(day));
const logText = (home: string) => readFileSync(novemberLog(home), 'utf8');
const lastText = (home: string) => backupText(backupsOf(home).at(-1)!);

/** Time goes on: files written now are younger than those before. */
function later(home: string): void {
  for (const { path } of backupsOf(home)) utimesSync(path, 1000, 1000);
}

test('a log is copied when it changed, once a day, and the day’s last state counts', () => {
  const home = freshFolder();
  append(home, [kept('a')]);
  backUp(home, today);
  expect(datesIn(home)).toEqual(['2026-11-21']);
  later(home);
  append(home, [kept('b')]);
  backUp(home, today);
  expect(datesIn(home)).toEqual(['2026-11-21']);
  expect(lastText(home)).toBe(logText(home));
  const written = statSync(backupsOf(home)[0]!.path).mtimeMs;
  backUp(home, today + 1);
  expect(datesIn(home)).toEqual(['2026-11-21']);
  expect(statSync(backupsOf(home)[0]!.path).mtimeMs).toBe(written);
});

test('each machine’s file is copied by itself, and the log is never touched', () => {
  const home = freshFolder();
  append(home, [kept('a')]);
  append(home, [kept('b', { device: 'desk' })], 'desk');
  const before = filesIn(join(home, 'reviews'));
  backUp(home, today);
  expect(backupsOf(home).map(({ log }) => log)).toEqual(['desk-2026-11.jsonl', 'laptop-2026-11.jsonl']);
  expect(filesIn(join(home, 'reviews'))).toEqual(before);
});

test('a log that was damaged does not replace the copy of what it was', () => {
  const home = freshFolder();
  append(home, [kept('a'), kept('b')]);
  const whole = logText(home);
  backUp(home, today);
  later(home);
  put(novemberLog(home), whole.slice(0, -30));
  backUp(home, today);
  expect(backupsOf(home).map(backupText)).toEqual([whole, whole.slice(0, -30)]);
});

test('thinning leaves no record out that a younger copy has not', () => {
  const aDay = fc.record({ gap: fc.integer({ min: 1, max: 40 }), damaged: fc.boolean() });
  fc.assert(
    fc.property(fc.array(aDay, { minLength: 1, maxLength: 12 }), (days) => {
      const home = freshFolder();
      const path = novemberLog(home);
      const lines = new Set<string>();
      let day = today;
      for (const [i, { gap, damaged }] of days.entries()) {
        day += gap;
        append(home, [kept(`r${i}`)]);
        if (damaged) writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(2).join('\n'));
        for (const line of logText(home).split('\n')) lines.add(line);
        later(home);
        backUp(home, day);
      }
      const copied = new Set(backupsOf(home).flatMap((backup) => backupText(backup)?.split('\n') ?? []));
      for (const line of lines) expect(copied.has(line), line).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('where copies cannot be written, or are damaged, nothing fails', () => {
  const home = freshFolder();
  append(home, [kept('a')]);
  put(join(home, 'backups'), 'a file');
  expect(() => backUp(home, today)).not.toThrow();
  const other = freshFolder();
  append(other, [kept('a')]);
  put(join(other, 'backups', 'laptop-2026-11.jsonl', '2026-11-01.jsonl.gz'), 'no gzip');
  later(other);
  backUp(other, today);
  expect(backupsOf(other).map(backupText)).toEqual([undefined, logText(other)]);
});
