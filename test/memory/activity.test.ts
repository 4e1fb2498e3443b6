import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Activity, activityOf, streak } from '../../src/memory/activity.ts';
import { pointReview, review, suspension, undo } from '../builders.ts';

const onDays = (days: readonly number[]): Activity => days.map((day) => [day, 1] as const);

describe('activity', () => {
  test('counts the reviews of each day, oldest day first, whatever their order in the log', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 100, max: 120 }), fc.nat(9))), (made) => {
        const activity = activityOf(made.map(([day, t], i) => review(`r${i}`, { day, t })));
        const days = activity.map(([day]) => day);
        expect(days).toEqual([...new Set(made.map(([day]) => day))].sort((a, b) => a - b));
        for (const [day, count] of activity) {
          expect(count).toBe(made.filter(([other]) => other === day).length);
        }
      }),
    );
  });

  test('counts crammed reviews: they are practice too', () => {
    expect(activityOf([review('a', { cram: true })])).toEqual([[100, 1]]);
  });

  test('counts points that were asked by themselves', () => {
    const log = [review('a', { day: 100 }), pointReview('p', 'x', { t: 1, day: 101 })];
    expect(activityOf([...log, pointReview('s', 'y', { t: 2, by: 'script' })])).toEqual([
      [100, 1],
      [101, 1],
    ]);
  });

  test('does not count what a script answered', () => {
    expect(activityOf([review('a', { by: 'script' }), review('b', { by: 'a-bot' })])).toEqual([]);
  });

  test('does not count undone reviews and suspensions', () => {
    const log = [
      review('a', { t: 1, day: 100 }),
      review('b', { t: 2, day: 101 }),
      undo('u', 'a', { t: 3 }),
      suspension('s', 'suspend', { t: 4 }),
    ];
    expect(activityOf(log)).toEqual([[101, 1]]);
  });
});

describe('a streak', () => {
  test('is the number of days in a row up to today', () => {
    expect(streak(onDays([97, 98, 99, 100]), 100)).toBe(4);
    expect(streak(onDays([90, 91, 99, 100]), 100)).toBe(2);
  });

  test('is not broken by a today without practice so far', () => {
    expect(streak(onDays([98, 99]), 100)).toBe(2);
  });

  test('is broken by a whole day without practice', () => {
    expect(streak(onDays([97, 98]), 100)).toBe(0);
    expect(streak([], 100)).toBe(0);
  });

  test('is no longer for practice on days to come, as a clock that went back leaves them', () => {
    expect(streak(onDays([99, 100, 101, 102]), 100)).toBe(2);
    expect(streak(onDays([101, 102]), 100)).toBe(0);
  });

  test('is one longer with today than it was without', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 80, max: 99 })), (days) => {
        expect(streak(onDays([...days, 100]), 100)).toBe(streak(onDays(days), 100) + 1);
      }),
    );
  });
});
