import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { inLogOrder } from '../../src/memory/record.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { openLog, readLog } from '../../src/storage/review-log.ts';
import { undo } from '../builders.ts';
import {
  anyLog,
  append,
  filesIn,
  freshFolder,
  homeWith,
  idsIn,
  kept,
  lineOf,
  november,
  novemberLog,
  put,
} from './builders.ts';

describe('the log', () => {
  test('gives back every record that was appended, from whichever machine', () => {
    fc.assert(
      fc.property(
        anyLog,
        fc.array(fc.constantFrom('laptop', 'desk'), { minLength: 12, maxLength: 12 }),
        (log, on) => {
          const home = freshFolder();
          const records = log.map((record, i) => ({ ...record, device: on[i] ?? 'laptop' }));
          for (const device of ['laptop', 'desk'])
            append(
              home,
              records.filter((record) => record.device === device),
              device,
            );
          const read = readLog(home);
          expect(read.faults).toEqual([]);
          expect([...read.records].sort(inLogOrder)).toEqual([...records].sort(inLogOrder));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('of a home that does not exist yet is empty, and reading it makes nothing', () => {
    const home = join(freshFolder(), 'none');
    expect(readLog(home)).toMatchObject({ records: [], faults: [] });
    expect(existsSync(home)).toBe(false);
  });

  test('has a file a month and a machine, by the raw clock in UTC', () => {
    const home = freshFolder();
    const endOfMonth = Date.UTC(2026, 11, 1) - 1;
    append(home, [kept('a', { t: endOfMonth }), kept('b', { t: endOfMonth + 1 })]);
    append(home, [kept('c', { device: 'desk' })], 'desk');
    expect(readdirSync(join(home, 'reviews')).sort()).toEqual([
      '.gitattributes',
      'desk-2026-11.jsonl',
      'laptop-2026-11.jsonl',
      'laptop-2026-12.jsonl',
    ]);
    expect(idsIn(home)).toEqual(['c', 'a', 'b']);
  });

  test('is not written before its first record, and has one header a file', () => {
    const home = freshFolder();
    openLog(home, 'laptop').close();
    expect(readdirSync(home)).toEqual([]);
    append(home, [kept('a')]);
    append(home, [kept('b')]);
    expect(readFileSync(novemberLog(home), 'utf8')).toBe(headerLine('laptop') + lineOf('a') + lineOf('b'));
  });

  test('tells git to leave its bytes alone and to join both sides’ lines, unless the user said otherwise', () => {
    const home = freshFolder();
    append(home, [kept('a')]);
    const attributes = join(home, 'reviews', '.gitattributes');
    expect(readFileSync(attributes, 'utf8')).toBe('*.jsonl -text merge=union\n');
    writeFileSync(attributes, '# mine\n');
    append(home, [kept('b')]);
    expect(readFileSync(attributes, 'utf8')).toBe('# mine\n');
  });

  test('has a record on the disk when append returns', () => {
    const home = freshFolder();
    const log = openLog(home, 'laptop');
    for (const id of ['a', 'b', 'c']) {
      log.append(kept(id));
      expect(idsIn(home)).toContain(id);
    }
    log.close();
  });
});

describe('a torn last line, as a power cut leaves it,', () => {
  const whole = [headerLine('laptop'), lineOf('a'), lineOf('b')];

  test('is dropped and said, wherever it was torn', () => {
    const torn = lineOf('c').trimEnd();
    for (let length = 1; length < torn.length; length++) {
      const { records, faults } = readLog(homeWith([...whole, torn.slice(0, length)], ''));
      expect(records.map(({ id }) => id)).toEqual(['a', 'b']);
      expect(faults).toMatchObject([{ file: 'laptop-2026-11.jsonl', line: 4, torn: true }]);
    }
  });

  test('is dropped in the middle of a letter too', () => {
    const home = freshFolder();
    const bytes = Buffer.from(`${whole.join('')}{"id":"é`);
    put(novemberLog(home), bytes.subarray(0, -1));
    expect(readLog(home).faults).toMatchObject([{ line: 4, torn: true }]);
    expect(idsIn(home)).toEqual(['a', 'b']);
  });

  test('that lacks nothing but its newline counts', () => {
    const home = homeWith([...whole, lineOf('c')], '');
    expect(readLog(home).faults).toEqual([]);
    expect(idsIn(home)).toEqual(['a', 'b', 'c']);
  });

  test('does not swallow what is appended after it, and stays in the file', () => {
    const torn = lineOf('c').slice(0, 20);
    const home = homeWith([...whole, torn], '');
    append(home, [kept('d'), kept('e')]);
    expect(idsIn(home)).toEqual(['a', 'b', 'd', 'e']);
    expect(readLog(home).faults).toMatchObject([{ line: 4 }]);
    expect(readFileSync(novemberLog(home), 'utf8')).toBe(
      `${whole.join('')}${torn}\n${lineOf('d')}${lineOf('e')}`,
    );
  });

  test('may be the header itself', () => {
    const home = homeWith([headerLine('laptop').slice(0, 9)], '');
    append(home, [kept('a')]);
    expect(readLog(home).records).toEqual([kept('a')]);
  });
});

describe('a damaged line', () => {
  test('in the middle is kept out, named by file and line, and left in the file', () => {
    const bad = lineOf('b').replace('"good"', '"easy"');
    const home = homeWith([headerLine('laptop'), lineOf('a'), bad, lineOf('c')]);
    const before = filesIn(home);
    expect(idsIn(home)).toEqual(['a', 'c']);
    expect(readLog(home).faults).toEqual([
      { file: 'laptop-2026-11.jsonl', line: 3, why: 'its checksum does not fit', torn: false },
    ]);
    expect(filesIn(home)).toEqual(before);
  });

  test('is noticed wherever a bit of a file flips: a record is lost and said, never changed', () => {
    const lines = [
      headerLine('laptop'),
      lineOf('a'),
      recordLine(undo('u', 'a', { t: november })),
      lineOf('b'),
    ];
    const bytes = Buffer.from(lines.join(''));
    const records = new Map(readLog(homeWith(lines)).records.map((record) => [record.id, record]));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const home = freshFolder();
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        put(novemberLog(home), damaged);
        try {
          const read = readLog(home);
          expect(read.faults.length).toBeGreaterThan(0);
          for (const record of read.records) expect(record).toEqual(records.get(record.id));
        } catch (error) {
          // The version's digit flipped upwards.
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('that is the header does not cost the records: the name of the file says whose they are', () => {
    const home = homeWith([headerLine('laptop').replace('laptop', 'laptap'), lineOf('a')]);
    expect(readLog(home).records).toEqual([kept('a')]);
    expect(readLog(home).faults).toMatchObject([{ line: 1 }]);
  });
});

describe('a file of a newer version', () => {
  const newer = headerLine('laptop').replace('"v":1', '"v":2');

  test('is refused as a whole, with what to do, and nothing is written', () => {
    const home = homeWith([newer, '{"whatever":"comes"}']);
    put(novemberLog(home, 'desk'), headerLine('desk') + lineOf('a'));
    const before = filesIn(home);
    expect(() => readLog(home)).toThrow(UserError);
    expect(() => readLog(home)).toThrow(/laptop-2026-11.jsonl.*newer/);
    expect(filesIn(home)).toEqual(before);
  });

  test('is not appended to', () => {
    const home = homeWith([newer]);
    const before = filesIn(home);
    const log = openLog(home, 'laptop');
    expect(() => log.append(kept('a'))).toThrow(UserError);
    log.close();
    expect(readFileSync(novemberLog(home), 'latin1')).toBe(before['reviews/laptop-2026-11.jsonl']);
  });
});

test('a folder that is none, or a file in its place, is said with what to do', () => {
  const home = freshFolder();
  writeFileSync(join(home, 'reviews'), 'a file');
  expect(() => readLog(home)).toThrow(UserError);
  const log = openLog(home, 'laptop');
  expect(() => log.append(kept('a'))).toThrow(UserError);
});
