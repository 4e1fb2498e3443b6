// Questions as people may write them, for laws that hold of all of them.
import fc from 'fast-check';
import type { Written } from './builders.ts';

// Words that mean something in Markdown or in YAML, none of which may change a text.
const words = fc.constantFrom(
  ...[
    'latency',
    'p99',
    '"quoted"',
    "it's",
    'a:',
    ':b',
    '#1',
    '*',
    '`code`',
    '{x}',
    '---',
    '- x',
    '[x]',
    '&a',
    '!b',
  ],
  ...[
    '%',
    '@c',
    '|',
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
    '$x',
    'a_b_c',
    '~',
  ],
);
/** A line that begins with a letter, so that it is no bullet and no heading. */
export const line = fc.array(words, { maxLength: 6 }).map((rest) => ['So', ...rest].join(' '));
const code = fc.constantFrom('```md\n## Not a heading\n\n### Hint\n- [x] task\n```', '~~~\n#### Answer\n~~~');
export const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: line }, code), { minLength: 1, maxLength: 3 })
  .map((paragraphs) => paragraphs.join('\n\n'));
const name = fc.stringMatching(/^[a-z][a-z0-9 -]{0,8}[a-z0-9]$/);
const names = fc.array(name, { minLength: 1, maxLength: 3 });
const wordings = fc.array(
  line.map((wording) => wording.replaceAll('|', '/')),
  { minLength: 1, maxLength: 3 },
);
const someTexts = fc.array(text, { minLength: 1, maxLength: 3 });
const keyPoints = fc.array(
  fc.record(
    {
      text: line,
      accept: fc.array(wordings, { minLength: 1, maxLength: 3 }),
      weight: fc.integer({ min: 1, max: 40 }).map((n) => n / 4),
    },
    { requiredKeys: ['text'], noNullPrototype: true },
  ),
  { minLength: 1, maxLength: 4 },
);
const duration = fc.constantFrom('90s', '2m', '1m30s', '1h', '45');
const limits = fc.record(
  { spoken: duration, typed: duration },
  { requiredKeys: ['spoken'], noNullPrototype: true },
);
const level = fc.constantFrom('beginner', 'intermediate', 'advanced');
const common = { category: name, level, tags: names, skills: names, careers: names, limits };
/** Any open question, with texts that have no fault. */
export const anyQuestion: fc.Arbitrary<Written> = fc.record(
  {
    ...common,
    id: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/),
    title: line,
    prompt: text,
    answer: text,
    hints: someTexts,
    keyPoints,
    weakAnswers: someTexts,
    followUps: fc.array(
      fc.record(
        { prompt: text, keyPoints, answer: text },
        { requiredKeys: ['prompt'], noNullPrototype: true },
      ),
      { minLength: 1, maxLength: 2 },
    ),
    references: fc.array(line, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['id', 'title', 'prompt', 'answer'], noNullPrototype: true },
);
/** What a file may share; its category goes before that of no question. */
export const anyShared = fc
  .record(common, { requiredKeys: [], noNullPrototype: true })
  .map((fields) => ({ category: 'Basics', ...fields }));
