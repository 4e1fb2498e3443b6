import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashText, seededRandom, shuffled } from '../../src/bank/random.ts';

const aCodeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

describe('the hash of a text', () => {
  test('is the same in every version: due days and keys in the log rest on it', () => {
    expect(['', 'a', 'builtin/aiops-017#1', 'Ünïcødé 漢字 🙂'].map(hashText)).toEqual([
      2_872_998_923, 444_641_715, 3_076_260_407, 3_467_537_409,
    ]);
  });

  test('is a whole number of 32 bits', () => {
    fc.assert(
      fc.property(fc.string({ unit: aCodeUnit }), (text) => {
        const hash = hashText(text);
        expect(hash >>> 0).toBe(hash);
      }),
    );
  });

  test('spreads texts that differ in their last letters evenly', () => {
    const buckets = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) buckets[Math.floor((hashText(`pack/q#${i}`) / 2 ** 32) * 10)]! += 1;
    for (const size of buckets) expect(Math.abs(size - 1000)).toBeLessThan(150);
  });
});

describe('a seeded stream', () => {
  const drawn = (seed: number, n = 20): number[] => {
    const random = seededRandom(seed);
    return Array.from({ length: n }, random);
  };

  test('is the same in every version: a seed reproduces a drill', () => {
    expect(drawn(7, 3).map((x) => Math.floor(x * 2 ** 32))).toEqual([50_271_532, 266_108_690, 4_195_786_334]);
  });

  test('lies in [0, 1) for every seed, the negative and the huge too', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        expect(drawn(seed).every((x) => x >= 0 && x < 1)).toBe(true);
      }),
    );
  });

  test('differs from seed to seed', () => {
    expect(new Set(Array.from({ length: 1000 }, (_, seed) => drawn(seed, 2).join())).size).toBe(1000);
  });

  test('is even over its range', () => {
    const sum = drawn(1, 10_000).reduce((a, b) => a + b, 0);
    expect(Math.abs(sum / 10_000 - 0.5)).toBeLessThan(0.01);
  });
});

describe('a shuffle', () => {
  test('keeps every element and leaves the list as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.nat(), (list, seed) => {
        const before = [...list];
        const mixed = shuffled(list, seededRandom(seed));
        expect([...mixed].sort()).toEqual([...list].sort());
        expect(list).toEqual(before);
      }),
    );
  });

  test('gives every order the same chance', () => {
    const seen = new Map<string, number>();
    const random = seededRandom(1);
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(120);
  });

  test('copes with the ends of the range of its numbers', () => {
    expect(shuffled([1, 2, 3], () => 0).sort()).toEqual([1, 2, 3]);
    expect(shuffled([1, 2, 3], () => 1 - 2 ** -53)).toEqual([1, 2, 3]);
  });
});
