import type { Day } from './day.ts';
import type { Grade } from './grade.ts';

/** What every record of the log carries. */
interface Stamp {
  /** Unique over all devices. */
  readonly id: string;
  /** The machine that wrote it; its files are its own. */
  readonly device: string;
  /** Counts up within one process: orders records of the same millisecond. */
  readonly seq: number;
  /** The raw clock, ms since 1970. */
  readonly t: number;
  /** Minutes east of UTC where it was made. */
  readonly utcOffset: number;
  /** The pretended time (`--now`), ms since 1970, beside the true one. */
  readonly now?: number;
}

/** An answer that was graded. */
export interface Review extends Stamp {
  readonly type: 'review';
  /** `<pack>/<id>`. */
  readonly item: string;
  readonly grade: Grade;
  /** Seconds on the question, pauses left out. */
  readonly seconds: number;
  readonly hintsUsed: number;
  readonly timedOut: boolean;
  /** Who answered: `person`, `script`, or a name. */
  readonly by: string;
  /** The local practice day on which it was made. */
  readonly day: Day;
  /** The day that was chosen for the next review; it holds while this is the item's last review. */
  readonly due: Day;
  /** Practised ahead of an exam: kept, but the schedule does not move. */
  readonly cram?: boolean;
  /** Keys (`pointKey`) of the key points that the answer covered and missed. */
  readonly covered?: readonly string[];
  readonly missed?: readonly string[];
}

/** Takes another record back, an undo included. The record that it names stays in the log. */
export interface Undo extends Stamp {
  readonly type: 'undo';
  readonly undoes: string;
}

/** Takes an item out of practice, or back in. */
export interface Suspension extends Stamp {
  readonly type: 'suspend' | 'unsuspend';
  readonly item: string;
}

/** One line of the review log. */
export type LogRecord = Review | Undo | Suspension;

/** A record before storage stamps it with its id, device and number. */
export type Unstamped<R extends LogRecord = LogRecord> = R extends LogRecord
  ? Omit<R, 'id' | 'device' | 'seq' | 't' | 'utcOffset' | 'now'>
  : never;

/** When a record was made as the learner saw it: the pretended time where there was one. */
export const timeOf = (record: LogRecord): number => record.now ?? record.t;

/** The order in which all devices fold the log: clock, then device, then number. */
export const inLogOrder = (a: LogRecord, b: LogRecord): number =>
  a.t - b.t || (a.device < b.device ? -1 : a.device > b.device ? 1 : 0) || a.seq - b.seq;

/**
 * The records that count, in log order.
 *
 * An undo takes back the one record that it names, whatever came after it on any device: later reviews of
 * the item stay and are scheduled as if the undone one had not been. Undos are settled from the last to the
 * first, so that an undone undo takes nothing back.
 */
export function effective(records: readonly LogRecord[]): LogRecord[] {
  const ordered = isOrdered(records) ? records : [...records].sort(inLogOrder);
  const undone = new Set<string>();
  for (let i = ordered.length - 1; i >= 0; i--) {
    const record = ordered[i];
    if (record?.type === 'undo' && !undone.has(record.id)) undone.add(record.undoes);
  }
  return ordered.filter((record) => record.type !== 'undo' && !undone.has(record.id));
}

const isOrdered = (records: readonly LogRecord[]): boolean =>
  records.every((record, i) => i === 0 || inLogOrder(records[i - 1] as LogRecord, record) <= 0);

/** The last record that an undo would take back: a review or a suspension. */
export const lastUndoable = (records: readonly LogRecord[]): LogRecord | undefined =>
  effective(records).at(-1);
