// Time zones as functions, by Intl: what the program gets from its machine, a test picks by name.
import type { Zone } from '../../src/memory/day.ts';

const hourMs = 3_600_000;

type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

/** What calendars and clocks of a place show at an instant, by Intl. */
export type WallClock = (t: number) => Record<Field, number>;

export function wallClockOf(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (t) =>
    Object.fromEntries(format.formatToParts(t).map(({ type, value }) => [type, Number(value)])) as Record<
      Field,
      number
    >;
}

export function zoneOf(timeZone: string): Zone {
  const wallClock = wallClockOf(timeZone);
  return (t) => {
    const { year, month, day, hour, minute, second } = wallClock(t);
    return (Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(t / 1000) * 1000) / 60_000;
  };
}

/** The first instants of every change of a place's offset between two instants. */
export function changesOf(zone: Zone, from: number, to: number): number[] {
  const changes: number[] = [];
  for (let t = from; t < to; t += 24 * hourMs) {
    if (zone(t) !== zone(t + 24 * hourMs)) changes.push(firstAfter(zone, t, t + 24 * hourMs));
  }
  return changes;
}

function firstAfter(zone: Zone, before: number, after: number): number {
  if (after - before === 1) return after;
  const middle = Math.floor((before + after) / 2);
  return zone(middle) === zone(before) ? firstAfter(zone, middle, after) : firstAfter(zone, before, middle);
}
