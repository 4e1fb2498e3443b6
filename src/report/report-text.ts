import stringWidth from 'fast-string-width';
import { type Day, dateOf } from '../memory/day.ts';
import { bar, sparkline, strength } from './charts.ts';
import { fitted, oneLine } from './fitted.ts';
import type { ReportFigures } from './progress-figures.ts';
import {
  calibrationSentence,
  counted,
  type FigureTable,
  forecastSentences,
  headline,
  reportTables,
} from './report-words.ts';

/** `hotseat report`: tables and lines of bars that fit a width of 60 columns or more. */
export function reportText(figures: ReportFigures, today: Day, width: number): string {
  const fill = (sentence: string) => filled(sentence, width);
  const parts = [
    [`Progress, ${figures.generatedAt.slice(0, 10)}`, '', ...headline(figures).map(fill)].join('\n'),
    ...reportTables(figures).map((table) => tableText(table, width)),
    fill(calibrationSentence(figures)),
    forecastText(figures, fill),
    activityText(figures, today, width),
    weakPointsText(figures, width),
    leechesText(figures, width),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const narrowHeads: Readonly<Record<string, string>> = {
  remembered: 'rem.',
  'would be today': 'today',
  'a question': 'time',
};

/** A table in columns: names to the left, cut off where there is no room, figures to the right. */
export function tableText({ title, columns, rows: written }: FigureTable, width: number): string {
  const heads = columns.map((head) => narrowHeads[head] ?? head);
  const rows = written.map((row) => row.map(oneLine));
  const widths = heads.map((head, i) =>
    Math.max(stringWidth(head), ...rows.map((row) => stringWidth(row[i] ?? ''))),
  );
  const others = widths.slice(1).reduce((total, each) => total + each + 2, 0);
  const names = Math.max(12, Math.min(widths[0] ?? 0, width - others));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? padded(fitted(cell, names), names) : `  ${cell.padStart(widths[i] ?? 0)}`))
      .join('')
      .trimEnd();
  return [title, '', line(heads), ...rows.map(line)].join('\n');
}

/** A sentence on lines of at most so many columns. */
export const filled = (sentence: string, width: number): string =>
  sentence.split(' ').reduce((text, word) => {
    const line = text.slice(text.lastIndexOf('\n') + 1);
    return `${text}${stringWidth(`${line} ${word}`) > width ? '\n' : ' '}${word}`;
  });

const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));

function forecastText(figures: ReportFigures, fill: (sentence: string) => string): string {
  const { forecast, totals } = figures;
  const sentences = forecastSentences(figures);
  if (totals.seen === 0 || sentences.length === 0) return '';
  const line = (name: string, values: readonly number[]) =>
    `${name.padEnd(8)} ${sparkline(values)}`.trimEnd();
  return [
    `The next ${forecast.length} days`,
    '',
    line(
      'due',
      forecast.map(({ due }) => due),
    ),
    ...(sentences.length > 1
      ? [
          line(
            'minutes',
            forecast.map(({ minutes = 0 }) => minutes),
          ),
        ]
      : []),
    ...sentences.map(fill),
  ].join('\n');
}

const heat = [' ·', ' ░', ' ▒', ' ▓', ' █'];
const weekdays = ['Mon', '', 'Wed', '', 'Fri', '', 'Sun'];

/** The answers of the last weeks: a column a week, a row a weekday. */
function activityText({ activity }: ReportFigures, today: Day, width: number): string {
  if (activity.length === 0) return '';
  const counts = new Map(activity.map(({ date, reviews }) => [date, reviews]));
  const most = Math.max(...activity.map(({ reviews }) => reviews));
  const weeks = Math.min(26, Math.floor((width - 4) / 2));
  // Day 4 was a Monday.
  const monday = today - ((((today - 4) % 7) + 7) % 7);
  const first = monday - 7 * (weeks - 1);
  const rows = weekdays.map((name, row) => {
    const cells = Array.from({ length: weeks }, (_, week) => {
      const day = first + 7 * week + row;
      return day > today ? '' : heat[strength(counts.get(dateOf(day)) ?? 0, most)];
    });
    return `${name.padEnd(3)}${cells.join('')}`;
  });
  return [`Answers since ${dateOf(first)}: at most ${most} on a day`, '', ...rows].join('\n');
}

function weakPointsText({ weakPoints }: ReportFigures, width: number): string {
  if (weakPoints.length === 0) return '';
  const lines = weakPoints.map(({ id, text, missed, seen }) => {
    const often = `${missed} of ${seen}`;
    const head = `${often.padStart(8)}  ${bar(missed / seen, 6)}  ${fitted(id, Math.max(12, width - 44))}  `;
    return `${head}${fitted(oneLine(text), Math.max(20, width - stringWidth(head)))}`;
  });
  return [`Missed most: ${counted(weakPoints.length, 'key point')}`, '', ...lines].join('\n');
}

function leechesText({ leeches }: ReportFigures, width: number): string {
  if (leeches.length === 0) return '';
  const lines = leeches.flatMap(({ id, title, lapses, file, line }) => {
    const often = `${lapses} times`;
    const head = `${often.padStart(8)}  ${fitted(oneLine(id), Math.max(12, width - 44))}  `;
    const place = oneLine(`${file}:${line}`);
    return [
      `${head}${fitted(oneLine(title), Math.max(20, width - stringWidth(head)))}`,
      `          ${fitted(place, width - 10)}`,
    ];
  });
  return [`Leeches, forgotten again and again: ${counted(leeches.length, 'question')}`, '', ...lines].join(
    '\n',
  );
}
