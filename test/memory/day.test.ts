import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayOf, dayOfDate, isoTime, startOfDay, weekdayOf, type Zone } from '../../src/memory/day.ts';
import { changesOf, type WallClock, wallClockOf, zoneOf } from './zones.ts';

const msPerDay = 86_400_000;
const utc: Zone = () => 0;
const from = Date.UTC(2020, 0, 1);
const to = Date.UTC(2031, 0, 1);

const anInstant = fc.integer({ min: from, max: to });
const aDay = fc.integer({ min: from / msPerDay, max: to / msPerDay });

/** The practice day by the calendar: the date on the wall, or the one before it in the small hours. */
function dayByCalendar(t: number, wallClock: WallClock): number {
  const { year, month, day, hour } = wallClock(t);
  return Date.UTC(year, month - 1, day) / msPerDay - (hour < 4 ? 1 : 0);
}

/** Every half hour for a day and a half before and after an instant, each with its neighbours. */
const around = (t: number): number[] =>
  Array.from({ length: 145 }, (_, i) => t + (i - 72) * 30 * 60_000).flatMap((near) => [
    near - 1,
    near,
    near + 1,
  ]);

describe.each([
  { name: 'UTC', changesExpected: 0 },
  { name: 'America/New_York', changesExpected: 22 },
  { name: 'Australia/Lord_Howe', changesExpected: 22 },
  { name: 'Pacific/Kiritimati', changesExpected: 0 },
  { name: 'Pacific/Chatham', changesExpected: 22 },
  { name: 'Antarctica/Troll', changesExpected: 22 },
])('in $name', ({ name, changesExpected }) => {
  const zone = zoneOf(name);
  const wallClock = wallClockOf(name);
  const changes = changesOf(zone, from, to);

  test('all clock changes of 2020 to 2030 are known', () => {
    expect(changes).toHaveLength(changesExpected);
  });

  test('the practice day is the date on the wall, the small hours before 04:00 given to the day before', () => {
    fc.assert(
      fc.property(anInstant, (t) => {
        expect(dayOf(t, zone)).toBe(dayByCalendar(t, wallClock));
      }),
      { numRuns: 1000 },
    );
  });

  test('the practice day is the date on the wall around every clock change', () => {
    const wrong = changes.flatMap(around).filter((t) => dayOf(t, zone) !== dayByCalendar(t, wallClock));
    expect(wrong).toEqual([]);
  });

  test('a day starts with its first instant, at 04:00 on the wall', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const start = startOfDay(day, zone);
        expect(dayOf(start, zone)).toBe(day);
        expect(dayOf(start - 1, zone)).toBe(day - 1);
        expect(wallClock(start)).toMatchObject({ hour: 4, minute: 0, second: 0 });
      }),
      { numRuns: 1000 },
    );
  });

  test('days around a clock change start with their first instant', () => {
    const days = changes.flatMap((t) => [-2, -1, 0, 1, 2].map((n) => dayOf(t, zone) + n));
    const wrong = days.filter((day) => {
      const start = startOfDay(day, zone);
      return dayOf(start, zone) !== day || dayOf(start - 1, zone) !== day - 1;
    });
    expect(wrong).toEqual([]);
  });

  test('an instant lies between the start of its day and the start of the next', () => {
    fc.assert(
      fc.property(anInstant, (t) => {
        const day = dayOf(t, zone);
        expect(startOfDay(day, zone)).toBeLessThanOrEqual(t);
        expect(startOfDay(day + 1, zone)).toBeGreaterThan(t);
      }),
    );
  });

  test('a written time reads back as the same instant, to the millisecond', () => {
    fc.assert(
      fc.property(anInstant, (t) => {
        expect(Date.parse(isoTime(t, zone))).toBe(t);
      }),
      { numRuns: 1000 },
    );
    const wrong = changes.flatMap(around).filter((t) => Date.parse(isoTime(t, zone)) !== t);
    expect(wrong).toEqual([]);
  });

  test('a written time shows the clock on the wall', () => {
    fc.assert(
      fc.property(anInstant, (t) => {
        const { year, month, day, hour, minute, second } = wallClock(t);
        const numbers = isoTime(t, zone).slice(0, 19).split(/[-T:]/).map(Number);
        expect(numbers).toEqual([year, month, day, hour, minute, second]);
      }),
    );
  });
});

test('the small hours belong to the day before', () => {
  expect(dateOf(dayOf(Date.UTC(2026, 10, 21, 3, 59, 59, 999), utc))).toBe('2026-11-20');
  expect(dateOf(dayOf(Date.UTC(2026, 10, 21, 4), utc))).toBe('2026-11-21');
});

test('the day on which the clocks go forward is an hour shorter, and half an hour on Lord Howe', () => {
  const length = (date: string, zone: Zone): number => {
    const day = Date.parse(date) / msPerDay;
    return (startOfDay(day + 1, zone) - startOfDay(day, zone)) / 3_600_000;
  };
  expect(length('2026-03-07', zoneOf('America/New_York'))).toBe(23);
  expect(length('2026-10-31', zoneOf('America/New_York'))).toBe(25);
  expect(length('2026-10-03', zoneOf('Australia/Lord_Howe'))).toBe(23.5);
  expect(length('2026-04-04', zoneOf('Australia/Lord_Howe'))).toBe(24.5);
});

test('day 0 is 1970-01-01, a Thursday', () => {
  expect(dateOf(0)).toBe('1970-01-01');
  expect(weekdayOf(0)).toBe('Thu');
});

test('dates and weekdays are those of the calendar from year 1 to 9999', () => {
  const day = fc.integer({
    min: Date.parse('0001-01-01') / msPerDay,
    max: Date.parse('9999-12-31') / msPerDay,
  });
  const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  fc.assert(
    fc.property(day, (d) => {
      const date = new Date(d * msPerDay);
      expect(dateOf(d)).toBe(date.toISOString().slice(0, 10));
      expect(dayOfDate(dateOf(d))).toBe(d);
      expect(weekdayOf(d)).toBe(names[date.getUTCDay()]);
    }),
    { numRuns: 2000 },
  );
});

test('every date of 2000 to 2100, which is no leap year, is that of the calendar', () => {
  const first = Date.parse('2000-01-01') / msPerDay;
  const days = Array.from({ length: 101 * 366 }, (_, i) => first + i);
  expect(days.filter((d) => dateOf(d) !== new Date(d * msPerDay).toISOString().slice(0, 10))).toEqual([]);
});

test('milliseconds are written only where there are any', () => {
  expect(isoTime(Date.UTC(2026, 10, 21, 4), utc)).toBe('2026-11-21T04:00:00+00:00');
  expect(isoTime(Date.UTC(2026, 10, 21, 4, 0, 0, 7), utc)).toBe('2026-11-21T04:00:00.007+00:00');
});

test('an offset is written in hours and minutes, east and west', () => {
  const t = Date.UTC(2026, 10, 21, 12);
  expect(isoTime(t, () => 345)).toBe('2026-11-21T17:45:00+05:45');
  expect(isoTime(t, () => -210)).toBe('2026-11-21T08:30:00-03:30');
  expect(isoTime(t, zoneOf('Pacific/Kiritimati'))).toBe('2026-11-22T02:00:00+14:00');
});
