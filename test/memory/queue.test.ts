import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullId, type Item } from '../../src/bank/item.ts';
import { orders } from '../../src/bank/order.ts';
import { seededRandom } from '../../src/bank/random.ts';
import { type Card, retrievability } from '../../src/memory/fsrs.ts';
import { buildQueue, isWeak, type QueueRequest, standing } from '../../src/memory/queue.ts';
import type { Entry, Schedule } from '../../src/memory/schedule.ts';
import { defaultSettings } from '../../src/memory/settings.ts';
import { card, item } from '../builders.ts';

const today = 110;
const neverRandom = (): number => {
  throw new Error('this order needs no random numbers');
};

/** A bank in file order: an item for each entry, `undefined` for a new one. */
function bankOf(entries: Readonly<Record<string, Entry | undefined>>): { items: Item[]; schedule: Schedule } {
  const items = Object.keys(entries).map((id) => item(id));
  const known = Object.entries(entries).flatMap(([id, entry]) =>
    entry ? [[`pack/${id}`, entry] as const] : [],
  );
  return { items, schedule: new Map(known) };
}

const known = (over: Partial<Card> = {}): Entry => ({ card: card(over), suspended: false });
const suspended = (over?: Partial<Card>): Entry => ({
  ...(over ? { card: card(over) } : {}),
  suspended: true,
});

function queueOf(entries: Readonly<Record<string, Entry | undefined>>, request: Partial<QueueRequest> = {}) {
  const { items, schedule } = bankOf(entries);
  const queue = buildQueue(items, schedule, { today, maxNew: 100, random: neverRandom, ...request });
  return { ids: queue.items.map(({ id }) => id), heldBack: queue.heldBack };
}

const aCard = fc
  .record({
    due: fc.integer({ min: 100, max: 120 }),
    stability: fc.integer({ min: 1, max: 50 }),
    difficulty: fc.integer({ min: 1, max: 10 }),
    lapses: fc.nat(2),
    firstDay: fc.constantFrom(90, today),
    lastDay: fc.integer({ min: 91, max: today }),
  })
  .map(card);

const anEntry: fc.Arbitrary<Entry | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ card: aCard, suspended: fc.constantFrom(false, false, false, true) }),
  fc.constant({ suspended: true }),
);
const aBank = fc
  .array(anEntry, { maxLength: 20 })
  .map((entries) => Object.fromEntries(entries.map((entry, i) => [`q${i}`, entry])));
const aRequest = fc.record({
  maxNew: fc.nat(8),
  order: fc.constantFrom(...orders),
  due: fc.boolean(),
  new: fc.boolean(),
  weak: fc.boolean(),
  ahead: fc.boolean(),
});

describe('what stands where', () => {
  test('an item is new until its first review, then due from its day on', () => {
    const { items, schedule } = bankOf({ a: undefined, b: known({ due: 111 }), c: known({ due: 110 }) });
    expect(items.map((each) => standing(each, schedule, today))).toEqual(['new', 'ahead', 'due']);
    expect(items.map((each) => standing(each, schedule, 111))).toEqual(['new', 'due', 'due']);
  });

  test('a suspended item is neither new nor due', () => {
    const { items, schedule } = bankOf({ a: suspended(), b: suspended({ due: 1 }) });
    expect(items.map((each) => standing(each, schedule, today))).toEqual(['suspended', 'suspended']);
  });

  test('an item is weak once it lapsed or when it is on the hard half', () => {
    expect(isWeak(card({ lapses: 1, difficulty: 1 }))).toBe(true);
    expect(isWeak(card({ lapses: 0, difficulty: 5 }))).toBe(true);
    expect(isWeak(card({ lapses: 0, difficulty: 4.9 }))).toBe(false);
    expect(isWeak(undefined)).toBe(false);
  });
});

describe('a queue', () => {
  test('puts due items first, by day and then by the risk of forgetting, then new ones in file order', () => {
    const { ids } = queueOf({
      new1: undefined,
      dueToday: known({ due: 110 }),
      new2: undefined,
      safer: known({ due: 105, stability: 80 }),
      riskier: known({ due: 105, stability: 5 }),
      ahead: known({ due: 111 }),
    });
    expect(ids).toEqual(['riskier', 'safer', 'dueToday', 'new1', 'new2']);
  });

  test('is ordered so for any bank, file order breaking ties', () => {
    fc.assert(
      fc.property(aBank, (entries) => {
        const { items, schedule } = bankOf(entries);
        const cardOf = (each: Item) => schedule.get(fullId(each))!.card!;
        const of = (what: string) => items.filter((each) => standing(each, schedule, today) === what);
        const due = of('due').sort(
          (a, b) =>
            cardOf(a).due - cardOf(b).due ||
            retrievability(cardOf(a), today) - retrievability(cardOf(b), today),
        );
        const met = Object.values(entries).filter((entry) => entry?.card?.firstDay === today).length;
        const queue = buildQueue(items, schedule, { today, maxNew: met + 99, random: neverRandom });
        expect(queue.items).toEqual([...due, ...of('new')]);
      }),
      { numRuns: 300 },
    );
  });

  test('never holds a suspended item, an item twice, or more new ones than the day still allows', () => {
    fc.assert(
      fc.property(aBank, aRequest, fc.nat(), (entries, request, seed) => {
        const { items, schedule } = bankOf(entries);
        const queue = buildQueue(items, schedule, { ...request, today, random: seededRandom(seed) });
        const stands = queue.items.map((each) => standing(each, schedule, today));
        const met = Object.values(entries).filter((entry) => entry?.card?.firstDay === today).length;
        expect(stands).not.toContain('suspended');
        expect(new Set(queue.items).size).toBe(queue.items.length);
        const introduced = stands.filter((each) => each === 'new').length;
        expect(introduced).toBeLessThanOrEqual(Math.max(0, request.maxNew - met));
        if (queue.heldBack > 0) expect(introduced + met).toBeGreaterThanOrEqual(request.maxNew);
      }),
      { numRuns: 1000 },
    );
  });

  test('with a limit is the beginning of the queue without one', () => {
    fc.assert(
      fc.property(aBank, aRequest, fc.nat(25), fc.nat(), (entries, request, limit, seed) => {
        const whole = queueOf(entries, { ...request, random: seededRandom(seed) });
        const cut = queueOf(entries, { ...request, random: seededRandom(seed), limit });
        expect(cut).toEqual({ ...whole, ids: whole.ids.slice(0, limit) });
      }),
    );
  });
});

describe('the new items of a day', () => {
  test('are limited, those met earlier today included, and the rest is counted', () => {
    const entries = { a: undefined, b: undefined, c: undefined, met: known({ firstDay: today, due: 120 }) };
    expect(queueOf(entries, { maxNew: 3 })).toEqual({ ids: ['a', 'b'], heldBack: 1 });
    expect(queueOf(entries, { maxNew: 1 })).toEqual({ ids: [], heldBack: 3 });
    expect(queueOf(entries, { maxNew: 0 })).toEqual({ ids: [], heldBack: 3 });
  });

  test('do not include those met on other days', () => {
    expect(queueOf({ a: undefined, met: known({ firstDay: 109, due: 120 }) }, { maxNew: 1 }).ids).toEqual([
      'a',
    ]);
  });

  test('do not take the place of due ones', () => {
    expect(queueOf({ a: undefined, due: known() }, { maxNew: 0 }).ids).toEqual(['due']);
  });
});

describe('a narrowed queue', () => {
  const entries = {
    fresh: undefined,
    due: known({ due: 108 }),
    weakDue: known({ due: 109, lapses: 2 }),
    weakAhead: known({ due: 150, lapses: 1 }),
    ahead: known({ due: 150 }),
    away: suspended({ due: 1, lapses: 5 }),
  };

  test('has due, new or weak items only, weak ones whether they are due or not', () => {
    expect(queueOf(entries, { due: true }).ids).toEqual(['due', 'weakDue']);
    expect(queueOf(entries, { new: true }).ids).toEqual(['fresh']);
    expect(queueOf(entries, { weak: true }).ids).toEqual(['weakDue', 'weakAhead']);
  });

  test('is widened by each further wish', () => {
    expect(queueOf(entries, { due: true, new: true }).ids).toEqual(['due', 'weakDue', 'fresh']);
    expect(queueOf(entries, { new: true, weak: true }).ids).toEqual(['weakDue', 'fresh', 'weakAhead']);
  });

  test('holds items that are not due yet, nearest to being forgotten first, when asked for what lies ahead', () => {
    const ahead = { safe: known({ due: 150, stability: 90 }), risky: known({ due: 150, stability: 9 }) };
    expect(queueOf({ ...entries, ...ahead }, { ahead: true }).ids.slice(0, 3)).toEqual([
      'due',
      'weakDue',
      'fresh',
    ]);
    expect(queueOf({ ...ahead, fresh: undefined }, { ahead: true }).ids).toEqual(['fresh', 'risky', 'safe']);
  });
});

describe('the order', () => {
  const entries = {
    new1: undefined,
    due1: known({ due: 109 }),
    due2: known({ due: 108, difficulty: 9 }),
    new2: undefined,
    due3: known({ due: 110, lapses: 1, difficulty: 2 }),
  };

  test('new puts new items before due ones', () => {
    expect(queueOf(entries, { order: 'new' }).ids).toEqual(['new1', 'new2', 'due2', 'due1', 'due3']);
  });

  test('file is that of the files', () => {
    expect(queueOf(entries, { order: 'file' }).ids).toEqual(['new1', 'due1', 'due2', 'new2', 'due3']);
  });

  test('weak goes by lapses, then by difficulty, then by recall, new ones last', () => {
    const recall = { sure: known({ stability: 90 }), unsure: known({ stability: 8 }) };
    expect(queueOf({ ...entries, ...recall }, { order: 'weak' }).ids).toEqual([
      ...['due3', 'due2', 'unsure', 'due1', 'sure'],
      ...['new1', 'new2'],
    ]);
  });

  test('random is the same for the same seed, and not for every seed', () => {
    const bank = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`q${i}`, undefined]));
    const drawn = (seed: number) => queueOf(bank, { order: 'random', random: seededRandom(seed) }).ids;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(drawn(seed)).toEqual(drawn(seed));
        expect([...drawn(seed)].sort()).toEqual(Object.keys(bank).sort());
      }),
    );
    expect(new Set([1, 2, 3, 4, 5].map((seed) => drawn(seed).join())).size).toBe(5);
  });

  test('changes no choice: every order deals the same due items', () => {
    fc.assert(
      fc.property(aBank, fc.nat(), (bank, seed) => {
        const dealt = orders.map((order) =>
          queueOf(bank, { order, maxNew: 0, random: seededRandom(seed) }).ids.sort(),
        );
        for (const ids of dealt) expect(ids).toEqual(dealt[0]);
      }),
    );
  });
});

describe('siblings in a queue', () => {
  const stages = {
    'story/a': known({ due: 109 }),
    'story/b': known({ due: 108 }),
    'other/a': known(),
    plain: known(),
  };

  test('are asked one a day: the first in order, and the others wait', () => {
    const { items, schedule } = bankOf(stages);
    const queue = buildQueue(items, schedule, { today, maxNew: 9, random: neverRandom });
    expect(queue.items.map(({ id }) => id)).toEqual(['story/b', 'other/a', 'plain']);
    expect(queue.apart).toBe(1);
  });

  test('may come together where they were named', () => {
    expect(queueOf(stages, { together: true }).ids).toEqual(['story/b', 'story/a', 'other/a', 'plain']);
  });

  test('wait while another was asked today, which may come again', () => {
    const asked = known({ lastDay: today, due: today });
    expect(queueOf({ ...stages, 'story/c': asked }).ids).toEqual(['other/a', 'plain', 'story/c']);
    const later = known({ lastDay: today, due: 130 });
    expect(queueOf({ ...stages, 'story/c': later }).ids).toEqual(['other/a', 'plain']);
  });

  test('never stand in one queue, and the first of each group does', () => {
    const aStage = fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.nat(4), anEntry);
    fc.assert(
      fc.property(fc.array(aStage, { maxLength: 12 }), aRequest, fc.nat(), (written, request, seed) => {
        const entries = Object.fromEntries(written.map(([group, n, entry]) => [`${group}/${n}`, entry]));
        const asking = { ...request, maxNew: 99 };
        const groupOf = (id: string) => id.split('/')[0];
        const all = queueOf(entries, { ...asking, together: true, random: seededRandom(seed) }).ids;
        const { ids } = queueOf(entries, { ...asking, random: seededRandom(seed) });
        const askedToday = (id: string) => entries[id]?.card?.lastDay === today;
        const busy = new Set(Object.keys(entries).filter(askedToday).map(groupOf));
        const firsts = all
          .filter((id) => askedToday(id) || !busy.has(groupOf(id)))
          .filter((id, i, list) => list.findIndex((other) => groupOf(other) === groupOf(id)) === i);
        expect(ids).toEqual(firsts);
      }),
      { numRuns: 500 },
    );
  });
});

describe('new items', () => {
  const fresh = (id: string, level: Item['level'], careers: string[] = []) => item(id, { level, careers });
  const items = [
    fresh('advanced', 'advanced', ['sre']),
    fresh('easy', 'beginner'),
    fresh('easySre', 'beginner', ['sre']),
    fresh('middle', 'intermediate'),
    fresh('middleSre', 'intermediate', ['SRE', 'mle']),
  ];
  const ids = (over: Partial<typeof defaultSettings>) =>
    buildQueue(items, new Map(), {
      today,
      maxNew: 99,
      random: neverRandom,
      settings: { ...defaultSettings, ...over },
    }).items.map(({ id }) => id);

  test('go from easy to hard', () => {
    expect(ids({})).toEqual(['easy', 'easySre', 'middle', 'middleSre', 'advanced']);
  });

  test('begin at the start level, from easy to hard, and the easier ones come after all others', () => {
    expect(ids({ startLevel: 'intermediate' })).toEqual([
      'middle',
      'middleSre',
      'advanced',
      'easy',
      'easySre',
    ]);
    expect(ids({ startLevel: 'advanced' })[0]).toBe('advanced');
  });

  test('of the career come before others', () => {
    expect(ids({ career: 'sre' })).toEqual(['easySre', 'middleSre', 'advanced', 'easy', 'middle']);
    expect(ids({ career: 'sre', startLevel: 'intermediate' })).toEqual([
      ...['middleSre', 'advanced', 'middle'],
      ...['easySre', 'easy'],
    ]);
  });

  test('of a limited day are the first of that order', () => {
    const settings = { ...defaultSettings, startLevel: 'advanced' as const };
    const queue = buildQueue(items, new Map(), { today, maxNew: 1, random: neverRandom, settings });
    expect(queue.items.map(({ id }) => id)).toEqual(['advanced']);
  });
});
