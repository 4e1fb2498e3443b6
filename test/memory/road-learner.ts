// A learner whose memory is known, on the road to a date: practises as the program deals.
import type { Item } from '../../src/bank/item.ts';
import { fullId } from '../../src/bank/item.ts';
import { agenda, newOnDay } from '../../src/memory/agenda.ts';
import { candidatesOf, type LearnerToday } from '../../src/memory/candidates.ts';
import type { Day } from '../../src/memory/day.ts';
import { retrievability } from '../../src/memory/fsrs.ts';
import { habitsOf } from '../../src/memory/habits.ts';
import { modelOf } from '../../src/memory/settings.ts';
import { item as question } from '../builders.ts';
import { type Both, type Learner, reviewOnce } from './simulated-learner.ts';

export const items = (count: number): Item[] => Array.from({ length: count }, (_, i) => question(`q${i}`));

/** Mean true recall on the exam's morning, after following the road every day. What was never met counts as 0. */
export function followed(
  who: Learner,
  known: ReadonlyMap<string, Both>,
  start: LearnerToday,
  exam: Day,
  secondsOf: (item: Item) => number,
): number {
  const { settings, items: all } = start;
  const both = new Map(known);
  const habits = habitsOf(start.records, all, settings.answer);
  for (let today = start.today; today < exam; today++) {
    const schedule = new Map(
      [...both].flatMap(([id, { card }]) => (card ? [[id, { card, suspended: false }] as const] : [])),
    );
    const candidates = candidatesOf({ ...start, schedule, today }, habits);
    const unmet = candidates.filter(({ card }) => !card);
    const budget = settings.sessionMinutes * 60;
    const model = modelOf(settings);
    const fresh = newOnDay({ today, exam, newPerDay: settings.newPerDay, unmet: unmet.length, model });
    const queue = agenda(
      candidates.filter(({ card }) => card),
      unmet,
      { today, exam, seconds: budget, fresh },
    );
    const waiting: { item: Item; at: number }[] = [];
    let spent = 0;
    while (spent < budget) {
      const back =
        waiting[0] && (waiting[0].at <= spent || queue.length === 0) ? waiting.shift()?.item : undefined;
      const item = back ?? queue.shift()?.item;
      if (!item) break;
      const once = reviewOnce(
        who,
        fullId(item),
        both.get(fullId(item)) ?? { memory: undefined, card: undefined },
        today,
        model,
      );
      both.set(fullId(item), once.both);
      spent += secondsOf(item);
      if (once.review.grade === 'again') waiting.push({ item, at: spent + 600 });
    }
  }
  const recalls = all.map((item) => {
    const memory = both.get(fullId(item))?.memory;
    return memory ? retrievability(memory, exam, who.truth) : 0;
  });
  return recalls.reduce((a, b) => a + b, 0) / recalls.length;
}
