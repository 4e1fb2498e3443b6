import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogRecord } from '../../src/memory/record.ts';
import { headerLine, logVersion, readLine, recordLine } from '../../src/storage/log-line.ts';
import { review, suspension, undo } from '../builders.ts';
import { anyRecord } from './builders.ts';

function recordOf(line: string): LogRecord {
  const read = readLine(line.trimEnd(), 'laptop');
  if (read.kind !== 'record') throw new Error(`${JSON.stringify(read)}: ${line}`);
  return read.record;
}

const flipped = (line: string, at: number, bit: number): string => {
  const bytes = Buffer.from(line);
  const byte = bytes[at % bytes.length] ?? 0;
  bytes[at % bytes.length] = byte ^ (1 << bit);
  // As the log is read: what is no UTF-8 any more becomes a replacement character.
  return bytes.toString('utf8');
};

describe('a record', () => {
  test('written and read back is the same, with every field that this version does not know', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const line = recordLine(record);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(recordOf(line)).toEqual(record);
        expect(recordLine(recordOf(line))).toBe(line);
      }),
      { numRuns: 2000 },
    );
  });

  test('that is usual takes a short line: a review, by a person, in time, without a hint', () => {
    expect(recordLine(review('a')).length).toBeLessThan(130);
    const unusual = review('a', { by: 'script', timedOut: true, hintsUsed: 2 });
    expect(recordOf(recordLine(unusual))).toEqual(unusual);
  });

  test('that is no review gets none of a review’s fields, and keeps what looks like one', () => {
    const records = [
      undo('a', 'b'),
      suspension('c', 'suspend'),
      { ...suspension('d', 'unsuspend'), by: 'person', timedOut: false, hintsUsed: 0 },
    ];
    for (const record of records) expect(recordOf(recordLine(record))).toEqual(record);
  });

  test('is read the same whatever the machine’s name in the header: that is not part of the line', () => {
    const line = recordLine(review('a'));
    expect(line).not.toContain('laptop');
    expect(readLine(line.trimEnd(), 'desk')).toEqual({
      kind: 'record',
      record: review('a', { device: 'desk' }),
    });
  });
});

describe('damage is noticed', () => {
  test('where any bit of any byte of a record flips', () => {
    fc.assert(
      fc.property(anyRecord, fc.nat(), fc.nat(7), (record, at, bit) => {
        const line = recordLine(record).trimEnd();
        for (const part of flipped(line, at, bit).split('\n')) {
          if (part !== '') expect(readLine(part, 'laptop').kind).toBe('bad');
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('where any bit of a header flips', () => {
    const line = headerLine('laptop-7').trimEnd();
    for (let at = 0; at < Buffer.byteLength(line); at++) {
      for (let bit = 0; bit < 8; bit++) {
        for (const part of flipped(line, at, bit).split('\n')) {
          const read = readLine(part, 'laptop-7');
          // A version that flipped upwards is refused as a newer one, which says enough.
          if (read.kind === 'header') expect(read.v).toBeGreaterThan(logVersion);
          else expect(read.kind).toBe('bad');
        }
      }
    }
  });

  test('where a line is cut short anywhere', () => {
    for (const line of [recordLine(review('a')).trimEnd(), headerLine('laptop').trimEnd()]) {
      for (let length = 1; length < line.length; length++)
        expect(readLine(line.slice(0, length), 'laptop').kind).toBe('bad');
    }
  });

  test.each(['null', '7', '"text"', '[]', '{}', '{"crc":"00000000"}', '{"id":"a"', '\u0000', ' '])(
    'where a line is no record: %j',
    (line) => {
      expect(readLine(line, 'laptop')).toMatchObject({ kind: 'bad', why: expect.stringMatching(/^it/) });
    },
  );

  test('where a grade is not one', () => {
    const line = recordLine(review('a', { grade: 'perfect' as never })).trimEnd();
    expect(readLine(line, 'laptop')).toEqual({ kind: 'bad', why: 'its grade is unknown' });
  });
});

describe('a header', () => {
  test('says whose file it is, and of what version', () => {
    expect(readLine(headerLine('laptop').trimEnd(), '?')).toEqual({
      kind: 'header',
      device: 'laptop',
      v: logVersion,
    });
  });

  test('of a newer version is known as one, whatever else that version writes', () => {
    const newer = '{"hotseat":"review-log","v":2,"device":"laptop","zstd":true}';
    expect(readLine(newer, '?')).toMatchObject({ kind: 'header', v: 2 });
  });
});
