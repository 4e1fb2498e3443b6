import fc from 'fast-check';
import { default_w as defaultWeights } from 'ts-fsrs';
import { describe, expect, test } from 'vitest';
import { type Card, defaultModel, remembered } from '../../src/memory/fsrs.ts';
import { grades } from '../../src/memory/grade.ts';
import { inLogOrder, type LogRecord, type Review } from '../../src/memory/record.ts';
import { applied, dueDay, foldLog, introducedOn } from '../../src/memory/schedule.ts';
import { card, fitted, pointReview, relink, reset, review, suspension, undo } from '../builders.ts';

const anItem = fc.constantFrom('pack/a', 'pack/b', 'pack/c');

/** Where and when a record was made: often in the same millisecond, with the same number, as another one. */
const aStamp = fc.record({ device: fc.constantFrom('laptop', 'phone'), t: fc.nat(12), seq: fc.nat(2) });

const aReview = fc
  .record({
    stamp: aStamp,
    item: anItem,
    grade: fc.constantFrom(...grades),
    day: fc.integer({ min: 100, max: 160 }),
    due: fc.integer({ min: 100, max: 400 }),
    cram: fc.option(fc.constant({ cram: true }), { nil: {}, freq: 4 }),
    covered: fc.subarray(['x', 'y']),
    missed: fc.subarray(['y', 'z']),
  })
  .map(({ stamp, cram, ...rest }) => ({ ...stamp, ...rest, ...cram }));

/** A log of everything that is about one item: reviews, crammed ones, points, resets, suspensions, undos of any record in it. */
const aLog: fc.Arbitrary<LogRecord[]> = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: aReview.map((over) => (id: string) => review(id, over)) },
      {
        weight: 2,
        arbitrary: fc.tuple(aStamp, anItem, fc.constantFrom('suspend' as const, 'unsuspend' as const)).map(
          ([stamp, item, type]) =>
            (id: string) =>
              suspension(id, type, { ...stamp, item }),
        ),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(aStamp, anItem, fc.constantFrom('x', 'y', 'z'), fc.constantFrom(...grades)).map(
          ([stamp, item, point, grade]) =>
            (id: string) =>
              pointReview(id, point, { ...stamp, item, grade }),
        ),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(aStamp, anItem).map(
          ([stamp, item]) =>
            (id: string) =>
              reset(id, { ...stamp, item }),
        ),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(aStamp, fc.nat()).map(
          ([stamp, pick]) =>
            (id: string, size: number) =>
              undo(id, `r${pick % size}`, stamp),
        ),
      },
    ),
    { maxLength: 14 },
  )
  .map((makers) => makers.map((make, i) => make(`r${i}`, makers.length)));

const shuffleOf = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });

const last = (records: readonly LogRecord[], item: string): Review | undefined =>
  records
    .filter((record) => record.type === 'review')
    .filter((record) => record.item === item && !record.cram)
    .sort(inLogOrder)
    .at(-1);

describe('the fold of a log', () => {
  test('does not depend on the order in which records arrive', () => {
    const aLogTwice = aLog.chain((log) => fc.tuple(fc.constant(log), shuffleOf(log)));
    fc.assert(
      fc.property(aLogTwice, ([log, shuffled]) => {
        expect([...foldLog(shuffled)]).toEqual([...foldLog(log)]);
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves the records as they were', () => {
    fc.assert(
      fc.property(aLog, (log) => {
        const before = structuredClone(log);
        foldLog(log);
        expect(log).toEqual(before);
      }),
    );
  });

  test('treats each item by itself', () => {
    fc.assert(
      fc.property(aLog, anItem, (log, item) => {
        const others = log.filter((record) => !('item' in record) || record.item === item);
        expect(foldLog(others).get(item)).toEqual(foldLog(log).get(item));
      }),
    );
  });

  test('grows by one record as the entry of its item does', () => {
    fc.assert(
      fc.property(aLog, aReview, (log, over) => {
        const next = review('next', { ...over, t: 99 });
        const before = foldLog(log);
        const expected = applied(before.get(next.item) ?? { suspended: false }, next, defaultModel);
        expect(foldLog([...log, next]).get(next.item) ?? { suspended: false }).toEqual(expected);
      }),
    );
  });

  test('has no entry for an item that was never met', () => {
    expect(foldLog([]).size).toBe(0);
    expect(foldLog([review('r', { cram: true })]).size).toBe(0);
    expect(foldLog([suspension('s', 'suspend'), suspension('u', 'unsuspend', { t: 1 })]).size).toBe(0);
    expect(foldLog([review('r'), undo('u', 'r', { t: 1 })]).size).toBe(0);
  });

  test('carries the memory from review to review', () => {
    const first = remembered(undefined, 'good', 100, defaultModel);
    const second = remembered({ ...first, due: 103 }, 'again', 104, defaultModel);
    const log = [review('a', { t: 1, day: 100 }), review('b', { t: 2, day: 104, grade: 'again', due: 104 })];
    expect(foldLog(log).get('pack/q')).toEqual({ card: { ...second, due: 104 }, suspended: false });
  });
});

describe('the recorded due day', () => {
  test('holds for the last review of an item, even where the model would choose another', () => {
    const log = [review('a', { t: 1, due: 777 }), review('b', { t: 2, day: 103, due: 555 })];
    expect(foldLog(log).get('pack/q')?.card?.due).toBe(555);
  });

  test('is always that of the last review that moved the schedule', () => {
    fc.assert(
      fc.property(fc.array(aReview, { minLength: 1, maxLength: 12 }), anItem, (overs, item) => {
        const log = overs.map((over, i) => review(`r${i}`, over));
        expect(foldLog(log).get(item)?.card?.due).toBe(last(log, item)?.due);
      }),
    );
  });

  test('does not touch what comes after it: the next schedule is computed from the memory', () => {
    const log = (due: number) => [review('a', { t: 1, due }), review('b', { t: 2, day: 103, due: 120 })];
    expect(foldLog(log(101))).toEqual(foldLog(log(999)));
  });
});

describe('an undo', () => {
  test('leaves the schedule of the log without the record that it names', () => {
    const aCase = fc.array(aReview, { minLength: 1, maxLength: 10 }).chain((overs) => {
      const log = overs.map((over, i) => review(`r${i}`, over));
      return fc.record({ log: fc.constant(log), gone: fc.constantFrom(...log), t: fc.nat(20) });
    });
    fc.assert(
      fc.property(aCase, ({ log, gone, t }) => {
        const without = log.filter((record) => record !== gone);
        expect(foldLog([...log, undo('u', gone.id, { t })])).toEqual(foldLog(without));
        expect(foldLog([...log, undo('u', gone.id, { t }), undo('v', 'u', { t: 5 })])).toEqual(foldLog(log));
      }),
      { numRuns: 300 },
    );
  });

  test("leaves another device's later review, as if the undone one had not been", () => {
    const here = review('here', { t: 1, day: 100, grade: 'again', due: 100 });
    const there = review('there', { t: 2, device: 'phone', day: 105, due: 140 });
    const after = foldLog([here, there, undo('u', 'here', { t: 3 })]).get('pack/q');
    expect(after).toEqual(foldLog([there]).get('pack/q'));
    expect(after?.card).toMatchObject({ reps: 1, lapses: 0, firstDay: 105, due: 140 });
  });

  test('of the last review brings back the due day of the one before', () => {
    const log = [review('a', { t: 1, due: 103 }), review('b', { t: 2, day: 103, due: 120 })];
    expect(foldLog([...log, undo('u', 'b', { t: 3 })]).get('pack/q')?.card).toMatchObject({
      due: 103,
      reps: 1,
      lastDay: 100,
    });
  });
});

describe('a suspension', () => {
  const reviewed = review('r', { t: 1, due: 103 });
  const away = suspension('s', 'suspend', { t: 2 });

  test('takes an item out of practice and keeps its card', () => {
    const entry = foldLog([reviewed, away]).get('pack/q');
    expect(entry?.suspended).toBe(true);
    expect(entry?.card).toEqual(foldLog([reviewed]).get('pack/q')?.card);
    expect(dueDay(entry)).toBeUndefined();
  });

  test('ends with an unsuspend, and with its undo, as if it had not been', () => {
    const before = foldLog([reviewed]);
    expect(foldLog([reviewed, away, suspension('back', 'unsuspend', { t: 3 })])).toEqual(before);
    expect(foldLog([reviewed, away, undo('u', 's', { t: 3 })])).toEqual(before);
  });

  test('holds again when its end is undone', () => {
    const log = [reviewed, away, suspension('back', 'unsuspend', { t: 3 }), undo('u', 'back', { t: 4 })];
    expect(foldLog(log)).toEqual(foldLog([reviewed, away]));
  });

  test('stays through a review that another device made meanwhile', () => {
    const entry = foldLog([away, review('late', { t: 3, device: 'phone' })]).get('pack/q');
    expect(entry).toMatchObject({ suspended: true, card: { reps: 1 } });
  });

  test('keeps a new item out of practice too', () => {
    expect(foldLog([away]).get('pack/q')).toEqual({ suspended: true });
  });
});

test('crammed reviews leave the schedule as it was', () => {
  fc.assert(
    fc.property(aLog, fc.array(aReview, { minLength: 1, maxLength: 6 }), (log, overs) => {
      const crammed = overs.map((over, i) => review(`cram${i}`, { ...over, cram: true }));
      expect(foldLog([...log, ...crammed])).toEqual(foldLog(log));
    }),
  );
});

test('an item was introduced on the day of its first review that counts', () => {
  const log = [
    review('a', { t: 1, item: 'pack/a', day: 100 }),
    review('a2', { t: 2, item: 'pack/a', day: 101 }),
    review('b', { t: 3, item: 'pack/b', day: 101 }),
    review('c', { t: 4, item: 'pack/c', day: 101, cram: true }),
  ];
  const counts = (records: LogRecord[]) => [100, 101, 102].map((day) => introducedOn(foldLog(records), day));
  expect(counts(log)).toEqual([1, 1, 0]);
  expect(counts([...log, undo('u', 'a', { t: 5 })])).toEqual([0, 2, 0]);
});

test('an item comes due on the day of its card, unless it is new or suspended', () => {
  const known: Card = card({ due: 110 });
  expect(dueDay({ card: known, suspended: false })).toBe(110);
  expect(dueDay({ card: known, suspended: true })).toBeUndefined();
  expect(dueDay({ suspended: false })).toBeUndefined();
  expect(dueDay(undefined)).toBeUndefined();
});

test('a record of a type that only a later version knows changes nothing', () => {
  const later = { ...review('x', { t: 1 }), type: 'bury', item: 'pack/q' } as unknown as LogRecord;
  expect(foldLog([review('a'), later])).toEqual(foldLog([review('a')]));
});

describe('what was missed', () => {
  const missedIn = (...records: LogRecord[]) => foldLog(records).get('pack/q')?.missed;
  const first = review('a', { covered: ['w'], missed: ['x', 'y'], day: 100 });

  test('is kept with the day, until a later answer covers it', () => {
    expect(missedIn(first)).toEqual({ x: 100, y: 100 });
    expect(missedIn(first, review('b', { t: 1, day: 104, covered: ['x'], missed: ['y'] }))).toEqual({
      y: 104,
    });
    expect(missedIn(first, review('b', { t: 1, day: 104, covered: ['x', 'y'] }))).toBeUndefined();
  });

  test('is mended by a question of its own, which moves nothing else', () => {
    const { missed, ...entry } = foldLog([first, pointReview('p', 'x', { t: 1 })]).get('pack/q') ?? {};
    expect(missed).toEqual({ y: 100 });
    expect(entry).toEqual({ suspended: false, card: foldLog([first]).get('pack/q')?.card });
    expect(missedIn(first, pointReview('p', 'x', { t: 1, grade: 'again', day: 102 }))).toEqual({
      x: 102,
      y: 100,
    });
    expect(missedIn(first, pointReview('p', 'other', { t: 1, grade: 'again' }))).toEqual({ x: 100, y: 100 });
  });

  test('is nothing any more once its last point is mended', () => {
    expect(missedIn(first, pointReview('p', 'x', { t: 1 }), pointReview('r', 'y', { t: 2 }))).toBeUndefined();
  });

  test('is forgotten with the item', () => {
    expect(foldLog([first, reset('r', { t: 1 })]).size).toBe(0);
    expect(missedIn(first, reset('r', { t: 1 }), undo('u', 'r', { t: 2 }))).toEqual({ x: 100, y: 100 });
  });
});

test('what took the place of a question is known until its next review', () => {
  const varied = review('a', { variant: 'follow-up-1' });
  const variantIn = (...records: LogRecord[]) => foldLog(records).get('pack/q')?.variant;
  expect(variantIn(varied)).toBe('follow-up-1');
  expect(variantIn(varied, pointReview('p', 'x', { t: 1 }))).toBe('follow-up-1');
  expect(variantIn(varied, review('b', { t: 1, cram: true }))).toBe('follow-up-1');
  expect(variantIn(varied, review('b', { t: 1 }))).toBeUndefined();
});

test('a reset makes an item new, and its next review is the first', () => {
  const again = review('b', { t: 2, day: 120, due: 122 });
  const log = [review('a'), suspension('s', 'suspend', { t: 1 }), reset('r', { t: 1, seq: 1 }), again];
  expect(foldLog(log)).toEqual(foldLog([again]));
});

describe('a relink', () => {
  test('gives the new id the whole history, whatever came before and after', () => {
    fc.assert(
      fc.property(aLog, aStamp, (log, stamp) => {
        const moved = log.map((record) =>
          'item' in record && record.item === 'pack/a' ? { ...record, item: 'pack/new' } : record,
        );
        expect(foldLog([...log, relink('l', 'pack/a', 'pack/new', stamp)])).toEqual(foldLog(moved));
      }),
    );
  });

  test('joins two histories in the order of the log, goes on from link to link, and may go back', () => {
    const reviews = [review('a', { item: 'a/1' }), review('b', { item: 'a/2', t: 5, day: 110, due: 120 })];
    const one = foldLog([review('a', { item: 'a/2' }), reviews[1] as Review]);
    expect(foldLog([...reviews, relink('l', 'a/1', 'a/2', { t: 9 })])).toEqual(one);
    const chain = [relink('l', 'a/1', 'a/2', { t: 9 }), relink('m', 'a/2', 'a/3', { t: 10 })];
    expect([...foldLog([...reviews, ...chain]).keys()]).toEqual(['a/3']);
    const back = relink('n', 'a/3', 'a/1', { t: 11 });
    expect([...foldLog([...reviews, ...chain, back]).keys()]).toEqual(['a/1']);
    expect(foldLog([...reviews, ...chain, undo('u', 'm', { t: 12 })])).toEqual(one);
  });

  test('of any ids to any ids ends somewhere', () => {
    const aLink = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(fc.array(aLink, { maxLength: 8 }), (links) => {
        const log = links.map(([from, to], i) => relink(`l${i}`, from, to, { t: i }));
        const folded = foldLog([...log, ...['a', 'b', 'c'].map((item) => review(item, { item }))]);
        expect(folded.size).toBeGreaterThan(0);
        const [from, to] = links.at(-1) ?? ['a', 'a'];
        if (from !== to) expect(folded.has(from)).toBe(false);
      }),
    );
  });
});

test('fitted weights count for the whole log', () => {
  const weights = defaultWeights.map((w, i) => (i === 2 ? w * 2 : w));
  const log = [review('a'), fitted('f', weights, { t: 9 })];
  const { stability } = foldLog(log).get('pack/q')?.card ?? { stability: 0 };
  expect(stability).toBeCloseTo(2 * (foldLog([review('a')]).get('pack/q')?.card?.stability ?? 0), 5);
});
