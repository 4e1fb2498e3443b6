import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, isoTime, startOfDay } from '../../src/memory/day.ts';
import { countDue, indexDue } from '../../src/memory/due-index.ts';
import { standing } from '../../src/memory/queue.ts';
import type { Entry, Schedule } from '../../src/memory/schedule.ts';
import { card, item } from '../builders.ts';
import { zoneOf } from './zones.ts';

const utc = () => 0;
const noonOf = (day: number): number => startOfDay(day, utc) + 8 * 3_600_000;
const count = (items: Parameters<typeof indexDue>[0], schedule: Schedule, today: number) =>
  countDue(indexDue(items, schedule), today, noonOf(today), utc);

const items = [
  item('fresh'),
  item('late', { category: 'Advanced' }),
  item('today'),
  item('soon', { category: 'Advanced' }),
  item('sooner'),
  item('away'),
];
const schedule: Schedule = new Map<string, Entry>([
  ['pack/late', { card: card({ due: 90 }), suspended: false }],
  ['pack/today', { card: card({ due: 110 }), suspended: false }],
  ['pack/soon', { card: card({ due: 130 }), suspended: false }],
  ['pack/sooner', { card: card({ due: 120 }), suspended: false }],
  ['pack/away', { card: card({ due: 1 }), suspended: true }],
]);

describe('what is due', () => {
  test('is counted in all and by category, suspended items in the total only', () => {
    expect(count(items, schedule, 110)).toEqual({
      now: isoTime(noonOf(110), utc),
      due: 2,
      new: 1,
      total: 6,
      byCategory: { Basics: { due: 1, new: 1, total: 4 }, Advanced: { due: 1, new: 0, total: 2 } },
      nextDue: isoTime(startOfDay(120, utc), utc),
    });
  });

  test('comes next at the start of the first day after today that has any', () => {
    expect(count(items, schedule, 109).nextDue).toBe(isoTime(startOfDay(110, utc), utc));
    expect(count(items, schedule, 120).nextDue).toBe(isoTime(startOfDay(130, utc), utc));
    expect(count(items, schedule, 130).nextDue).toBeNull();
    expect(count([], schedule, 110)).toMatchObject({ due: 0, total: 0, byCategory: {}, nextDue: null });
  });

  test('is told in the local time of the place', () => {
    const kiritimati = zoneOf('Pacific/Kiritimati');
    const now = Date.UTC(2026, 10, 21, 12);
    const today = dayOf(now, kiritimati);
    const tomorrow = new Map([['pack/q', { card: card({ due: today + 1 }), suspended: false }]]);
    expect(countDue(indexDue([item('q')], tomorrow), today, now, kiritimati)).toMatchObject({
      now: '2026-11-22T02:00:00+14:00',
      nextDue: '2026-11-22T04:00:00+14:00',
    });
  });
});

describe('the index', () => {
  test('holds for every day, and survives being kept as JSON', () => {
    const anEntry = fc.option(
      fc.record({
        card: fc.integer({ min: 100, max: 120 }).map((due) => card({ due })),
        suspended: fc.boolean(),
      }),
      { nil: undefined },
    );
    const aBank = fc.array(fc.tuple(fc.constantFrom('A', 'B', '__proto__', '7'), anEntry), { maxLength: 15 });
    fc.assert(
      fc.property(aBank, fc.integer({ min: 95, max: 125 }), (bank, today) => {
        const all = bank.map(([category], i) => item(`q${i}`, { category }));
        const entries = bank.flatMap(([, entry], i) => (entry ? [[`pack/q${i}`, entry] as const] : []));
        const known: Schedule = new Map(entries);
        const kept = JSON.parse(JSON.stringify(indexDue(all, known)));
        const counts = countDue(kept, today, noonOf(today), utc);
        const stand = (what: string, category?: string): number =>
          all.filter(
            (each) => standing(each, known, today) === what && (category ?? each.category) === each.category,
          ).length;
        expect(counts).toMatchObject({ due: stand('due'), new: stand('new'), total: all.length });
        for (const category of new Set(all.map((each) => each.category))) {
          const total = all.filter((each) => each.category === category).length;
          expect(Object.getOwnPropertyDescriptor(counts.byCategory, category)?.value).toEqual({
            due: stand('due', category),
            new: stand('new', category),
            total,
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('lists the days of a category in order, each once', () => {
    const three = [item('a'), item('b'), item('c')];
    const due = (day: number): Entry => ({ card: card({ due: day }), suspended: false });
    const index = indexDue(
      three,
      new Map([
        ['pack/a', due(120)],
        ['pack/b', due(90)],
        ['pack/c', due(120)],
      ]),
    );
    expect(index.Basics?.days).toEqual([
      [90, 1],
      [120, 2],
    ]);
  });
});
