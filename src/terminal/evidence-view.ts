import { parse } from 'csv-parse/sync';
import stringWidth from 'fast-string-width';
import type { Chart, Evidence } from '../bank/scenario.ts';
import { columnChart, extremes } from '../report/charts.ts';
import { fitted } from '../report/fitted.ts';
import { renderMarkdown, wrapText } from './markdown.ts';
import type { Screen } from './screen.ts';

// A file that is hardly longer is shown whole.
const [rowsShown, rowsAtMost] = [10, 14];
const linesShown = 20;
const chartHeight = 6;

/** A piece of evidence as text: what it says, its chart, the beginning of its file and where the rest lies. */
export function evidenceText(
  { title, text, chart }: Evidence,
  file: { readonly path: string; readonly content: string } | undefined,
  { theme, width }: Screen,
): string {
  const room = Math.min(width, 100);
  const parts = [theme.accent(wrapText(title, room)), text === '' ? '' : renderMarkdown(text, theme, width)];
  if (file && /\.csv$/i.test(file.path)) {
    const [head = [], ...rows] = parse(file.content, { relaxColumnCount: true, bom: true }) as string[][];
    if (chart) parts.push(chartText(head, rows, chart, room));
    const shown = rows.length <= rowsAtMost ? rows : rows.slice(0, rowsShown);
    parts.push(tableText([head, ...shown], room));
    if (rows.length > shown.length) parts.push(`… ${rows.length - shown.length} rows more.`);
  } else if (file) {
    const lines = file.content.trimEnd().replaceAll('\t', '    ').split('\n');
    parts.push(
      lines
        .slice(0, linesShown)
        .map((line) => fitted(line, room))
        .join('\n'),
    );
    if (lines.length > linesShown) parts.push(`… ${lines.length - linesShown} lines more.`);
  }
  if (file) parts.push(theme.faint(`The file: ${file.path}`));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Each column drawn over the same axis, one below the other, with its least and its greatest value. */
function chartText(
  head: readonly string[],
  rows: readonly string[][],
  { x, y }: Chart,
  width: number,
): string {
  const column = (name: string): string[] => rows.map((row) => row[head.indexOf(name)] ?? '');
  const along = column(x);
  const drawn = y.map((name) => {
    const values = column(name).map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
    if (values.every(Number.isNaN)) return fitted(`${name}: no numbers`, width);
    const ends = extremes(values);
    const [least, most] = [String(ends.least), String(ends.most)];
    const margin = Math.max(stringWidth(least), stringWidth(most)) + 1;
    const lines = columnChart(values, width - margin - 1, chartHeight);
    return [
      fitted(`${name}, from ${least} to ${most}`, width),
      ...lines.map((line, i) => {
        const label = i === 0 ? most : i === lines.length - 1 ? least : '';
        return `${label.padStart(margin - 1)} ${line}`;
      }),
    ].join('\n');
  });
  return [...drawn, fitted(`${x}: ${along[0] ?? ''} to ${along.at(-1) ?? ''}`, width)].join('\n\n');
}

function tableText(rows: readonly (readonly string[])[], width: number): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.min(24, Math.max(...rows.map((row) => stringWidth(row[i] ?? '')))),
  );
  return rows
    .map((row) =>
      fitted(
        widths
          .map((w, i) => {
            const cell = fitted(row[i] ?? '', w);
            return cell + ' '.repeat(w - stringWidth(cell));
          })
          .join('  ')
          .trimEnd(),
        width,
      ),
    )
    .join('\n');
}
