import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PdfNode } from '../../src/report/prose-pdf.ts';
import { type Paper, papers, type Sheet, type SheetEntry, sheetLayouts } from '../../src/report/sheet.ts';
import { cardOfText, farScript, sides } from '../../src/report/sheet-fit.ts';
import { sheetHtml } from '../../src/report/sheet-html.ts';
import { sheetMarkdown } from '../../src/report/sheet-markdown.ts';
import { sheetPdf } from '../../src/report/sheet-pdf.ts';
import { entry, sheetOf } from './sheet-builders.ts';

const aPaper = fc.constantFrom<Paper>(...papers);
const words = (n: number) => 'word and more '.repeat(n).slice(0, n).trim();
const aText = fc
  .array(fc.oneof(fc.nat(300), fc.nat(1500)), { minLength: 1, maxLength: 4 })
  .map((lengths) => lengths.map((n) => words(Math.max(1, n))).join('\n\n'));
const someEntries = fc
  .array(fc.tuple(aText, aText), { maxLength: 30, size: 'max' })
  .map((made) => made.map(([front, back], i) => entry(`e${i}`, front, back)));

/** Lines of a text at a width, without any room between them. */
const leastLines = (text: string, columns: number): number =>
  text.split('\n\n').reduce((sum, paragraph) => sum + Math.ceil(paragraph.length / columns), 0);
const lines: Record<Paper, number> = { a4: 54, letter: 50 };

describe('the sides of a sheet', () => {
  test('hold every question once, in order', () => {
    fc.assert(
      fc.property(someEntries, aPaper, (entries, paper) => {
        const groups = sides(entries, paper);
        expect(groups.flat()).toEqual(entries);
        for (const group of groups) expect(group.length).toBeGreaterThan(0);
      }),
    );
  });

  test('keep to what a side holds, front and back, but for one that is too long alone', () => {
    fc.assert(
      fc.property(someEntries, aPaper, (entries, paper) => {
        for (const group of sides(entries, paper).filter(({ length }) => length > 1)) {
          for (const side of ['front', 'back'] as const) {
            const used = group.map((one) => leastLines(one[side], 110) + 3);
            expect(used.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(lines[paper]);
          }
        }
      }),
    );
  });

  test('are no more than it takes: the next question would not have fitted', () => {
    fc.assert(
      fc.property(someEntries, aPaper, (entries, paper) => {
        const groups = sides(entries, paper);
        for (const [i, group] of groups.slice(0, -1).entries()) {
          const both = [...group, groups[i + 1]![0]!];
          const most = (side: 'front' | 'back') =>
            both.reduce(
              (sum, one) => sum + leastLines(one[side], 85) + one[side].split('\n\n').length + 5,
              0,
            );
          expect(Math.max(most('front'), most('back'))).toBeGreaterThan(lines[paper]);
        }
      }),
    );
  });

  test('count every line of code as one', () => {
    const code = `\`\`\`\n${'x\n'.repeat(40)}\`\`\``;
    expect(sides([entry('a', code), entry('b', code)], 'a4')).toHaveLength(2);
  });
});

const cardText = (text: string, title: string, paper: Paper, far: number = farScript.pdf): string =>
  cardOfText(title, text, paper, far).text;

describe('a card', () => {
  test('holds a short text as it is', () => {
    for (const text of [
      'A paragraph\ngoes on.\n\n- an item\n  of two lines\n- another\n\n1. one',
      '```\ncode\n\nmore\n```',
      '| a |\n| --- |\n| b |',
    ])
      expect(cardText(text, 'Title', 'a4')).toBe(text);
    expect(cardText('', 'Title', 'letter')).toBe('');
  });

  test('holds as much of a long text as there is room for, under a sign that it goes on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), aPaper, (n, paper) => {
        const text = Array.from({ length: n }, () => words(400)).join('\n\n');
        const cut = cardText(text, 'Title', paper);
        expect(leastLines(cut, 60)).toBeLessThanOrEqual(15);
        expect(leastLines(cut, 45)).toBeGreaterThanOrEqual(11);
        expect(cut).toMatch(/ …$/);
        const kept = cut.slice(0, -2);
        expect(text.startsWith(kept)).toBe(true);
        expect(text[kept.length]).toMatch(/\s/);
      }),
    );
  });

  test('holds less under a title of several lines, in capitals, and of what is printed by number', () => {
    const text = words(3000);
    const plain = cardText(text, 'Title', 'a4').length;
    expect(cardText(text, words(100), 'a4').length).toBeLessThan(plain);
    expect(cardText(text.toUpperCase(), 'Title', 'a4').length).toBeLessThan(plain * 0.8);
    const far = '漢'.repeat(3000);
    expect(cardText(far, 'Title', 'a4').length).toBeLessThan(plain / 6);
    expect(cardText(far, 'Title', 'a4', farScript.page).length).toBeGreaterThan(plain / 4);
  });

  test('holds no more items of a list than lines', () => {
    const items = Array.from({ length: 40 }, (_, i) => `- item ${i}`).join('\n');
    const kept = cardText(items, 'Title', 'a4').split('\n');
    expect(kept.length).toBeLessThanOrEqual(15);
    expect(kept.at(-1)).toBe('…');
  });

  test('has a title of no more than three lines', () => {
    const titleOf = (title: string) => cardOfText(title, 'text', 'a4', farScript.pdf).title;
    expect(titleOf('A short title')).toBe('A short title');
    expect(titleOf(words(900)).length).toBeGreaterThan(100);
    for (const long of [words(900), 'W'.repeat(900), '漢'.repeat(900)]) {
      expect(titleOf(long).length).toBeLessThanOrEqual(122);
      expect(titleOf(long)).toMatch(/ …$/);
    }
  });
});

const cards = (n: number): SheetEntry[] =>
  Array.from({ length: n }, (_, i) => entry(String(i), `front ${i}`, `back ${i}`));

/** Rows of two codes, an empty one where a card is blank. */
const mirrored = (rows: string[][]): string[][] => rows.map(([left = '', right = '']) => [right, left]);
const pairsOf = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / 2) }, (_, i) => list.slice(2 * i, 2 * i + 2));

/** The pages of cards of a page, each as rows of two codes. */
function htmlPages(html: string): string[][][] {
  return html
    .split('<div class="cards side">')
    .slice(1)
    .map((page) => {
      const each = page.split('<section class="card">').slice(1);
      return pairsOf(each.map((card) => /class="code">(\w+)</.exec(card)?.[1] ?? ''));
    });
}

interface Table extends PdfNode {
  readonly table: { readonly body: { stack?: { text: { text: string }[] }[] }[][] };
}
const pdfPages = (document: PdfNode): string[][][] =>
  (document.content as Table[]).map(({ table }) =>
    table.body.map((row) => row.map(({ stack }) => stack?.[0]?.text[0]?.text ?? '')),
  );

describe.each([
  [
    'a page',
    (n: number, paper: Paper) => htmlPages(sheetHtml(sheetOf(cards(n), { layout: 'cards', paper }))),
  ],
  ['a PDF', (n: number, paper: Paper) => pdfPages(sheetPdf(sheetOf(cards(n), { layout: 'cards', paper })))],
])('the cards of %s', (_, pagesOf) => {
  test('lie back to back: turned over at the long edge, each answer is behind its question', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), aPaper, (n, paper) => {
        const pages = pagesOf(n, paper);
        expect(pages).toHaveLength(2 * Math.ceil(n / 8));
        const filled = (rows: string[][]) => rows.map(([left = '', right = '']) => [left, right]);
        for (const [front, back] of pairsOf(pages)) expect(filled(back!)).toEqual(mirrored(front!));
        const fronts = pairsOf(pages).flatMap(([front]) => front!.flat());
        expect(fronts.filter(Boolean)).toEqual(cards(n).map(({ code }) => code));
      }),
    );
  });

  test('are eight a page at most', () => {
    for (const page of pagesOf(20, 'a4')) expect(page.flat().length).toBeLessThanOrEqual(8);
  });
});

test('a sheet to be turned begins its questions on odd pages and its answers on even ones', () => {
  const entries = Array.from({ length: 4 }, (_, i) => entry(`${i}`, words(2500), words(2500)));
  const heads = (sheetPdf(sheetOf(entries, { layout: 'back' })).content as PdfNode[]).filter(({ text }) =>
    /: (questions|answers)$/.test(String(text)),
  );
  expect(heads.length).toBeGreaterThan(3);
  // What pdfmake calls "beforeOdd" skips the odd pages (test/commands/sheet.test.ts looks at the paper itself).
  expect(heads.map(({ text, pageBreak }) => [String(text).split(': ')[1], pageBreak])).toEqual(
    heads.map((__, i) =>
      i % 2 === 0 ? ['questions', i === 0 ? undefined : 'beforeEven'] : ['answers', 'beforeOdd'],
    ),
  );
});

describe('a sheet without a question', () => {
  const nothing = 'No question fits these filters.';
  const texts = (over: Partial<Sheet>) => [
    sheetMarkdown(sheetOf([], over)),
    sheetHtml(sheetOf([], over)),
    JSON.stringify(sheetPdf(sheetOf([], over))),
  ];

  test.each(sheetLayouts)('says so, laid out as %s', (layout) => {
    for (const text of texts({ layout })) expect(text).toContain(nothing);
  });

  test.each(sheetLayouts)('has the points missed most where there are any, laid out as %s', (layout) => {
    const weakPoints = [{ id: 'a', text: 'say why', missed: 2, seen: 3 }];
    for (const text of texts({ layout, weakPoints })) {
      expect(text).toContain('say why');
      expect(text).not.toContain(nothing);
    }
  });
});

test('the paper is the one that was asked for, in a page and in a PDF', () => {
  expect(sheetHtml(sheetOf(cards(1), { paper: 'letter' }))).toContain('@page { size: Letter;');
  expect(sheetHtml(sheetOf(cards(1)))).toContain('@page { size: A4;');
  expect([sheetPdf(sheetOf([], { paper: 'letter' })).pageSize, sheetPdf(sheetOf([])).pageSize]).toEqual([
    'LETTER',
    'A4',
  ]);
});
