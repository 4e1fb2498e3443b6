import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean, sum } from '../../src/bank/group.ts';
import { type Burden, leastLoaded } from '../../src/memory/balance.ts';
import { weekdayIndex } from '../../src/memory/day.ts';
import { defaultSettings } from '../../src/memory/settings.ts';
import { monday, practise, type Sent } from './practising.ts';

const burden = (over: Partial<Burden> = {}): Burden => ({
  load: () => 0,
  share: () => 1,
  isTaken: () => false,
  ...over,
});

const range = { first: 108, last: 112 };
const loads = (...counts: number[]) => burden({ load: (day) => counts[day - 108] ?? 0 });
const lucks = Array.from({ length: 50 }, (_, i) => i / 50);
const chosen = (on: Burden, over = range) => [
  ...new Set(lucks.map((luck) => leastLoaded(over, luck, on)).sort()),
];

const aBurden = fc
  .record({
    counts: fc.array(fc.nat(30), { minLength: 7, maxLength: 7 }),
    shares: fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 7, maxLength: 7 }),
    taken: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  })
  .map(({ counts, shares, taken }) => ({
    load: (day: number) => counts[day % 7] ?? 0,
    share: (day: number) => shares[day % 7] ?? 1,
    isTaken: (day: number) => taken[day % 7] ?? false,
  }));
const aRange = fc
  .record({ first: fc.integer({ min: 100, max: 200 }), length: fc.nat(20) })
  .map(({ first, length }) => ({ first, last: first + length }));
const aLuck = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('a balanced day', () => {
  test('is the one that carries least', () => {
    expect(chosen(loads(5, 5, 0, 5, 5))).toEqual([110]);
    expect(chosen(loads(0, 9, 9, 9, 9))).toEqual([108]);
  });

  test('is any of the range where all are alike, as by plain fuzz', () => {
    expect(chosen(burden())).toEqual([108, 109, 110, 111, 112]);
    expect(chosen(loads(3, 3, 3, 3, 3))).toEqual([108, 109, 110, 111, 112]);
  });

  test('is not the later one because less is scheduled so far ahead', () => {
    expect(chosen(loads(10, 8, 6, 4, 2))).toEqual([108, 109, 110, 111, 112]);
  });

  test('carries what its share of the usual load allows', () => {
    const half = (load: number) =>
      burden({ load: (day) => (day === 110 ? load : 10), share: (day) => (day === 110 ? 0.5 : 1) });
    expect(chosen(half(6))).not.toContain(110);
    expect(chosen(half(4))).toEqual([110]);
  });

  test('is never one with no share, or with a sibling, while the range has others', () => {
    fc.assert(
      fc.property(aRange, aLuck, aBurden, (over, luck, on) => {
        const day = leastLoaded(over, luck, on);
        expect(day).toBeGreaterThanOrEqual(over.first);
        expect(day).toBeLessThanOrEqual(over.last);
        const days = Array.from({ length: over.last - over.first + 1 }, (_, i) => over.first + i);
        const working = days.filter((each) => on.share(each) > 0);
        if (working.length > 0) expect(on.share(day)).toBeGreaterThan(0);
        const among = working.length > 0 ? working : days;
        if (among.some((each) => !on.isTaken(each))) expect(on.isTaken(day)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('is that of the range even if every day is taken and has no share', () => {
    expect(chosen(burden({ share: () => 0, isTaken: () => true }))).toEqual([108, 109, 110, 111, 112]);
    expect(chosen(burden(), { first: 105, last: 105 })).toEqual([105]);
  });
});

describe('over a simulated year', () => {
  const kinds = {
    balanced: defaultSettings,
    plain: { ...defaultSettings, balance: false },
    weekend: { ...defaultSettings, easyDays: [1, 1, 1, 1, 1, 0.5, 0] },
  };
  const sizes = [
    { items: 2000, perDay: 6, days: 365, seed: 1 },
    { items: 400, perDay: 10, days: 365, seed: 2 },
    { items: 1500, perDay: 30, days: 365, seed: 3 },
  ].map((size) => {
    const year = (kind: keyof typeof kinds) => practise(kinds[kind], size);
    return { ...size, balanced: year('balanced'), plain: year('plain'), weekend: year('weekend') };
  });

  // The load grows while new items come: what varies is taken about the mean of the three weeks around.
  const variance = (counts: readonly number[]) => {
    const squares = counts.slice(90, -10).map((count, i) => {
      const around = mean(counts.slice(80 + i, 101 + i)) ?? 0;
      return (count - around) * (count - around);
    });
    return mean(squares) ?? 0;
  };
  const spread = (sent: readonly Sent[]) => sent.filter(({ range: { first, last } }) => first < last);
  const meanInterval = (sent: readonly Sent[], due: (one: Sent) => number) =>
    mean(spread(sent).map((one) => due(one) - one.day)) ?? 0;

  test.each(sizes)('$items items: the load varies less than half as much as by plain fuzz', (size) => {
    expect(variance(size.balanced.counts)).toBeLessThan(variance(size.plain.counts) / 2);
  });

  test.each(sizes)('$items items: the mean interval stays within 1 %, and every day in its range', (size) => {
    for (const { sent } of [size.balanced, size.weekend]) {
      expect(sent.filter(({ due, range: { first, last } }) => due < first || due > last)).toEqual([]);
      const balanced = meanInterval(sent, ({ due }) => due);
      const middle = meanInterval(sent, ({ range: { first, last } }) => (first + last) / 2);
      expect(Math.abs(balanced / middle - 1)).toBeLessThan(0.01);
    }
  });

  test('an easy day carries its share of what can be moved, and a day off nothing', () => {
    const movable = spread(sizes[2]!.weekend.sent).filter(
      ({ due }) => due >= monday + 90 && due < monday + 360,
    );
    const on = (day: number) => movable.filter(({ due }) => weekdayIndex(due) === day).length;
    const usual = sum([0, 1, 2, 3, 4].map(on)) / 5;
    expect(on(5) / usual).toBeGreaterThan(0.4);
    expect(on(5) / usual).toBeLessThan(0.65);
    // No range is a Sunday alone.
    expect(on(6)).toBe(0);
  });
});
