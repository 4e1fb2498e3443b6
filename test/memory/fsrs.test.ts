import fc from 'fast-check';
import {
  createEmptyCard,
  default_w,
  type Grade as FsrsGrade,
  forgetting_curve,
  fsrs,
  Rating,
  State,
  StrategyMode,
} from 'ts-fsrs';
import { describe, expect, test } from 'vitest';
import { type Day, dayOf } from '../../src/memory/day.ts';
import { defaultModel, retrievability } from '../../src/memory/fsrs.ts';
import { grades } from '../../src/memory/grade.ts';
import { card } from '../builders.ts';
import { aGrade, aHistory, anItem, cardsOf, firstDay, reviewed } from './histories.ts';

const msPerDay = 86_400_000;

/** ts-fsrs by itself, set up as our rules say: only "again" stays on the day. */
function theirs(retention: number) {
  const scheduler = fsrs({ request_retention: retention, maximum_interval: 36_500, enable_fuzz: false });
  return scheduler.useStrategy(StrategyMode.LEARNING_STEPS, () => ({
    [Rating.Again]: { scheduled_minutes: 10, next_step: 0 },
  }));
}

const noonOf = (day: Day): Date => new Date(day * msPerDay + msPerDay / 2);
const stateNames = {
  [State.Learning]: 'learning',
  [State.Review]: 'review',
  [State.Relearning]: 'relearning',
};

describe('a schedule', () => {
  test('is that of ts-fsrs over 1,000 random histories', () => {
    const retentions = fc.constantFrom(0.9, 0.9, 0.8, 0.95);
    fc.assert(
      fc.property(aHistory, retentions, (history, retention) => {
        const scheduler = theirs(retention);
        const ours = cardsOf(history, 'pack/q', { retention, fuzz: false });
        let day = firstDay;
        let their = createEmptyCard(noonOf(day));
        for (const [i, { gap, grade }] of history.entries()) {
          day += gap;
          their = scheduler.next(their, noonOf(day), (grades.indexOf(grade) + 1) as FsrsGrade).card;
          const our = ours[i]!;
          expect(our).toMatchObject({
            due: dayOf(their.due.getTime(), () => 0),
            state: stateNames[their.state as keyof typeof stateNames],
            reps: their.reps,
            lapses: their.lapses,
          });
          // Ours is rounded to 1e-6 at every review, and stabilities grow to thousands of days.
          expect(Math.abs(our.stability - their.stability)).toBeLessThan(1e-4 * Math.max(1, their.stability));
          expect(Math.abs(our.difficulty - their.difficulty)).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps the first and the last day of its reviews', () => {
    fc.assert(
      fc.property(aHistory, (history) => {
        const [start = 0, ...gaps] = history.map(({ gap }) => gap);
        expect(cardsOf(history).at(-1)).toMatchObject({
          firstDay: firstDay + start,
          lastDay: firstDay + gaps.reduce((sum, gap) => sum + gap, start),
        });
      }),
    );
  });

  test('does not depend on where in history it lies', () => {
    fc.assert(
      fc.property(aHistory, fc.nat(20_000), (history, shift) => {
        const moved = cardsOf(history, 'pack/q', defaultModel, firstDay + shift).at(-1)!;
        const { due, firstDay: first, lastDay, ...memory } = cardsOf(history).at(-1)!;
        expect(moved).toEqual({
          ...memory,
          due: due + shift,
          firstDay: first + shift,
          lastDay: lastDay + shift,
        });
      }),
    );
  });

  test('"again" brings an item back on the same day, any other grade on a later one', () => {
    fc.assert(
      fc.property(aHistory, anItem, (history, item) => {
        for (const [i, { due, lastDay }] of cardsOf(history, item).entries()) {
          if (history[i]!.grade === 'again') expect(due).toBe(lastDay);
          else expect(due).toBeGreaterThan(lastDay);
        }
      }),
    );
  });

  test('a better grade never comes back sooner, fuzz and all', () => {
    fc.assert(
      fc.property(aHistory, fc.nat(1000), anItem, (history, gap, item) => {
        const dues = grades.map((grade) => cardsOf([...history, { gap, grade }], item).at(-1)!.due);
        expect(dues).toEqual([...dues].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  test('asking for more recall never brings an item back later', () => {
    fc.assert(
      fc.property(aHistory, (history) => {
        const due = (retention: number) => cardsOf(history, 'pack/q', { retention, fuzz: false }).at(-1)!.due;
        expect(due(0.95)).toBeLessThanOrEqual(due(0.9));
        expect(due(0.9)).toBeLessThanOrEqual(due(0.8));
      }),
    );
  });

  test('what is kept of the memory has six decimals at most', () => {
    fc.assert(
      fc.property(aHistory, (history) => {
        const { stability, difficulty } = cardsOf(history).at(-1)!;
        expect(Number(stability.toFixed(6))).toBe(stability);
        expect(Number(difficulty.toFixed(6))).toBe(difficulty);
      }),
    );
  });
});

describe('a clock', () => {
  test('that goes back counts as no time', () => {
    fc.assert(
      fc.property(aHistory, aGrade, fc.integer({ min: 1, max: 5000 }), (history, grade, back) => {
        const before = cardsOf(history).at(-1)!;
        const now = reviewed(before, grade, before.lastDay, 'pack/q');
        const earlier = reviewed(before, grade, before.lastDay - back, 'pack/q');
        expect(earlier).toEqual({ ...now, due: now.due - back, lastDay: now.lastDay - back });
        expect(retrievability(before, before.lastDay - back)).toBe(1);
      }),
    );
  });

  test('that leaps ten years ahead, and back again, leaves a schedule of sane numbers', () => {
    const leap = fc.oneof(fc.constantFrom(3652, -3652), fc.integer({ min: -4000, max: 40_000 }));
    fc.assert(
      fc.property(aHistory, fc.array(fc.tuple(leap, aGrade), { minLength: 1 }), (history, leaps) => {
        let last = cardsOf(history).at(-1)!;
        for (const [days, grade] of leaps) {
          const day = last.lastDay + days;
          last = reviewed(last, grade, day, 'pack/q');
          expect(Object.values(last).filter((value) => typeof value === 'number')).toSatisfy(
            (numbers: number[]) => numbers.length === 7 && numbers.every(Number.isFinite),
          );
          expect(last.due).toBeGreaterThanOrEqual(day);
          expect(last.due).toBeLessThanOrEqual(day + 36_501);
          expect(last.difficulty).toBeGreaterThanOrEqual(1);
          expect(last.difficulty).toBeLessThanOrEqual(10);
          expect(retrievability(last, day + 3652)).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('retrievability', () => {
  test("is ts-fsrs's forgetting curve", () => {
    fc.assert(
      fc.property(aHistory, fc.nat(5000), (history, days) => {
        const last = cardsOf(history).at(-1)!;
        const expected = forgetting_curve(default_w, days, last.stability);
        expect(retrievability(last, last.lastDay + days)).toBeCloseTo(expected, 8);
      }),
    );
  });

  test('is certain on the day of a review, nine in ten after the stability, and falls from day to day', () => {
    expect(retrievability(card({ stability: 37 }), 100)).toBe(1);
    expect(retrievability(card({ stability: 37 }), 137)).toBeCloseTo(0.9, 6);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3650 }), fc.nat(3650), (stability, days) => {
        const some = card({ stability });
        const [today, tomorrow] = [retrievability(some, 100 + days), retrievability(some, 101 + days)];
        expect(tomorrow).toBeLessThan(today);
        expect(tomorrow).toBeGreaterThan(0);
      }),
    );
  });
});
