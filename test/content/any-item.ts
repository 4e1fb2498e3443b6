// Items of all kinds, with texts as a Markdown pack file can hold them, for laws of the writers.
import fc from 'fast-check';
import type { Item, NumberSpec, QuestionKind } from '../../src/bank/item.ts';
import { outsideCode } from '../../src/content/markdown-sections.ts';
import { usualLimits } from '../../src/content/question.ts';

// What means something at the start of a line, or anywhere, to one of the readers and must not change a text.
const piece = fc.constantFrom(
  ...[
    'latency',
    'p99:',
    ':b',
    '# no',
    '"q"',
    "it's",
    '*',
    '`code`',
    '{x}',
    '[x]',
    '&a',
    '*b',
    '!t',
    '%',
    '@c',
    '|',
  ],
  ...[
    '>',
    'Ünï',
    '漢字',
    '👩‍🚀',
    '<b>',
    '\\n',
    '10%',
    '?',
    'yes',
    'null',
    '1e3',
    '~',
    '{#id}',
    '$&',
    '#',
    '- ',
    '--',
  ],
  ...[
    '```a```',
    '``',
    '<U+202E>',
    '␛',
    'a  b',
    '\t',
    ',',
    ';',
    '(',
    ')',
    '=',
    '\\',
    '/',
    '...',
    'key: value',
    '"',
    "'",
  ],
);
const words = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(' '));
const opening = fc.constantFrom(
  ...[
    '',
    'So ',
    '- ',
    '* [ ',
    '> ',
    '1. ',
    '#### ',
    '# ',
    '##',
    '    ',
    '| ',
    '--- ',
    '%YAML ',
    '? ',
    ': ',
    '{',
    '[',
  ],
  ...[
    '"',
    "'",
    '&a ',
    '!t ',
    '@ ',
    '```x``` ',
    '--',
    '...',
    '\\## ',
    '  - [x] ',
    '- why: ',
    '  - accept: ',
    '+',
  ],
);
const sound = (text: string): string => text.trim() || 'x';
const without =
  (pattern: RegExp) =>
  (all: string): boolean =>
    outsideCode(all.split('\n'), (one) => pattern.test(one)).length === 0;

/** One line, as the items of a list are: neither a heading nor the beginning of a code block. */
const line = fc
  .tuple(opening, words)
  .map(([start, rest]) => sound(start + rest))
  .filter((text) => !/^(`{3,}[^`]*$|~{3,}|#{2,3} )/.test(text));
const code = fc.constantFrom(
  '```md\n## Not a heading\n\n### Hint\n- [x] task\n```',
  '~~~\n#### Answer\n- [ ] task\n~~~',
  '````\n```\n````',
  '- ```sh\n  ## x\n  ```',
);
const block = fc.oneof({ weight: 4, arbitrary: line }, code);
const text = fc
  .array(fc.tuple(block, fc.constantFrom('\n', '\n\n', '  \n', '\n \n\n')), { minLength: 1, maxLength: 5 })
  .map((blocks) => sound(blocks.flat().join('')))
  .filter(without(/^#{2,3} /));

// A question's own prompt holds no task list, and a follow-up no heading of the fourth level.
const prompt = text.filter(without(/^[-*+]\s+\[[ xX]\](\s|$)/));
const nested = text.filter(without(/^#### /));

const name = words.map((all) => sound(all.replace(/[,\n]/g, ' '))).filter((all) => !/^[-*+](\s|$)/.test(all));
const names = fc.uniqueArray(name, { maxLength: 3 });
const wording = line.map((all) => sound(all.replaceAll('|', '/')));
const texts = fc.array(text, { maxLength: 3 });
const quarter = fc.integer({ min: 1, max: 40 }).map((n) => n / 4);
const keyPoints = fc.array(
  fc.record({
    text: line,
    accept: fc.array(fc.array(wording, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    weight: quarter,
  }),
  { maxLength: 3 },
);

const number: fc.Arbitrary<NumberSpec> = fc.record({
  params: fc.constantFrom<NumberSpec['params']>(
    {},
    { a: [1, 2.5, -3e-7] },
    { b_1: { from: -10, to: 1e3, step: 0.1 }, a: [1e21] },
  ),
  steps: fc.constantFrom<NumberSpec['steps']>({}, { z: '1 + 1', y: 'z ^ 2', x: '7' }),
  formula: fc.constantFrom('42', '-0.5', '1e+21', '2.50', '6 * 7', 'max(1, 2) % 3'),
  tolerance: fc.oneof(
    quarter.map((amount) => ({ amount, relative: false })),
    fc.double({ min: 1e-9, max: 1e6, noNaN: true }).map((amount) => ({ amount, relative: false })),
    fc
      .double({ min: 1e-9, max: 500, noNaN: true })
      .map((amount) => ({ amount: amount / 100, relative: true })),
    fc.integer({ min: 0, max: 999 }).map((n) => ({ amount: n / 10 / 100, relative: true })),
  ),
  unit: fc.oneof(fc.constant(''), line),
});

// Two braces that open nothing are a fault there.
const unbraced = text.map((all) => all.replaceAll('{', '('));
const gap = fc.constantFrom('{{span}}', '{{a|b c}}', '{{`x`: y}}');
const parts = {
  open: fc.record({ kind: fc.constant('open' as const), answer: text }),
  choice: fc.record({
    kind: fc.constant('choice' as const),
    choices: fc.uniqueArray(line, { minLength: 2, maxLength: 4 }).chain((all) =>
      fc.tuple(
        ...all.map((one, i) =>
          fc.record({
            text: fc.constant(one),
            correct: i === 0 ? fc.constant(true) : fc.boolean(),
            why: fc.oneof(fc.constant(''), line),
          }),
        ),
      ),
    ),
    answer: fc.oneof(fc.constant(''), text),
  }),
  order: fc.record({
    kind: fc.constant('order' as const),
    order: fc.uniqueArray(line, { minLength: 2, maxLength: 4 }),
    answer: fc.oneof(fc.constant(''), text),
  }),
  number: fc.record({ kind: fc.constant('number' as const), number, answer: text }),
  cloze: fc.record({
    kind: fc.constant('cloze' as const),
    cloze: fc.tuple(unbraced, gap, unbraced).map((all) => all.join('\n\n')),
    answer: fc.oneof(fc.constant(''), text),
  }),
} satisfies Record<QuestionKind, fc.Arbitrary<object>>;

const seconds = fc.oneof(fc.integer({ min: 1, max: 9999 }), quarter);
const common = fc.record({
  id: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/),
  pack: fc.constant(''),
  category: fc.oneof(fc.constant('Basics'), line),
  level: fc.constantFrom('beginner' as const, 'intermediate' as const, 'advanced' as const),
  title: line,
  tags: names,
  skills: fc.oneof(fc.constant(['rca']), names),
  careers: names,
  prompt,
  hints: texts,
  keyPoints,
  rubric: fc.oneof(fc.constant(''), nested),
  anatomy: fc.oneof(fc.constant(''), nested),
  weakAnswers: texts,
  followUps: fc.array(fc.record({ prompt: nested, keyPoints, answer: fc.oneof(fc.constant(''), nested) }), {
    maxLength: 2,
  }),
  references: fc.array(line, { maxLength: 3 }),
  source: fc.constant({ file: 'any.md', line: 1 }),
});

const limits = fc.oneof(fc.constant(undefined), fc.record({ spoken: seconds, typed: seconds }));

/** Any item of one kind. */
export const anyItem = (kind: QuestionKind): fc.Arbitrary<Item> =>
  fc
    .tuple(common, parts[kind], limits)
    .map(([all, part, own]) => ({ ...all, ...part, limits: own ?? usualLimits(kind) }) as Item);

/** Items of one file: their ids differ, whatever they have alike. */
export const anyItems = (...kinds: readonly QuestionKind[]): fc.Arbitrary<Item[]> =>
  fc.uniqueArray(fc.oneof(...kinds.map(anyItem)), { selector: ({ id }) => id, minLength: 1, maxLength: 4 });
