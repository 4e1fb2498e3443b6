import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { logFiles } from '../../src/storage/log-exchange.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { readLog } from '../../src/storage/review-log.ts';
import { anyRecord, freshFolder, idsIn, kept, lineOf, put } from './builders.ts';

const name = 'laptop-2026-11.jsonl';
const bytes = (...lines: string[]) => Buffer.from(lines.join(''));
const files = (home = freshFolder()) => logFiles(home);
const lacking = (to: readonly string[], from: readonly string[]) =>
  files().lacking(bytes(...to), bytes(...from), name);
const header = headerLine('laptop');

describe('what one copy of a log file lacks', () => {
  test('is, once it is appended, no longer lacking; and both copies hold the same then', () => {
    const copy = fc.array(
      anyRecord.map((record) => recordLine(record)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(copy, copy, copy, (one, other, shared) => {
        const [a, b] = [
          [header, ...one, ...shared],
          [header, ...shared, ...other, ...shared],
        ] as const;
        const whole = (to: readonly string[], from: readonly string[]) => [...to, lacking(to, from).text];
        expect(lacking(whole(a, b), b).text).toBe('');
        const lines = (texts: readonly string[]) => [...new Set(texts.join('').split('\n'))].sort();
        expect(lines(whole(a, b))).toEqual(lines(whole(b, a)));
        expect(lacking(a, b).records).toBe(new Set(other.filter((line) => !a.includes(line))).size);
      }),
      { numRuns: 60 },
    );
  });

  test('counts records and the machines that made them, by header or by the name of the file', () => {
    expect(lacking([], [lineOf('a'), headerLine('desk'), lineOf('b')])).toEqual({
      text: lineOf('a') + headerLine('desk') + lineOf('b'),
      records: 2,
      devices: ['laptop', 'desk'],
    });
    expect(lacking([header], [header])).toEqual({ text: '', records: 0, devices: [] });
  });

  test('is nothing that is torn, damaged, or no line of a log', () => {
    const bad = [
      '<<<<<<< HEAD\n',
      '\n',
      '{"id":1}\n',
      lineOf('a').replace('"a"', '"b"'),
      lineOf('c').slice(0, 40),
    ];
    expect(lacking([header], [...bad]).text).toBe('');
  });

  test('is whole also where the last line end is missing', () => {
    expect(lacking([header], [lineOf('a').trimEnd()]).text).toBe(lineOf('a'));
  });

  test('is not told where either is of a newer version', () => {
    const newer = `${JSON.stringify({ hotseat: 'review-log', v: 2, device: 'laptop' })}\n`;
    expect(() => lacking([], [newer])).toThrow(UserError);
    expect(() => lacking([newer], [header])).toThrow(UserError);
  });
});

describe('lines that arrive', () => {
  test('make the folder and the file, and are parted from a torn line', () => {
    const home = join(freshFolder(), 'new');
    files(home).add(name, header + lineOf('a'));
    put(join(home, 'reviews', 'desk-2026-11.jsonl'), `${headerLine('desk')}{"id":"torn`);
    files(home).add('desk-2026-11.jsonl', lineOf('b'));
    expect(idsIn(home).sort()).toEqual(['a', 'b']);
    expect(readLog(home).records).toContainEqual(kept('b', { device: 'desk' }));
    expect(readFileSync(join(home, 'reviews', name), 'utf8')).toBe(header + lineOf('a'));
  });

  test('that cannot be kept are said with what to do', () => {
    const home = freshFolder();
    put(join(home, 'reviews', name, 'in a folder of that name'), '');
    expect(() => files(home).add(name, lineOf('a'))).toThrow(UserError);
  });
});
