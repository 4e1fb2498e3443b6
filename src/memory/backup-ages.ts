import { grouped } from '../bank/group.ts';
import { type Day, dateOf } from './day.ts';

const allOfDays = 7;
const weeks = 5;
const months = 12;

/**
 * Which of a file's backups are kept, by the days on which they were made: all of the last week, then the newest of
 * each of five weeks, of each of twelve months, and of each year; the newest of all in any case.
 */
export function keptBackups(days: readonly Day[], today: Day): Set<Day> {
  const age = (day: Day) => today - day;
  const newestOf = (within: (day: Day) => boolean, period: (day: Day) => number | string): Day[] =>
    [...grouped(days.filter(within), period).values()].map((group) => Math.max(...group));
  return new Set([
    ...days.filter((day) => age(day) < allOfDays),
    ...newestOf((day) => age(day) < allOfDays + 7 * weeks, weekOf),
    ...newestOf(
      (day) => age(day) < 31 * months,
      (day) => dateOf(day).slice(0, 7),
    ),
    ...newestOf(
      () => true,
      (day) => dateOf(day).slice(0, 4),
    ),
    ...(days.length > 0 ? [Math.max(...days)] : []),
  ]);
}

// Weeks of the calendar, so that a week's newest backup stays the same one from day to day. Day 0 was a Thursday.
const weekOf = (day: Day): number => Math.floor((day + 3) / 7);
