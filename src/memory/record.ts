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
  /** 0 to 100: what the grade was suggested from. */
  readonly score?: number;
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
  /** The answer was typed. */
  readonly typed?: boolean;
  /** The learner changed what the grader had found. */
  readonly overruled?: boolean;
  /** Practised ahead of an exam: kept, but the schedule does not move. */
  readonly cram?: boolean;
  /** At a scenario's stage: the decision that was taken, and in which play of it. */
  readonly decision?: string;
  readonly play?: string;
  /** Ids of the evidence that had been looked at by then. */
  readonly looked?: readonly string[];
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

/** Something that the learner set (settings.ts). */
export interface Setting extends Stamp {
  readonly type: 'setting';
  readonly name: string;
  readonly value: string;
}

/** One line of the review log. */
export type LogRecord = Review | Undo | Suspension | Setting;

/** A record before storage stamps it with its id, device and number. */
export type Unstamped<R extends LogRecord = LogRecord> = R extends LogRecord
  ? Omit<R, 'id' | 'device' | 'seq' | 't' | 'utcOffset' | 'now'>
  : never;

/** When a record was made as the learner saw it: the pretended time where there was one. */
export const timeOf = (record: LogRecord): number => record.now ?? record.t;

/** The order in which all devices fold the log: clock, device, number, and the id where two processes agree in all of them. */
export const inLogOrder = (a: LogRecord, b: LogRecord): number =>
  a.t - b.t || compareText(a.device, b.device) || a.seq - b.seq || compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The records that count, in log order.
 *
 * An undo takes back the one record that it names, whatever came after it on any device: later reviews of
 * the item stay and are scheduled as if the undone one had not been. An undone undo takes nothing back. The
 * clock has no say in what undoes what: it may have gone back between the two.
 */
export function effective(records: readonly LogRecord[]): LogRecord[] {
  const ordered = isOrdered(records) ? records : [...records].sort(inLogOrder);
  const counts = countingIn(ordered);
  return ordered.filter((record) => record.type !== 'undo' && counts(record.id));
}

/** Tells whether a record counts: no undo that counts itself names it. */
function countingIn(records: readonly LogRecord[]): (id: string) => boolean {
  const undosOf = new Map<string, string[]>();
  for (const record of records) {
    if (record.type === 'undo')
      undosOf.set(record.undoes, [...(undosOf.get(record.undoes) ?? []), record.id]);
  }
  const settled = new Map<string, boolean>();
  const counts = (id: string): boolean => {
    const undos = undosOf.get(id);
    if (!undos) return true;
    const known = settled.get(id);
    if (known !== undefined) return known;
    // Until it is known: undos that name each other in a circle, which only damage makes, end here.
    settled.set(id, true);
    const answer = !undos.some(counts);
    settled.set(id, answer);
    return answer;
  };
  return counts;
}

const isOrdered = (records: readonly LogRecord[]): boolean =>
  records.every((record, i) => i === 0 || inLogOrder(records[i - 1] as LogRecord, record) <= 0);

/** The last record that an undo would take back: a review or a suspension. */
export const lastUndoable = (records: readonly LogRecord[]): Review | Suspension | undefined =>
  effective(records).findLast((record) => record.type !== 'undo' && record.type !== 'setting');
