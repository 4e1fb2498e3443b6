import type { Day } from './day.ts';
import { effective, isAnswer, type LogRecord, type Move } from './record.ts';

/** Days on which a person practised, oldest first, each with the number of answers that were graded. */
export type Activity = readonly (readonly [Day, number])[];

/** Counts a person's reviews and mended points by day; a script's do not count. */
export function activityOf(records: readonly LogRecord[]): Activity {
  const days = new Map<Day, number>();
  for (const record of effective(records)) countDay(days, record);
  return activityOfDays(days);
}

/** Counts one more record that counts. */
export function countDay(days: Map<Day, number>, record: LogRecord | Move): void {
  if (isAnswer(record)) days.set(record.day, (days.get(record.day) ?? 0) + 1);
}

/** The days that were counted, oldest first. */
export const activityOfDays = (days: ReadonlyMap<Day, number>): Activity =>
  [...days].sort(([a], [b]) => a - b);

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
