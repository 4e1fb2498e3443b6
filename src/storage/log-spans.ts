import type { LogRecord } from '../memory/record.ts';

/** A stretch of time, ms since 1970; the end is not part of it. */
export type Span = readonly [from: number, to: number];

/** The span of a file of which nothing is known. */
export const allTime: Span = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** The UTC month that a log file's name gives; undefined where it gives none. */
export function namedSpan(file: string): Span | undefined {
  const [, year, month] = /-(\d{4})-(0[1-9]|1[0-2])/.exec(file) ?? [];
  if (year === undefined) return undefined;
  return [Date.UTC(Number(year), Number(month) - 1), Date.UTC(Number(year), Number(month))];
}

/** The time from the first to the last of some records; without any, no time at all. */
export function spanOf(records: readonly LogRecord[]): Span {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { t } of records) {
    from = Math.min(from, t);
    to = Math.max(to, t);
  }
  return [from, to + 1];
}

export const isWithin = ({ t }: LogRecord, [from, to]: Span): boolean => t >= from && t < to;

/** Something, and the time that it is of. */
export interface Timed<Source> {
  readonly source: Source;
  readonly span: Span;
}

/** Sources whose spans meet, together; the groups are in the order of time, and no two of them meet. */
export function groupsInTime<Source>(timed: readonly Timed<Source>[]): Timed<Source>[][] {
  const groups: Timed<Source>[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const one of [...timed].sort((a, b) => a.span[0] - b.span[0])) {
    if (groups.length > 0 && one.span[0] < end) groups.at(-1)?.push(one);
    else groups.push([one]);
    end = Math.max(end, one.span[1]);
  }
  return groups;
}
