import { expect, test } from 'vitest';
import { sum } from '../../src/bank/group.ts';
import { seededRandom } from '../../src/bank/random.ts';
import { forecastOf } from '../../src/memory/forecast.ts';
import { defaultSettings, type Settings } from '../../src/memory/settings.ts';
import { card, item } from '../builders.ts';

const today = 20_051; // a Sunday

const forecast = (count: number, over: Partial<Settings> = {}, schedule = new Map()) =>
  forecastOf(
    {
      items: Array.from({ length: count }, (_, i) => item(`q${i}`)),
      ...{ records: [], schedule, settings: { ...defaultSettings, ...over }, today },
    },
    30,
    seededRandom(1),
  );

test('says nothing of a bank that has nothing', () => {
  expect(forecast(0)).toEqual(Array.from({ length: 30 }, () => ({ reviews: 0, minutes: 0 })));
});

test('has new ones at their pace, and their reviews after them', () => {
  const [first, second, ...rest] = forecast(40, { newPerDay: 5 });
  // Some of five are forgotten at once, and come again.
  expect(first?.reviews).toBeGreaterThanOrEqual(5);
  expect(first?.reviews).toBeLessThanOrEqual(8);
  expect(second?.reviews).toBeGreaterThan(5);
  expect(sum(rest.slice(0, 6).map(({ reviews }) => reviews))).toBeGreaterThan(40);
});

test('counts the minutes of its answers, half a limit of a minute each, and keeps to the minutes of a day', () => {
  for (const { reviews, minutes } of forecast(300, { sessionMinutes: 8 })) {
    expect(Math.abs(minutes - reviews / 2)).toBeLessThanOrEqual(0.5);
    expect(minutes).toBeLessThanOrEqual(8.5);
  }
});

test('has less on easy days', () => {
  const known = new Map(
    Array.from({ length: 200 }, (_, i) => [
      `pack/q${i}`,
      { card: card({ stability: 9, due: today + (i % 14), lastDay: today - 9 }), suspended: false },
    ]),
  );
  const onSundays = (easyDays: readonly number[]) =>
    sum([14, 21, 28].map((i) => forecast(200, { easyDays, sessionMinutes: 600 }, known)[i]?.reviews ?? 0));
  expect(onSundays([1, 1, 1, 1, 1, 1, 0.2])).toBeLessThan(0.6 * onSundays([1, 1, 1, 1, 1, 1, 1]));
});
