import type { Traffic } from './world.ts';

const dayMs = 86_400_000;

/** 00:00 UTC on Monday, 5 January 2026, ms since 1970: what days and weeks are counted from. */
export const firstMonday = 1_767_571_200_000;

/** Requests a second that are to be expected at a time (ms since 1970): a day's wave, lower on weekends. */
export function expectedRate({ rate, day, peakHour, weekend }: Traffic, t: number): number {
  const days = (t - firstMonday) / dayMs;
  const hour = (days - Math.floor(days)) * 24;
  const wave = 1 + day * Math.cos(((hour - peakHour) / 24) * 2 * Math.PI);
  const weekday = ((Math.floor(days) % 7) + 7) % 7;
  return rate * wave * (weekday >= 5 ? weekend : 1);
}
