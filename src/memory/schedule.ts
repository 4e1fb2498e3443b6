import type { Day } from './day.ts';
import { type Card, type ModelSettings, remembered } from './fsrs.ts';
import {
  effective,
  type LogRecord,
  type Move,
  type PointReview,
  type PointsSaid,
  type Review,
} from './record.ts';
import { modelOf, settingsOf } from './settings.ts';

/** What the log says of one item: its card, once it was reviewed, and whether it is suspended. */
export interface Entry {
  readonly card?: Card;
  readonly suspended: boolean;
  /** Keys of the points that are missing still, each with the day on which it was last missed; none are left out. */
  readonly missed?: Missed;
  /** What took the question's place at its last review; none when it was asked itself. */
  readonly variant?: string;
}

export type Missed = Readonly<Record<string, Day>>;

/** Full item id → entry. Derived from the log and from nothing else. */
export type Schedule = ReadonlyMap<string, Entry>;

/** How an item stands that was never met. */
export const unseen: Entry = { suspended: false };

/** The schedule that a log makes: a pure function of its records, whatever their order and origin. */
export function foldLog(
  records: readonly LogRecord[],
  settings: ModelSettings = modelOf(settingsOf(records)),
): Map<string, Entry> {
  const schedule = new Map<string, Entry>();
  for (const record of effective(records)) moveOn(schedule, record, settings);
  return schedule;
}

/** Moves a schedule on by one more record that counts. */
export function moveOn(schedule: Map<string, Entry>, record: LogRecord, settings: ModelSettings): void {
  if (!('item' in record)) return;
  putEntry(schedule, record.item, applied(schedule.get(record.item) ?? unseen, record, settings));
}

/** What is as if it had never been met, a crammed or an unsuspended new item, has no entry. */
export function putEntry(schedule: Map<string, Entry>, item: string, entry: Entry): void {
  if (entry.card || entry.suspended) schedule.set(item, entry);
  else schedule.delete(item);
}

/** An entry after one more record of its item. */
export function applied(entry: Entry, record: Move, settings: ModelSettings): Entry {
  switch (record.type) {
    case 'suspend':
    case 'unsuspend':
      return { ...entry, suspended: record.type === 'suspend' };
    case 'reset':
      return unseen;
    case 'point':
      return entryOf(entry.card, entry.suspended, pointMissed(entry, record), entry.variant);
    case 'review': {
      if (record.cram) return entry;
      const card = cardAfter(entry.card, record, settings);
      return entryOf(card, entry.suspended, missedAfter(entry, record), record.variant || undefined);
    }
    default:
      // What a later version may write of an item is kept in the log and passed over here.
      return entry;
  }
}

// Written out: a copy by `...` costs as much as the model's own sums.
function cardAfter(
  card: Card | undefined,
  { grade, day, due }: Pick<Review, 'grade' | 'day' | 'due'>,
  settings: ModelSettings,
): Card {
  const { state, stability, difficulty, reps, lapses, firstDay, lastDay } = remembered(
    card,
    grade,
    day,
    settings,
  );
  return { state, due, stability, difficulty, reps, lapses, firstDay, lastDay };
}

function missedAfter(
  { missed }: Entry,
  { covered = [], missed: now = [], day }: PointsSaid & Pick<Review, 'day'>,
): Missed | undefined {
  // Most reviews change nothing here: what is as it was is not written anew.
  if (now.length === 0 && !(missed && Object.keys(missed).some((key) => covered.includes(key))))
    return missed;
  const stays = Object.entries(missed ?? {}).filter(([key]) => !covered.includes(key));
  return someOf([...stays, ...now.map((key) => [key, day] as const)]);
}

function pointMissed(
  { missed = {} }: Entry,
  { point, grade, day }: Pick<PointReview, 'point' | 'grade' | 'day'>,
): Missed | undefined {
  const rest = Object.entries(missed).filter(([key]) => key !== point);
  const stays = Object.hasOwn(missed, point) && grade === 'again';
  return someOf(stays ? [...rest, [point, day] as const] : rest);
}

const someOf = (entries: readonly (readonly [string, Day])[]): Missed | undefined =>
  entries.length === 0 ? undefined : Object.fromEntries(entries);

/** An entry of its parts; what there is none of is left out. */
export function entryOf(
  card: Card | undefined,
  suspended: boolean,
  missed?: Missed | undefined,
  variant?: string | undefined,
): Entry {
  // Not by `...`: copies cost more here than the model's own sums.
  const entry: { -readonly [Key in keyof Entry]: Entry[Key] } = card ? { card, suspended } : { suspended };
  if (missed) entry.missed = missed;
  if (variant) entry.variant = variant;
  return entry;
}

/** The day on which an item comes due; undefined for one that is new or suspended. */
export const dueDay = (entry: Entry | undefined): Day | undefined =>
  entry?.card && !entry.suspended ? entry.card.due : undefined;

/** How many items were met for the first time on a day. */
export const introducedOn = (schedule: Schedule, day: Day): number =>
  [...schedule.values()].filter(({ card }) => card?.firstDay === day).length;
