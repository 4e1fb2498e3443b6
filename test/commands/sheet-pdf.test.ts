import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../src/bank/code.ts';
import { fullId, type Item } from '../../src/bank/item.ts';
import { freshHome } from '../pty.ts';
import { run, runJson } from '../run.ts';
import { packOf } from './report-builders.ts';
import { isWithout, pdfFacts, pdfPages } from './tools.ts';

const { env } = freshHome();
// Stages that were never played are left out: they tell the story of their scenario.
const listed: Item[] = runJson(['list'], env).items;
const items = listed.filter(({ kind }) => kind !== 'stage');
const folder = mkdtempSync(join(tmpdir(), 'hotseat-pdf-'));
const made = new Map<string, string>();

/** The file of a sheet as a PDF: one that was made is not made again. */
function pdf(env: Record<string, string>, ...args: string[]): string {
  const key = args.join(' ');
  const file = made.get(key) ?? join(folder, `${made.size}.pdf`);
  if (made.has(key)) return file;
  const { code, err } = run(['sheet', '--order', 'file', '-o', file, ...args], { env });
  if (code !== 0) throw new Error(err);
  made.set(key, file);
  return file;
}

const shipped = (layout = 'page', paper = 'a4') =>
  pdf(env, '--with', 'points', '--layout', layout, '--paper', paper);
const bare = (text: string): string => text.replace(/\s+/g, '');

describe.skipIf(isWithout('pdftotext', 'pdfinfo'))('the shipped pack on paper', () => {
  test('holds the code and the title of every question', () => {
    const text = bare(pdfPages(shipped()).join(''));
    expect(items.length).toBeGreaterThan(50);
    for (const item of items) expect(text).toContain(bare(`${codeOf(fullId(item))}${item.title}`));
  });

  test('has a code of its own for every question', () => {
    expect(new Set(items.map((item) => codeOf(fullId(item)))).size).toBe(items.length);
  });

  test('prints every character: none by its number', () => {
    const everything = pdf(env, '--with', 'hints,points,answers');
    expect(pdfPages(everything).join('')).not.toContain('<U+');
  });

  test('numbers its pages', () => {
    const pages = pdfPages(shipped());
    expect(pages.length).toBeGreaterThan(10);
    for (const [i, page] of pages.entries())
      expect(page.trimEnd()).toMatch(new RegExp(`\\s${i + 1} ?/ ?${pages.length}$`));
  });

  test('begins with its contents, by category, with the pages on which they are', () => {
    const pages = pdfPages(shipped());
    for (const category of new Set(items.map((item) => item.category))) {
      const [, at] = new RegExp(`^\\s*${category}[ .]*(\\d+)$`, 'm').exec(pages[0]!) ?? [];
      expect(pages[Number(at) - 1], category).toMatch(new RegExp(`^ *${category}$`, 'm'));
    }
  });

  test.each([
    ['a4', '595.28 x 841.89 pts (A4)'],
    ['letter', '612 x 792 pts (letter)'],
  ])('is as large as its paper, %s', (paper, size) => {
    for (const layout of ['page', 'back', 'cards'])
      expect(pdfFacts(shipped(layout, paper))['Page size']).toBe(size);
    expect(pdfFacts(shipped('page', paper)).Title).toMatch(/^Study sheet, /);
  });

  test.each(['a4', 'letter'])('has its answers behind its questions, page by page, on %s', (paper) => {
    const pages = pdfPages(shipped('back', paper));
    const codes = (page: string) =>
      page.match(/^ *[0-9A-HJKMNP-TV-Z]{5} {2,}\S/gm)?.map((code) => code.trim());
    expect(pages.length % 2).toBe(0);
    for (const [i, page] of pages.entries()) {
      expect(page.trimStart()).toMatch(
        i % 2 === 0 ? /^Study sheet, .*: questions/ : /^Study sheet, .*: answers/,
      );
      if (i % 2 === 1) expect(codes(page)).toEqual(codes(pages[i - 1]!));
    }
  });

  test.each(['a4', 'letter'])('has each card on one page of eight, front and back alike, on %s', (paper) => {
    const pages = pdfPages(shipped('cards', paper));
    expect(pages).toHaveLength(2 * Math.ceil(items.length / 8));
    const known = new Set(items.map((item) => codeOf(fullId(item))));
    const rows = (page: string) =>
      page
        .split('\n')
        .map((line) => (line.match(/\b[0-9A-HJKMNP-TV-Z]{5}\b/g) ?? []).filter((code) => known.has(code)))
        .filter((codes) => codes.length > 0);
    for (let i = 0; i < pages.length; i += 2) {
      expect(rows(pages[i]!).flat()).toHaveLength(Math.min(8, items.length - 4 * i));
      expect(rows(pages[i + 1]!)).toEqual(rows(pages[i]!).map((row) => row.toReversed()));
    }
  });
});

describe.skipIf(isWithout('pdftotext', 'pdfinfo'))('a long text on paper', () => {
  const counted = (word: string, n = 3000) => Array.from({ length: n }, (_, i) => `${word}${i}`);
  const long = packOf(env, [
    {
      id: 'prose',
      category: 'Long',
      title: 'Prose',
      prompt: counted('front').join(' '),
      hints: [counted('hint').join(' ')],
      keyPoints: counted('point', 150).map((word) => `${word} ${'and more '.repeat(15)}`),
      answer: counted('answer').join(' '),
    },
    {
      id: 'code',
      category: 'Long',
      title: 'Code',
      prompt: `\`\`\`\n${counted('line', 300).join('\n')}\n\`\`\``,
      answer: `| a | b |\n| --- | --- |\n| x | ${counted('cell').join(' ')} |`,
    },
  ]);

  test.each(['page', 'back'])('is there to its last word, laid out as %s', (layout) => {
    const file = pdf(env, '--pack', long, '--with', 'hints,points,answers', '--layout', layout);
    const text = pdfPages(file).join('\n');
    for (const [word, n] of Object.entries({
      front: 3000,
      hint: 3000,
      point: 150,
      answer: 3000,
      line: 300,
      cell: 3000,
    }))
      expect(new Set(text.match(new RegExp(`\\b${word}\\d+`, 'g'))).size, word).toBe(n);
  });

  test('that is to be turned still begins on the side that it belongs to', () => {
    const file = pdf(env, '--pack', long, '--with', 'hints,points,answers', '--layout', 'back');
    const heads = pdfPages(file).map((page) => /: (questions|answers)$/m.exec(page)?.[1]);
    expect(heads.filter(Boolean)).toEqual(['questions', 'answers', 'questions', 'answers']);
    for (const [i, head] of heads.entries())
      if (head) expect(head).toBe(i % 2 === 0 ? 'questions' : 'answers');
  });

  test('of code keeps its lines, whatever else its signs are', () => {
    const code = packOf(
      env,
      [{ id: 'c', category: 'C', title: 'T', prompt: '```\nx → y\n\tz → w\n```', answer: 'A → B.' }],
      'code',
    );
    const text = pdfPages(pdf(env, '--pack', code)).join('');
    expect(text).toMatch(/x → y *\n\s*z → w/);
    expect(text).not.toContain('<U+');
  });
});
