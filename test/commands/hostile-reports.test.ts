// A pack of a stranger who means harm: whatever its texts are, a report or a sheet of it is only that.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'fast-string-width';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pointKey } from '../../src/practice/grade.ts';
import { point } from '../builders.ts';
import { freshHome } from '../pty.ts';
import { parseCsv } from '../report/parse-csv.ts';
import { run } from '../run.ts';
import { launch, looks, overflow, visit } from './chromium.ts';
import { keepAll, now, packOf, reviewed } from './report-builders.ts';
import { isWithout, pdfFacts, pdfPages } from './tools.ts';

const word = 'W'.repeat(10_000);
const texts: Record<string, string> = {
  ansi: '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b[2J\u009b1m bell\u0007',
  script: '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><svg onload=alert(1)>',
  formula: '=HYPERLINK("http://evil.example","x")',
  plus: '+1-1@SUM(A1)',
  links:
    '[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) <javascript:alert(1)> ![d](javascript:x)',
  long: word,
  table: `| a | b |\n| --- | --- |\n| ${word} | <b>x</b> |`,
  code: `\`\`\`\n${word}\n\`\`\``,
  cjk: '可観測性とは何か'.repeat(400),
  rtl: 'abc\u202edef\u2066ghi\u200b \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627',
  emoji: '👩\u200d🚀🏳️\u200d🌈🚀'.repeat(50),
  lines: 'one\ntwo\r\nthree',
  marks: `${'*'.repeat(3000)} ${'`'.repeat(999)} ${'> '.repeat(200)}deep ${'[]('.repeat(999)}`,
};

const everywhere = (id: string, text: string) => ({
  id,
  category: text,
  title: text,
  tags: [text],
  skills: [text],
  careers: [text],
  prompt: text,
  hints: [text],
  keyPoints: [text],
  answer: text,
});

const all = Object.values(texts);
const kinds = [
  {
    ...everywhere('choice', 'A choice'),
    choices: all.map((text, i) => ({ text, correct: i % 2 === 0, why: text })),
  },
  { ...everywhere('order', 'An order'), order: all },
  {
    ...everywhere('number', 'A {{a}} number'),
    number: { params: { a: [1, 2] }, formula: 'a * 2', unit: texts.script },
  },
  {
    ...everywhere('cloze', 'A cloze'),
    cloze: `{{${texts.script}}} ${all.map((text) => text.slice(0, 99)).join(' ')}`,
  },
];

const { env, home } = freshHome();
const pack = packOf(
  env,
  [...Object.entries(texts).map(([id, text]) => everywhere(id, text)), ...kinds],
  'hostile',
);
keepAll(
  env,
  Object.entries(texts).flatMap(([id, text]) => [
    reviewed(`hostile/${id}`, 40),
    reviewed(`hostile/${id}`, 1, { missed: [pointKey(point(text.trim()))] }),
  ]),
);

/** Runs a command into a file, and gives the file; throws where it fails or takes too long. */
function made(name: string, args: readonly string[]): string {
  const file = join(home, name);
  const start = performance.now();
  const { code, err } = run([...args, ...now, '--pack', pack, '--seed', '1', '-o', file], { env });
  if (code !== 0) throw new Error(`exit ${code}: ${err}`);
  expect(performance.now() - start).toBeLessThan(10_000);
  return file;
}

const report = (format: string) => made(`report.${format}`, ['report', '--format', format]);
const sheet = (format: string, layout: string) =>
  made(`${layout}.${format}`, [
    ...['sheet', '--order', 'file', '--with', 'hints,points,answers'],
    ...['--layout', layout, '--format', format],
  ]);
const layouts = ['page', 'back', 'cards'] as const;

// What steers a terminal, or turns or hides text on a screen; a line end does not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Where a text holds something that it must not: a piece of it, since the whole is too long to print. */
function piece(text: string, of: RegExp): string | undefined {
  const at = text.search(of);
  return at < 0 ? undefined : JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
}

test('the pack is one that is loaded whole', () => {
  const { code, out } = run(['check', '--pack', pack, pack], { env });
  expect(out).toContain(`${all.length + kinds.length} questions: 0 errors`);
  expect(code).toBe(0);
});

describe('as text', () => {
  test('the report holds nothing that steers a terminal, on lines of eighty columns', () => {
    const text = readFileSync(report('text'), 'utf8');
    expect(piece(text, steering)).toBeUndefined();
    expect(text.includes('Missed most')).toBe(true);
    for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  });

  test.each(layouts)('the sheet laid out as %s holds nothing that steers a terminal', (layout) => {
    const text = readFileSync(sheet('text', layout), 'utf8');
    expect(piece(text, steering)).toBeUndefined();
    // Pictures joined to one by a sign of no width are counted by the wrapping library as they come.
    for (const line of text.split('\n').filter((each) => !/[👩🏳🌈🚀]/u.test(each)))
      expect(stringWidth(line), line.slice(0, 200)).toBeLessThanOrEqual(80);
  });

  test('neither does the Markdown', () => {
    expect(piece(readFileSync(report('markdown'), 'utf8'), steering)).toBeUndefined();
    for (const layout of layouts)
      expect(piece(readFileSync(sheet('markdown', layout), 'utf8'), steering)).toBeUndefined();
  });

  test('the Markdown of a report has tables and headings of its own only', () => {
    for (const line of readFileSync(report('markdown'), 'utf8').split('\n'))
      expect(line.slice(0, 60)).toMatch(
        /^(\||# Progress|## [A-Z]|\d+ (question|answer|come due)|\d+ % |Over |Practised daily|$)/,
      );
  });

  test('the CSV holds no formula, and is read back whole', () => {
    const [head, ...lines] = parseCsv(readFileSync(report('csv'), 'utf8'));
    expect(lines).toHaveLength(all.length + kinds.length);
    for (const field of lines.flat()) expect(field).not.toMatch(/^[=+@\t\r]|^-(?!\d)/);
    expect(lines.map((line) => line[head!.indexOf('title')])).toContain(`'${texts.formula}`);
  });

  test('the JSON is one document without a sign that steers', () => {
    const text = readFileSync(report('json'), 'utf8');
    expect(piece(text, steering)).toBeUndefined();
    expect(JSON.parse(text).byCategory.length).toBeGreaterThan(10);
  });
});

describe.skipIf(isWithout('pdftotext', 'pdfinfo'))('as a PDF', () => {
  test.each(layouts)('the sheet laid out as %s is set, and runs nothing', (layout) => {
    const file = sheet('pdf', layout);
    const { JavaScript, Encrypted, Pages } = pdfFacts(file);
    expect({ JavaScript, Encrypted }).toEqual({ JavaScript: 'no', Encrypted: 'no' });
    if (layout === 'cards') expect(Number(Pages)).toBe(2 * Math.ceil((all.length + kinds.length) / 8));
    const text = pdfPages(file).join('');
    expect(text.includes('<script>alert(1)</script>')).toBe(true);
    // pdftotext puts marks of its own around words that are read from the right, and feeds pages.
    expect(piece(text.replace(/[\f\u202a-\u202c]/g, ''), steering)).toBeUndefined();
    expect(piece(readFileSync(file, 'latin1'), /\/(URI|JS|JavaScript|Launch|OpenAction)\b/)).toBeUndefined();
  });
});

describe('as a page', () => {
  const pages: Record<string, () => string> = {
    'the report': () => report('html'),
    ...Object.fromEntries(
      layouts.map((layout) => [`the sheet laid out as ${layout}`, () => sheet('html', layout)]),
    ),
  };

  test.each(Object.entries(pages))('%s holds no script, no picture and no link to one', (_, make) => {
    const html = readFileSync(make(), 'utf8');
    expect(piece(html, /<(script|img|iframe|object|embed|form|base|link)|\son\w+=["']/i)).toBeUndefined();
    expect(piece(html, /href="(?!#c\d+"|https?:|mailto:)/)).toBeUndefined();
    expect(piece(html, /[\u202a-\u202e\u2066-\u2069]/)).toBeUndefined();
  });

  describe.skipIf(isWithout('chromium'))('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser?.close());

    test.each(Object.entries(pages))(
      '%s is no wider than its window, and complains of nothing',
      async (_, make) => {
        const file = make();
        for (const look of looks) {
          await visit(browser, file, look, async ({ page, complaints, requests }) => {
            expect(complaints).toEqual([]);
            expect(requests).toHaveLength(1);
            expect(await overflow(page), look.name).toEqual({ wide: 0, out: [] });
          });
        }
      },
    );
  });
});
