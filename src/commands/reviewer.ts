import { fullId, type Item } from '../bank/item.ts';
import { type Day, dayOf } from '../memory/day.ts';
import { isTimeToTell, type Leech, leechesAmong, leechLapses } from '../memory/leech.ts';
import type { PointReview, Review, Suspension, Undo, Unstamped } from '../memory/record.ts';
import type { Entry } from '../memory/schedule.ts';
import { openScheduler } from '../memory/scheduler.ts';
import type { Loaded } from './practice-bank.ts';
import { openRecorder } from './recorder.ts';
import type { World } from './world.ts';

/** How an item was answered: a review but for what the reviewer adds, its day, its due day and the title. */
export type Answered = Omit<Unstamped<Review>, 'type' | 'item' | 'day' | 'due' | 'title'>;

/** How a missed point was answered. */
export type PointAnswered = Omit<Unstamped<PointReview>, 'type' | 'item' | 'day'>;

/** What a review led to. */
export interface Reviewed {
  readonly due: Day;
  readonly today: Day;
  /** The item was forgotten so often by now that it is time to say so. */
  readonly leech?: Leech;
}

/** The one way in which a sitting keeps its reviews. What is said to it is on the disk when it returns. */
export interface Reviewer {
  /**
   * Keeps a review of an item. A crammed one leaves its due day as it was.
   *
   * @param returns the item comes back in this sitting: it is due today, so that leaving early loses nothing.
   */
  readonly review: (item: Item, answered: Answered, returns?: boolean) => Reviewed;
  /** Keeps the answer to one missed point of an item. */
  readonly point: (item: Item, answered: PointAnswered) => void;
  readonly suspend: (item: Item) => void;
  /** Takes back the last review or point that is not taken back yet. */
  readonly undo: () => void;
  /** How an item stands by now. */
  readonly entryOf: (item: Item) => Entry | undefined;
  /** Which of some items are leeches by now. */
  readonly leeches: (items: readonly Item[]) => readonly Leech[];
  readonly close: () => void;
}

/**
 * A reviewer for one sitting.
 *
 * @param saved false keeps nothing, and tells the same due days as if it did.
 */
export function openReviewer(world: World, { schedule, settings }: Loaded, saved = true): Reviewer {
  const recorder = saved ? openRecorder(world) : undefined;
  const scheduler = openScheduler(schedule, settings);
  const done: { readonly id: string | undefined; readonly takeBack: () => void }[] = [];
  const keep = (record: Unstamped<Review | PointReview>): void => {
    const id = recorder?.keep<Review | PointReview>(record).id;
    done.push({ id, takeBack: scheduler.take(record) });
  };
  const entryOf = (item: Item) => scheduler.entryOf(fullId(item));
  const leechAfterThis = (item: Item, before: number): { leech?: Leech } => {
    const lapses = leechLapses(entryOf(item), settings.leechAfter) ?? 0;
    return lapses > before && isTimeToTell(lapses, settings.leechAfter) ? { leech: { item, lapses } } : {};
  };
  const day = (): Day => dayOf(world.clock.now(), world.zone);
  return {
    review: (item, answered, returns = false) => {
      const today = day();
      const card = entryOf(item)?.card;
      const next = () => (returns ? today : scheduler.dueAfter(item, answered.grade, today));
      const due = answered.cram ? (card?.due ?? today) : next();
      const title = card ? {} : { title: item.title };
      keep({ type: 'review', item: fullId(item), ...answered, day: today, due, ...title });
      return { due, today, ...leechAfterThis(item, card?.lapses ?? 0) };
    },
    point: (item, answered) => keep({ type: 'point', item: fullId(item), ...answered, day: day() }),
    suspend: (item) => {
      const record = { type: 'suspend' as const, item: fullId(item) };
      recorder?.keep<Suspension>(record);
      scheduler.take(record);
    },
    undo: () => {
      const last = done.pop();
      last?.takeBack();
      if (last?.id !== undefined) recorder?.keep<Undo>({ type: 'undo', undoes: last.id });
    },
    entryOf,
    leeches: (items) => leechesAmong(items, entryOf, settings.leechAfter),
    close: () => recorder?.close(),
  };
}
