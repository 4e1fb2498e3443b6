import { expect, test } from 'vitest';
import { confusion, levelOf, type Pair, weightedKappa } from '../../calibration/agreement.ts';

test('weighted kappa is that of an example worked out by hand', () => {
  // Seen: (4-2)² = 4. By chance, each row with each column: 9 + 3 + 5 + 33 = 50, over 4 answers 12.5.
  const pairs: Pair[] = [
    [0, 0],
    [1, 1],
    [2, 2],
    [4, 2],
  ];
  expect(weightedKappa(pairs)).toBeCloseTo(1 - 4 / 12.5, 12);
});

test('weighted kappa is 1 for full agreement, 0 for a constant, and below 0 for the opposite', () => {
  expect(
    weightedKappa([
      [0, 0],
      [2, 2],
      [4, 4],
    ]),
  ).toBe(1);
  expect(
    weightedKappa([
      [0, 2],
      [4, 2],
    ]),
  ).toBe(0);
  expect(
    weightedKappa([
      [0, 4],
      [4, 0],
    ]),
  ).toBe(-1);
  expect(weightedKappa([[1, 1]])).toBeNaN();
});

test('the confusion table has a row for each mark of the examiner', () => {
  const table = confusion([
    [0, 1],
    [0, 1],
    [4, 3],
  ]);
  expect(table).toEqual([
    [0, 2, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 1, 0],
  ]);
});

test('a score stands for the mark whose threshold it reaches', () => {
  expect([0, 9.9, 10, 20, 30, 40, 100].map((score) => levelOf(score, [10, 20, 30, 40]))).toEqual([
    0, 0, 1, 2, 3, 4, 4,
  ]);
});
