import { sum } from '../bank/group.ts';
import { fullId, type Item, siblingGroup } from '../bank/item.ts';
import { type Candidate, newOnDay } from './agenda.ts';
import type { Day } from './day.ts';
import { dayOfDate } from './day.ts';
import { habitsOf } from './habits.ts';
import { buildQueue } from './queue.ts';
import { answersOf, type LogRecord } from './record.ts';
import { introducedOn, type Schedule } from './schedule.ts';
import { modelOf, type Settings } from './settings.ts';
import type { Practice } from './simulate.ts';

/** What is known of a learner today. */
export interface LearnerToday {
  readonly items: readonly Item[];
  readonly records: readonly LogRecord[];
  readonly schedule: Schedule;
  readonly settings: Settings;
  readonly today: Day;
}

/** The date that is prepared for; undefined while there is none. */
export const examDay = ({ examDate }: Settings): Day | undefined =>
  examDate === '' ? undefined : dayOfDate(examDate);

/** Whether an item counts towards the date: every one, or those of the career that was named. */
const countsFor = ({ career }: Settings, { careers }: Item): boolean =>
  career === '' || careers.some((id) => id.toLowerCase() === career.toLowerCase());

/**
 * An item as it stands.
 *
 * @param pace the seconds that it takes: asked for when they are needed.
 */
export const candidateOf = (
  item: Item,
  schedule: Schedule,
  settings: Settings,
  pace: (item: Item) => number,
): Candidate => ({
  item,
  card: schedule.get(fullId(item))?.card,
  model: modelOf(settings, item),
  counts: countsFor(settings, item),
  get seconds() {
    return pace(item);
  },
});

/** What may be asked on the days ahead: what was met, then what is new, in the order in which it would be. */
function candidatesOf(learner: LearnerToday, pace: (item: Item) => number): Candidate[] {
  const { items, schedule, settings, today } = learner;
  const entries = items.map((item) => ({ item, entry: schedule.get(fullId(item)) }));
  const met = entries.filter(({ entry }) => entry?.card && !entry.suspended).map(({ item }) => item);
  return [...met, ...unmetOf(items, schedule, settings, today)].map((item) => ({
    ...candidateOf(item, schedule, settings, pace),
    group: siblingGroup(fullId(item)),
  }));
}

function unmetOf(
  items: readonly Item[],
  schedule: Schedule,
  settings: Settings,
  today: Day,
): readonly Item[] {
  // The order is not by chance: no random number is drawn for it.
  const random = () => 0;
  const request = { today, settings, random, maxNew: Number.POSITIVE_INFINITY, new: true, together: true };
  return buildQueue(items, schedule, request).items;
}

/** How many new items today deals, those included that were met today. */
export function newToday({ items, schedule, settings, today }: Omit<LearnerToday, 'records'>): number {
  const unmet = unmetOf(items, schedule, settings, today).filter((item) => countsFor(settings, item));
  return newOnDay({
    today,
    exam: examDay(settings),
    newPerDay: settings.newPerDay,
    unmet: unmet.length + introducedOn(schedule, today),
    model: modelOf(settings),
  });
}

/** Daily practice from today on, as the learner's settings and habits have it. */
export function practiceOf(learner: LearnerToday, days: number): Practice {
  const { items, records, schedule, settings, today } = learner;
  const habits = habitsOf(records, items, settings.answer);
  return {
    candidates: candidatesOf(learner, habits.seconds),
    today,
    days,
    settings,
    done: { seconds: secondsOn(records, today), fresh: introducedOn(schedule, today) },
    exam: examDay(settings),
    habits,
  };
}

const secondsOn = (records: readonly LogRecord[], today: Day): number =>
  sum(answersOf(records).flatMap(({ day, seconds }) => (day === today ? [seconds] : [])));
