import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'fast-string-width';
import { beforeEach, describe, expect, test } from 'vitest';
import { codeOf } from '../../src/bank/code.ts';
import { pointKey } from '../../src/practice/grade.ts';
import { point } from '../builders.ts';
import { freshHome, program, root, sit } from '../pty.ts';
import { run } from '../run.ts';
import { keepAll, now, packOf, reviewed, today } from './report-builders.ts';

const kinds = join(root, 'test', 'fixtures', 'kinds.md');

let env: Record<string, string>;
let home: string;

beforeEach(() => {
  ({ env, home } = freshHome());
});

const sheet = (...args: string[]) => run(['sheet', ...now, '--seed', '1', '--pack', kinds, ...args], { env });
const inHome = (name: string) => join(home, name);

describe('the form of a sheet', () => {
  const forms = [
    ['text', /^Study sheet, 2026-12-01\n\nQuick\n/],
    ['markdown', /^# Study sheet, 2026-12-01\n\n## Quick\n/],
    ['html', /^<!doctype html>\n/],
  ] as const;

  test.each(forms)('%s goes to stdout or into a file, the same', (format, expected) => {
    const { code, out, err } = sheet('--kind', 'choice', '--format', format);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(expected);
    expect(sheet('--kind', 'choice', '--format', format, '--output', inHome('s'))).toMatchObject({
      code: 0,
      out: '',
    });
    expect(readFileSync(inHome('s'), 'utf8')).toBe(out);
  });

  test.each([
    ['s.txt', 'text'],
    ['s', 'text'],
    ['s.md', 'markdown'],
    ['s.markdown', 'markdown'],
    ['s.html', 'html'],
    ['S.HTM', 'html'],
  ])('is told by the name of the output: %s is %s', (name, format) => {
    expect(sheet('--kind', 'choice', '-o', inHome(name)).code).toBe(0);
    expect(readFileSync(inHome(name), 'utf8')).toBe(sheet('--kind', 'choice', '--format', format).out);
  });

  test.each(['s.pdf', 'S.PDF'])('is a PDF for %s', (name) => {
    expect(sheet('-o', inHome(name))).toMatchObject({ code: 0, out: '' });
    const bytes = readFileSync(inHome(name), 'latin1');
    expect(bytes).toMatch(/^%PDF-1\.\d/);
    expect(bytes.trimEnd()).toMatch(/%%EOF$/);
  });

  test('said by --format wins over the name', () => {
    expect(sheet('--kind', 'choice', '--format', 'Markdown', '-o', inHome('s.html')).code).toBe(0);
    expect(readFileSync(inHome('s.html'), 'utf8')).toMatch(/^# Study sheet/);
  });

  test('PDF may go through a pipe, but not onto a terminal', async () => {
    const { stdout, status } = spawnSync(process.execPath, [program, 'sheet', '--format', 'pdf'], { env });
    expect(status).toBe(0);
    expect(stdout.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const sitting = sit(['sheet', '--format', 'pdf'], { env });
    expect((await sitting.exit).code).toBe(2);
    expect(sitting.screen()).toContain('--output sheet.pdf');
  });

  test('in a file is without colour, even where a terminal has it', async () => {
    const args = ['sheet', ...now, '--seed', '1', '--pack', kinds, '-o', inHome('s.txt')];
    expect((await sit(args, { env }).exit).code).toBe(0);
    expect(readFileSync(inHome('s.txt'), 'utf8')).not.toContain('\u001b');
  });

  test.each([
    [['--format', 'pfd'], 'there is no format "pfd"\nDid you mean "pdf"?'],
    [
      ['--with', 'answer'],
      'there is no part "answer"\nDid you mean "answers"? There is: hints, points, answers.',
    ],
    [['--layout', 'book'], 'there is no layout "book"\nThere is: page, back, cards.'],
    [['--paper', 'a5'], 'there is no paper "a5"\nDid you mean "a4"? There is: a4, letter.'],
    [['--category', 'Slow'], 'unknown category "Slow"'],
  ])('that there is not is refused: %j', (args, message) => {
    const { code, out, err } = sheet(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test('that cannot be written where it should go is the user’s to mend', () => {
    const { code, err } = sheet('-o', home);
    expect(code).toBe(2);
    expect(err).toContain('could not be written');
  });
});

describe('what stands on a sheet', () => {
  test('is every question under its code, on lines of eighty columns', () => {
    const { out } = sheet('--order', 'file');
    for (const id of ['budget', 'signal', 'several', 'order', 'cloze', 'percentiles', 'story'])
      expect(out).toContain(`\n${codeOf(`kinds/${id}`)} `);
    for (const line of out.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
    expect(out).not.toMatch(/rewards|Volume grows|Think of a restart|its definition|Right/);
  });

  test('is what --with says, and nothing else', () => {
    const hint = 'What does a percentile forget?';
    const key = 'Merge histograms and take the percentile of the sum.';
    const answer = 'A P99 forgets how many values lie behind it';
    const held = (...args: string[]) => {
      const { out } = sheet('--id', 'percentiles', '--format', 'markdown', ...args);
      return [hint, key, answer].map((text) => out.includes(text));
    };
    expect(held()).toEqual([false, false, false]);
    expect(held('--with', 'hints')).toEqual([true, false, false]);
    expect(held('--with', 'Points')).toEqual([false, true, false]);
    expect(held('--with', 'answers')).toEqual([false, false, true]);
    expect(held('--with', ' hints, points,answers')).toEqual([true, true, true]);
    expect(held('--layout', 'cards')).toEqual([false, true, false]);
  });

  test('is the same for the same seed, and drawn anew for another', () => {
    const drawn = (seed: string) =>
      run(['sheet', ...now, '--pack', kinds, '--seed', seed, '--with', 'points', '--order', 'file'], { env })
        .out;
    expect(drawn('7')).toBe(drawn('7'));
    expect(new Set(['1', '2', '3', '4'].map(drawn)).size).toBeGreaterThan(1);
  });

  test('says so where no question fits', () => {
    for (const format of ['text', 'markdown', 'html'])
      expect(sheet('--due', '--format', format).out).toContain('No question fits these filters.');
  });
});

describe('without filters', () => {
  test('a sheet holds today: what is due first, then what is new, answers behind', () => {
    keepAll(env, [
      reviewed('kinds/story', 9, { due: today - 1 }),
      reviewed('kinds/order', 1, { due: today + 9 }),
    ]);
    const { out, code } = sheet('--format', 'markdown');
    expect(code).toBe(0);
    expect(out).toMatch(/^# Today, 2026-12-01/);
    const [fronts = '', backs = ''] = out.split('\n---\n');
    expect(fronts).toMatch(/^### \w{5} When your automation/m);
    expect(fronts.indexOf('When your automation')).toBeLessThan(fronts.indexOf('Error budget'));
    expect(fronts).not.toContain('**Right:**');
    expect(backs).toContain('**Right:**');
  });

  test('a sheet lists the points missed most', () => {
    const missed = [pointKey(point('Merge histograms and take the percentile of the sum.'))];
    keepAll(env, [
      reviewed('kinds/percentiles', 3, { missed }),
      reviewed('kinds/percentiles', 1, { missed }),
    ]);
    const line = '- Merge histograms and take the percentile of the sum. (percentiles, missed 2 of 2)';
    expect(sheet('--format', 'markdown').out).toContain(`## Missed most\n\n${line}`);
    const { out } = sheet('--weak-points', '--format', 'markdown');
    expect(out).toMatch(/^# Missed most, 2026-12-01/);
    expect(out).toContain(line);
    expect(out).not.toContain('No question fits');
  });
});

test('a question of another pack keeps its own code', () => {
  const other = packOf(env, [
    { id: 'signal', category: 'Quick', title: 'Other', prompt: 'P?', answer: 'A.' },
  ]);
  const { out } = run(
    ['sheet', '--pack', kinds, '--pack', other, '--order', 'file', '--format', 'markdown'],
    { env },
  );
  expect(out).toContain(`### ${codeOf('kinds/signal')} Which signal`);
  expect(out).toContain(`### ${codeOf('shelf/signal')} Other`);
});
