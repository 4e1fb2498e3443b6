import { fullId, type Item } from '../bank/item.ts';
import type { Day } from './day.ts';
import { dueAfter } from './fsrs.ts';
import type { Grade } from './grade.ts';
import type { PointReview, Reset, Review, Suspension, Unstamped } from './record.ts';
import { applied, type Entry, type Schedule } from './schedule.ts';
import { modelOf, type Settings } from './settings.ts';

/** A record that changes how one item stands. */
type OfItem = Unstamped<Review | PointReview | Suspension | Reset>;

/** The schedule while somebody practises: as the log left it, and all that was reviewed since. */
export interface Scheduler {
  /** How an item (its full id) stands now; undefined for one that was never met. */
  readonly entryOf: (item: string) => Entry | undefined;
  /** The day on which an item would come back after a grade. Changes nothing. */
  readonly dueAfter: (item: Item, grade: Grade, today: Day) => Day;
  /** Takes a record in; what is returned takes it back out. What suspended the item since then holds. */
  readonly take: (record: OfItem) => () => void;
}

const unseen: Entry = { suspended: false };

/** A scheduler that goes on from a schedule, which itself stays as it is. */
export function openScheduler(schedule: Schedule, settings: Settings): Scheduler {
  const changed = new Map<string, Entry>();
  const model = modelOf(settings);
  const entryOf = (item: string): Entry | undefined => changed.get(item) ?? schedule.get(item);
  return {
    entryOf,
    dueAfter: (item, grade, today) => {
      const id = fullId(item);
      return dueAfter(entryOf(id)?.card, grade, today, id, modelOf(settings, item));
    },
    take: (record) => {
      const { item } = record;
      const before = entryOf(item) ?? unseen;
      changed.set(item, applied(before, record, model));
      return () => void changed.set(item, { ...before, suspended: entryOf(item)?.suspended ?? false });
    },
  };
}
