import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomial, draws, mechanism, normal, poisson, uniform, wander } from '../../src/incident/noise.ts';

const many = Array.from({ length: 4_000 }, (_, step) => step);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const name = mechanism('work/checkout');

test('any order of queries gives the same numbers', () => {
  const query = fc.tuple(fc.integer(), fc.nat(), fc.integer({ min: -10, max: 300 }), fc.nat({ max: 60 }));
  fc.assert(
    fc.property(fc.array(query, { minLength: 2 }), (queries) => {
      const ask = (list: typeof queries) =>
        list.map((one) => [one.join(), uniform(...one), normal(...one)].join());
      expect(ask([...queries].reverse()).reverse()).toEqual(ask(queries));
    }),
  );
});

test('slow noise depends on the step alone, wherever it begins', () => {
  const whole = wander(3, name, 24, -8, 100);
  for (const from of [-8, -1, 0, 23, 24, 71])
    expect(wander(3, name, 24, from, 100)).toEqual(whole.slice(from + 8));
});

test('numbers lie between 0 and 1 and spread evenly', () => {
  const values = many.map((step) => uniform(7, name, step));
  expect(Math.min(...values)).toBeGreaterThan(0);
  expect(Math.max(...values)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth++) {
    const inside = values.filter((value) => Math.floor(value * 10) === tenth).length;
    expect(inside).toBeGreaterThan(320);
    expect(inside).toBeLessThan(480);
  }
});

test.each([0, 1, 2])('steps next to each other have nothing to do with each other (draw %i)', (draw) => {
  const values = many.map((step) => normal(7, name, step, draw));
  const lagged = mean(values.slice(1).map((value, i) => value * values[i]!));
  expect(Math.abs(mean(values))).toBeLessThan(0.06);
  expect(Math.abs(mean(values.map((value) => value * value)) - 1)).toBeLessThan(0.08);
  expect(Math.abs(lagged)).toBeLessThan(0.06);
});

test.each([0.2, 3, 25, 400])(
  'counts with a mean of %d have that mean, and as large a variance',
  (expected) => {
    const counts = many.map((step) => poisson(expected, 5, name, step));
    const variance = mean(counts.map((count) => (count - mean(counts)) * (count - mean(counts))));
    expect(Math.abs(mean(counts) / expected - 1)).toBeLessThan(0.08);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.12);
  },
);

test.each([
  [20, 0.1],
  [500, 0.3],
  [500, 0.97],
])('of %d trials with a chance of %d as many succeed', (trials, chance) => {
  const counts = many.map((step) => binomial(trials, chance, 5, name, step));
  expect(Math.abs(mean(counts) / (trials * chance) - 1)).toBeLessThan(0.05);
  expect(Math.max(...counts)).toBeLessThanOrEqual(trials);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
});

test('a draw by name moves no other', () => {
  const first = draws(9);
  const before = first.unit('a');
  first.shuffled('b', many);
  expect(first.unit('a')).toBe(before);
  expect(draws(10).unit('a')).not.toBe(before);
});
