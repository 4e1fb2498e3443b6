import { fullId, type Item, siblingGroup } from '../bank/item.ts';
import { type Burden, leastLoaded } from './balance.ts';
import { type Day, weekdayIndex } from './day.ts';
import { dueAfter, dueRange, luckOf } from './fsrs.ts';
import type { Grade } from './grade.ts';
import type { PointReview, Reset, Review, Suspension, Unstamped } from './record.ts';
import { applied, dueDay, type Entry, type Schedule, unseen } from './schedule.ts';
import { modelOf, type Settings } from './settings.ts';

/** A record that changes how one item stands. */
type OfItem = Unstamped<Review | PointReview | Suspension | Reset>;

/** The schedule while somebody practises: as the log left it, and all that was reviewed since. */
export interface Scheduler {
  /** How an item (its full id) stands now; undefined for one that was never met. */
  readonly entryOf: (item: string) => Entry | undefined;
  /** The day on which an item would come back after a grade, balanced if the settings say so. Changes nothing. */
  readonly dueAfter: (item: Item, grade: Grade, today: Day) => Day;
  /** Takes a record in; what is returned takes it back out. What suspended the item since then holds. */
  readonly take: (record: OfItem) => () => void;
}

/** A scheduler that goes on from a schedule, which itself stays as it is. */
export function openScheduler(schedule: Schedule, settings: Settings): Scheduler {
  const changed = new Map<string, Entry>();
  const model = modelOf(settings);
  const loads = loadsOf(schedule);
  const siblings = new Map<string, Set<string>>();
  for (const item of schedule.keys()) join(siblings, item);
  const entryOf = (item: string): Entry | undefined => changed.get(item) ?? schedule.get(item);
  const put = (item: string, entry: Entry): void => {
    add(loads, dueDay(entryOf(item)), -1);
    add(loads, dueDay(entry), 1);
    join(siblings, item);
    changed.set(item, entry);
  };
  const burdenOf = (item: string): Burden => {
    const own = dueDay(entryOf(item));
    const group = [...(siblings.get(siblingGroup(item) ?? '') ?? [])];
    const taken = new Set(group.flatMap((other) => (other === item ? [] : dueDay(entryOf(other)))));
    return {
      load: (day) => (loads.get(day) ?? 0) - (day === own ? 1 : 0),
      share: (day) => settings.easyDays[weekdayIndex(day)] ?? 1,
      isTaken: (day) => taken.has(day),
    };
  };
  return {
    entryOf,
    dueAfter: (item, grade, today) => {
      const id = fullId(item);
      const card = entryOf(id)?.card;
      const own = modelOf(settings, item);
      return settings.balance
        ? leastLoaded(dueRange(card, grade, today, own), luckOf(id, card), burdenOf(id))
        : dueAfter(card, grade, today, id, own);
    },
    take: (record) => {
      const { item } = record;
      const before = entryOf(item) ?? unseen;
      put(item, applied(before, record, model));
      return () => put(item, { ...before, suspended: entryOf(item)?.suspended ?? false });
    },
  };
}

/** How many items are due on each day. */
function loadsOf(schedule: Schedule): Map<Day, number> {
  const loads = new Map<Day, number>();
  for (const entry of schedule.values()) add(loads, dueDay(entry), 1);
  return loads;
}

function add(loads: Map<Day, number>, day: Day | undefined, n: number): void {
  if (day !== undefined) loads.set(day, (loads.get(day) ?? 0) + n);
}

function join(siblings: Map<string, Set<string>>, item: string): void {
  const group = siblingGroup(item);
  if (group === undefined) return;
  const members = siblings.get(group);
  if (members) members.add(item);
  else siblings.set(group, new Set([item]));
}
