import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Card, defaultModel, remembered } from '../../src/memory/fsrs.ts';
import { grades } from '../../src/memory/grade.ts';
import { inLogOrder, type LogRecord, type Review } from '../../src/memory/record.ts';
import { applied, dueDay, foldLog, introducedOn } from '../../src/memory/schedule.ts';
import { card, review, suspension, undo } from '../builders.ts';

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
  })
  .map(({ stamp, cram, ...rest }) => ({ ...stamp, ...rest, ...cram }));

/** A log of everything: reviews, crammed ones, suspensions, undos of any record in it. */
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
        const expected = applied(before.get(next.item) ?? { suspended: false }, next);
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
