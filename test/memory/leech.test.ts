import { expect, test } from 'vitest';
import { fullId } from '../../src/bank/item.ts';
import { isTimeToTell, leechesAmong, leechLapses } from '../../src/memory/leech.ts';
import { card, item } from '../builders.ts';

const forgotten = (lapses: number, suspended = false) => ({ card: card({ lapses }), suspended });

test('a leech is what was forgotten as often as the setting says, and is not suspended', () => {
  expect(leechLapses(forgotten(5), 6)).toBeUndefined();
  expect(leechLapses(forgotten(6), 6)).toBe(6);
  expect(leechLapses(forgotten(9), 6)).toBe(9);
  expect(leechLapses(forgotten(9, true), 6)).toBeUndefined();
  expect(leechLapses({ suspended: false }, 6)).toBeUndefined();
  expect(leechLapses(undefined, 6)).toBeUndefined();
});

test('it is time to tell at the setting, and at each half of it further', () => {
  const told = (leechAfter: number) =>
    Array.from({ length: 20 }, (_, lapses) => lapses).filter((lapses) => isTimeToTell(lapses, leechAfter));
  expect(told(6)).toEqual([6, 9, 12, 15, 18]);
  expect(told(5)).toEqual([5, 8, 11, 14, 17]);
  expect(told(2)).toEqual(Array.from({ length: 18 }, (_, i) => i + 2));
});

test('the worst leeches come first', () => {
  const items = ['a', 'b', 'c', 'd'].map((id) => item(id));
  const schedule = new Map([
    ['pack/a', forgotten(6)],
    ['pack/b', forgotten(2)],
    ['pack/c', forgotten(9)],
    ['pack/d', forgotten(30, true)],
  ]);
  expect(
    leechesAmong(items, (one) => schedule.get(fullId(one)), 6).map(({ item: { id }, lapses }) => [
      id,
      lapses,
    ]),
  ).toEqual([
    ['c', 9],
    ['a', 6],
  ]);
});
