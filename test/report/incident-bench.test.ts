import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Judged } from '../../src/incident/bench.ts';
import type { DrawLevel } from '../../src/incident/gauge/accuracy.ts';
import { methods } from '../../src/incident/gauge/methods.ts';
import { benchDocument } from '../../src/report/incident-bench.ts';
import { benchText } from '../../src/report/incident-bench-text.ts';

const judged = (level: DrawLevel, over: Partial<Judged> = {}): Judged => ({
  level,
  healthy: false,
  fault: 'slow disk',
  hits: new Map([
    ['random', [0.1, 0.2, 0.3, 0.4, 0.5]],
    ['signed-z', level === 'easy' ? [1, 1, 1, 1, 1] : [0, 0, 1, 1, 1]],
  ]),
  players: [{ name: 'loudest', score: level === 'easy' ? 80 : 20 }],
  ...over,
});

test('all means every incident whose cause can be ranked', () => {
  const {
    incidents,
    levels,
    healthy,
    methods: rows,
  } = benchDocument([
    judged('easy'),
    judged('hard'),
    judged('other', { healthy: true, hits: new Map([['random', [0, 0, 0, 0, 0]]]) }),
  ]);
  expect({ incidents, levels, healthy }).toEqual({
    incidents: 3,
    levels: { easy: 1, medium: 0, hard: 1, other: 1 },
    healthy: 1,
  });
  expect(rows).toEqual([
    { name: 'random', level: 'all', ac1: 0.1, ac3: 0.3, avg5: 0.3 },
    { name: 'signed-z', level: 'all', ac1: 0.5, ac3: 1, avg5: 0.8 },
    { name: 'random', level: 'easy', ac1: 0.1, ac3: 0.3, avg5: 0.3 },
    { name: 'signed-z', level: 'easy', ac1: 1, ac3: 1, avg5: 1 },
    { name: 'random', level: 'hard', ac1: 0.1, ac3: 0.3, avg5: 0.3 },
    { name: 'signed-z', level: 'hard', ac1: 0, ac3: 1, avg5: 0.6 },
  ]);
});

test('players are counted over all incidents, and at each level', () => {
  const { players } = benchDocument([judged('easy'), judged('hard'), judged('other')]);
  expect(players).toEqual([
    { name: 'loudest', level: 'all', score: 40 },
    { name: 'loudest', level: 'easy', score: 80 },
    { name: 'loudest', level: 'hard', score: 20 },
    { name: 'loudest', level: 'other', score: 20 },
  ]);
});

test('faults are listed by name, each with its own figures', () => {
  const { faults } = benchDocument([judged('hard', { fault: 'b' }), judged('easy', { fault: 'a' })]);
  expect(faults.map(({ fault, incidents, methods: rows }) => [fault, incidents, rows[1]?.ac1])).toEqual([
    ['a', 1, 1],
    ['b', 1, 0],
  ]);
});

test('the table says how many, then methods by level, faults and players', () => {
  expect(benchText(benchDocument([judged('easy'), judged('hard')]))).toBe(
    [
      '2 incidents: 1 easy, 0 medium, 1 hard, 0 other; 0 healthy',
      '',
      '              all (2)          easy (1)         hard (1)',
      'Method         AC@1 AC@3 Avg5   AC@1 AC@3 Avg5   AC@1 AC@3 Avg5',
      'random          .10  .30  .30    .10  .30  .30    .10  .30  .30',
      'signed-z        .50    1  .80      1    1    1    .00    1  .60',
      '',
      'AC@1 by fault   n   signed-z',
      'slow disk       2        .50',
      '',
      'Score of a player     all    easy    hard',
      'loudest              50.0    80.0    20.0',
      '',
    ].join('\n'),
  );
});

test('whatever the names and figures, the table fits 80 columns', () => {
  const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
  const some: fc.Arbitrary<Judged> = fc.record({
    level: fc.constantFrom('easy', 'medium', 'hard', 'other'),
    healthy: fc.boolean(),
    fault: fc.string({ unit: 'grapheme-ascii', maxLength: 90 }),
    hits: fc
      .tuple(...methods.map(() => chances))
      .map((of) => new Map(methods.map(({ name }, i) => [name, of[i]!]))),
    players: fc.constant([{ name: 'always "no incident"', score: 100 }]),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 8 }), (of) => {
      const lines = benchText(benchDocument(of)).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    }),
  );
});
