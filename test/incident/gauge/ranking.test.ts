import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedRank, hitChance, isFirst, rankBy } from '../../../src/incident/gauge/ranking.ts';

const byScore = (scores: Readonly<Record<string, number>>) =>
  rankBy(Object.entries(scores).map(([entity, score]) => [entity, [score]]));

test('the greatest score comes first', () => {
  expect(byScore({ a: 1, b: 3, c: 2 }).map(({ entity }) => entity)).toEqual(['b', 'c', 'a']);
});

test('a later key decides only where the earlier ones are the same', () => {
  const ranking = rankBy([
    ['deep', [2, 6]],
    ['loud', [1, 99]],
    ['deeper', [2, 7]],
  ]);
  expect(ranking.map(({ entity, score }) => [entity, score])).toEqual([
    ['deeper', 7],
    ['deep', 6],
    ['loud', 99],
  ]);
});

test('ties share their expected rank', () => {
  const ranking = byScore({ a: 5, b: 2, c: 2, d: 2, e: 1 });
  expect(ranking.map((one) => [one.entity, expectedRank(one)])).toEqual([
    ['a', 1],
    ['b', 3],
    ['c', 3],
    ['d', 3],
    ['e', 5],
  ]);
});

test('of two that share the first place each is first half the time, and none stands first alone', () => {
  const ranking = byScore({ a: 5, b: 5, c: 1 });
  expect([1, 2, 3].map((k) => hitChance(ranking, 'a', k))).toEqual([0.5, 1, 1]);
  expect([1, 2, 3].map((k) => hitChance(ranking, 'c', k))).toEqual([0, 0, 1]);
  expect(isFirst(ranking, 'a')).toBe(false);
  expect(isFirst(byScore({ a: 5, b: 4 }), 'a')).toBe(true);
});

test('what is not ranked is never hit', () => {
  expect(hitChance(byScore({ a: 1 }), 'b', 5)).toBe(0);
});

test('those that tell nothing tie at the end', () => {
  const ranking = byScore({ a: -Infinity, b: 0, c: -Infinity });
  expect(ranking.map(({ entity, tied }) => [entity, tied])).toEqual([
    ['b', 1],
    ['a', 2],
    ['c', 2],
  ]);
});

test('a score that is no number tells nothing, and ties with the others that tell nothing', () => {
  const ranking = byScore({ a: NaN, b: -5, c: -Infinity });
  expect(ranking.map(({ entity, score, tied }) => [entity, score, tied])).toEqual([
    ['b', -5, 1],
    ['a', -Infinity, 2],
    ['c', -Infinity, 2],
  ]);
});

// All orders in which ties could fall, counted one by one.
const orders = <T>(list: readonly T[]): T[][] =>
  list.length === 0
    ? [[]]
    : list.flatMap((one, i) => orders(list.filter((_, at) => at !== i)).map((rest) => [one, ...rest]));

test('chances and expected ranks are means over every order that the scores allow', () => {
  const entities = ['a', 'b', 'c', 'd', 'e'];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }), (scores) => {
      const score = new Map(entities.map((entity, i) => [entity, scores[i] ?? 0]));
      const allowed = orders(entities).filter((order) =>
        order.every((entity, i) => i === 0 || score.get(order[i - 1]!)! >= score.get(entity)!),
      );
      const ranking = byScore(Object.fromEntries(score));
      for (const ranked of ranking) {
        const places = allowed.map((order) => order.indexOf(ranked.entity) + 1);
        const mean = places.reduce((a, b) => a + b, 0) / places.length;
        expect(expectedRank(ranked)).toBeCloseTo(mean, 9);
        for (const k of [1, 2, 3, 4, 5]) {
          const within = places.filter((place) => place <= k).length / places.length;
          expect(hitChance(ranking, ranked.entity, k)).toBeCloseTo(within, 9);
        }
      }
    }),
    { numRuns: 50 },
  );
});
