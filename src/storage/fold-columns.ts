import { activityOfDays, countDay } from '../memory/activity.ts';
import type { Day } from '../memory/day.ts';
import type { Derived } from '../memory/fold.ts';
import { reachOf } from '../memory/reach.ts';
import { inOrder, type LogRecord, type Relink } from '../memory/record.ts';
import { applied, type Entry, putEntry, unseen } from '../memory/schedule.ts';
import { modelOf, settingsOf } from '../memory/settings.ts';
import { hashId, type LogColumns } from './log-columns.ts';

/** The record of a row as the log has it; undefined where its file was replaced meanwhile. */
export type RecordOfRow = (row: number) => LogRecord | undefined;

/** What some records amount to, and what the log's next records have to be held against. */
export interface FoldedColumns {
  readonly derived: Derived;
  /** The last record in log order. */
  readonly last: LogRecord | undefined;
  /** Ids that undos name and that no record has. */
  readonly awaited: readonly string[];
  /** The relinks that count, in log order. */
  readonly relinks: readonly Relink[];
}

/**
 * Folds a log item by item: each one's rows are put in order by themselves, and its card stays at hand from one
 * to the next. Where time alone does not order two rows, or an undo names one, their records are read again.
 */
export function foldColumns(columns: LogColumns, recordOf: RecordOfRow): FoldedColumns {
  const others = inOrder(columns.others);
  const reach = reachOf(others);
  const settings = settingsOf(others);
  const model = modelOf(settings);
  const named = namedRows(columns, others, recordOf);
  const undone = new Set([...named].filter(([, id]) => !reach.counts(id)).map(([row]) => row));
  const schedule = new Map<string, Entry>();
  const days = new Map<Day, number>();
  for (const { item, rows } of rowsByItem(columns, reach.nameOf)) {
    let entry = unseen;
    for (const row of inTime(columns, rows, recordOf)) {
      if (undone.has(row)) continue;
      const move = columns.moveAt(row);
      countDay(days, move);
      entry = applied(entry, move, model);
    }
    putEntry(schedule, item, entry);
  }
  return {
    derived: { schedule, activity: activityOfDays(days), settings },
    last: lastRecord(columns, others, recordOf),
    awaited: awaitedBy(others, new Set(named.values())),
    relinks: others.filter((one): one is Relink => one.type === 'relink' && reach.counts(one.id)),
  };
}

const namesOf = (others: readonly LogRecord[]): string[] =>
  others.flatMap((record) => (record.type === 'undo' ? record.undoes : []));

/** The rows that undos name, with their ids. */
function namedRows(
  columns: LogColumns,
  others: readonly LogRecord[],
  recordOf: RecordOfRow,
): ReadonlyMap<number, string> {
  const named = new Map<number, string>();
  const ids = new Set(namesOf(others));
  const hashes = new Set([...ids].map((id) => hashId({ id })));
  if (ids.size === 0) return named;
  for (let row = 0; row < columns.size(); row++) {
    if (!hashes.has(columns.idHashAt(row))) continue;
    const id = recordOf(row)?.id;
    if (id !== undefined && ids.has(id)) named.set(row, id);
  }
  return named;
}

function awaitedBy(others: readonly LogRecord[], met: Set<string>): string[] {
  for (const { id } of others) met.add(id);
  return [...new Set(namesOf(others))].filter((id) => !met.has(id));
}

/** Each item by the id that it has now, and its rows as they were read. */
function* rowsByItem(
  columns: LogColumns,
  nameOf: ((item: string) => string) | undefined,
): Generator<{ readonly item: string; readonly rows: Int32Array }> {
  const { names, nameNumbers } = namesNow(columns.items, nameOf);
  // A counting sort: where each item's rows end, then each row in its place, the last first.
  const ends = new Int32Array(names.length + 1);
  const numberAt = (row: number): number => nameNumbers[columns.itemAt(row)] as number;
  for (let row = 0; row < columns.size(); row++) ends[numberAt(row)] = (ends[numberAt(row)] as number) + 1;
  for (let i = 1; i < ends.length; i++) ends[i] = (ends[i] as number) + (ends[i - 1] as number);
  const rows = new Int32Array(columns.size());
  for (let row = columns.size() - 1; row >= 0; row--) {
    const number = numberAt(row);
    const place = (ends[number] as number) - 1;
    ends[number] = place;
    rows[place] = row;
  }
  for (const [i, item] of names.entries()) yield { item, rows: rows.subarray(ends[i], ends[i + 1]) };
}

/** The names that items have now, each once, and the number of each item's. */
function namesNow(items: readonly string[], nameOf: ((item: string) => string) | undefined) {
  if (!nameOf) return { names: items, nameNumbers: items.map((_, i) => i) };
  const numbers = new Map<string, number>();
  const nameNumbers = items.map((item) => {
    const name = nameOf(item);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { names: [...numbers.keys()], nameNumbers };
}

/** An item's rows in log order, each record once. */
function inTime(columns: LogColumns, rows: Int32Array, recordOf: RecordOfRow): Iterable<number> {
  const { timeAt } = columns;
  const isLater = (row: number, i: number): boolean => i === 0 || timeAt(row) > timeAt(rows[i - 1] as number);
  if (rows.every(isLater)) return rows;
  const runs = new Map<number, number[]>();
  for (const row of rows.sort((a, b) => timeAt(a) - timeAt(b)))
    runs.set(timeAt(row), [...(runs.get(timeAt(row)) ?? []), row]);
  return [...runs.values()].flatMap((run) => ofOneInstant(differing(columns, run), recordOf));
}

/** Rows without those that say the same under the same id: a file that a sync has copied. */
function differing({ idHashAt, checksumAt }: LogColumns, run: readonly number[]): readonly number[] {
  const isSame = (a: number, b: number): boolean =>
    idHashAt(a) === idHashAt(b) && checksumAt(a) === checksumAt(b);
  return run.filter((row, i) => !run.slice(0, i).some((before) => isSame(before, row)));
}

function ofOneInstant(run: readonly number[], recordOf: RecordOfRow): readonly number[] {
  if (run.length === 1) return run;
  const rows = new Map(run.map((row) => [recordOf(row), row]));
  const records = [...rows.keys()].filter((record) => record !== undefined);
  return inOrder(records).map((record) => rows.get(record) as number);
}

/** The last record in log order. */
function lastRecord(
  { size, timeAt }: LogColumns,
  others: readonly LogRecord[],
  recordOf: RecordOfRow,
): LogRecord | undefined {
  let last: number[] = [];
  let t = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < size(); row++) {
    if (timeAt(row) < t) continue;
    if (timeAt(row) > t) last = [];
    t = timeAt(row);
    last.push(row);
  }
  return inOrder([...others, ...last.flatMap((row) => recordOf(row) ?? [])]).at(-1);
}
