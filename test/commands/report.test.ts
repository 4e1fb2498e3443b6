import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'fast-string-width';
import { beforeEach, describe, expect, test } from 'vitest';
import { pointKey } from '../../src/practice/grade.ts';
import { point, suspension, undo } from '../builders.ts';
import { freshHome, sit } from '../pty.ts';
import { parseCsv } from '../report/parse-csv.ts';
import { run, runJson } from '../run.ts';
import { keepAll, now, packOf, reviewed, today } from './report-builders.ts';

const question = (id: string, category: string, more: object = {}) => ({
  id,
  category,
  title: `About ${id}`,
  prompt: `What is ${id}?`,
  keyPoints: ['It is small.', 'It is round.'],
  answer: `It is ${id}.`,
  ...more,
});

let env: Record<string, string>;
let pack: string;

/** Four questions, three of them practised: once well, once badly, once crammed, once by a script, once undone. */
beforeEach(() => {
  ({ env } = freshHome());
  pack = packOf(env, [
    question('a', 'Basics', { skills: ['tracing'], careers: ['sre'], tags: ['slo'] }),
    question('b', 'Basics', { skills: ['tracing', 'rca'], careers: ['sre', 'analyst'] }),
    question('c', 'Advanced', { careers: ['analyst'], tags: ['slo'] }),
    question('d', 'Advanced'),
  ]);
  const [small, round] = ['It is small.', 'It is round.'].map((text) => pointKey(point(text)));
  keepAll(env, [
    reviewed('shelf/a', 40, { seconds: 60, covered: [small!], missed: [round!] }),
    reviewed('shelf/a', 30, { seconds: 20, grade: 'again', due: today - 2, missed: [round!], hintsUsed: 2 }),
    reviewed('shelf/b', 1, { seconds: 40, due: today + 5, covered: [small!, round!] }),
    reviewed('shelf/c', 1, { by: 'script', seq: 1, due: today + 5 }),
    reviewed('shelf/b', 0, { cram: true, seconds: 10 }),
    reviewed('shelf/d', 0, { seq: 1 }),
    undo('u', 'shelf/d-0-1', { t: today * 86_400_000 + 10 * 3_600_000 }),
    suspension('s', 'suspend', { item: 'shelf/d', t: today * 86_400_000 + 11 * 3_600_000 }),
  ]);
});

const report = (...args: string[]) => run(['report', '--pack', pack, ...now, ...args], { env });
const figures = (...args: string[]) => runJson(['report', '--pack', pack, ...now, ...args], env);

describe('report --format json', () => {
  test('has the keys of the contract, and shares, times and dates as it says', () => {
    const json = figures();
    expect(json).toMatchObject({
      generatedAt: '2026-12-01T09:00:00+00:00',
      calibration: { reviews: 1, logLoss: expect.any(Number), rmseBins: expect.any(Number) },
      streakDays: 2,
    });
    const groupKeys = ['category', 'total', 'seen', 'due', 'accuracy', 'retrievability', 'meanSeconds'];
    for (const group of json.byCategory)
      expect(Object.keys(group)).toEqual(expect.arrayContaining([...groupKeys, 'hintsPerAnswer']));
    const shares = [...json.byCategory, json.totals, ...json.byMonth].flatMap((group) => [
      group.accuracy,
      group.retrievability ?? null,
    ]);
    for (const share of shares) if (share !== null) expect(share).toBeLessThanOrEqual(1);
    const dates = [...json.forecast, ...json.activity].map(({ date }: { date: string }) => date);
    for (const date of dates) expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('counts what a person did, and how each group stands', () => {
    const { totals, byCategory, bySkill, byCareer, byTag, activity, weakPoints, forecast } = figures();
    expect(totals).toMatchObject({
      total: 4,
      seen: 3,
      due: 1,
      new: 0,
      suspended: 1,
      reviews: 4,
      seconds: 130,
    });
    expect(byCategory).toMatchObject([
      { category: 'Basics', total: 2, seen: 2, due: 1, reviews: 4, accuracy: 0.75, meanSeconds: 32.5 },
      { category: 'Advanced', total: 2, seen: 1, due: 0, reviews: 0, accuracy: null, meanSeconds: null },
    ]);
    expect(byCategory[0].hintsPerAnswer).toBe(0.5);
    expect(bySkill.map(({ skill, total }: { skill: string; total: number }) => [skill, total])).toEqual([
      ['tracing', 2],
      ['rca', 1],
    ]);
    expect(byCareer.map(({ career }: { career: string }) => career)).toEqual(['sre', 'analyst']);
    expect(byTag).toMatchObject([{ tag: 'slo', total: 2 }]);
    expect(activity).toEqual([
      { date: '2026-10-22', reviews: 1, seconds: 60 },
      { date: '2026-11-01', reviews: 1, seconds: 20 },
      { date: '2026-11-30', reviews: 1, seconds: 40 },
      { date: '2026-12-01', reviews: 1, seconds: 10 },
    ]);
    expect(weakPoints).toEqual([{ id: 'a', text: 'It is round.', missed: 2, seen: 2 }]);
    expect(forecast).toHaveLength(30);
    expect(forecast[0]).toMatchObject({ date: '2026-12-01', due: 1 });
    expect(forecast[5]).toMatchObject({ date: '2026-12-06', due: 2 });
  });

  test('is what --json prints, byte for byte', () => {
    expect(report('--format', 'json')).toEqual(report('--json'));
    expect(report('--format', 'JSON', '--json').code).toBe(0);
  });
});

test('--since leaves out what happened before, and keeps what is known now', () => {
  const { since, totals, byMonth } = figures('--since', '2026-11-01');
  expect(since).toBe('2026-11-01T04:00:00+00:00');
  expect(totals).toMatchObject({ seen: 3, due: 1, reviews: 3, seconds: 70 });
  expect(byMonth.map(({ month }: { month: string }) => month)).toEqual(['2026-11', '2026-12']);
  expect(figures('--since', '2026-11-01T09:00:01Z').totals.reviews).toBe(2);
  expect(report('--since', '2026-11-01').out).not.toContain('2026-10');
});

test('--date asks how ready one is on that day', () => {
  const readyOn = (date: string) => figures('--date', date).readiness;
  const [soon, later] = [readyOn('2026-12-02'), readyOn('2027-06-01')];
  expect([soon.date, later.date]).toEqual(['2026-12-02', '2027-06-01']);
  expect(soon.byCareer[0]).toMatchObject({ career: 'sre', total: 2, seen: 2 });
  expect(soon.byCareer[0].ready).toBeGreaterThan(later.byCareer[0].ready);
  expect(report('--date', '2027-06-01').out).toContain('Ready for 2027-06-01');
});

test.each(['--since', '--date'])('%s of what is no time says how to write one', (option) => {
  const { code, out, err } = report(option, 'yesterday');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('Write it as ISO 8601');
});

test('filters choose the questions that are counted', () => {
  const ids = (...args: string[]) =>
    parseCsv(report('--format', 'csv', ...args).out)
      .slice(1)
      .map(([id]) => id);
  expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  expect(ids('--category', 'basics')).toEqual(['a', 'b']);
  expect(ids('--tag', 'slo', '--career', 'SRE')).toEqual(['a']);
  expect(ids('--due')).toEqual(['a']);
  expect(ids('--limit', '1')).toEqual(['a']);
  const { totals, byCategory, activity, calibration } = figures('--category', 'Advanced');
  expect(totals).toMatchObject({ total: 2, seen: 1, reviews: 0 });
  expect(byCategory).toHaveLength(1);
  expect([activity, calibration.reviews]).toEqual([[], 0]);
  const wrong = report('--category', 'Basis');
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain('Did you mean "Basics"?');
});

test.each([
  ['text', /^Progress, 2026-12-01\n\n4 questions: 3 seen, 1 due, 0 new\.\n4 answers on 4 days/],
  ['markdown', /^# Progress, 2026-12-01\n\n[\s\S]*\n## By category\n\n\| Category \| seen \|/],
  ['html', /^<!doctype html>\n[\s\S]*<h1>Progress, 2026-12-01<\/h1>[\s\S]*<svg [\s\S]*<\/html>\n$/],
  ['csv', /^"id","pack","category"[\s\S]*\r\n"a","shelf","Basics"/],
  ['json', /^\{\n {2}"generatedAt": /],
])('report as %s goes to stdout or into a file, the same', (format, expected) => {
  const { code, out, err } = report('--format', format);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(expected);
  const file = join(env.HOME ?? '', 'new', `report.${format}`);
  expect(report('--format', format, '--output', file)).toEqual({ code: 0, out: '', err: '' });
  expect(readFileSync(file, 'utf8')).toBe(out);
});

test('a file that cannot be written is the user’s to mend, not a bug', () => {
  const folder = join(env.HOME ?? '', 'folder');
  mkdirSync(folder);
  const { code, err } = report('--output', folder);
  expect(code).toBe(2);
  expect(err).toMatch(/folder could not be written: .*\nName a file/);
});

test('an unknown format gets the nearest one', () => {
  expect(report('--format', 'htm')).toEqual({
    code: 2,
    out: '',
    err: 'hotseat: there is no format "htm"\nDid you mean "html"? There is: text, markdown, html, json, csv.\n',
  });
  expect(report('--format', 'parquet').err).toContain('\nThere is: text');
});

describe('with names of any length and script', () => {
  const long = 'a-very-long-id-'.repeat(6).slice(0, 80);
  const names = [
    '可観測性とインシデント対応のための長い長い分類名'.repeat(3),
    'Wide '.repeat(40),
    'two\nlines\tand a tab',
  ];

  beforeEach(() => {
    pack = packOf(
      env,
      names.map((name, i) =>
        question(`${long}${i}`, name, { skills: [name], careers: [name], tags: [name], keyPoints: [name] }),
      ),
      'wide',
    );
    const missed = names.map((name) => pointKey(point(name.trim())));
    keepAll(
      env,
      names.flatMap((_, i) => [
        reviewed(`wide/${long}${i}`, 9, { missed }),
        reviewed(`wide/${long}${i}`, 1, { missed }),
      ]),
    );
  });

  test('no line of the text is wider than eighty columns', () => {
    const { out } = report();
    expect(out).toContain('可観測性');
    expect(out).toContain('Missed most: 3 key points');
    for (const line of out.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
    expect(out).toContain('two lines and a tab');
  });

  test('no line is wider than a terminal of sixty columns', async () => {
    const sitting = sit(['report', '--pack', pack, ...now, '--no-color'], {
      columns: 60,
      rows: 20,
      env: { ...env, PAGER: 'cat' },
    });
    expect((await sitting.exit).code).toBe(0);
    const lines = sitting.scrollback().split('\n');
    expect(lines.join('\n')).toContain('Missed most');
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(60);
  });

  test('every row of a Markdown table has as many cells as its head', () => {
    for (const table of report('--format', 'markdown')
      .out.split('\n\n')
      .filter((part) => part.startsWith('|'))) {
      const cells = table
        .trimEnd()
        .split('\n')
        .map((row) => row.split('|').length);
      expect(new Set(cells).size).toBe(1);
    }
  });
});

test.each(['text', 'markdown', 'html', 'json', 'csv'])('an empty home has a report as %s', (format) => {
  const { env: fresh } = freshHome();
  const { code, out, err } = run(['report', '--format', format, ...now], { env: fresh });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).not.toMatch(/NaN|undefined|Infinity|\[object/);
  if (format === 'text') expect(out).toContain('Nothing was practised yet');
  if (format === 'html') expect(out).not.toContain('<svg');
});
