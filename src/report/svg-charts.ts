import { type Day, dateOf } from '../memory/day.ts';
import { strength } from './charts.ts';
import { escapeHtml } from './html.ts';

/** One bar of a chart: what it stands for, and how much. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

const picture = (label: string, width: number, height: number, marks: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(label)}">${marks}</svg>`;

const round = (value: number): number => Math.round(value * 10) / 10;

const [chartWidth, chartHeight, foot] = [720, 160, 20];

/** Bars from left to right, the highest named; the first, the middle and the last have their labels below. */
export function barChart(about: string, bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const step = chartWidth / Math.max(1, bars.length);
  const height = chartHeight - foot - 14;
  const marks = bars.map(({ label, value }, i) => {
    const tall = (value / most) * height;
    const title = `<title>${escapeHtml(`${label}: ${value}`)}</title>`;
    return `<rect x="${round(i * step + step * 0.1)}" y="${round(14 + height - tall)}" width="${round(step * 0.8)}" height="${round(tall)}" fill="var(--mark)">${title}</rect>`;
  });
  const shown = [...new Set([0, Math.floor(bars.length / 2), bars.length - 1])].filter((i) => i >= 0);
  const labels = shown.map((i) => {
    const anchor = i === 0 ? 'start' : i === bars.length - 1 ? 'end' : 'middle';
    const x = i === 0 ? 0 : i === bars.length - 1 ? chartWidth : (i + 0.5) * step;
    return `<text x="${round(x)}" y="${chartHeight - 4}" text-anchor="${anchor}">${escapeHtml(bars[i]?.label ?? '')}</text>`;
  });
  const line = `<line x1="0" x2="${chartWidth}" y1="${14 + height}" y2="${14 + height}" stroke="var(--line)"/>`;
  return picture(
    about,
    chartWidth,
    chartHeight,
    [...marks, line, `<text x="0" y="10">${most}</text>`, ...labels].join(''),
  );
}

/** A point of the calibration chart: predicted and actual share, 0 to 1, and how many answers are behind it. */
export interface CalibrationPoint {
  readonly predicted: number;
  readonly actual: number;
  readonly reviews: number;
}

/** Predicted against actual recall; on the diagonal the model is right. Larger dots stand for more answers. */
export function calibrationChart(about: string, points: readonly CalibrationPoint[]): string {
  const [size, left, top] = [220, 40, 10];
  const most = Math.max(1, ...points.map(({ reviews }) => reviews));
  const x = (share: number) => round(left + share * size);
  const y = (share: number) => round(top + (1 - share) * size);
  const grid = [0, 0.5, 1].flatMap((share) => [
    `<line x1="${x(0)}" x2="${x(1)}" y1="${y(share)}" y2="${y(share)}" stroke="var(--line)"/>`,
    `<text x="${left - 6}" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`,
    `<text x="${x(share)}" y="${top + size + 16}" text-anchor="middle">${share * 100} %</text>`,
  ]);
  const diagonal = `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="var(--soft)" stroke-dasharray="4 4"/>`;
  const dots = points.map(({ predicted, actual, reviews }) => {
    const title = `<title>predicted ${Math.round(predicted * 100)} %, actual ${Math.round(actual * 100)} %, ${reviews} answers</title>`;
    return `<circle cx="${x(predicted)}" cy="${y(actual)}" r="${round(3 + 7 * Math.sqrt(reviews / most))}" fill="var(--mark)" fill-opacity="0.75">${title}</circle>`;
  });
  return picture(about, left + size + 30, top + size + 24, [...grid, diagonal, ...dots].join(''));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Answers a day over the last weeks: a column a week, a row a weekday from Monday; stronger is more. */
export function heatMap(
  about: string,
  counts: ReadonlyMap<string, number>,
  today: Day,
  weeks: number,
): string {
  const most = Math.max(...counts.values(), 0);
  const [cell, left, top] = [12, 30, 14];
  // Day 4 was a Monday.
  const monday = today - ((((today - 4) % 7) + 7) % 7);
  const first = monday - 7 * (weeks - 1);
  const marks: string[] = ['Mon', 'Wed', 'Fri', 'Sun'].map(
    (name, i) => `<text x="0" y="${top + i * 2 * cell + 10}">${name}</text>`,
  );
  for (let day = first; day <= today; day++) {
    const date = dateOf(day);
    const [column, row] = [Math.floor((day - first) / 7), (day - first) % 7];
    const count = counts.get(date) ?? 0;
    const level = strength(count, most);
    const fill = level === 0 ? 'var(--raised)' : `var(--h${level})`;
    const title = `<title>${date}: ${count}</title>`;
    marks.push(
      `<rect x="${left + column * cell}" y="${top + row * cell}" width="10" height="10" rx="2" fill="${fill}" stroke="var(--line)" stroke-width=".5">${title}</rect>`,
    );
    if (row === 0 && date.slice(8) <= '07' && column < weeks - 2) {
      const month = Number(date.slice(5, 7));
      const name = month === 1 ? date.slice(0, 4) : months[month - 1];
      marks.push(`<text x="${left + column * cell}" y="10">${name}</text>`);
    }
  }
  return picture(about, left + weeks * cell, top + 7 * cell, marks.join(''));
}
