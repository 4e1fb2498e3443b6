import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from '../../src/bank/group.ts';
import { seededRandom } from '../../src/bank/random.ts';
import { grades } from '../../src/memory/grade.ts';
import { drawnGrade, habitsOf, usualFirst } from '../../src/memory/habits.ts';
import type { LogRecord, Review } from '../../src/memory/record.ts';
import { item, pointReview, reset, review, undo } from '../builders.ts';
import { learner, practised } from './simulated-learner.ts';

const items = Array.from({ length: 400 }, (_, i) => item(`q${i}`));
const habits = (records: readonly LogRecord[]) => habitsOf(records, items, 'spoken');
const at = (id: string, day: number, over: Partial<Review> = {}) => review(id, { t: day, day, ...over });

test('without a log they are what is usual, and half the limit', () => {
  const { first, recalled, relapse, seconds } = habits([]);
  const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 9));
  expect(first).toEqual(near(usualFirst));
  expect(recalled).toEqual(near([0, 0.224, 0.631, 0.145]));
  expect(relapse).toBeCloseTo(0.2157, 9);
  expect(seconds(item('q', { limits: { spoken: 90, typed: 240 } }))).toBe(45);
  expect(habitsOf([], items, 'typed').seconds(item('q'))).toBe(60);
});

test('a long log tells them', () => {
  const { reviews } = practised(learner(1, 0), { retention: 0.9, fuzz: true }, { days: 60, newPerDay: 6 });
  const { first, recalled, relapse, seconds } = habits(reviews);
  for (const [i, share] of [0.24, 0.094, 0.495, 0.171].entries()) expect(first[i]).toBeCloseTo(share, 1);
  for (const [i, share] of [0, 0.224, 0.631, 0.145].entries()) expect(recalled[i]).toBeCloseTo(share, 1);
  expect(relapse).toBeLessThan(0.05);
  expect(seconds(item('q'))).toBeCloseTo(30, 0);
});

test('shares add up to one, and a learner of another kind moves them', () => {
  const easy = Array.from({ length: 100 }, (_, i) => at(`r${i}`, i, { item: `pack/q${i}`, grade: 'easy' }));
  const { first, recalled } = habits(easy);
  for (const shares of [first, recalled]) expect(sum(shares)).toBeCloseTo(1, 9);
  expect(first[3]).toBeGreaterThan(0.8);
});

describe('a review tells of', () => {
  const firstAgain = (records: readonly LogRecord[]) => habits(records).first[0] ?? 0;
  const again = { grade: 'again' } as const;

  test('a first meeting once, and once more after a reset', () => {
    const one = habits([at('a', 1, again)]).first;
    expect(habits([at('a', 1, again), at('b', 5)]).first).toEqual(one);
    expect(firstAgain([at('a', 1, again), reset('x', { t: 3 }), at('b', 5, again)])).toBeGreaterThan(
      one[0] ?? 0,
    );
  });

  test('a relapse where it was forgotten twice on one day', () => {
    const twice = [at('a', 1, again), at('b', 1, { ...again, seq: 1 })];
    expect(habits(twice).relapse).toBeGreaterThan(habits([]).relapse);
    expect(habits([twice[0]!, at('b', 1, { seq: 1 })]).relapse).toBeLessThan(habits([]).relapse);
  });

  test('nothing when it was undone, crammed, or by a script', () => {
    const nothing = habits([]).first;
    expect(habits([at('a', 1, again), undo('u', 'a', { t: 2 })]).first).toEqual(nothing);
    expect(habits([at('a', 1, { ...again, cram: true })]).first).toEqual(nothing);
    expect(habits([at('a', 1, { ...again, by: 'script' })]).first).toEqual(nothing);
  });

  test('time by its kind alone, and not when its time is unknown', () => {
    const choice = { ...item('c'), kind: 'choice' as const, choices: [] };
    const slow = Array.from({ length: 50 }, (_, i) => at(`r${i}`, i, { item: 'pack/q1', seconds: 100 }));
    const { seconds } = habitsOf(slow, [...items, choice], 'spoken');
    expect(seconds(item('q2'))).toBeCloseTo((50 * 100 + 5 * 30) / 55, 9);
    expect(seconds(choice)).toBe(30);
    expect(habits([at('a', 1, { seconds: 0 })]).seconds(item('q'))).toBe(30);
  });
});

test('an answer takes its part of what missed points take by themselves', () => {
  const whole = Array.from({ length: 50 }, (_, i) => at(`r${i}`, i, { item: 'pack/q1', seconds: 60 }));
  const points = Array.from({ length: 10 }, (_, i) => pointReview(`p${i}`, 'one', { t: i, seconds: 30 }));
  const alone = habits(whole).seconds(item('q'));
  expect(habits([...whole, ...points]).seconds(item('q'))).toBeCloseTo(alone * (3300 / 3000), 9);
});

test('grades are drawn by their chances', () => {
  const random = seededRandom(1);
  const drawn = Array.from({ length: 20_000 }, () => drawnGrade(usualFirst, random));
  for (const [i, grade] of grades.entries()) {
    const share = drawn.filter((one) => one === grade).length / drawn.length;
    expect(Math.abs(share - (usualFirst[i] ?? 0))).toBeLessThan(0.015);
  }
});

test('a grade without a chance is never drawn', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (luck) => {
      expect(drawnGrade([0, 0.3, 0.7, 0], () => luck)).toMatch(/hard|good/);
    }),
  );
});
