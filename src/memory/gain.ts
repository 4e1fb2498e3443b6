import { sum } from '../bank/group.ts';
import type { Day } from './day.ts';
import { type Card, type ModelSettings, remembered, retrievability } from './fsrs.ts';
import { type Grade, grades } from './grade.ts';

// How far ahead a review is valued while there is no date to be ready for.
const usualHorizonDays = 30;

/** The day on which recall is to be high: the exam's while it is ahead, else a month from now. */
export const horizonOf = (today: Day, exam: Day | undefined): Day =>
  exam !== undefined && exam > today ? exam : today + usualHorizonDays;

/**
 * How much a review today raises the chance of recall on a day ahead: after "good" with the chance that it is
 * recalled today, after "again" with the other, less what it would be unasked. -1 to 1; below 0 where forgetting it
 * today would cost more than remembering it brings. Over the seconds that it takes, this is the greedy rule of Hunziker et al.,
 * "Teaching Multiple Concepts to a Forgetful Learner" (NeurIPS 2019).
 */
export function gain(card: Card, today: Day, horizon: Day, settings: ModelSettings): number {
  const recall = retrievability(card, today, settings);
  const after = (grade: Grade) => retrievability(remembered(card, grade, today, settings), horizon, settings);
  const gained = recall * after('good') + (1 - recall) * after('again');
  return rounded(gained - retrievability(card, horizon, settings));
}

/** The chance of recall on a day ahead of what is met for the first time today, by the chances of the four grades then. */
export function recallIfMet(
  first: readonly number[],
  today: Day,
  horizon: Day,
  settings: ModelSettings,
): number {
  const recalls = grades.map((grade, i) => {
    const met = remembered(undefined, grade, today, settings);
    return (first[i] ?? 0) * retrievability(met, horizon, settings);
  });
  return rounded(sum(recalls));
}

// Orders hang on it: the last bits differ between Node versions.
const rounded = (x: number): number => Math.round(x * 1e6) / 1e6;
