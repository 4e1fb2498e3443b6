import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { weekdayOf } from '../../src/memory/day.ts';
import { bar, sparkline, strength } from '../../src/report/charts.ts';
import { barChart, calibrationChart, heatMap } from '../../src/report/svg-charts.ts';
import { calendarDate } from './naive-figures.ts';

interface Mark {
  readonly name: string;
  readonly attributes: Record<string, string>;
  text: string;
}

/** The elements of a picture in their order, each with its own text; throws where it is no whole XML. */
function marksOf(svg: string): Mark[] {
  const parser = new SaxesParser();
  const marks: Mark[] = [];
  const open: Mark[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const mark = { name, attributes: attributes as Record<string, string>, text: '' };
    marks.push(mark);
    open.push(mark);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(svg).close();
  return marks;
}

const named = (marks: readonly Mark[], name: string): Mark[] => marks.filter((mark) => mark.name === name);
const number = ({ attributes }: Mark, name: string): number => Number(attributes[name]);

/** What each shape says on hover. */
const titled = (marks: readonly Mark[], shape: string): { shape: Mark; title: string }[] =>
  marks.flatMap((mark, i) =>
    mark.name === shape
      ? [{ shape: mark, title: marks[i + 1]?.name === 'title' ? marks[i + 1]!.text : '' }]
      : [],
  );

const anyText = fc.string({ unit: 'grapheme', maxLength: 12 });
const hostile = '"><script>alert(1)</script><x a=\'';

describe('a line of bars', () => {
  test('has a sign a number: the highest the full height, none for zero', () => {
    expect(sparkline([0, 1, 4, 8])).toBe(' ▁▄█');
    expect(sparkline([])).toBe('');
    expect(sparkline([0, 0])).toBe('  ');
    expect(sparkline([3])).toBe('█');
  });

  test('is never higher for less', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1 }), (values) => {
        const heights = [...sparkline(values)].map((sign) => ' ▁▂▃▄▅▆▇█'.indexOf(sign));
        expect(heights).toHaveLength(values.length);
        for (const [i, value] of values.entries()) {
          expect(heights[i]! > 0).toBe(value > 0);
          for (const [j, other] of values.entries())
            if (value <= other) expect(heights[i]).toBeLessThanOrEqual(heights[j]!);
        }
      }),
    );
  });
});

test('a bar is as wide as it is told, filled by its share and never beyond its ends', () => {
  expect(bar(0.5, 6)).toBe('███░░░');
  expect([bar(0, 3), bar(1, 3), bar(-1, 3), bar(7, 3)]).toEqual(['░░░', '███', '░░░', '███']);
});

test('the strength of a count is none for none, and the strongest for the most', () => {
  expect([0, 1, 2, 3, 4, 5, 8].map((count) => strength(count, 8))).toEqual([0, 1, 1, 2, 2, 3, 4]);
  expect(strength(0, 0)).toBe(0);
  expect(strength(1, 1)).toBe(4);
  expect(strength(9, 8)).toBe(4);
});

describe('a bar chart', () => {
  const days = (...values: number[]) => values.map((value, i) => ({ label: `day ${i}`, value }));

  test('draws a bar a value, each as tall as its share of the highest, all on one line', () => {
    const bars = titled(marksOf(barChart('about', days(0, 2, 4))), 'rect');
    expect(bars.map(({ title }) => title)).toEqual(['day 0: 0', 'day 1: 2', 'day 2: 4']);
    const heights = bars.map(({ shape }) => number(shape, 'height'));
    expect(heights[0]).toBe(0);
    expect(heights[2]).toBeCloseTo(2 * heights[1]!, 1);
    const feet = bars.map(({ shape }) => number(shape, 'y') + number(shape, 'height'));
    for (const foot of feet) expect(foot).toBeCloseTo(feet[0]!, 1);
  });

  test('stays inside its picture, whatever it shows', () => {
    const someBars = fc.array(fc.record({ label: anyText, value: fc.nat(100_000) }), { maxLength: 60 });
    fc.assert(
      fc.property(someBars, (bars) => {
        const marks = marksOf(barChart('about', bars));
        const [, , width = 0, height = 0] = marks[0]!.attributes.viewBox!.split(' ').map(Number);
        for (const rect of named(marks, 'rect')) {
          expect(number(rect, 'x')).toBeGreaterThanOrEqual(0);
          expect(number(rect, 'y')).toBeGreaterThanOrEqual(0);
          expect(number(rect, 'x') + number(rect, 'width')).toBeLessThanOrEqual(width + 0.1);
          expect(number(rect, 'y') + number(rect, 'height')).toBeLessThanOrEqual(height);
        }
      }),
    );
  });

  test('names the first, the middle and the last bar, and one bar once', () => {
    const labels = (...values: number[]) =>
      named(marksOf(barChart('about', days(...values))), 'text').map(({ text }) => text);
    expect(labels(1, 5, 1, 1, 1)).toEqual(['5', 'day 0', 'day 2', 'day 4']);
    expect(labels(7)).toEqual(['7', 'day 0']);
  });
});

describe('the calibration chart', () => {
  test('puts what was foretold rightly on the diagonal, and more answers into larger dots', () => {
    const share = (at: number, reviews: number) => ({ predicted: at, actual: at, reviews });
    const marks = marksOf(calibrationChart('about', [share(0, 1), share(0.5, 4), share(1, 100)]));
    const dots = named(marks, 'circle');
    const at = dots.map((dot) => [number(dot, 'cx'), number(dot, 'cy')]);
    const diagonal = named(marks, 'line').find(({ attributes }) => 'stroke-dasharray' in attributes)!;
    expect(at[0]).toEqual([number(diagonal, 'x1'), number(diagonal, 'y1')]);
    expect(at[2]).toEqual([number(diagonal, 'x2'), number(diagonal, 'y2')]);
    expect(at[1]).toEqual([(at[0]![0]! + at[2]![0]!) / 2, (at[0]![1]! + at[2]![1]!) / 2]);
    const sizes = dots.map((dot) => number(dot, 'r'));
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  });

  test('has more recall above less, and what was thought surer to the right', () => {
    const shares = [0, 0.25, 1].map((share) => ({ predicted: share, actual: share, reviews: 1 }));
    const dots = named(marksOf(calibrationChart('about', shares)), 'circle');
    const at = (name: string) => dots.map((dot) => number(dot, name));
    expect(at('cx')).toEqual([...at('cx')].sort((a, b) => a - b));
    expect(at('cy')).toEqual([...at('cy')].sort((a, b) => b - a));
  });

  test('is whole without a point', () => {
    expect(named(marksOf(calibrationChart('about', [])), 'circle')).toEqual([]);
  });
});

describe('the map of days', () => {
  const today = fc.integer({ min: 3000, max: 40_000 });

  test('has a day in the row of its weekday, the days of a week in one column, today last', () => {
    fc.assert(
      fc.property(today, fc.integer({ min: 1, max: 60 }), (day, weeks) => {
        const cells = titled(marksOf(heatMap('about', new Map(), day, weeks)), 'rect');
        expect(cells.at(-1)!.title).toBe(`${calendarDate(day)}: 0`);
        expect(new Set(cells.map(({ shape }) => number(shape, 'x'))).size).toBe(weeks);
        const rows = [...new Set(cells.map(({ shape }) => number(shape, 'y')))].sort((a, b) => a - b);
        for (const [i, { shape }] of cells.toReversed().entries()) {
          const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekdayOf(day - i));
          if (weeks > 1) expect(rows.indexOf(number(shape, 'y'))).toBe(weekday);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('shows each count at its day, the most in the strongest colour', () => {
    const counts = new Map([
      ['2024-12-03', 8],
      ['2024-12-01', 2],
    ]);
    const cells = titled(marksOf(heatMap('about', counts, 20_060, 53)), 'rect');
    const fill = (title: string) => cells.find((cell) => cell.title === title)?.shape.attributes.fill;
    expect(fill('2024-12-03: 8')).toBe('var(--h4)');
    expect(fill('2024-12-01: 2')).toBe('var(--h1)');
    expect(fill('2024-12-02: 0')).toBe('var(--raised)');
  });
});

test('a picture tells in words what it shows, and nothing in its texts is markup', () => {
  const point = { predicted: 0.5, actual: 0.5, reviews: 1 };
  for (const svg of [
    barChart(hostile, [{ label: hostile, value: 1 }]),
    calibrationChart(hostile, [point]),
    heatMap(hostile, new Map([[hostile, 1]]), 20_000, 2),
  ]) {
    const [picture, ...marks] = marksOf(svg);
    expect(picture!.attributes).toMatchObject({ role: 'img', 'aria-label': hostile });
    const drawn = new Set(marks.map(({ name }) => name));
    expect([...drawn].filter((name) => !['rect', 'circle', 'line', 'text', 'title'].includes(name))).toEqual(
      [],
    );
  }
});
