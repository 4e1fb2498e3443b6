import { fullId, type Item, siblingGroup } from '../bank/item.ts';
import type { Candidate } from './agenda.ts';
import type { Day } from './day.ts';
import { dayOfDate } from './day.ts';
import { type Habits, habitsOf } from './habits.ts';
import { buildQueue } from './queue.ts';
import { effective, type LogRecord } from './record.ts';
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

/** What may be asked on the days ahead: what was met, then what is new, in the order in which it would be. */
export function candidatesOf(learner: LearnerToday, habits: Habits): Candidate[] {
  const { items, schedule, settings, today } = learner;
  const entries = items.map((item) => ({ item, entry: schedule.get(fullId(item)) }));
  const met = entries.filter(({ entry }) => entry?.card && !entry.suspended).map(({ item }) => item);
  // The order is not by chance: no random number is drawn for it.
  const random = () => 0;
  const request = { today, settings, random, maxNew: Number.POSITIVE_INFINITY, new: true, together: true };
  return [...met, ...buildQueue(items, schedule, request).items].map((item) => ({
    item,
    card: schedule.get(fullId(item))?.card,
    model: modelOf(settings, item),
    seconds: habits.seconds(item),
    counts: countsFor(settings, item),
    group: siblingGroup(fullId(item)),
  }));
}

/** Daily practice from today on, as the learner's settings and habits have it. */
export function practiceOf(learner: LearnerToday, days: number): Practice {
  const { items, records, schedule, settings, today } = learner;
  const habits = habitsOf(records, items, settings.answer);
  return {
    candidates: candidatesOf(learner, habits),
    today,
    days,
    settings,
    done: { seconds: secondsOn(records, today), fresh: introducedOn(schedule, today) },
    exam: examDay(settings),
    habits,
  };
}

const secondsOn = (records: readonly LogRecord[], today: Day): number =>
  effective(records).reduce(
    (total, record) =>
      record.type === 'review' && record.by === 'person' && record.day === today
        ? total + record.seconds
        : total,
    0,
  );
