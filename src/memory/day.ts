/** Minutes east of UTC that a place's clocks show at an instant (ms since 1970-01-01T00:00Z). */
export type Zone = (t: number) => number;

/** A local calendar day, counted from 1970-01-01 = 0. */
export type Day = number;

const msPerDay = 86_400_000;
const msPerMinute = 60_000;
const rolloverMs = 4 * 3_600_000;

// What the wall clock shows at an instant, as if it stood in UTC: days of this line are all 24 hours long,
// so that dividing it is calendar arithmetic, whatever daylight saving did to the real day.
const wallClock = (t: number, zone: Zone): number => t + zone(t) * msPerMinute;

/** The practice day of an instant: the local calendar date, where the small hours before 04:00 belong to the day before. */
export const dayOf = (t: number, zone: Zone): Day => Math.floor((wallClock(t, zone) - rolloverMs) / msPerDay);

/** The instant at which a practice day begins: 04:00 on that date by the local clock. */
export function startOfDay(day: Day, zone: Zone): number {
  const wall = day * msPerDay + rolloverMs;
  const guess = wall - zone(wall) * msPerMinute;
  return wall - zone(guess) * msPerMinute;
}

/** The calendar date of a day number, `2026-11-21`. (Hinnant, "chrono-compatible low-level date algorithms".) */
export function dateOf(day: Day): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(date)}`;
}

const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

/** 0 on a Monday to 6 on a Sunday. */
export const weekdayIndex = (day: Day): number => (((day + 3) % 7) + 7) % 7;

/** `Mon` to `Sun`. */
export const weekdayOf = (day: Day): string =>
  ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekdayIndex(day)] ?? '';

/** ISO 8601 with the local offset, `2026-11-21T04:00:00+00:00`; milliseconds only where there are any. */
export function isoTime(t: number, zone: Zone): string {
  const offset = zone(t);
  const wall = wallClock(t, zone);
  const inDay = wall - Math.floor(wall / msPerDay) * msPerDay;
  const ms = inDay % 1000;
  const clock = `${pad(Math.floor(inDay / 3_600_000))}:${pad(Math.floor(inDay / msPerMinute) % 60)}:${pad(Math.floor(inDay / 1000) % 60)}`;
  const east = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return `${dateOf(Math.floor(wall / msPerDay))}T${clock}${ms === 0 ? '' : `.${pad(ms, 3)}`}${east}`;
}

/** The day number of a calendar date, `2026-11-21`: what `dateOf` undoes. (Hinnant, as above.) */
export function dayOfDate(date: string): Day {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
