import type { Day } from './day.ts';
import { answersOf, type LogRecord } from './record.ts';

/** Days on which a person practised, oldest first, each with the number of answers that were graded. */
export type Activity = readonly (readonly [Day, number])[];

/** Counts a person's reviews and mended points by day; a script's do not count. */
export function activityOf(records: readonly LogRecord[]): Activity {
  const days = new Map<Day, number>();
  for (const { day } of answersOf(records)) days.set(day, (days.get(day) ?? 0) + 1);
  return [...days].sort(([a], [b]) => a - b);
}

/** Days in a row with practice, up to today or, while today's is still open, up to yesterday. */
export function streak(activity: Activity, today: Day): number {
  const days = new Set(activity.map(([day]) => day));
  let day = days.has(today) ? today : today - 1;
  let count = 0;
  while (days.has(day)) {
    count++;
    day--;
  }
  return count;
}
