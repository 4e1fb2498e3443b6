import type { Day } from './day.ts';
import type { Grade } from './grade.ts';
import { countedIn, reachOf } from './reach.ts';

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

/** What is said of a review's points; where somebody only gave a grade, nothing is. */
export interface PointsSaid {
  readonly covered?: readonly string[] | undefined;
  readonly missed?: readonly string[] | undefined;
}

/** What of a record moves its item, and tells whether a person answered. */
export type Move =
  | (Pick<Review, 'type' | 'by' | 'grade' | 'day' | 'due' | 'cram' | 'variant'> & PointsSaid)
  | Pick<PointReview, 'type' | 'by' | 'grade' | 'day' | 'point'>
  | Pick<Suspension, 'type'>
  | Pick<Reset, 'type'>;

/** A record before storage stamps it with its id, device and number. */
export type Unstamped<R extends LogRecord = LogRecord> = R extends LogRecord
  ? Omit<R, 'id' | 'device' | 'seq' | 't' | 'utcOffset' | 'now'>
  : never;

/** When a record was made as the learner saw it: the pretended time where there was one. */
export const timeOf = (record: LogRecord): number => record.now ?? record.t;

/**
 * The order in which all devices fold the log: clock, device, number, id; and what is written, where two records
 * share all of these by accident.
 */
export const inLogOrder = (a: LogRecord, b: LogRecord): number =>
  a.t - b.t ||
  compareText(a.device, b.device) ||
  a.seq - b.seq ||
  compareText(a.id, b.id) ||
  (a === b ? 0 : compareText(payload(a), payload(b)));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// What a record says, whoever is said to have written it: the device stands in a file's header.
const payload = (record: LogRecord): string => JSON.stringify({ ...record, device: '' });

/** Whether two records are one, read twice. */
export const isSameRecord = (a: LogRecord, b: LogRecord): boolean =>
  a.id === b.id && a.t === b.t && payload(a) === payload(b);

/** Records in log order, each once: under the first of the devices in whose files it was found. */
export function inOrder(records: readonly LogRecord[]): readonly LogRecord[] {
  const ordered = isOrdered(records) ? records : [...records].sort(inLogOrder);
  const met = new Map<string, LogRecord[]>();
  const isFirst = (record: LogRecord, i: number): boolean => {
    // A record that is read twice is of one instant.
    if (ordered[i - 1]?.t !== record.t) {
      if (met.size > 0) met.clear();
      if (ordered[i + 1]?.t !== record.t) return true;
    }
    const others = met.get(record.id) ?? [];
    met.set(record.id, [...others, record]);
    return !others.some((other) => isSameRecord(other, record));
  };
  const once = ordered.filter(isFirst);
  return once.length === ordered.length ? ordered : once;
}

/** The records that count, in log order, each under the id that its item has now (Relink). */
export function effective(records: readonly LogRecord[]): LogRecord[] {
  const ordered = inOrder(records);
  return countedIn(ordered, reachOf(ordered));
}

const isOrdered = (records: readonly LogRecord[]): boolean =>
  records.every((record, i) => i === 0 || inLogOrder(records[i - 1] as LogRecord, record) <= 0);

/** What a person answered: whole questions, and missed points by themselves. None that was taken back. */
export const answersOf = (records: readonly LogRecord[]): (Review | PointReview)[] =>
  effective(records).filter(isAnswer);

/** Whether a person answered something: a whole question, or a missed point by itself. */
export const isAnswer = <R extends LogRecord | Move>(
  record: R,
): record is Extract<R, { readonly by: string }> =>
  (record.type === 'review' || record.type === 'point') && record.by === 'person';

/** A record that `undo` takes back: anything but a setting. */
export type Undoable = Exclude<LogRecord, Undo | Setting>;

/** The last record that an undo would take back. */
export const lastUndoable = (records: readonly LogRecord[]): Undoable | undefined =>
  effective(records).findLast(
    (record): record is Undoable => record.type !== 'undo' && record.type !== 'setting',
  );
