import fc from 'fast-check';
import { get_fuzz_range } from 'ts-fsrs';
import { describe, expect, test } from 'vitest';
import { card } from '../builders.ts';
import { aHistory, anItem, cardsOf, reviewed, type Turn } from './histories.ts';

const exact = { retention: 0.9, fuzz: false };

describe('fuzz', () => {
  /** The interval of the last review with and without fuzz. The memory before it is the same in both. */
  const intervals = (history: readonly Turn[], item: string) => {
    const { due, lastDay } = cardsOf(history, item).at(-1)!;
    const plain = cardsOf(history, item, exact).at(-1)!;
    return { fuzzed: due - lastDay, plain: plain.due - plain.lastDay };
  };

  test('stays inside the range that ts-fsrs allows, and leaves intervals under three days alone', () => {
    let fuzzable = 0;
    fc.assert(
      fc.property(aHistory, anItem, (history, item) => {
        const { fuzzed, plain } = intervals(history, item);
        const elapsed = history.length === 1 ? 0 : history.at(-1)!.gap;
        const { min_ivl, max_ivl } = get_fuzz_range(plain, elapsed, 36_500);
        if (plain >= 3) fuzzable++;
        expect(fuzzed).toBeGreaterThanOrEqual(plain < 3 ? plain : min_ivl);
        expect(fuzzed).toBeLessThanOrEqual(plain < 3 ? plain : max_ivl);
      }),
      { numRuns: 1000 },
    );
    expect(fuzzable).toBeGreaterThan(300);
  });

  test('spreads items that were learned together over every day of the range', () => {
    const settled: Turn[] = [
      { gap: 0, grade: 'good' },
      { gap: 2, grade: 'good' },
      { gap: 11, grade: 'good' },
    ];
    const dues = Array.from({ length: 500 }, (_, i) => intervals(settled, `pack/q-${i}`));
    const { min_ivl, max_ivl } = get_fuzz_range(dues[0]!.plain, 11, 36_500);
    expect(max_ivl - min_ivl).toBeGreaterThan(5);
    const seen = [...new Set(dues.map(({ fuzzed }) => fuzzed))].sort((a, b) => a - b);
    expect(seen).toEqual(Array.from({ length: max_ivl - min_ivl + 1 }, (_, i) => min_ivl + i));
  });

  test('begins at three days', () => {
    const dues = (stability: number) => {
      const learning = card({ state: 'learning', lastDay: 100, stability });
      const items = Array.from({ length: 100 }, (_, i) => `pack/q-${i}`);
      return [...new Set(items.map((item) => reviewed(learning, 'hard', 100, item).due))].sort();
    };
    expect(dues(2)).toEqual([102]);
    expect(dues(3)).toEqual([102, 103, 104]);
  });

  test('of an item and a repetition is the same on every machine and in every version', () => {
    const easy = (item: string, reps: number) =>
      reviewed(card({ reps, lastDay: 100, stability: 60 }), 'easy', 160, item).due;
    const first = (item: string) => reviewed(undefined, 'easy', 100, item).due;
    expect(['pack/q-1', 'pack/q-2', 'pack/q-3', 'pack/q-4'].map(first)).toEqual([109, 106, 110, 108]);
    expect([1, 2, 3].map((reps) => easy('builtin/aiops-017', reps))).toEqual([448, 425, 441]);
    expect([1, 2, 3].map((reps) => easy('builtin/aiops-018', reps))).toEqual([425, 442, 438]);
  });
});
