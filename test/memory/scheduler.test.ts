import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullId, siblingGroup } from '../../src/bank/item.ts';
import { dueAfter, dueRange } from '../../src/memory/fsrs.ts';
import type { Entry, Schedule } from '../../src/memory/schedule.ts';
import { openScheduler, type Scheduler } from '../../src/memory/scheduler.ts';
import { defaultSettings, modelOf, type Settings } from '../../src/memory/settings.ts';
import { card, item, review } from '../builders.ts';
import { aGrade } from './histories.ts';
import { reviewRecord } from './practising.ts';

const today = 110;
const bank = Array.from({ length: 6 }, (_, i) => item(i < 3 ? `story/s${i}` : `q${i}`));
const entry = (due: number, over: Partial<Entry> = {}): Entry => ({
  card: card({ due }),
  suspended: false,
  ...over,
});
const scheduleOf = (dues: readonly number[]): Schedule =>
  new Map(dues.map((due, i) => [fullId(bank[i]!), entry(due)]));
const off: Settings = { ...defaultSettings, balance: false };

/** Where everything would go from here: two schedulers that agree in it stand alike. */
const outlook = (scheduler: Scheduler) =>
  bank.map((one) => [scheduler.entryOf(fullId(one)), scheduler.dueAfter(one, 'good', today)]);

const reviewIn = (scheduler: Scheduler, i: number, grade: Parameters<Scheduler['dueAfter']>[1]) => {
  const one = bank[i]!;
  const due = scheduler.dueAfter(one, grade, today);
  return scheduler.take(reviewRecord(fullId(one), grade, today, due));
};

const someDues = fc.array(fc.integer({ min: 108, max: 130 }), { maxLength: 6 });
const someReviews = fc.array(fc.tuple(fc.nat(5), aGrade), { minLength: 1, maxLength: 12 });

describe('a scheduler', () => {
  test('stands after an undo as if the review had not been', () => {
    fc.assert(
      fc.property(someDues, someReviews, fc.nat(11), (dues, reviews, kept) => {
        const scheduler = openScheduler(scheduleOf(dues), defaultSettings);
        const other = openScheduler(scheduleOf(dues), defaultSettings);
        const undos = reviews.map(([i, grade], n) => {
          if (n < kept) reviewIn(other, i, grade);
          return reviewIn(scheduler, i, grade);
        });
        for (const undo of undos.slice(kept).reverse()) undo();
        const unseen = { suspended: false };
        const plain = (at: Scheduler) => outlook(at).map(([known, due]) => [known ?? unseen, due]);
        expect(plain(scheduler)).toEqual(plain(other));
      }),
    );
  });

  test('goes on from its reviews as from the schedule that they make', () => {
    fc.assert(
      fc.property(someDues, someReviews, (dues, reviews) => {
        const scheduler = openScheduler(scheduleOf(dues), defaultSettings);
        for (const [i, grade] of reviews) reviewIn(scheduler, i, grade);
        const made = new Map(
          bank.flatMap((one) => {
            const known = scheduler.entryOf(fullId(one));
            return known ? [[fullId(one), known] as const] : [];
          }),
        );
        expect(outlook(openScheduler(made, defaultSettings))).toEqual(outlook(scheduler));
      }),
    );
  });

  test('without balance is plain fuzz, whatever else is due', () => {
    fc.assert(
      fc.property(someDues, fc.nat(5), aGrade, (dues, i, grade) => {
        const one = bank[i]!;
        const schedule = scheduleOf(dues);
        const plain = dueAfter(schedule.get(fullId(one))?.card, grade, today, fullId(one), modelOf(off));
        expect(openScheduler(schedule, off).dueAfter(one, grade, today)).toBe(plain);
      }),
    );
  });

  test('alone in its schedule an item comes back as by plain fuzz', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), aGrade, (n, grade) => {
        const one = item(`q-${n}`);
        const plain = openScheduler(new Map(), off).dueAfter(one, grade, today);
        expect(openScheduler(new Map(), defaultSettings).dueAfter(one, grade, today)).toBe(plain);
      }),
    );
  });

  test('does not put an item off for its own sake', () => {
    // Ahead of its day: what is due on that day is the item itself.
    for (let reps = 1; reps < 40; reps++) {
      const own = new Map([['pack/q3', entry(0, { card: card({ due: 125, lastDay: 100, reps }) })]]);
      const [plain, balanced] = [off, defaultSettings].map((settings) =>
        openScheduler(own, settings).dueAfter(bank[3]!, 'good', today),
      );
      expect(balanced).toBe(plain);
    }
  });

  test('uses the desired retention of the category and the tag', () => {
    const due = (settings: Settings, one = bank[3]!) =>
      openScheduler(scheduleOf([110, 110, 110, 110]), { ...settings, balance: false }).dueAfter(
        one,
        'good',
        today,
      );
    const strict = { ...defaultSettings, retentionOf: { 'category.basics': 0.97, 'tag.paging': 0.8 } };
    expect(due(strict)).toBeLessThan(due(defaultSettings));
    expect(
      due({ ...strict, retentionOf: { 'tag.paging': 0.8 } }, item('q3', { tags: ['paging'] })),
    ).toBeGreaterThan(due(defaultSettings));
  });

  test('what was suspended since stays so after an undo', () => {
    const scheduler = openScheduler(scheduleOf([110]), defaultSettings);
    const undo = reviewIn(scheduler, 0, 'good');
    scheduler.take({ type: 'suspend', item: fullId(bank[0]!) });
    undo();
    expect(scheduler.entryOf(fullId(bank[0]!))).toEqual(entry(110, { suspended: true }));
  });

  test('leaves the schedule where it is after a crammed review', () => {
    const scheduler = openScheduler(scheduleOf([110, 112]), defaultSettings);
    const before = outlook(scheduler);
    scheduler.take({ ...review('c', { item: fullId(bank[0]!), due: 110 }), cram: true, missed: ['point'] });
    expect(outlook(scheduler)).toEqual(before);
  });
});

describe('siblings', () => {
  test('are what shares its id up to the last slash', () => {
    expect(siblingGroup('builtin/outage/triage')).toBe('builtin/outage');
    expect(siblingGroup('builtin/aiops-017')).toBeUndefined();
    expect(siblingGroup('')).toBeUndefined();
  });

  test('come back on different days while the range has others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), fc.constantFrom('good', 'easy'), (stability, grade) => {
        const known = new Map(
          bank.slice(0, 3).map((one) => [fullId(one), { card: card({ stability }), suspended: false }]),
        );
        const { first, last } = dueRange(
          card({ stability }),
          grade as 'good',
          today,
          modelOf(defaultSettings),
        );
        fc.pre(last - first >= 2);
        const scheduler = openScheduler(known, defaultSettings);
        for (const i of [0, 1, 2]) reviewIn(scheduler, i, grade as 'good');
        const dues = bank.slice(0, 3).map((one) => scheduler.entryOf(fullId(one))?.card?.due);
        expect(new Set(dues).size).toBe(3);
      }),
    );
  });

  test('met for the first time in this sitting keep apart too', () => {
    const scheduler = openScheduler(new Map(), defaultSettings);
    for (const i of [0, 1, 2]) reviewIn(scheduler, i, 'easy');
    const dues = bank.slice(0, 3).map((one) => scheduler.entryOf(fullId(one))?.card?.due);
    expect(new Set(dues).size).toBe(3);
  });
});
