import { fullId, type Item } from '../bank/item.ts';
import { type Activity, streak } from '../memory/activity.ts';
import { type Day, dateOf, weekdayOf } from '../memory/day.ts';
import type { DueCounts } from '../memory/due-index.ts';
import type { Schedule } from '../memory/schedule.ts';

/**
 * Today in a line or two: what waits, how long the streak is, where it is weakest.
 *
 * @param points how many missed points wait to be asked by themselves.
 * @param leeches how many questions are leeches.
 */
export function glanceText(
  items: readonly Item[],
  schedule: Schedule,
  activity: Activity,
  counts: DueCounts,
  today: Day,
  points = 0,
  leeches = 0,
): string {
  const days = streak(activity, today);
  const weakest = weakestCategory(items, schedule);
  const parts = [
    `${counts.due} due`,
    `${counts.new} new`,
    ...(points > 0 ? [`${points} ${points === 1 ? 'point' : 'points'} to mend`] : []),
    ...(leeches > 0 ? [`${leeches} ${leeches === 1 ? 'leech' : 'leeches'}`] : []),
    ...(days > 0 ? [`streak ${days} ${days === 1 ? 'day' : 'days'}`] : []),
    ...(weakest ? [`weakest: ${weakest}`] : []),
  ];
  return `${weekdayOf(today)} ${dateOf(today)}: ${parts.join(', ')}`;
}

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
