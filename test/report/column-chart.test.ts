import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnChart, extremes } from '../../src/report/charts.ts';

const bars = ' ▁▂▃▄▅▆▇█';

/** The heights of a chart's columns in eighths of a row; throws where a column has a gap or a foreign sign. */
function heightsOf(lines: readonly string[], columns: number): number[] {
  return Array.from({ length: columns }, (_, i) => {
    const cells = [...lines].reverse().map((line) => bars.indexOf([...line][i] ?? ' '));
    cells.forEach((cell, row) => {
      if (cell < 0 || (cell > 0 && row > 0 && cells[row - 1] !== 8))
        throw new Error(`column ${i} is broken:\n${lines.join('\n')}`);
    });
    return cells.reduce((sum, cell) => sum + cell, 0);
  });
}

const nothing = Number.NaN;
const aNumber = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8) },
  { weight: 1, arbitrary: fc.constant(nothing) },
);
const numbers = fc.array(aNumber, { maxLength: 60, size: 'max' });
const aWidth = fc.integer({ min: 1, max: 70 });
const aHeight = fc.integer({ min: 1, max: 8 });
const known = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value));

test('numbers become columns, the top row first', () => {
  expect(columnChart([1, 2, 3, 4, 5, 6, 7, 8, 9], 9, 1)).toEqual(['▁▁▂▃▄▅▆▇█']);
  expect(columnChart([0, 100, 50], 3, 2)).toEqual([' █', '▁██']);
  expect(columnChart([0, 75, 100], 9, 2)).toEqual([' ▄█', '▁██']);
  expect(columnChart([-5, 0, 5], 3, 2)).toEqual(['  █', '▁██']);
});

test('a chart has as many rows as it is told, and no more columns than it is told or there are numbers', () => {
  fc.assert(
    fc.property(numbers, aWidth, aHeight, (values, width, height) => {
      const lines = columnChart(values, width, height);
      expect(lines).toHaveLength(height);
      for (const line of lines) {
        expect([...line].length).toBeLessThanOrEqual(Math.min(width, values.length));
        expect(line).toBe(line.trimEnd());
      }
    }),
  );
});

test('of numbers that all have their column, the greatest is full, the least an eighth, the rest between by their size', () => {
  fc.assert(
    fc.property(numbers, aHeight, (values, height) => {
      const [least, most] = [Math.min(...known(values)), Math.max(...known(values))];
      fc.pre(least < most);
      const heights = heightsOf(columnChart(values, 80, height), values.length);
      values.forEach((value, i) => {
        if (Number.isNaN(value)) expect(heights[i]).toBe(0);
        else if (value === most) expect(heights[i]).toBe(height * 8);
        else if (value === least) expect(heights[i]).toBe(1);
        else {
          const exact = ((value - least) / (most - least)) * height * 8;
          expect(Math.abs((heights[i] as number) - Math.max(1, exact))).toBeLessThanOrEqual(0.5);
        }
      });
    }),
  );
});

describe('numbers that have to share columns', () => {
  test('are averaged, and each is in one column', () => {
    const heights = heightsOf(columnChart([0, 0, 4, 4, 8, 8, 16, 16], 4, 2), 4);
    expect(heights).toEqual([1, 4, 8, 16]);
    expect(heightsOf(columnChart([0, 16, 8, 8, 0, 0], 3, 2), 3)).toEqual([8, 8, 1]);
  });

  test('stand against the least and the greatest number, which the axis names', () => {
    // One outlier of 100 among zeros: its column is not as high as 100 would be.
    expect(heightsOf(columnChart([0, 0, 0, 100], 2, 2), 2)).toEqual([1, 8]);
  });

  test('leave out those that are none', () => {
    expect(heightsOf(columnChart([0, nothing, nothing, nothing, nothing, 10], 3, 1), 3)).toEqual([1, 0, 8]);
  });

  test('never grow beyond the chart, nor fall in a series that rises', () => {
    fc.assert(
      fc.property(numbers, aWidth, aHeight, (values, width, height) => {
        const rising = known(values).sort((a, b) => a - b);
        const columns = Math.min(width, rising.length);
        const heights = heightsOf(columnChart(rising, width, height), columns);
        heights.forEach((eighths, i) => {
          expect(eighths).toBeGreaterThanOrEqual(heights[i - 1] ?? 1);
          expect(eighths).toBeLessThanOrEqual(height * 8);
        });
      }),
    );
  });
});

describe('where there is nothing to tell apart', () => {
  test('a constant stands at half the height', () => {
    expect(columnChart([7, 7, 7], 3, 2)).toEqual(['', '███']);
    expect(columnChart([0], 5, 1)).toEqual(['▄']);
  });

  test('what is no number stays empty beside a constant too', () => {
    expect(columnChart([7, nothing, 7], 3, 2)).toEqual(['', '█ █']);
    expect(columnChart([nothing, 3], 2, 1)).toEqual([' ▄']);
  });

  test('no numbers are empty rows', () => {
    expect(columnChart([], 10, 3)).toEqual(['', '', '']);
    expect(columnChart([nothing, nothing], 10, 2)).toEqual(['', '']);
    expect(columnChart([1, 2], 0, 2)).toEqual(['', '']);
    expect(columnChart([1, 2], -3, 2)).toEqual(['', '']);
  });
});

test('a file of very many numbers is drawn as any other', () => {
  const many = Array.from({ length: 400_000 }, (_, i) => i);
  expect(heightsOf(columnChart(many, 4, 1), 4)).toEqual([1, 3, 5, 7]);
  expect(extremes(many)).toEqual({ least: 0, most: 399_999 });
});

test('the extremes pass over what is no number', () => {
  expect(extremes([nothing, 3, -2, nothing])).toEqual({ least: -2, most: 3 });
  expect(extremes([nothing])).toEqual({
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
  });
});
