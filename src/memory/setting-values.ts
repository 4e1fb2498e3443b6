// What may be written for a setting: each reader gives undefined for what does not fit.
import { parseDuration } from '../bank/duration.ts';

/** A number within bounds. */
export const inRange =
  (least: number, most: number, whole: boolean) =>
  (written: string): number | undefined => {
    const value = Number(written);
    const fits =
      written.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value));
    return fits ? value : undefined;
  };

/** One of some words. */
export const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (written: string): Word | undefined =>
    words.find((word) => word === written);

/** A desired chance of recall. */
export const chance = inRange(0.7, 0.97, false);
export const chanceExpected = 'a chance from 0.7 to 0.97';

/** Durations in minutes, one a step. */
export const stepsOf = (written: string): number[] | undefined => {
  if (written === 'none') return [];
  const seconds = written
    .trim()
    .split(/[\s,]+/)
    .map(parseDuration);
  const fits = seconds.length <= 5 && seconds.every((n) => n !== undefined && n >= 60 && n <= 86_400);
  return fits ? seconds.map((n) => (n ?? 0) / 60) : undefined;
};

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
/** The same load on every day. */
export const everyDay: readonly number[] = weekdays.map(() => 1);

/** `Sat=50,Sun=0`: percent of the usual load; a day alone stands for half. */
export function easyDaysOf(written: string): number[] | undefined {
  const shares = [...everyDay];
  if (written === 'none') return shares;
  for (const part of written.split(',')) {
    const [, name = '', percent = '50'] = /^\s*([a-z]{3})\s*(?:=\s*(\d{1,3})\s*%?\s*)?$/i.exec(part) ?? [];
    const place = weekdays.findIndex((day) => day.toLowerCase() === name.toLowerCase());
    if (place < 0 || Number(percent) > 100) return undefined;
    shares[place] = Number(percent) / 100;
  }
  return shares.every((share) => share === 0) ? undefined : shares;
}

/** Easy days as they would be written. */
export const writtenEasyDays = (shares: readonly number[]): string =>
  shares
    .flatMap((share, i) => (share === 1 ? [] : [`${weekdays[i]}=${Math.round(share * 100)}`]))
    .join(',') || 'none';

/** A date, or '' for none. */
export const dateOrNone = (written: string): string | undefined => {
  if (written === '' || written === 'none') return '';
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written) ?? [];
  return year && isDate(Number(year), Number(month), Number(day)) ? written : undefined;
};

const isDate = (year: number, month: number, day: number): boolean => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
};
