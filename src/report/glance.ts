import { fullId, type Item } from '../bank/item.ts';
import { type Activity, streak } from '../memory/activity.ts';
import { type Day, dateOf, weekdayOf } from '../memory/day.ts';
import type { DueCounts } from '../memory/due-index.ts';
import type { Schedule } from '../memory/schedule.ts';
import { counted } from './report-words.ts';

/** What a glance tells of besides the bank and its schedule. */
export interface Glance {
  readonly activity: Activity;
  readonly counts: DueCounts;
  readonly today: Day;
  /** How many missed points wait to be asked by themselves. */
  readonly points: number;
  /** How many questions are leeches. */
  readonly leeches: number;
  /** The day of the interview. */
  readonly exam?: Day;
}

/** Today in a line or two: what waits, how long the streak is, where it is weakest, how far the interview is. */
export function glanceText(items: readonly Item[], schedule: Schedule, glance: Glance): string {
  const { activity, counts, today, points, leeches, exam } = glance;
  const days = streak(activity, today);
  const weakest = weakestCategory(items, schedule);
  const parts = [
    `${counts.due} due`,
    `${counts.new} new`,
    ...(points > 0 ? [`${counted(points, 'point')} to mend`] : []),
    ...(leeches > 0 ? [counted(leeches, 'leech', 'leeches')] : []),
    ...(days > 0 ? [`streak ${counted(days, 'day')}`] : []),
    ...(weakest ? [`weakest: ${weakest}`] : []),
    ...(exam === undefined ? [] : [`interview ${daysTo(exam - today)}`]),
  ];
  return `${weekdayOf(today)} ${dateOf(today)}: ${parts.join(', ')}`;
}

const daysTo = (days: number): string =>
  days < 0 ? 'over' : days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;

/** The category whose reviewed questions are, on average, the hardest for this learner (FSRS's difficulty). */
function weakestCategory(items: readonly Item[], schedule: Schedule): string | undefined {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const item of items) {
    const card = schedule.get(fullId(item))?.card;
    if (!card) continue;
    const { sum, count } = sums.get(item.category) ?? { sum: 0, count: 0 };
    sums.set(item.category, { sum: sum + card.difficulty, count: count + 1 });
  }
  const ranked = [...sums].map(([name, { sum, count }]) => ({ name, mean: sum / count }));
  return ranked.sort((a, b) => b.mean - a.mean || (a.name < b.name ? -1 : 1))[0]?.name;
}
