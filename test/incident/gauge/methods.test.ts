import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case } from '../../../src/incident/gauge/case.ts';
import {
  absZ,
  bySignedZ,
  type Method,
  medianIqr,
  random,
  selfTime,
  traversal,
} from '../../../src/incident/gauge/methods.ts';
import { expectedRank, hitChance, type Ranking } from '../../../src/incident/gauge/ranking.ts';
import { calls, caseOf, series } from './builders.ts';

const scores = (method: Method, of: Case) =>
  Object.fromEntries((method(of) ?? []).map(({ entity, score }) => [entity, score]));
const order = (ranking: Ranking | undefined) => ranking?.map(({ entity }) => entity);

test('a guess hits one in so many', () => {
  const of = caseOf(['a', 'b', 'c', 'd'].map((entity) => series(entity, [])));
  expect([1, 3, 5].map((k) => hitChance(random(of)!, 'c', k))).toEqual([0.25, 0.75, 1]);
});

// Healthy 1, 3, 1, 3: mean 2, population standard deviation 1.
test('z is by the population standard deviation, the greatest of the abnormal rows', () => {
  const of = caseOf([series('a', [1, 3, 1, 3, 5, 9, 2]), series('b', [1, 3, 1, 3, -8, 4, 2])]);
  expect(scores(bySignedZ, of)).toEqual({ a: 7, b: 2 });
  expect(scores(absZ, of)).toEqual({ b: 10, a: 7 });
});

test('where less is worse, signed z looks down', () => {
  const of = caseOf([series('a', [1, 3, 1, 3, -8, 40], { direction: 'down' })]);
  expect(scores(bySignedZ, of)).toEqual({ a: 10 });
});

test('a flat healthy part has a standard deviation of a billionth', () => {
  const of = caseOf([series('a', [2, 2, 2, 2, 3])]);
  expect(scores(bySignedZ, of).a).toBeCloseTo(1e9, 0);
});

// Sorted 1 2 4 8 16: median sorted[2] = 4, quartiles sorted[1] = 2 and sorted[3] = 8.
test('median and quartiles are values of the sorted healthy part', () => {
  const of = caseOf([series('a', [16, 4, 1, 8, 2, 34])], { breach: 5 });
  expect(scores(medianIqr, of)).toEqual({ a: 5 });
});

test('an interquartile range of zero counts as what the series says', () => {
  const flat = [2, 2, 2, 2, 9, 2];
  const of = caseOf([
    series('a', [2, 2, 2, 2, 5]),
    series('b', [...flat.slice(0, 4), 1], { direction: 'down', zeroIqr: 0.001 }),
  ]);
  expect(scores(medianIqr, of)).toEqual({ b: 1000, a: 3 });
});

test('what was not reported counts on neither side; three healthy values are too few', () => {
  const of = caseOf([
    series('gaps', [1, NaN, 3, 1, NaN, 3, NaN, 5]),
    series('few', [1, NaN, 3, NaN, 3, NaN, 99, 99]),
    series('silent', [1, 3, 1, 3, 1, NaN, NaN, NaN]),
  ]);
  const ranking = bySignedZ({ ...of, breach: 6 })!;
  expect(ranking.map(({ entity, score }) => [entity, score])).toEqual([
    ['gaps', 3],
    ['few', -Infinity],
    ['silent', -Infinity],
  ]);
  expect(expectedRank(ranking[1]!)).toBe(2.5);
});

test('an entity has the score of its loudest series', () => {
  const of = caseOf([
    series('a', [1, 3, 1, 3, 4]),
    series('b', [1, 3, 1, 3, 5]),
    series('a', [1, 3, 1, 3, 6]),
  ]);
  expect(scores(bySignedZ, of)).toEqual({ a: 4, b: 3 });
});

test('an entity of which nothing was measured comes last', () => {
  const of = caseOf([series('a', [1, 3, 1, 3, -9])], { entities: ['front->a', 'a'] });
  expect(order(bySignedZ(of))).toEqual(['a', 'front->a']);
});

// Interquartile range 2, median 3: `hot(n)` is n robust deviations up.
const hot = (entity: string, n: number) => series(entity, [1, 3, 1, 3, 3 + 2 * n]);

test('the traversal puts the deepest anomalous callee first, however loud the others', () => {
  const of = caseOf([hot('api', 50), hot('db', 6), hot('cache', 4), hot('elsewhere', 90)], {
    edges: calls('front->api', 'api->db', 'api->cache'),
  });
  const ranking = traversal(of)!;
  expect(order(ranking)).toEqual(['db', 'api', 'cache', 'elsewhere']);
  expect(ranking.map(({ above, tied }) => [above, tied])).toEqual([
    [0, 1],
    [1, 1],
    [2, 2],
    [2, 2],
  ]);
});

test('five robust deviations are not anomalous yet, and the walk does not pass a calm node', () => {
  const of = caseOf([hot('api', 5), hot('db', 60)], { edges: calls('front->api', 'api->db') });
  expect(traversal(of)!.map(({ tied }) => tied)).toEqual([2, 2]);
});

test('nodes that call each other or themselves end the walk, and none of a ring is deepest', () => {
  const of = caseOf([hot('a', 8), hot('b', 9), hot('leaf', 6)], {
    edges: calls('front->a', 'a->b', 'b->a', 'a->a', 'front->leaf', 'leaf->leaf'),
  });
  expect(order(traversal(of))).toEqual(['leaf', 'b', 'a']);
});

test('without a call graph, or without a symptom, there is no traversal', () => {
  const { symptom: _, ...without } = caseOf([hot('a', 9)], { edges: calls('front->a') });
  expect(traversal(without)).toBeUndefined();
  expect(traversal(caseOf([hot('a', 9)]))).toBeUndefined();
});

test('self-time ranks by how much longer the own work takes; without traces there is none', () => {
  const of = caseOf([series('a', []), series('b', []), series('c', [])]);
  const selfTimes = new Map([
    ['a', { normal: 0.5, abnormal: 0.75 }],
    ['b', { normal: 0.25, abnormal: 1.25 }],
  ]);
  expect(selfTime({ ...of, selfTimes })?.map(({ entity, score }) => [entity, score])).toEqual([
    ['b', 1],
    ['a', 0.25],
    ['c', -Infinity],
  ]);
  expect(selfTime(of)).toBeUndefined();
});

// A second computation, by the definitions and nothing else.
const naive = {
  z(healthy: readonly number[], value: number) {
    const mean = healthy.reduce((a, b) => a + b) / healthy.length;
    const sd = Math.sqrt(healthy.map((x) => (x - mean) ** 2).reduce((a, b) => a + b) / healthy.length);
    return (value - mean) / Math.max(sd, 1e-9);
  },
  robust(healthy: readonly number[], value: number) {
    const sorted = [...healthy].sort((a, b) => a - b);
    const at = (q: number) => sorted[Math.floor(q * sorted.length)]!;
    const iqr = at(0.75) - at(0.25);
    return (value - at(0.5)) / (iqr === 0 ? 1 : iqr);
  },
};

const cell = (least: number, most: number) =>
  fc.oneof({ arbitrary: fc.integer({ min: least, max: most }), weight: 9 }, fc.constant(NaN));
const row = (most: number) =>
  fc
    .tuple(
      fc.array(cell(-5, 5), { minLength: 6, maxLength: 6 }),
      fc.array(cell(-most, most), { minLength: 4, maxLength: 4 }),
    )
    .map((parts) => parts.flat());

/** Cases of up to six nodes and any calls between them, whose abnormal values reach up to `most`. */
const someCase = (most: number) =>
  fc
    .record({
      rows: fc.array(row(most), { minLength: 1, maxLength: 6 }),
      down: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      edges: fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 5 })), {
        maxLength: 12,
      }),
    })
    .map(({ rows, down, edges }) =>
      caseOf(
        rows.map((values, i) => series(`n${i}`, values, { direction: down[i] ? 'down' : 'up' })),
        {
          breach: 6,
          edges: edges.map(([from, to]) => ({
            caller: from === 6 ? 'front' : `n${from}`,
            callee: `n${to}`,
          })),
        },
      ),
    );

function naiveScore(
  of: Case,
  entity: string,
  score: (healthy: number[], value: number, sign: number) => number,
) {
  const one = of.series.find((each) => each.entity === entity);
  if (!one) return -Infinity;
  const healthy = [...one.values.slice(0, of.breach)].filter((x) => !Number.isNaN(x));
  const abnormal = [...one.values.slice(of.breach)].filter((x) => !Number.isNaN(x));
  if (healthy.length < 4) return -Infinity;
  return Math.max(...abnormal.map((value) => score(healthy, value, one.direction === 'up' ? 1 : -1)));
}

test('every method scores as a second, naive computation does', () => {
  fc.assert(
    fc.property(someCase(10), (of) => {
      const close = (method: Method, score: (healthy: number[], value: number, sign: number) => number) => {
        for (const { entity, score: given } of method(of)!) {
          const wanted = naiveScore(of, entity, score);
          if (Number.isFinite(wanted))
            expect(given / Math.max(1, Math.abs(wanted))).toBeCloseTo(
              wanted / Math.max(1, Math.abs(wanted)),
              9,
            );
          else expect(given).toBe(wanted);
        }
      };
      close(bySignedZ, (healthy, value, sign) => sign * naive.z(healthy, value));
      close(absZ, (healthy, value) => Math.abs(naive.z(healthy, value)));
      close(medianIqr, (healthy, value, sign) => sign * naive.robust(healthy, value));
    }),
    { numRuns: 300 },
  );
});

test('the traversal reaches what a path of anomalous nodes reaches, and puts its ends first', () => {
  let reached = 0;
  fc.assert(
    fc.property(someCase(90), (of) => {
      const score = (node: string) =>
        naiveScore(of, node, (healthy, value, sign) => sign * naive.robust(healthy, value));
      const next = (node: string) =>
        of.edges
          .filter(({ caller, callee }) => caller === node && callee !== node && score(callee) > 5)
          .map(({ callee }) => callee);
      // A node is reached when a path of at most as many calls as there are nodes leads to it.
      let front = new Set(next('front'));
      for (const _ of of.entities) front = new Set([...front, ...[...front].flatMap(next)]);
      const tier = (node: string) => (!front.has(node) ? 0 : next(node).length === 0 ? 2 : 1);
      const ranking = traversal(of);
      fc.pre(ranking !== undefined);
      reached += front.size;
      const tiers = ranking!.map(({ entity }) => tier(entity));
      expect(tiers).toEqual([...tiers].sort((a, b) => b - a));
      for (const { entity, score: given } of ranking!)
        expect(given).toBeCloseTo(tier(entity) === 0 ? 0 : score(entity), 9);
    }),
    { numRuns: 300 },
  );
  expect(reached).toBeGreaterThan(100);
});

test('the order in which entities and series come makes no difference to the ranks', () => {
  fc.assert(
    fc.property(someCase(90), (of) => {
      const turned = { ...of, entities: [...of.entities].reverse(), series: [...of.series].reverse() };
      for (const method of [random, absZ, bySignedZ, medianIqr, traversal]) {
        const places = (ranking: Ranking | undefined) =>
          ranking && Object.fromEntries(ranking.map(({ entity, above, tied }) => [entity, [above, tied]]));
        expect(places(method(turned))).toEqual(places(method(of)));
      }
    }),
  );
});
