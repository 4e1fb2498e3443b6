import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/bank/item.ts';
import { adviser, type PackView } from '../../src/content/advice.ts';
import { isCommonWord } from '../../src/content/common-words.ts';
import { parse } from './builders.ts';

const adviceOn = (items: readonly Item[], pack: PackView) => adviser(pack)(items);

/** What is advised on a file that has no fault: `line:column code`. */
function advised(text: string, files?: readonly string[], file = 'questions/a.md'): string[] {
  return told(text, files, file).map(({ line, column, code }) => `${line}:${column} ${code}`);
}

function told(text: string, files?: readonly string[], file = 'questions/a.md') {
  const { items, problems } = parse(text, file);
  expect(problems).toEqual([]);
  const lines = text.split('\n');
  return adviceOn(items, {
    line: (of, line) => (of === file ? lines[line - 1] : undefined),
    ...(files ? { files: new Set(files) } : {}),
  });
}

/** A file of one question, whose heading is line 4, with all that advice asks for; parts take the place of its own. */
function good(over: Partial<Record<'prompt' | 'hint' | 'points' | 'answer' | 'more', string>> = {}): string {
  const { prompt = 'Why does it wait?', hint = 'h', points = '- p', answer = 'It waits.', more = '' } = over;
  return [
    '---\ncategory: C\n---\n## T {#a}\n',
    `${prompt}\n`,
    `### Hint\n\n${hint}\n`,
    ...(points === '' ? [] : [`### Key points\n\n${points}\n`]),
    `### Answer\n\n${answer}\n`,
    more,
  ].join('\n');
}

test('a whole question is not advised on', () => {
  expect(advised(good(), ['questions/a.md'])).toEqual([]);
});

describe('a question without', () => {
  test('hints is named where it begins, of every kind', () => {
    const text = `---\ncategory: C\n---
## A {#a}\n\nP\n\n### Key points\n\n- k\n\n### Answer\n\nA\n
## B {#b}\n\nP b\n\n### Order\n\n1. x\n2. y\n
## C {#c}\n\nP c\n\n### Cloze\n\n{{x}}\n`;
    expect(advised(text)).toEqual(['4:1 no-hints', '16:1 no-hints', '25:1 no-hints']);
  });

  test('key points is named when it is open', () => {
    expect(advised(good({ points: '' }))).toEqual(['4:1 no-key-points']);
    expect(advised(good({ points: '', more: '### Rubric\n\nGood: you said what you did.\n' }))).toEqual([]);
    expect(advised(good({ points: '', more: '### Cloze\n\nA {{gap}}.\n' }))).toEqual([]);
  });

  test('a why for each choice is named at the choice', () => {
    const text = good({
      prompt: 'yes or no?\n\n- [x] yes\n  - why: so\n- [ ] no\n- [ ] yes or no',
      points: '',
    });
    expect(advised(text)).toEqual(['10:7 no-why', '11:7 no-why']);
    expect(told(text)[0]).toMatchObject({ severity: 'warning', message: 'nothing says why "no" is wrong' });
    const yaml = `category: C
questions:
  - id: a
    title: T
    prompt: yes or no?
    hints: [h]
    choices:
      - text: "yes"
        correct: true
      - {text: 'no', correct: false, why: so}
`;
    expect(advised(yaml, undefined, 'questions/a.yaml')).toEqual(['8:16 no-why']);
  });
});

describe('an accepted wording', () => {
  test('of one common word is named where it stands, in Markdown', () => {
    const points =
      '- data is late\n  - accept: late data | data | p99 latency\n  - accept: Time\n- k\n  - accept: sigkill';
    expect(advised(good({ points }))).toEqual(['15:25 common-word', '16:13 common-word']);
    expect(told(good({ points }))[0]?.message).toBe(
      '"data" alone is accepted for "data is late": nearly every answer holds it',
    );
  });

  test('and in YAML, of a follow-up too', () => {
    const text = `category: C
questions:
  - id: a
    title: T
    prompt: Why data?
    hints: [h]
    answer: A
    keyPoints:
      - {text: data is late, accept: [["late data", "data"], [sigkill]]}
      - text: l
        accept:
          - - not
            - time
    followUps:
      - prompt: Why?
        keyPoints: [{text: m, accept: [[user]]}]
`;
    expect(advised(text, undefined, 'questions/a.yaml')).toEqual([
      '9:54 common-word',
      '12:15 common-word',
      '13:15 common-word',
      '16:41 common-word',
    ]);
  });

  test.each(['data', 'Not', ' the ', 'SYSTEM'])('%j is a common word', (word) => {
    expect(isCommonWord(word)).toBe(true);
  });

  test.each(['not idempotent', 'sigkill', 'SLO', 'burn-rate', 'p95', '', 'rollback', 'data quality'])(
    '%j is none',
    (word) => {
      expect(isCommonWord(word)).toBe(false);
    },
  );
});

describe('a number question', () => {
  const number = (over: Parameters<typeof good>[0]) =>
    good({
      prompt: 'Of {{n}} pods?',
      points: '',
      answer: '{{half}} and {{ value:2 }}.',
      more: '### Number\n\n- formula: half\n- param n: 4, 8\n- step half: n / 2\n',
      ...over,
    });

  test('may name its parameters, its steps and its value', () => {
    expect(advised(number({}))).toEqual([]);
  });

  test.each<[string, Parameters<typeof good>[0], string[]]>([
    ['an unknown name in the prompt', { prompt: 'Of {{n}}\nand {{m}} pods?' }, ['7:5 unknown-name']],
    ['an unknown name in a hint', { hint: 'h {{N}}' }, ['10:3 unknown-name']],
    ['arithmetic', { answer: '{{n + 1}}' }, ['14:1 unknown-name']],
    ['too many digits', { answer: '{{n:12}}' }, ['14:1 unknown-name']],
    [
      'a hostile name',
      { answer: '{{constructor}} {{__proto__}}' },
      ['14:1 unknown-name', '14:17 unknown-name'],
    ],
    ['a known name where nothing is filled in', { points: '- It is {{n}}' }, ['14:9 unknown-name']],
  ])('with %s is named there', (_, over, expected) => {
    expect(advised(number(over))).toEqual(expected);
  });

  test('alone has names: braces of other questions are text', () => {
    expect(advised(good({ prompt: 'Why `{{ .Values }}` in a chart?' }))).toEqual([]);
  });
});

describe('a relative link', () => {
  const files = ['questions/a.md', 'questions/img/b.png', 'README.md'];

  test('that leads to a file of the pack is well', () => {
    const answer = '![b](img/b.png) [r](../README.md#x) [r]: /README.md\n[o](https://x.org)';
    expect(advised(good({ answer }), files)).toEqual([]);
  });

  test('that leads to none is named where it stands, in any part', () => {
    const text = good({
      prompt: 'See\n![c](img/c.png).',
      points: '- p [x](x.md)',
      answer: '[out](../../README.md) twice [out](../../README.md)\n\n- [dir](img/)',
      more: '### Follow-up\n\nN [y](y.md)?\n\n### References\n\n- [z](z.md)\n',
    });
    expect(advised(text, files).sort()).toEqual([
      '15:9 broken-link',
      '19:7 broken-link',
      '21:9 broken-link',
      '25:7 broken-link',
      '29:7 broken-link',
      '7:6 broken-link',
    ]);
    expect(told(text, files)[0]?.message).toBe('`img/c.png` is no file of this pack');
  });

  test('is not followed where the files of the pack are not known, nor in code', () => {
    expect(advised(good({ answer: '[x](x.md)' }))).toEqual([]);
    expect(advised(good({ answer: '`[x](x.md)`\n\n```\n[y](y.md)\n```' }), files)).toEqual([]);
  });
});

test('a question that asks the same as another is named, with the other one and its place', () => {
  const text = `${good()}\n${good()
    .replace(/^---[\s\S]*?---\n/, '')
    .replace('{#a}', '{#b}')}`;
  expect(told(text)).toMatchObject([
    { line: 21, code: 'similar-question', message: 'it asks the same as `a` (questions/a.md:4)' },
  ]);
});

test('what cannot be found in the file is named where its question begins', () => {
  const { items } = parse(good({ points: '- k\n  - accept: data' }));
  expect(adviceOn(items, { line: () => undefined })).toMatchObject([
    { line: 4, column: 1, code: 'common-word' },
  ]);
  expect(adviceOn(items, { line: (_, line) => (line < 99 ? 'text' : undefined) })).toMatchObject([
    { line: 4, column: 1, code: 'common-word' },
  ]);
});
