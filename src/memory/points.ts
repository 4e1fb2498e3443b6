import { fullId, type Item } from '../bank/item.ts';
import type { Day } from './day.ts';
import { dueDay, type Schedule } from './schedule.ts';

/** A point that was missed and can be asked by itself. */
export interface MissedPoint {
  readonly item: Item;
  /** The point's key. */
  readonly key: string;
  /** The day on which it was missed last. */
  readonly day: Day;
}

/** What points are looked for in. */
export interface PointSource {
  readonly schedule: Schedule;
  readonly today: Day;
  /** The keys of the points of an item that can be asked; a missed one that is not among them was reworded. */
  readonly keysOf: (item: Item) => readonly string[];
}

// More than three would be the whole question in pieces, and five take two minutes and a half.
const mostOfOne = 3;
const mostAhead = 5;

/**
 * The missed points of an item that wait to be asked by themselves: those of an earlier day, and today's once the
 * whole question is due again today. Most recently missed first: what was in the answer that was just shown is
 * the easiest to mend, and what is older has mostly come with its question since.
 */
export function pointsOf(item: Item, { schedule, today, keysOf }: PointSource): MissedPoint[] {
  const entry = schedule.get(fullId(item));
  if (!entry?.missed || entry.suspended) return [];
  const { missed } = entry;
  const isDue = (dueDay(entry) ?? Number.POSITIVE_INFINITY) <= today;
  return [...new Set(keysOf(item))]
    .flatMap((key) => {
      const day = Object.hasOwn(missed, key) ? missed[key] : undefined;
      return day !== undefined && (day < today || isDue) ? [{ item, key, day }] : [];
    })
    .sort((a, b) => b.day - a.day)
    .slice(0, mostOfOne);
}

/** Points that wait although their question does not come: the five that were missed most recently. */
export function pointsAhead(
  items: readonly Item[],
  whole: readonly Item[],
  source: PointSource,
): MissedPoint[] {
  const coming = new Set(whole.map(fullId));
  return items
    .filter((item) => !coming.has(fullId(item)))
    .flatMap((item) => pointsOf(item, source))
    .sort((a, b) => b.day - a.day)
    .slice(0, mostAhead);
}

/** How many points wait to be asked by themselves. */
export const pointsWaiting = (items: readonly Item[], source: PointSource): number =>
  items.reduce((sum, item) => sum + pointsOf(item, source).length, 0);
