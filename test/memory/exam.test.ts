import { describe, expect, test } from 'vitest';
import { mean, sum } from '../../src/bank/group.ts';
import { fullId } from '../../src/bank/item.ts';
import { seededRandom } from '../../src/bank/random.ts';
import { dateOf } from '../../src/memory/day.ts';
import { type RoadSource, readinessFor, roadTo } from '../../src/memory/exam.ts';
import { historiesOf } from '../../src/memory/fit.ts';
import { defaultModel } from '../../src/memory/fsrs.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { defaultSettings, modelOf, type Settings } from '../../src/memory/settings.ts';
import { fsrsOptimiser } from '../../src/native/fsrs-binding.ts';
import { card, item } from '../builders.ts';
import { followed, questions, scheduleOf, trueRecall } from './road-learner.ts';
import { learner, practised } from './simulated-learner.ts';

const optimiser = await fsrsOptimiser(() => {});

const first = 20_000;
const today = first + 50;
const exam = today + 21;

const road = (over: Partial<RoadSource> = {}): RoadSource => ({
  items: questions(60),
  records: [],
  schedule: new Map(),
  settings: { ...defaultSettings, examDate: dateOf(exam) },
  today,
  exam,
  random: () => seededRandom(1),
  ...over,
});

const minutesADay = (sessionMinutes: number): RoadSource =>
  road({ settings: { ...defaultSettings, sessionMinutes } });

/** How far, in points, the road's readiness lies over what a learner who follows it truly recalls on the day. */
function pointsOver(seed: number, spread: number, settings: Settings): number {
  const who = learner(seed, spread);
  const { reviews, items: known } = practised(who, modelOf(settings), {
    days: 50,
    newPerDay: 2,
    from: first,
  });
  const source = road({ items: questions(130), records: reviews, schedule: scheduleOf(known), settings });
  const readiness = readinessFor(source);
  const futures = Array.from({ length: 5 }, () => followed(who, known, source, exam, () => 30));
  const recalls = futures.map((then) => mean(trueRecall(who, then, source.items, exam)) ?? 0);
  return 100 * (readiness - (mean(recalls) ?? 0));
}

const budgets = [2, 3, 4, 6, 8, 10, 15, 20];

describe('readiness, against simulated learners whose true memory is known', { timeout: 30_000 }, () => {
  test.each(budgets)(
    'is within 3 points for one who is as FSRS-6 expects, at %i minutes a day',
    (minutes) => {
      const off = pointsOver(minutes, 0, { ...defaultSettings, sessionMinutes: minutes });
      expect(Math.abs(off)).toBeLessThan(3);
    },
  );

  test.each(budgets)(
    'is within 3 points for one whose model was fitted, at %i minutes a day',
    async (minutes) => {
      const history = practised(learner(minutes, 0.2), defaultModel, { days: 90, newPerDay: 5 });
      const weights = await optimiser(historiesOf(history.reviews));
      const off = pointsOver(minutes, 0.2, { ...defaultSettings, sessionMinutes: minutes, weights });
      expect(Math.abs(off)).toBeLessThan(3);
    },
  );

  test('would not be, were practice left out', () => {
    const source = road();
    expect(readinessFor(source) - roadTo({ ...source, exam: today }).readiness).toBeGreaterThan(0.5);
  });
});

describe('the road', { timeout: 30_000 }, () => {
  test('is the same for the same seed, and within a point for another', () => {
    for (const minutes of [2, 20]) {
      const source = minutesADay(minutes);
      expect(roadTo(source)).toEqual(roadTo(source));
      const answers = [2, 3, 4].map((seed) => readinessFor({ ...source, random: () => seededRandom(seed) }));
      for (const answer of answers) expect(Math.abs(answer - readinessFor(source))).toBeLessThan(0.01);
    }
  });

  test('has every day before the date, in minutes that keep to the budget', () => {
    const { days, daysLeft } = roadTo(minutesADay(10));
    expect(daysLeft).toBe(21);
    expect(days.map(({ date }) => date)).toEqual(Array.from({ length: 21 }, (_, i) => dateOf(today + i)));
    for (const { minutes, reviewMinutes, newMinutes } of days) {
      expect(minutes).toBeCloseTo(reviewMinutes + newMinutes, 0);
      // The last answer may begin just before the time is over.
      expect(minutes).toBeLessThanOrEqual(10.5);
    }
  });

  test('rehearses seven and two days before, and has nothing new on the eve', () => {
    const mock = { seconds: 2700, deal: () => ['pack/q0', 'pack/q59'] };
    const { days } = roadTo({ ...minutesADay(60), mock });
    expect(days.map(({ what }) => what).slice(-8)).toEqual([
      'practice',
      'mock',
      'practice',
      'practice',
      'practice',
      'practice',
      'mock',
      'eve',
    ]);
    expect(days.at(-7)?.minutes).toBeGreaterThanOrEqual(45);
    expect(days.at(-1)?.new).toBe(0);
    const short = roadTo({ ...minutesADay(20), mock }).days.at(-7);
    expect(short).toMatchObject({ minutes: 45, reviews: 0, new: 0 });
  });

  test('counts what a mock interview deals as met', () => {
    const mock = { seconds: 2700, deal: () => ['pack/q59'] };
    const { dropped } = roadTo({ ...minutesADay(1), mock });
    expect(dropped.map(({ id }) => id)).not.toContain('q59');
    expect(roadTo(minutesADay(1)).dropped.map(({ id }) => id)).toContain('q59');
  });

  test('says what there is no time for, and with how many minutes there is', () => {
    const { dropped, minutesForAll } = roadTo(minutesADay(1));
    expect(dropped.length).toBeGreaterThan(10);
    expect(dropped[0]).toEqual({
      id: expect.any(String),
      title: expect.any(String),
      category: expect.any(String),
    });
    expect(roadTo(minutesADay(minutesForAll ?? 0)).dropped.length).toBeLessThan(3);
    expect(roadTo(minutesADay(Math.floor((minutesForAll ?? 0) * 0.8))).dropped).not.toEqual([]);
    expect(roadTo({ ...road(), exam: today + 1 }).minutesForAll).toBeNull();
  });

  test('is better with more minutes', () => {
    const ready = [2, 5, 20].map((minutes) => readinessFor(minutesADay(minutes)));
    expect(ready).toEqual([...ready].sort((a, b) => a - b));
  });

  test('gives the categories that make up the whole', () => {
    const { byCategory, readiness } = roadTo(minutesADay(5));
    expect(byCategory.map(({ category, total }) => [category, total])).toEqual([
      ['Even', 30],
      ['Odd', 30],
    ]);
    expect(sum(byCategory.map(({ total, recall }) => total * recall)) / 60).toBeCloseTo(readiness, 3);
  });

  test('counts the questions of the career alone, which come first', () => {
    const items = questions(40).map((one, i) => ({ ...one, careers: i >= 30 ? ['sre'] : [] }));
    const settings = { ...defaultSettings, career: 'SRE', sessionMinutes: 2 };
    const { byCategory, dropped, readiness, career } = roadTo(road({ items, settings, exam: today + 10 }));
    expect(sum(byCategory.map(({ total }) => total))).toBe(10);
    expect([dropped, career]).toEqual([[], 'SRE']);
    expect(readiness).toBeGreaterThan(0.8);
  });

  test('leaves out what is suspended', () => {
    const items = questions(10);
    const schedule = new Map(items.map((one, i) => [fullId(one), { suspended: i < 4 }]));
    expect(sum(roadTo(road({ items, schedule })).byCategory.map(({ total }) => total))).toBe(6);
  });

  test('has today less what was done of it', () => {
    const items = questions(30);
    const done = Array.from({ length: 8 }, (_, i) => ({
      ...practised(learner(1, 0), defaultModel, { days: 1, newPerDay: 1, from: today }).reviews[0]!,
      ...{ id: `r${i}`, seq: i, item: `pack/q${i}`, grade: 'good' as const, seconds: 60, due: today + 3 },
    }));
    const settings = { ...defaultSettings, sessionMinutes: 10 };
    const { days } = roadTo(road({ items, records: done, schedule: foldLog(done), settings }));
    expect(days[0]?.minutes).toBeGreaterThan(0);
    expect(days[0]?.minutes).toBeLessThanOrEqual(3);
    expect(days[0]?.new).toBeLessThanOrEqual(2);
  });

  test('is at its end on the day and after it', () => {
    const items = [item('known'), item('new')];
    const schedule = new Map([['pack/known', { card: card({ lastDay: today - 5 }), suspended: false }]]);
    for (const exam of [today, today - 3]) {
      const { days, readiness, readinessToday, daysLeft } = roadTo(road({ items, schedule, exam }));
      expect([days, daysLeft]).toEqual([[], exam - today]);
      expect(readiness).toBe(readinessToday);
    }
  });

  test('of a bank without questions is empty', () => {
    expect(roadTo(road({ items: [] }))).toMatchObject({ readiness: 0, byCategory: [], dropped: [] });
  });
});
