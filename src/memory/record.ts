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
  /** What was asked in the place of the question itself: a follow-up, or a weak answer to mend. */
  readonly variant?: string;
  /** The item's title, on its first review: tells which one it was when its id is gone (relink). */
  readonly title?: string;
  /** Keys (`pointKey`) of the key points that the answer covered and missed. */
  readonly covered?: readonly string[];
  readonly missed?: readonly string[];
}

/** A key point that had been missed, asked as a question of its own. It moves nothing but that point. */
export interface PointReview extends Stamp {
  readonly type: 'point';
  /** The question whose point it is. */
  readonly item: string;
  /** The point's key (`pointKey`). */
  readonly point: string;
  readonly grade: Grade;
  readonly seconds: number;
  readonly hintsUsed: number;
  readonly timedOut: boolean;
  readonly by: string;
  readonly day: Day;
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

/** Forgets an item: from here on it is new. Its reviews stay in the log. */
export interface Reset extends Stamp {
  readonly type: 'reset';
  readonly item: string;
}

/** Says that what was `from` is now `to`: all that the log says of the one, before and after, is said of the other. */
export interface Relink extends Stamp {
  readonly type: 'relink';
  readonly from: string;
  readonly to: string;
}

/** How well a model foretells recall (calibration.ts). */
export interface ModelFit {
  readonly logLoss: number;
  readonly rmseBins: number;
}

/** Weights of the memory model that were fitted to the learner's own reviews; the last ones count, for the whole log. */
export interface Fit extends Stamp {
  readonly type: 'fit';
  /** The 21 parameters of FSRS-6. */
  readonly weights: readonly number[];
  /** Reviews that they were fitted to, and how both models foretold the held-out ones. */
  readonly reviews: number;
  readonly before: ModelFit;
  readonly after: ModelFit;
}

/** Something that the learner set (settings.ts). */
export interface Setting extends Stamp {
  readonly type: 'setting';
  readonly name: string;
  readonly value: string;
}

/** One line of the review log. */
export type LogRecord = Review | PointReview | Undo | Suspension | Reset | Relink | Fit | Setting;

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
 * The records that count, in log order, each under the id that its item has now (Relink).
 *
 * An undo takes back the one record that it names, whatever came after it on any device: later reviews of
 * the item stay and are scheduled as if the undone one had not been. An undone undo takes nothing back. The
 * clock has no say in what undoes what: it may have gone back between the two.
 */
export function effective(records: readonly LogRecord[]): LogRecord[] {
  const ordered = isOrdered(records) ? records : [...records].sort(inLogOrder);
  const counts = countingIn(ordered);
  return renamed(ordered.filter((record) => record.type !== 'undo' && counts(record.id)));
}

function renamed(records: LogRecord[]): LogRecord[] {
  const nameOf = namesNow(records);
  if (!nameOf) return records;
  return records.map((record) =>
    'item' in record && nameOf(record.item) !== record.item
      ? { ...record, item: nameOf(record.item) }
      : record,
  );
}

/** The id that an item has now, by the relinks that count, in log order; undefined where there are none. */
export function namesNow(records: readonly LogRecord[]): ((item: string) => string) | undefined {
  const next = new Map<string, string>();
  for (const record of records) {
    if (record.type !== 'relink') continue;
    // What is moved onto a name has that name for good: a circle would lose both.
    next.delete(record.to);
    next.set(record.from, record.to);
  }
  if (next.size === 0) return undefined;
  const nameOf = (item: string): string => {
    const to = next.get(item);
    return to === undefined || to === item ? item : nameOf(to);
  };
  return nameOf;
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

/** A record that `undo` takes back: anything but a setting. */
export type Undoable = Exclude<LogRecord, Undo | Setting>;

/** The last record that an undo would take back. */
export const lastUndoable = (records: readonly LogRecord[]): Undoable | undefined =>
  effective(records).findLast(
    (record): record is Undoable => record.type !== 'undo' && record.type !== 'setting',
  );
