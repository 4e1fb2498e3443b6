import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effective, inLogOrder, type LogRecord, lastUndoable, timeOf } from '../../src/memory/record.ts';
import { review, suspension, undo } from '../builders.ts';

const idsOf = (records: readonly LogRecord[]): string[] => effective(records).map(({ id }) => id);

/** Times close together, so that some are the same and some go back. */
const aTime = fc.nat(6);

/** A log of a few reviews, in any order of time. */
const someReviews = fc
  .array(aTime, { minLength: 1, maxLength: 8 })
  .map((times) => times.map((t, i) => review(`r${i}`, { t, seq: i })));

describe('the order of the log', () => {
  test('is by clock, then by device, then by number, then by id', () => {
    const ordered = [
      review('e', { t: 1, device: 'b', seq: 9 }),
      review('d', { t: 2, device: 'a', seq: 5 }),
      review('c', { t: 2, device: 'b', seq: 0 }),
      review('a', { t: 2, device: 'b', seq: 1 }),
      review('b', { t: 2, device: 'b', seq: 1 }),
    ];
    expect([...ordered].reverse().sort(inLogOrder)).toEqual(ordered);
  });

  test('goes by the true clock, even where a time was pretended', () => {
    expect(inLogOrder(review('a', { t: 1, now: 900 }), review('b', { t: 2, now: 5 }))).toBeLessThan(0);
  });

  test('leaves no two records undecided', () => {
    const record = fc.record({
      t: fc.nat(1),
      device: fc.constantFrom('a', 'b'),
      seq: fc.nat(1),
      id: fc.constantFrom('x', 'y', 'z'),
    });
    fc.assert(
      fc.property(record, record, (a, b) => {
        const order = Math.sign(inLogOrder(review(a.id, a), review(b.id, b)));
        expect(order + Math.sign(inLogOrder(review(b.id, b), review(a.id, a)))).toBe(0);
        expect(order === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 500 },
    );
  });

  test('is that in which the records that count come back, however they arrived', () => {
    fc.assert(
      fc.property(someReviews, (records) => {
        const times = effective(records).map(({ t }) => t);
        expect(times).toEqual(records.map(({ t }) => t).sort((a, b) => a - b));
      }),
    );
  });
});

test('a record was made at its pretended time, where there was one', () => {
  expect(timeOf(review('a', { t: 7 }))).toBe(7);
  expect(timeOf(review('a', { t: 7, now: 900 }))).toBe(900);
});

describe('an undo', () => {
  test('takes back exactly the record that it names, whatever the clocks say', () => {
    fc.assert(
      fc.property(someReviews, fc.nat(), aTime, (records, pick, t) => {
        const gone = records[pick % records.length]!.id;
        const left = records.filter(({ id }) => id !== gone);
        expect(effective([...records, undo('u', gone, { t })])).toEqual(effective(left));
      }),
    );
  });

  test('that was undone counts for nothing, whatever the clocks say', () => {
    fc.assert(
      fc.property(someReviews, fc.nat(), aTime, aTime, (records, pick, t, later) => {
        const gone = records[pick % records.length]!.id;
        const log = [...records, undo('u1', gone, { t }), undo('u2', 'u1', { t: later })];
        expect(effective(log)).toEqual(effective(records));
      }),
    );
  });

  test('of an undone undo takes the review back again, and so on down the chain', () => {
    fc.assert(
      fc.property(fc.array(aTime, { maxLength: 9 }), (times) => {
        const chain = times.map((t, i) => undo(`u${i + 1}`, i === 0 ? 'u0' : `u${i}`, { t }));
        const log = [review('u0', { t: 3 }), ...chain];
        expect(idsOf(log)).toEqual(times.length % 2 === 0 ? ['u0'] : []);
      }),
    );
  });

  test('from two devices takes a record back once: undoing one of them leaves the other', () => {
    const twice = [review('r'), undo('u1', 'r', { t: 1 }), undo('u2', 'r', { t: 2, device: 'phone' })];
    expect(idsOf(twice)).toEqual([]);
    expect(idsOf([...twice, undo('u3', 'u1', { t: 3 })])).toEqual([]);
    expect(idsOf([...twice, undo('u3', 'u1', { t: 3 }), undo('u4', 'u2', { t: 4 })])).toEqual(['r']);
  });

  test('of a record that another device has not sent yet changes nothing until it arrives', () => {
    const here = [review('r', { t: 1 }), undo('u', 'elsewhere', { t: 2 })];
    expect(idsOf(here)).toEqual(['r']);
    expect(idsOf([...here, review('elsewhere', { device: 'phone' })])).toEqual(['r']);
  });

  test('takes a suspension back as it does a review', () => {
    expect(idsOf([suspension('s', 'suspend'), undo('u', 's', { t: 1 })])).toEqual([]);
  });

  test('that names itself, as only a damaged log has, harms nothing else', () => {
    expect(idsOf([review('r'), undo('u', 'u', { t: 1 })])).toEqual(['r']);
    expect(idsOf([review('r'), undo('a', 'b'), undo('b', 'a')])).toEqual(['r']);
    expect(() => idsOf([review('x'), undo('x', 'x')])).not.toThrow();
  });
});

describe('what an undo would take back', () => {
  test('is the last record that counts', () => {
    const log = [review('a', { t: 1 }), review('b', { t: 2 })];
    expect(lastUndoable(log)?.id).toBe('b');
    expect(lastUndoable([...log, undo('u', 'b', { t: 3 })])?.id).toBe('a');
    expect(lastUndoable([...log, suspension('s', 'suspend', { t: 3 })])?.id).toBe('s');
  });

  test('is nothing in an empty log and in one that was undone whole', () => {
    expect(lastUndoable([])).toBeUndefined();
    expect(lastUndoable([review('a'), undo('u', 'a', { t: 1 })])).toBeUndefined();
  });

  test('goes back one record a time until nothing is left', () => {
    fc.assert(
      fc.property(someReviews, (reviews) => {
        let log: LogRecord[] = reviews;
        for (let left = reviews.length; left > 0; left--) {
          expect(effective(log)).toHaveLength(left);
          log = [...log, undo(`u${left}`, lastUndoable(log)!.id, { t: 100 - left })];
        }
        expect(lastUndoable(log)).toBeUndefined();
      }),
    );
  });
});
