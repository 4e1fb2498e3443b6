import type { Day } from './day.ts';
import { type EntryTable, entryOf, entryTable } from './entry-table.ts';
import { type Card, type ModelSettings, remembered } from './fsrs.ts';
import { effective, type LogRecord, type PointReview, type Review, type Unstamped } from './record.ts';
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

const unseen: Entry = { suspended: false };

/** The schedule that a log makes: a pure function of its records, whatever their order and origin. */
export function foldLog(
  records: readonly LogRecord[],
  settings: ModelSettings = modelOf(settingsOf(records)),
): Map<string, Entry> {
  const table = entryTable();
  for (const record of effective(records)) moveOn(table, record, settings);
  return table.toMap();
}

/** Moves a schedule on by one more record that counts. */
export function moveOn(table: EntryTable, record: LogRecord, settings: ModelSettings): void {
  if (!('item' in record)) return;
  const entry = applied(table.get(record.item) ?? unseen, record, settings);
  // What is as if it had never been met, a crammed or an unsuspended new item, has no entry.
  if (entry.card || entry.suspended) table.set(record.item, entry);
  else table.delete(record.item);
}

/** An entry after one more record of its item. */
export function applied(entry: Entry, record: Unstamped, settings: ModelSettings): Entry {
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
  { grade, day, due }: Unstamped<Review>,
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
  { covered = [], missed: now = [], day }: Unstamped<Review>,
): Missed | undefined {
  if (!missed && now.length === 0) return undefined;
  const rest = Object.entries(missed ?? {}).filter(([key]) => !covered.includes(key));
  return someOf([...rest, ...now.map((key) => [key, day] as const)]);
}

function pointMissed(
  { missed = {} }: Entry,
  { point, grade, day }: Unstamped<PointReview>,
): Missed | undefined {
  const rest = Object.entries(missed).filter(([key]) => key !== point);
  const stays = Object.hasOwn(missed, point) && grade === 'again';
  return someOf(stays ? [...rest, [point, day] as const] : rest);
}

const someOf = (entries: readonly (readonly [string, Day])[]): Missed | undefined =>
  entries.length === 0 ? undefined : Object.fromEntries(entries);

/** The day on which an item comes due; undefined for one that is new or suspended. */
export const dueDay = (entry: Entry | undefined): Day | undefined =>
  entry?.card && !entry.suspended ? entry.card.due : undefined;

/** How many items were met for the first time on a day. */
export const introducedOn = (schedule: Schedule, day: Day): number =>
  [...schedule.values()].filter(({ card }) => card?.firstDay === day).length;
