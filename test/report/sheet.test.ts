import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, readCode } from '../../src/bank/code.ts';
import { type Item, isChoice } from '../../src/bank/item.ts';
import { byCategory, type SheetPart, sheetEntry, sheetParts } from '../../src/report/sheet.ts';
import { sheetMarkdown } from '../../src/report/sheet-markdown.ts';
import { item, point } from '../builders.ts';
import {
  choiceItem,
  clozeItem,
  entry,
  lettered,
  lettersAfter,
  numberItem,
  orderItem,
  sheetOf,
  stageItem,
} from './sheet-builders.ts';

const aSeed = fc.integer({ min: 0, max: 1_000_000 }).map(String);
const everything = [...sheetParts];
const figures = (text: string): number[] =>
  [...text.matchAll(/\d[\d,.]*\d|\d/g)].map(([figure]) => Number(figure.replaceAll(',', '')));

const kinds: readonly Item[] = [item('open'), choiceItem(), stageItem, orderItem, numberItem, clozeItem];

describe.each(kinds.map((one) => [one.kind, one] as const))(
  'on the front of a question of kind %s',
  (_, one) => {
    test('stands the same, whatever is asked for beside it', () => {
      fc.assert(
        fc.property(aSeed, fc.subarray(everything), (seed, parts) => {
          expect(sheetEntry(one, parts, seed).front).toBe(sheetEntry(one, [], seed).front);
        }),
      );
    });

    test('stands nothing of the hints, the points, the answer and the reasons', () => {
      const reasons = isChoice(one) ? one.choices.map(({ why }) => why) : [];
      const gaps = one.kind === 'cloze' ? ['rate', 'irate', 'counter'] : [];
      const kept = [...one.hints, ...one.keyPoints.map(({ text }) => text), one.answer, ...reasons, ...gaps];
      fc.assert(
        fc.property(aSeed, (seed) => {
          const { front } = sheetEntry(one, everything, seed);
          for (const text of kept) expect(front).not.toContain(text);
          expect(front).not.toMatch(/right|wrong|correct|hint|\{\{/i);
        }),
      );
    });

    test('stands alone where nothing is asked for beside it', () => {
      expect(sheetEntry(one, [], '1').back).toBe('');
    });
  },
);

test('an open question has its points behind it, or its rubric where it is a story', () => {
  const open = item('q', { keyPoints: [point('one\nand more'), point('two')] });
  expect(sheetEntry(open, ['points'], '1').back).toBe('**Key points**\n\n- one\n  and more\n- two');
  const story = item('story', { keyPoints: [], rubric: '- **good**: situation' });
  expect(sheetEntry(story, ['points'], '1').back).toBe('**Rubric**\n\n- **good**: situation');
  expect(sheetEntry(item('bare', { keyPoints: [] }), ['points'], '1').back).toBe('');
});

test('hints are numbered, and come before the points and the answer', () => {
  const { back } = sheetEntry(item('q'), ['answers', 'hints', 'points'], '1');
  expect(back).toBe(
    [
      ...['**Hint 1.** first hint', '**Hint 2.** second hint', '**Hint 3.** third hint'],
      ...['**Key points**', '- one\n- two', '**Answer.** It is q.'],
    ].join('\n\n'),
  );
  expect(sheetEntry(item('q', { answer: '' }), ['answers'], '1').back).toBe('');
});

test('a head says level and time for a spoken answer', () => {
  const { code, title, category, facts } = sheetEntry(item('q'), [], '1');
  expect({ code, title, category, facts }).toEqual({
    code: codeOf('pack/q'),
    title: 'Title of q',
    category: 'Basics',
    facts: 'beginner, 1:00',
  });
});

describe('the letters of a choice', () => {
  const choice = choiceItem();

  test('are the same behind it as on its front', () => {
    const places = new Set<string>();
    fc.assert(
      fc.property(
        aSeed,
        fc.constantFrom<SheetPart[]>(['points'], ['answers'], ['points', 'answers']),
        (seed, parts) => {
          const { front, back } = sheetEntry(choice, parts, seed);
          const shown = lettered(front);
          expect(Object.values(shown).sort()).toEqual(choice.choices.map(({ text }) => text).sort());
          const right = lettersAfter('Right', back);
          expect(right.map((letter) => shown[letter]).sort()).toEqual(['a counter', 'a gauge']);
          expect(back.match(/\*\*Right:/g)).toHaveLength(1);
          for (const [letter, said] of Object.entries(lettered(back))) {
            const { correct, why } = choice.choices.find(({ text }) => text === shown[letter])!;
            expect(said).toBe(`${correct ? 'Right.' : 'Wrong.'} ${why}`);
          }
          places.add(right.join());
        },
      ),
    );
    expect(places.size).toBeGreaterThan(3);
  });

  test('stay beside texts of several lines', () => {
    const long = choiceItem({
      choices: choice.choices.map((one) => ({ ...one, text: `${one.text}\n\nmore` })),
    });
    expect(sheetEntry(long, [], '1').front).toMatch(/- \*\*a\.\*\* [a-z ]+\n {2}\n {2}more\n- \*\*b\./);
  });
});

test('the letters of an order lead to the right one, which is never the one that is shown', () => {
  fc.assert(
    fc.property(aSeed, (seed) => {
      const { front, back } = sheetEntry(orderItem, ['points'], seed);
      const shown = lettered(front);
      expect(lettersAfter('Order', back).map((letter) => shown[letter])).toEqual(orderItem.order);
      expect(Object.values(shown)).not.toEqual(orderItem.order);
      expect(front).toMatch(/\n\nOrder: (\\_){12}$/);
    }),
  );
});

test('the figures of a number question are the same on both sides, and its result only behind it', () => {
  fc.assert(
    fc.property(aSeed, (seed) => {
      const { front, back } = sheetEntry(numberItem, everything, seed);
      const [share = 0, days = 0] = figures(front);
      const result = Number(((days * 86_400 * share) / 100).toPrecision(12));
      expect(figures(front)).toEqual([share, days]);
      expect(figures(/\*\*Hint 1\.\*\* (.*)/.exec(back)![1]!)).toEqual([days, days * 86_400]);
      expect(figures(/\*\*Answer:\*\* (.*) s/.exec(back)![1]!)).toEqual([result]);
      expect(figures(/\*\*Answer\.\*\* (.*)/.exec(back)![1]!)).toEqual([days, share, result]);
    }),
  );
});

test('the gaps of a text are numbered on the front, and filled by their number behind it', () => {
  const { front, back } = sheetEntry(clozeItem, ['points'], '1');
  const blank = '\\_'.repeat(8);
  expect(front).toBe(`Fill the gaps.\n\n${blank}(1) of a ${blank}(2) over a window`);
  expect(back).toBe('**Gaps:** (1) rate, (2) counter');
});

test('what a kind is graded by stands once, with the points or else with the answer', () => {
  for (const one of [choiceItem(), stageItem, orderItem, numberItem, clozeItem]) {
    const graded = sheetEntry(one, ['points'], '1').back;
    for (const parts of [['answers'], ['points', 'answers']] as SheetPart[][]) {
      const { back } = sheetEntry(one, parts, '1');
      expect(back.split(graded)).toHaveLength(2);
      expect(back).toContain('**Answer.** ');
    }
  }
});

describe('a code', () => {
  const anId = fc.tuple(fc.stringMatching(/^[a-z0-9.-]{1,12}$/), fc.stringMatching(/^[a-z0-9._-]{1,30}$/));

  test('is five signs that no hand confuses, and is read back as it was written', () => {
    fc.assert(
      fc.property(anId, ([pack, id]) => {
        const code = codeOf(`${pack}/${id}`);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}$/);
        expect([readCode(code), readCode(code.toLowerCase())]).toEqual([code, code]);
      }),
    );
  });

  test('may be typed with letters that look like its digits', () => {
    const confused = (code: string) => [
      code.replaceAll('0', 'O').replaceAll('1', 'I'),
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
    ];
    fc.assert(
      fc.property(anId, ([pack, id]) => {
        const code = codeOf(`${pack}/${id}`);
        for (const typed of confused(code)) expect(readCode(typed)).toBe(code);
      }),
    );
  });

  test('is its own for each of thousands of questions, but for a pair or two', () => {
    const codes = Array.from({ length: 5000 }, (_, i) => codeOf(`builtin/aiops-${i}`));
    expect(new Set(codes).size).toBeGreaterThan(4990);
  });
});

describe('a sheet as Markdown', () => {
  const entries = [
    { ...entry('a', 'front a', 'back a'), category: 'One' },
    { ...entry('b', 'front b', 'back b'), category: 'Two *2*' },
    { ...entry('c', 'front c', ''), category: 'One' },
  ];

  test('goes by category, each question with what is behind it', () => {
    const text = sheetMarkdown(sheetOf(entries));
    const order = [
      '## One',
      'front a',
      'back a',
      'front c',
      '## Two \\*2\\*',
      'front b',
      'back b',
      'hotseat grade',
    ];
    const places = order.map((piece) => text.indexOf(piece));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect([...byCategory(entries).keys()]).toEqual(['One', 'Two *2*']);
  });

  test('has all questions before anything that is behind one, where it is to be turned', () => {
    for (const layout of ['back', 'cards'] as const) {
      const text = sheetMarkdown(sheetOf(entries, { layout }));
      expect(text.indexOf('front b')).toBeLessThan(text.indexOf('\n---\n'));
      expect(text.indexOf('back a')).toBeGreaterThan(text.indexOf('\n---\n'));
    }
  });

  test('lists the points missed most', () => {
    const weakPoints = [{ id: 'a', text: 'say *why*', missed: 2, seen: 3 }];
    expect(sheetMarkdown(sheetOf([], { weakPoints }))).toContain('- say \\*why\\* (a, missed 2 of 3)');
  });
});
