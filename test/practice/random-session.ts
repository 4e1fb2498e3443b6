// Random sessions over items of every kind, and random keys for them.
import fc from 'fast-check';
import type { Item } from '../../src/bank/item.ts';
import { grades } from '../../src/memory/grade.ts';
import type { Asked } from '../../src/practice/asked.ts';
import type { SessionEvent } from '../../src/practice/session-model.ts';
import { item, point } from '../builders.ts';
import { begin } from './play.ts';

type At<E> = E extends SessionEvent ? Omit<E, 'at'> : never;
type Key = At<SessionEvent>;

const press = (...types: ('clock' | 'hint' | 'reveal' | 'accept' | 'undo' | 'pause')[]): fc.Arbitrary<Key> =>
  fc.constantFrom(...types).map((type) => ({ type }));

const aPlace = fc.integer({ min: -1, max: 4 });
const aLine = fc.constantFrom('', ' ', 'point 0', 'point 1, and that is all', '7', 'first', '{{');

const anInput: fc.Arbitrary<Key> = fc.oneof(
  aPlace.map((place) => ({ type: 'pick' as const, place })),
  fc.tuple(aPlace, aPlace).map(([from, to]) => ({ type: 'move' as const, from, to })),
  aLine.map((line) => ({ type: 'draft' as const, line })),
  aLine.map((line) => ({ type: 'line' as const, line })),
  fc.array(aLine, { maxLength: 3 }).map((lines) => ({ type: 'rewrite' as const, lines })),
  fc.constant({ type: 'edit' as const }),
);

/** Keys as people press them: mostly on with it, now and then something else, rarely the end. */
const aKey: fc.Arbitrary<Key> = fc.oneof(
  { weight: 80, arbitrary: press('accept', 'reveal') },
  { weight: 50, arbitrary: fc.constantFrom(...grades).map((grade) => ({ type: 'grade' as const, grade })) },
  { weight: 30, arbitrary: aPlace.map((place) => ({ type: 'tick' as const, point: place })) },
  { weight: 40, arbitrary: anInput },
  { weight: 80, arbitrary: press('hint', 'hint', 'undo', 'clock', 'pause') },
  { weight: 10, arbitrary: fc.constantFrom({ type: 'skip' as const }, { type: 'suspend' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'quit' as const }) },
);

const aWait = fc.oneof(fc.nat(500), fc.nat(90_000));

/** Keys with their instants, which never go back. */
export const someEvents = fc.array(fc.tuple(aWait, aKey), { maxLength: 60, size: 'max' }).map((keys) => {
  let at = 0;
  return keys.map(([wait, key]): SessionEvent => {
    at += wait;
    return { ...key, at };
  });
});

function itemOf(id: string, kind: Item['kind'], hints: number, points: number): Item {
  const common = item(id, {
    hints: Array.from({ length: hints }, (_, n) => `hint ${n}`),
    keyPoints: Array.from({ length: points }, (_, n) => point(`point ${n}`, n + 1)),
  });
  switch (kind) {
    case 'choice': {
      const choices = ['a', 'b', 'c', 'd'].map((text, n) => ({ text, correct: n <= hints % 2, why: '' }));
      return { ...common, kind, choices };
    }
    case 'order':
      return { ...common, kind, order: ['first', 'second', 'third'] };
    case 'number': {
      const tolerance = { amount: 0, relative: false };
      const number = { params: { n: [7, 8] }, steps: {}, formula: 'n', tolerance, unit: 'ms' };
      return { ...common, kind, number };
    }
    case 'cloze':
      return { ...common, kind, cloze: 'The {{first}} and the {{second|other}}.' };
    default:
      return common;
  }
}

const aKind = fc.constantFrom('open' as const, 'open' as const, 'choice', 'order', 'number', 'cloze');

/** Some of the questions with a point of theirs asked before them. */
const withPoints = (items: readonly Item[], points: readonly boolean[]): Asked[] =>
  items.flatMap((of, i): Asked[] => {
    if (!points[i] || of.kind !== 'open') return [of];
    const made = { type: 'point', label: 'a point', question: of.prompt, of, key: 'k' } as const;
    return [{ ...item(`${of.id}#1`), keyPoints: [point('point 0')], made }, of];
  });

/** The start of a session of up to six items, spoken or typed, with or without a limit, with steps or none. */
export const aSession = fc
  .record({
    items: fc.array(fc.tuple(aKind, fc.nat(4), fc.nat(3)), { maxLength: 6, size: 'max' }),
    limitSeconds: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
    typed: fc.boolean(),
    seed: fc.string(),
    steps: fc.constantFrom([], [0.01], [0.5], [10], [0.2, 1], [1, 10]),
    asPoints: fc.array(fc.boolean(), { maxLength: 6 }),
  })
  .map(({ items, seed, typed, asPoints, ...rules }) =>
    begin(
      withPoints(
        items.map(([kind, hints, points], i) => itemOf(`q${i}`, kind, hints, points)),
        asPoints,
      ),
      { ...rules, typedOf: () => typed, seedOf: () => seed },
    ),
  );
