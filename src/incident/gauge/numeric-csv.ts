import { UserError } from '../../bank/user-error.ts';

/** A line of a CSV file: where it stands, from 1, and its cells. */
export interface CsvLine {
  readonly file: string;
  readonly line: number;
  readonly cells: readonly string[];
}

/** Digits, point and exponent; `Number` alone would take `0x10` and a blank as well. */
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** After this it is milliseconds that somebody wrote. */
const latestSeconds = 1e11;
const missing = /^(nan|null|[+-]?inf(inity)?)?$/i;

/**
 * The lines of a CSV file (RFC 4180, but a quoted cell ends on its line); empty ones are left out.
 *
 * @param text with line feeds, escaped.
 * @throws UserError naming the first line that is not as wide as the first one, or whose quotes don't close.
 */
export function csvLines(text: string, file: string): CsvLine[] {
  const lines = text
    .split('\n')
    .flatMap((content, i) => (content === '' ? [] : lineOf(content, file, i + 1)));
  const width = lines[0]?.cells.length;
  const odd = lines.find(({ cells }) => cells.length !== width);
  if (odd) throw csvFault(odd, `${odd.cells.length} cells where the first line has ${width}`);
  return lines;
}

/**
 * A cell as a number: NaN where nothing was measured (empty, nan, inf).
 *
 * @throws UserError with the cell's place.
 */
export function numberAt(line: CsvLine, column: number): number {
  const cell = (line.cells[column] ?? '').trim();
  if (decimal.test(cell)) return Number(cell);
  if (missing.test(cell)) return Number.NaN;
  throw csvFault(line, `cell ${column + 1} is ${JSON.stringify(cell.slice(0, 40))}, not a number`);
}

/**
 * The instants of rows, Unix seconds, from one of their columns.
 *
 * @throws UserError where they do not rise, one is missing, or they are no seconds of this age.
 */
export function risingTimes(rows: readonly CsvLine[], column: number): Float64Array {
  const times = Float64Array.from(rows, (row) => numberAt(row, column));
  const odd = rows.find((_, i) => !((times[i] ?? Number.NaN) > (times[i - 1] ?? -1)));
  if (odd) throw csvFault(odd, 'its time is not later than the one before');
  const far = rows.find((_, i) => (times[i] ?? 0) > latestSeconds);
  if (far) throw csvFault(far, 'its time is not in Unix seconds');
  return times;
}

/** A fault of a line, with its place. */
export const csvFault = ({ file, line }: Pick<CsvLine, 'file' | 'line'>, message: string): UserError =>
  new UserError(`${file}:${line} ${message}`, 'Mend that line, or fetch the recording again.');

function lineOf(content: string, file: string, line: number): CsvLine {
  if (!content.includes('"')) return { file, line, cells: content.split(',') };
  const cells = [...content.matchAll(/("(?:[^"]|"")*"|[^",]*)(,|$)/gy)];
  const whole = cells.map(([text]) => text).join('');
  if (whole !== content) throw csvFault({ file, line }, 'a quote that does not close');
  return { file, line, cells: untilEnd(cells) };
}

// At the end of a line the pattern matches once more, an empty cell, unless a comma came before.
const untilEnd = (cells: readonly RegExpMatchArray[]): string[] =>
  cells
    .slice(0, cells.findIndex(([, , end]) => end === '') + 1)
    .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
