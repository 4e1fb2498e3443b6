// Somebody who practises day after day, and remembers as the model says.
import { fullId, type Item } from '../../src/bank/item.ts';
import { seededRandom } from '../../src/bank/random.ts';
import type { Day } from '../../src/memory/day.ts';
import { type Card, type DueRange, dueRange, retrievability } from '../../src/memory/fsrs.ts';
import type { Grade } from '../../src/memory/grade.ts';
import type { Review, Unstamped } from '../../src/memory/record.ts';
import { openScheduler } from '../../src/memory/scheduler.ts';
import { modelOf, type Settings } from '../../src/memory/settings.ts';
import { item } from '../builders.ts';

/** A Monday. */
export const monday: Day = 20_003;

/** A review that sent an item days ahead. */
export interface Sent {
  readonly item: string;
  readonly day: Day;
  readonly due: Day;
  readonly range: DueRange;
}

export const reviewRecord = (id: string, grade: Grade, day: Day, due: Day): Unstamped<Review> => ({
  type: 'review',
  item: id,
  grade,
  seconds: 30,
  hintsUsed: 0,
  timedOut: false,
  by: 'person',
  day,
  due,
});

const gradeOf = (card: Card | undefined, day: Day, random: () => number): Grade => {
  const [luck, ease] = [random(), random()];
  if (luck > (card ? retrievability(card, day) : 0.75)) return 'again';
  return ease < 0.12 ? 'hard' : ease < 0.9 ? 'good' : 'easy';
};

/** Practises all that is due, and so many new items, on each of some days; what is forgotten is good at the second time. */
export function practise(
  settings: Settings,
  { items, perDay, days, seed }: { items: number; perDay: number; days: number; seed: number },
): { readonly counts: readonly number[]; readonly sent: readonly Sent[] } {
  const random = seededRandom(seed);
  const bank = Array.from({ length: items }, (_, i) => item(`q-${i}`));
  const scheduler = openScheduler(new Map(), settings);
  const due = new Map<Day, Item[]>();
  const sent: Sent[] = [];
  const answer = (one: Item, day: Day, grade: Grade): void => {
    const card = scheduler.entryOf(fullId(one))?.card;
    const next = scheduler.dueAfter(one, grade, day);
    const range = dueRange(card, grade, day, modelOf(settings, one));
    scheduler.take(reviewRecord(fullId(one), grade, day, next));
    if (grade === 'again') {
      answer(one, day, 'good');
      return;
    }
    sent.push({ item: fullId(one), day, due: next, range });
    due.set(next, [...(due.get(next) ?? []), one]);
  };
  const counts = Array.from({ length: days }, (_, i) => {
    const today = [...(due.get(monday + i) ?? []), ...bank.splice(0, perDay)];
    for (const one of today)
      answer(one, monday + i, gradeOf(scheduler.entryOf(fullId(one))?.card, monday + i, random));
    return today.length;
  });
  return { counts, sent };
}
