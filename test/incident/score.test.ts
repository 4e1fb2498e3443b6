import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confidencePoints, onsetTolerance, weights } from '../../src/incident/score.ts';

test('the weights add up to a hundred', () => {
  expect(Object.values(weights).reduce((a: number, b) => a + b, 0)).toBe(100);
});

test('a confidence of nothing earns nothing, and certainty all or less than nothing', () => {
  expect(confidencePoints(10, 0, true)).toBe(0);
  expect(confidencePoints(10, 0, false)).toBeCloseTo(0, 12);
  expect(confidencePoints(10, 1, true)).toBe(10);
  expect(confidencePoints(10, 1, false)).toBe(-10);
});

test('to say what one believes pays best', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (belief, said) => {
      const expected = (p: number) =>
        belief * confidencePoints(10, p, true) + (1 - belief) * confidencePoints(10, p, false);
      expect(expected(belief)).toBeGreaterThanOrEqual(expected(said) - 1e-9);
    }),
  );
});

test('an onset may be off by a minute, or by a fifth of a long ramp', () => {
  expect(onsetTolerance(0)).toBe(60_000);
  expect(onsetTolerance(120)).toBe(60_000);
  expect(onsetTolerance(600)).toBe(120_000);
});
