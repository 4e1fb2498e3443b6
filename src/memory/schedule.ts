import type { Day } from './day.ts';
import { type Card, type ModelSettings, remembered } from './fsrs.ts';
import { effective, type LogRecord, type PointReview, type Review } from './record.ts';
import { modelOf, settingsOf } from './settings.ts';

/** What the log says of one item: its card, once it was reviewed, and whether it is suspended. */
export interface Entry {
  readonly card?: Card;
  readonly suspended: boolean;
  /** Keys of the points that are missing still, each with the day on which it was last missed; none are left out. */
  readonly missed?: Missed;
}

export type Missed = Readonly<Record<string, Day>>;

/** Full item id → entry. Derived from the log and from nothing else. */
export type Schedule = ReadonlyMap<string, Entry>;

const unseen: Entry = { suspended: false };

/** The schedule that a log makes: a pure function of its records, whatever their order and origin. */
export function foldLog(
  records: readonly LogRecord[],
  settings: ModelSettings = modelOf(settingsOf(records)),
): Map<string, Entry> {
  const schedule = new Map<string, Entry>();
  for (const record of effective(records)) {
    if (!('item' in record)) continue;
    const entry = applied(schedule.get(record.item) ?? unseen, record, settings);
    // What is as if it had never been met, a crammed or an unsuspended new item, has no entry.
    if (entry.card || entry.suspended) schedule.set(record.item, entry);
    else schedule.delete(record.item);
  }
  return schedule;
}

/** An entry after one more record of its item. */
export function applied(entry: Entry, record: LogRecord, settings: ModelSettings): Entry {
  switch (record.type) {
    case 'suspend':
    case 'unsuspend':
      return { ...entry, suspended: record.type === 'suspend' };
    case 'reset':
      return unseen;
    case 'point':
      return { ...entry, ...missing(pointMissed(entry, record)) };
    case 'review': {
      if (record.cram) return entry;
      const card = { ...remembered(entry.card, record.grade, record.day, settings), due: record.due };
      return { card, suspended: entry.suspended, ...missing(missedAfter(entry, record)) };
    }
    default:
      // What a later version may write of an item is kept in the log and passed over here.
      return entry;
  }
}

const missing = (missed: Missed): { missed?: Missed } => (Object.keys(missed).length === 0 ? {} : { missed });

function missedAfter({ missed = {} }: Entry, { covered = [], missed: now = [], day }: Review): Missed {
  const rest = Object.entries(missed).filter(([key]) => !covered.includes(key));
  return Object.fromEntries([...rest, ...now.map((key) => [key, day] as const)]);
}

function pointMissed({ missed = {} }: Entry, { point, grade, day }: PointReview): Missed {
  const { [point]: was, ...rest } = missed;
  return was === undefined || grade !== 'again' ? rest : { ...rest, [point]: day };
}

/** The day on which an item comes due; undefined for one that is new or suspended. */
export const dueDay = (entry: Entry | undefined): Day | undefined =>
  entry?.card && !entry.suspended ? entry.card.due : undefined;

/** How many items were met for the first time on a day. */
export const introducedOn = (schedule: Schedule, day: Day): number =>
  [...schedule.values()].filter(({ card }) => card?.firstDay === day).length;
