import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grades } from '../../src/memory/grade.ts';
import type { LogRecord, Review } from '../../src/memory/record.ts';
import type { Stretch } from '../../src/storage/byte-cursor.ts';
import { headerLine, readLine, recordLine } from '../../src/storage/log-line.ts';
import { pointsIn, readUsual, usualLine } from '../../src/storage/usual-line.ts';
import { anyRecord } from './builders.ts';

/** What a scan makes of a line; undefined where it leaves it to the reader of every form. */
function scanned(line: Buffer) {
  const found = usualLine();
  const cursor = { bytes: line, at: 0, number: 0 };
  if (!readUsual(cursor, found)) return undefined;
  const textOf = ({ from, to }: Stretch) => line.toString('utf8', from, to);
  const { id, item, points, t, grade, day, due } = found;
  const { covered = [], missed = [] } = pointsIn(textOf(points));
  return {
    ...{ id: textOf(id), item: textOf(item), t, grade: grades[grade], day, due },
    ...{ covered, missed },
  };
}

/** What the reader of every form makes of it; undefined for what is no whole record. */
function read(line: Buffer) {
  const found = readLine(line.toString('utf8').replace(/\n$/, ''), 'laptop');
  if (found.kind !== 'record') return undefined;
  const { id, item, t, grade, day, due, covered, missed } = found.record as Review;
  return { id, item, t, grade, day, due, covered: covered ?? [], missed: missed ?? [] };
}

const lineOf = (record: LogRecord): Buffer => Buffer.from(recordLine(record));

const plain = fc.stringMatching(/^[a-z0-9/ é漢,\][}{:-]{0,12}$/);
const awkward = fc.constantFrom('é"', '\\', '","', '\u0001', '\n', '\ud800');
const session = (text: fc.Arbitrary<string>): fc.Arbitrary<LogRecord> =>
  fc
    .record({
      id: text,
      seq: fc.nat(2000),
      t: fc.nat({ max: 999_999_999_999_999 }),
      utcOffset: fc.integer({ min: -720, max: 840 }),
      item: text,
      grade: fc.constantFrom(...grades),
      score: fc.option(fc.nat(100), { nil: undefined }),
      seconds: fc.nat(9_999_999).map((n) => n / 1000),
      hintsUsed: fc.nat(2),
      timedOut: fc.boolean(),
      how: fc.subarray(['typed', 'overruled']),
      points: fc.option(
        fc.record({ covered: fc.array(text, { maxLength: 3 }), missed: fc.array(text, { maxLength: 3 }) }),
      ),
      day: fc.nat(60_000),
      due: fc.nat(60_000),
      title: fc.option(text, { nil: undefined }),
    })
    .map(({ id, seq, t, utcOffset, item, grade, score, seconds, hintsUsed, timedOut, ...rest }) => {
      const { how, points, title, day, due } = rest;
      return {
        ...{ id, seq, t, utcOffset, type: 'review', item, grade, ...(score === undefined ? {} : { score }) },
        ...{
          seconds,
          hintsUsed,
          timedOut,
          by: 'person',
          ...Object.fromEntries(how.map((one) => [one, true])),
        },
        ...{ ...points, day, due, ...(title ? { title } : {}) },
        device: 'laptop',
      } as LogRecord;
    });

describe('a line that is scanned', () => {
  test('says what the reader of every form makes of it, in every review of a session', () => {
    fc.assert(
      fc.property(session(plain), (record) => {
        const line = lineOf(record);
        expect(scanned(line)).toEqual(read(line));
        expect(scanned(line)).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  test('never says anything else, whatever its texts and whatever record it is of', () => {
    fc.assert(
      fc.property(fc.oneof(session(fc.oneof(plain, awkward)), anyRecord), (record) => {
        const line = lineOf(record);
        expect([undefined, read(line)]).toContainEqual(scanned(line));
      }),
      { numRuns: 1000 },
    );
  });

  test('says nothing when a bit of it is flipped, when it is torn, or when it goes on', () => {
    fc.assert(
      fc.property(session(plain), fc.nat(), fc.nat(7), (record, where, bit) => {
        const line = lineOf(record).subarray(0, -1);
        const at = where % line.length;
        const flipped = Buffer.from(line);
        flipped[at] = (flipped[at] as number) ^ (1 << bit);
        expect(scanned(flipped)).toBeUndefined();
        expect(scanned(line.subarray(0, at))).toBeUndefined();
        expect(scanned(Buffer.concat([line, line]))).toBeUndefined();
        expect(scanned(Buffer.concat([line, Buffer.from('\r\n')]))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('is no header', () => {
    expect(scanned(Buffer.from(headerLine('laptop')))).toBeUndefined();
  });
});
