// What strangers' files can do to the reader: it never throws, never hangs, and names every fault in the file.
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { FileContent } from '../../src/content/question-file.ts';
import { asMarkdown, asYaml, entry, parse, question, type Written, yamlFile } from './builders.ts';

// Machines that are busy with other tests are slow.
vi.setConfig({ testTimeout: 60_000 });

const files = ['a.md', 'a.yaml'] as const;

// One comparison a file: thousands of files are read.
function expectSound({ items, problems }: FileContent, text: string): void {
  const lines = text.split(/\r\n|\r|\n/).length;
  const isLine = (line: number) => Number.isInteger(line) && line >= 1 && line <= lines;
  const unsound = [
    ...problems.filter(
      ({ line, column, message, mend }) =>
        !isLine(line) || !Number.isInteger(column) || column < 1 || message === '' || mend === '',
    ),
    ...items.filter(
      ({ id, title, prompt, category, source }) =>
        !/^[a-z0-9][a-z0-9._-]*$/.test(id) || !title || !prompt || !category || !isLine(source.line),
    ),
  ];
  expect(unsound).toEqual([]);
  // A file that gives nothing says why.
  expect(items.length + problems.length).toBeGreaterThan(0);
}

const questions: Written[] = [
  {
    id: 'a',
    title: 'First one',
    prompt: 'Why?\n\n```sh\n## code\n```',
    answer: 'Because.\n\nReally.',
    level: 'advanced',
    tags: ['x', 'y'],
    limits: { spoken: '2m', typed: '90s' },
    hints: ['h1', 'h2'],
    keyPoints: [{ text: 'k', accept: [['a', 'b'], ['c']], weight: 2 }, { text: 'l' }],
    weakAnswers: ['w'],
    followUps: [{ prompt: 'And?', keyPoints: [{ text: 'm' }], answer: 'So.' }],
    references: ['r'],
  },
  { id: 'b', title: 'Second one', prompt: 'How?', answer: 'Thus.', category: 'Own' },
];
const shared = { category: 'C', level: 'beginner', careers: ['c'], limits: { spoken: '1m' } };
const markdownKinds = `
## A choice {#c}

Which?

- [x] right
  - why: it is
- [ ] wrong

## An order {#o}

Which first?

### Order

1. one
2. two

## A number {#n}

How many?

### Number

- formula: per * n
- tolerance: 5%
- param n: 2, 3
- param k: 10 to 20 step 5
- step per: k / 2

### Answer

So many.

## A cloze {#z}

Fill in.

### Cloze

A {{span|trace}} has a {{parent}}.
`;
const yamlKinds = `  - {id: c, title: C, prompt: P, choices: [{text: a, correct: true, why: w}, {text: b, correct: false}]}
  - {id: o, title: O, prompt: P, order: [one, two]}
  - {id: z, title: Z, prompt: P, cloze: "A {{span|trace}}."}
  - id: n
    title: N
    prompt: P
    answer: A
    number: {formula: per * n, tolerance: 5%, params: {n: [2, 3], k: {from: 10, to: 20, step: 5}}, steps: {per: k / 2}}
`;
const valid = {
  'a.md': asMarkdown(shared, questions) + markdownKinds,
  'a.yaml': asYaml(shared, questions) + yamlKinds,
};

test.each(files)('the file that is damaged below is whole: %s', (file) => {
  expect(parse(valid[file], file).problems).toEqual([]);
  expect(parse(valid[file], file).items.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['open', 'choice', 'order', 'number', 'cloze']),
  );
});

/** Pieces that mean something to one of the readers. */
const piece = fc.constantFrom(
  ...[
    '---\n',
    '---js\n',
    '----',
    '## ',
    '### ',
    '#### ',
    '\n### Hint\n',
    '{#',
    '}',
    '```',
    '~~~\n',
    '- ',
    '  - accept: ',
  ],
  ...[
    '\n',
    '\r\n',
    '\r',
    '\t',
    '  ',
    ': ',
    '? ',
    '[',
    ']',
    '{',
    ',',
    '"',
    "'",
    '|\n',
    '>-\n',
    '&a ',
    '*a',
    '!x ',
    '%YAML 1.1\n',
  ],
  ...[
    '#',
    '\ufeff',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\ud800',
    '__proto__: ',
    'constructor: ',
    'questions:\n',
    '- [x] ',
    '### Number\n- ',
    'formula: ',
    'param __proto__: 1, 2\n',
    '- step constructor: 1 / 0\n',
    '{{',
    '1. ',
    '- id: a\n',
  ],
);
const junk = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('a question file', () => {
  test.each(files)('of any text at all is read without a throw, and its faults lie inside it: %s', (file) => {
    fc.assert(
      fc.property(junk, (text) => expectSound(parse(text, file), text)),
      { numRuns: 2000 },
    );
  });

  test.each(files)(
    'that was whole, and was cut, spliced or overwritten anywhere, is read so too: %s',
    (file) => {
      const edit = fc.record({ at: fc.nat(), length: fc.nat(60), put: fc.oneof(fc.constant(''), junk) });
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
          let text = valid[file];
          for (const { at, length, put } of edits) {
            const start = at % (text.length + 1);
            text = text.slice(0, start) + put + text.slice(start + length);
          }
          expectSound(parse(text, file), text);
        }),
        { numRuns: 1000 },
      );
    },
  );

  test.each(files)('cut off after any letter is read so too: %s', (file) => {
    const text = valid[file];
    for (let length = 1; length <= text.length; length++) {
      const cut = text.slice(0, length);
      expectSound(parse(cut, file), cut);
    }
  });
});

// By the square of their length, or with more arguments than a call may have, these took ten seconds to an hour,
// or threw.
describe('a large file of one thing many times over is read in seconds', () => {
  test.each<[string, string, string]>([
    ['spaces in a title', 'a.md', `## a${' '.repeat(400_000)}b {#a}\n\np\n`],
    ['ids that never close', 'a.md', `## ${'{#'.repeat(200_000)}\n\np\n`],
    ['one long heading that is no part', 'a.md', `${question('a')}### ${'x'.repeat(1_900_000)}\n`],
    ['front matter that is one long text', 'a.md', `---\n${'a'.repeat(1_900_000)}\n---\n\n${question('a')}`],
    [
      'keys that nobody knows',
      'a.yaml',
      Array.from({ length: 50_000 }, (_, i) => `k${i}: 1\n`).join('') + yamlFile(entry('a')),
    ],
    ['entries that do not fit', 'a.yaml', yamlFile(entry('a', `hints: [${'1,'.repeat(130_000)}]`))],
    ['a name that is long', 'a.yaml', `? ${'x'.repeat(400_000)}\n: 1\n${yamlFile(entry('a'))}`],
  ])('%s', (_, file, text) => {
    const start = performance.now();
    const { problems } = parse(text, file);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(problems.length).toBeGreaterThan(0);
    for (const { message } of problems.slice(0, 100)) expect(message.length).toBeLessThan(300);
  });
});
