import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultModel, remembered, retrievability } from '../../src/memory/fsrs.ts';
import { gain, horizonOf, recallIfMet } from '../../src/memory/gain.ts';
import { card } from '../builders.ts';
import { aHistory, cardsOf } from './histories.ts';

test('the horizon is the exam while it is ahead, else thirty days off', () => {
  expect([horizonOf(100, 130), horizonOf(100, 100), horizonOf(100, 90), horizonOf(100, undefined)]).toEqual([
    130, 130, 130, 130,
  ]);
  expect(horizonOf(100, 101)).toBe(101);
});

test('a gain is what both outcomes bring, each by its chance, less what would be known unasked', () => {
  const known = card({ lastDay: 100, stability: 10 });
  const [today, horizon] = [112, 125];
  const recall = retrievability(known, today);
  const after = (grade: 'good' | 'again') =>
    retrievability(remembered(known, grade, today, defaultModel), horizon);
  const expected = recall * after('good') + (1 - recall) * after('again') - retrievability(known, horizon);
  expect(gain(known, today, horizon, defaultModel)).toBeCloseTo(expected, 5);
});

test('what is half forgotten gains more than what was just learned, and what is firm gains little', () => {
  const at = (stability: number) => gain(card({ lastDay: 100, stability }), 110, 140, defaultModel);
  expect(at(3)).toBeGreaterThan(at(30));
  expect(at(30)).toBeGreaterThan(at(3000));
  expect(at(3000)).toBeLessThan(0.02);
});

test('a gain lies between -1 and 1, whatever the history', () => {
  fc.assert(
    fc.property(aHistory, fc.nat(400), fc.integer({ min: 1, max: 400 }), (history, wait, ahead) => {
      const last = cardsOf(history).at(-1)!;
      const today = last.lastDay + wait;
      const gained = gain(last, today, today + ahead, defaultModel);
      expect(gained).toBeGreaterThanOrEqual(-1);
      expect(gained).toBeLessThanOrEqual(1);
    }),
  );
});

test('what is met now is recalled the better the nearer the day and the better the first grades', () => {
  const sure = [0, 0, 0, 1];
  const usual = [0.24, 0.1, 0.5, 0.16];
  const recall = (first: readonly number[], days: number) =>
    recallIfMet(first, 100, 100 + days, defaultModel);
  expect(recall(usual, 2)).toBeGreaterThan(recall(usual, 20));
  expect(recall(sure, 20)).toBeGreaterThan(recall(usual, 20));
  expect(recall(usual, 0)).toBeCloseTo(1, 6);
});
