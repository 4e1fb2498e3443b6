import { describe, expect, test } from 'vitest';
import { mean } from '../../src/bank/group.ts';
import { fullId, type Item } from '../../src/bank/item.ts';
import type { Order } from '../../src/bank/order.ts';
import { type Random, seededRandom } from '../../src/bank/random.ts';
import { sessionQueue } from '../../src/memory/backlog.ts';
import { newToday } from '../../src/memory/candidates.ts';
import { type Day, dateOf } from '../../src/memory/day.ts';
import { defaultModel, retrievability } from '../../src/memory/fsrs.ts';
import { gain } from '../../src/memory/gain.ts';
import { buildQueue } from '../../src/memory/queue.ts';
import type { Entry } from '../../src/memory/schedule.ts';
import { openScheduler } from '../../src/memory/scheduler.ts';
import { defaultSettings, type Settings } from '../../src/memory/settings.ts';
import { card, item } from '../builders.ts';
import { monday, reviewRecord } from './practising.ts';

const minutes = 60;
const secondsOf = ({ limits }: Item): number => limits.spoken;

/** Items that came due over the last two months and were left: some were known for weeks, some for days. */
function neglected(count: number, random: Random): { items: Item[]; schedule: Map<string, Entry> } {
  const items = Array.from({ length: count }, (_, i) =>
    item(`q-${i}`, { limits: { spoken: [20, 45, 90, 150][Math.floor(random() * 4)] ?? 60, typed: 60 } }),
  );
  const entries = items.map((one) => {
    const stability = 1 + Math.floor(random() * random() * 80);
    const due = monday - Math.floor(random() * 60);
    const known = card({ stability, due, lastDay: due - stability, difficulty: 3 + random() * 6 });
    return [fullId(one), { card: known, suspended: false }] as const;
  });
  return { items, schedule: new Map(entries) };
}

/** Mean recall on a day of somebody who had so many seconds a day until then, in one order. */
function recallAfter(days: number, order: Order | undefined, settings: Settings, seed: number): number {
  const random = seededRandom(seed);
  const { items, schedule } = neglected(400, random);
  const scheduler = openScheduler(schedule, settings);
  const now = (): Map<string, Entry> =>
    new Map(items.map((one) => [fullId(one), scheduler.entryOf(fullId(one)) as Entry]));
  for (let day: Day = monday; day < monday + days; day++) {
    const request = { today: day, maxNew: 0, random, settings, ...(order ? { order } : {}) };
    let left = 15 * minutes;
    for (const one of sessionQueue(items, now(), request, left, secondsOf).items) {
      left -= secondsOf(one);
      if (left < 0) break;
      const known = scheduler.entryOf(fullId(one))?.card;
      const recalled = known !== undefined && random() < retrievability(known, day);
      const grades = recalled ? (['good'] as const) : (['again', 'good'] as const);
      for (const grade of grades)
        scheduler.take(reviewRecord(fullId(one), grade, day, scheduler.dueAfter(one, grade, day)));
      if (!recalled) left -= secondsOf(one);
    }
  }
  return mean([...now().values()].map((entry) => retrievability(entry.card!, monday + days))) ?? 0;
}

describe('a backlog of 400 and 15 minutes a day for 30 days', () => {
  const seeds = [1, 2, 3, 4];
  const [byDue, byChance] = (['due', 'random'] as const).map((order) =>
    seeds.map((seed) => recallAfter(30, order, defaultSettings, seed)),
  );

  test.each([
    ['an exam on the last day', { ...defaultSettings, examDate: dateOf(monday + 30) }],
    ['no exam', defaultSettings],
  ])(
    'with %s: by gain more is known in the end than by due day or by chance',
    (_, settings) => {
      seeds.forEach((seed, i) => {
        const byGain = recallAfter(30, undefined, settings, seed);
        expect(byGain).toBeGreaterThan(byDue![i]! + 0.01);
        expect(byGain).toBeGreaterThan(byChance![i]! + 0.01);
      });
    },
    30_000,
  );
});

describe('the queue of a session', () => {
  const { items, schedule } = neglected(40, seededRandom(9));
  const request = { today: monday, maxNew: 0, random: seededRandom(1), settings: defaultSettings };
  const queueIn = (seconds: number, over: object = {}) =>
    sessionQueue(items, schedule, { ...request, ...over }, seconds, () => 60);
  const ids = (queue: readonly Item[]) => queue.map(({ id }) => id);

  test('is the usual one, and says nothing, while all that is due fits', () => {
    expect(queueIn(40 * 60)).toEqual(buildQueue(items, schedule, request));
  });

  test('says how much fits when not all does, and deals the same items', () => {
    const queue = queueIn(18 * 60 + 59);
    expect(queue.backlog).toEqual({ due: 40, fit: 18 });
    expect(ids(queue.items).sort()).toEqual(ids(queueIn(40 * 60).items).sort());
    expect(queueIn(10).backlog).toEqual({ due: 40, fit: 1 });
  });

  test('goes by what a review adds to recall in thirty days, most first, where each takes as long', () => {
    const gains = queueIn(600).items.map((one) =>
      gain(schedule.get(fullId(one))!.card!, monday, monday + 30, defaultModel),
    );
    expect(gains).toEqual([...gains].sort((a, b) => b - a));
    expect(ids(queueIn(600).items)).not.toEqual(ids(queueIn(40 * 60).items));
  });

  test('puts the quick one of two before the slow one', () => {
    const two = ['slow', 'quick'].map((id) => item(id));
    const known = new Map(two.map((one) => [fullId(one), { card: card(), suspended: false }]));
    const pace = ({ id }: Item) => (id === 'quick' ? 30 : 90);
    expect(ids(sessionQueue(two, known, request, 100, pace).items)).toEqual(['quick', 'slow']);
  });

  test('keeps an order that was asked for, and a limit', () => {
    for (const order of ['due', 'file', 'weak'] as const)
      expect(queueIn(600, { order })).toEqual(buildQueue(items, schedule, { ...request, order }));
    expect(queueIn(600, { limit: 10 })).toEqual(buildQueue(items, schedule, { ...request, limit: 10 }));
    expect(queueIn(600, { limit: 12 }).backlog).toEqual({ due: 12, fit: 10 });
  });

  test('deals new items after all that is due, backlog or not', () => {
    const queue = sessionQueue([item('fresh'), ...items], schedule, { ...request, maxNew: 1 }, 600, () => 60);
    expect(ids(queue.items).at(-1)).toBe('fresh');
  });
});

describe('on the road to a date', () => {
  const { items, schedule } = neglected(6, seededRandom(3));
  const firm = ['firm', 'firmer'].map((id) => item(id));
  const all = [...items, ...firm, item('fresh')];
  const known = new Map([
    ...schedule,
    ['pack/firm', { card: card({ stability: 20, due: monday + 9, lastDay: monday - 9 }), suspended: false }],
    [
      'pack/firmer',
      { card: card({ stability: 90, due: monday + 40, lastDay: monday - 9 }), suspended: false },
    ],
  ]);
  const settingsOf = (left: number) => ({ ...defaultSettings, examDate: dateOf(monday + left) });
  const queueAt = (left: number, over: object = {}, seconds = 3600) =>
    sessionQueue(
      all,
      known,
      {
        ...{ today: monday, random: seededRandom(1), settings: settingsOf(left) },
        maxNew: newToday({ items: all, schedule: known, settings: settingsOf(left), today: monday }),
        ...over,
      },
      seconds,
      () => 60,
    ).items.map(({ id }) => id);

  test('a session of the last week goes on with what is not due, where it helps on the date', () => {
    expect(queueAt(8).slice(6)).toEqual(['fresh']);
    expect(queueAt(7).slice(6)).toEqual(['fresh', 'firm', 'firmer']);
    expect(queueAt(0).slice(6)).not.toContain('firm');
    expect(queueAt(-1).slice(6)).toEqual(['fresh']);
  });

  test('nothing is new on the eve', () => {
    expect(queueAt(1).slice(6)).toEqual(['firm', 'firmer']);
  });

  test('what was asked for is all that is dealt', () => {
    expect(queueAt(3, { due: true }).sort()).toEqual(items.map(({ id }) => id).sort());
    expect(queueAt(3, { new: true })).toEqual(['fresh']);
    expect(queueAt(3, { order: 'file' })).not.toContain('firm');
    expect(queueAt(3, { limit: 7 })).toHaveLength(7);
  });

  test('what there is no time for is not filled up', () => {
    expect(queueAt(3, {}, 300).sort()).toEqual(['fresh', ...items.map(({ id }) => id)].sort());
  });

  test('as many are new as the first half of the road needs, those of the career before all', () => {
    const many = Array.from({ length: 100 }, (_, i) => item(`n${i}`, { careers: i < 60 ? ['sre'] : [] }));
    const newAt = (settings: Settings) =>
      newToday({ items: many, schedule: new Map(), settings, today: monday });
    expect(newAt(defaultSettings)).toBe(10);
    expect(newAt(settingsOf(13))).toBe(20);
    expect(newAt({ ...settingsOf(13), career: 'sre' })).toBe(12);
  });
});
