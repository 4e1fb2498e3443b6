// A learner whose memory is known, on the road to a date: sits the sessions that the program deals, day by day.
import { fullId, type Item } from '../../src/bank/item.ts';
import { seededRandom } from '../../src/bank/random.ts';
import { sessionQueue } from '../../src/memory/backlog.ts';
import { type LearnerToday, newToday } from '../../src/memory/candidates.ts';
import { type Day, dateOf } from '../../src/memory/day.ts';
import { retrievability } from '../../src/memory/fsrs.ts';
import type { Schedule } from '../../src/memory/schedule.ts';
import { modelOf, type Settings } from '../../src/memory/settings.ts';
import { item as question } from '../builders.ts';
import { type Both, type Learner, reviewOnce } from './simulated-learner.ts';

type Known = ReadonlyMap<string, Both>;

const unmet: Both = { memory: undefined, card: undefined };

export const questions = (count: number): Item[] =>
  Array.from({ length: count }, (_, i) => question(`q${i}`, { category: ['Even', 'Odd'][i % 2] ?? '' }));

export const scheduleOf = (known: Known): Schedule =>
  new Map([...known].flatMap(([id, { card }]) => (card ? [[id, { card, suspended: false }] as const] : [])));

/** What each of some items is truly recalled with on a day, 0 to 1; what was never met is not. */
export const trueRecall = (who: Learner, known: Known, items: readonly Item[], day: Day): number[] =>
  items.map((item) => {
    const memory = known.get(fullId(item))?.memory;
    return memory ? retrievability(memory, day, who.truth) : 0;
  });

/** What is known on the morning of the exam by somebody who sits the program's session on every day before it. */
export function followed(
  who: Learner,
  known: Known,
  { items, settings, today: from }: LearnerToday,
  exam: Day,
  pace: (item: Item) => number,
): Known {
  const now = new Map(known);
  const own: Settings = { ...settings, examDate: dateOf(exam) };
  for (let today = from; today < exam; today++) {
    const schedule = scheduleOf(now);
    const maxNew = newToday({ items, schedule, settings: own, today });
    const request = { today, maxNew, settings: own, random: seededRandom(today) };
    const seconds = own.sessionMinutes * 60;
    const queue = sessionQueue(items, schedule, request, seconds, pace).items;
    sit(who, now, queue, today, { pace, seconds, settings: own });
  }
  return now;
}

function sit(
  who: Learner,
  known: Map<string, Both>,
  queue: readonly Item[],
  today: Day,
  { pace, seconds, settings }: { pace: (item: Item) => number; seconds: number; settings: Settings },
): void {
  const waiting: { item: Item; from: number }[] = [];
  let [spent, next] = [0, 0];
  while (spent < seconds) {
    const isBack = waiting[0] && (waiting[0].from <= spent || next >= queue.length);
    const item = isBack ? waiting.shift()?.item : queue[next++];
    if (!item) return;
    const id = fullId(item);
    const { both, review } = reviewOnce(who, id, known.get(id) ?? unmet, today, modelOf(settings));
    known.set(id, both);
    spent += pace(item);
    if (review.grade === 'again') waiting.push({ item, from: spent + (settings.steps[0] ?? 0) * 60 });
  }
}
