import type { Random } from '../bank/random.ts';
import { type LearnerToday, practiceOf } from './candidates.ts';
import { simulate } from './simulate.ts';

/** What a day ahead holds if every day is practised: expected answers, new ones among them, and the minutes that they take. */
export interface DayForecast {
  readonly reviews: number;
  readonly minutes: number;
}

// Enough for whole answers and minutes.
const few = { runs: 6, error: 1 };

/** The days ahead, today's the first, by simulating practice as the settings have it. */
export function forecastOf(learner: LearnerToday, days: number, random: Random): DayForecast[] {
  return simulate(practiceOf(learner, days), random, few).days.map((load) => ({
    reviews: Math.round(load.reviews + load.fresh),
    minutes: Math.round((load.reviewSeconds + load.freshSeconds) / 6) / 10,
  }));
}
