import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/bank/item.ts';
import { type PointSource, pointsAhead, pointsOf, pointsWaiting } from '../../src/memory/points.ts';
import type { Entry, Missed } from '../../src/memory/schedule.ts';
import { card, item } from '../builders.ts';

const today = 105;

/** A question that comes due on day 110, with what it misses. */
const missing = (missed: Missed, over: Partial<Entry> = {}): Entry => ({
  card: card({ due: 110 }),
  suspended: false,
  missed,
  ...over,
});

const sourceOf = (entries: Record<string, Entry>): PointSource => ({
  schedule: new Map(Object.entries(entries).map(([id, entry]) => [`pack/${id}`, entry])),
  today,
  keysOf: (of: Item) => (of.kind === 'open' ? ['a', 'b', 'c', 'd', 'e'] : []),
});

const keysFor = (entry: Entry): string[] => pointsOf(item('q'), sourceOf({ q: entry })).map(({ key }) => key);

describe('the points of a question that wait', () => {
  test('are those that were missed on an earlier day', () => {
    expect(keysFor(missing({ a: 104, b: today, c: 90 }))).toEqual(['a', 'c']);
  });

  test('are those of today too once the whole question is due again today', () => {
    expect(keysFor(missing({ a: 104, b: today }, { card: card({ due: today }) }))).toEqual(['b', 'a']);
  });

  test('are three at most, the most recently missed first, and in the order of the answer among equals', () => {
    expect(keysFor(missing({ e: 100, a: 90, d: 100, b: 101 }))).toEqual(['b', 'd', 'e']);
  });

  test('are none that the question does not have any more, nor names that every object has', () => {
    expect(keysFor(missing({ gone: 100, b: 100 }))).toEqual(['b']);
    const source = {
      ...sourceOf({ q: missing({ b: 100 }) }),
      keysOf: () => ['toString', '__proto__', 'b', 'b'],
    };
    expect(pointsOf(item('q'), source).map(({ key }) => key)).toEqual(['b']);
  });

  test('are none while the question is suspended, new, or misses nothing', () => {
    expect(keysFor(missing({ a: 100 }, { suspended: true }))).toEqual([]);
    expect(keysFor({ suspended: false })).toEqual([]);
    expect(pointsOf(item('other'), sourceOf({}))).toEqual([]);
  });
});

describe('points whose question does not come', () => {
  const items = ['q1', 'q2', 'q3'].map((id) => item(id));
  const source = sourceOf({
    q1: missing({ a: 90, b: 91, c: 92, d: 93 }),
    q2: missing({ a: 104, b: 80 }),
    q3: missing({ a: 103 }),
  });

  test('are the five that were missed most recently, over all questions', () => {
    expect(pointsAhead(items, [], source).map(({ item: { id }, key }) => id + key)).toEqual([
      ...['q2a', 'q3a', 'q1d', 'q1c', 'q1b'],
    ]);
  });

  test('leave out those whose question comes', () => {
    expect(pointsAhead(items, items.slice(0, 2), source).map(({ key, day }) => [key, day])).toEqual([
      ['a', 103],
    ]);
    expect(pointsAhead([], [], source)).toEqual([]);
  });

  test('are counted with the others, three a question', () => {
    expect(pointsWaiting(items, source)).toBe(6);
  });
});
