import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Item } from '../../src/bank/item.ts';
import {
  asMarkdown,
  asYaml,
  entry,
  faults,
  frontMatter,
  ids,
  onlyItem,
  parse,
  parseYamlFile,
  question,
  yamlFile,
} from './builders.ts';
import { anyQuestion, anyShared } from './written.ts';

// Machines that are busy with other tests are slow.
vi.setConfig({ testTimeout: 60_000 });

/** An item without its place: that alone may differ between the two forms. */
const unplaced = ({ source: _, ...item }: Item) => item;

describe('Markdown and YAML', () => {
  test('say the same thing: the same questions make the same items in either form', () => {
    const several = fc.uniqueArray(anyQuestion, { selector: ({ id }) => id, minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(anyShared, several, (fields, questions) => {
        const markdown = parse(asMarkdown(fields, questions));
        const yaml = parseYamlFile(asYaml(fields, questions));
        expect([markdown.problems, yaml.problems]).toEqual([[], []]);
        expect(markdown.items).toHaveLength(questions.length);
        expect(markdown.items.map(unplaced)).toEqual(yaml.items.map(unplaced));
      }),
      { numRuns: 200 },
    );
  });

  test('keep every text as it was written', () => {
    fc.assert(
      fc.property(anyQuestion, (one) => {
        for (const content of [
          parse(asMarkdown({ category: 'C' }, [one])),
          parseYamlFile(asYaml({ category: 'C' }, [one])),
        ]) {
          const {
            id,
            title,
            prompt,
            answer,
            hints,
            keyPoints: points,
            followUps,
            references,
          } = onlyItem(content);
          expect({ id, title, prompt, answer, hints, references }).toEqual({
            id: one.id,
            title: one.title,
            prompt: one.prompt,
            answer: one.answer,
            hints: one.hints ?? [],
            references: one.references ?? [],
          });
          expect(points).toEqual((one.keyPoints ?? []).map((point) => ({ accept: [], weight: 1, ...point })));
          expect(followUps.map((next) => next.prompt)).toEqual(
            (one.followUps ?? []).map((next) => next.prompt),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    [
      'choice',
      '- [x] right: yes\n  - why: because\n- [ ] wrong\n  goes on\n',
      'choices: [{text: "right: yes", correct: true, why: because}, {text: wrong goes on, correct: false}]',
    ],
    ['order', '### Order\n\n1. one\n2. two\n   goes on\n3. three\n', 'order: [one, two goes on, three]'],
    [
      'number',
      '### Number\n\n- formula: a * b\n- tolerance: 5%\n- unit: ms\n- param a: 2, 3\n- param b: 10 to 20 step 5\n',
      'number: {formula: a * b, tolerance: 5%, unit: ms, params: {a: [2, 3], b: {from: 10, to: 20, step: 5}}}',
    ],
    [
      'cloze',
      '### Cloze\n\nA {{span|trace}} has a {{parent}}.\n',
      'cloze: A {{span|trace}} has a {{parent}}.',
    ],
  ])('say the same thing of a question of the kind %s', (kind, markdown, yaml) => {
    const [first, ...rest] = markdown.split('### ');
    const parts = `${first}\n${rest.map((part) => `### ${part}`).join('')}`;
    const a = onlyItem(parse(`${frontMatter}## T {#a}\n\nP\n\n${parts}\n### Answer\n\nA\n`));
    const fields = ['id: a', 'title: T', 'prompt: P', 'answer: A', yaml].join('\n  ');
    const b = onlyItem(parseYamlFile(yamlFile(`- ${fields}\n`)));
    expect(a.kind).toBe(kind);
    expect(unplaced(a)).toEqual(unplaced(b));
  });
});

describe('a question without a fault loads beside a broken one', () => {
  const brokenParts = [
    '### Hnt\n\nh\n\n',
    '### Level\n\nx\n\n',
    '### Answer\n\nagain\n\n',
    '### Hint\n\n\n',
    '### Limits\n\nx\n\n',
  ];
  const brokenLines = ['hnts: [h]', 'level: x', 'hints: [""]', 'limits: x', 'keyPoints: [{}]', 'tags: {}'];

  test('in Markdown, whatever the fault', () => {
    const text = brokenParts.map((part, i) => question(`bad-${i}`, part) + question(`good-${i}`)).join('');
    const content = parse(frontMatter + text);
    expect(ids(content)).toEqual(brokenParts.map((_, i) => `good-${i}`));
    expect(content.problems).toHaveLength(brokenParts.length);
  });

  test('in YAML, whatever the fault', () => {
    const entries = brokenLines.flatMap((bad, i) => [entry(`bad-${i}`, bad), entry(`good-${i}`)]);
    const content = parseYamlFile(yamlFile(...entries));
    expect(ids(content)).toEqual(brokenLines.map((_, i) => `good-${i}`));
    expect(content.problems).toHaveLength(brokenLines.length);
  });
});

describe('a category', () => {
  test('is missing where neither the file nor the question names one', () => {
    const content = parse(`${question('a', '### Category\n\nOwn\n\n')}${question('b')}`);
    expect(ids(content)).toEqual(['a']);
    expect(faults(content)).toEqual(['13:1 missing']);
    expect(faults(parseYamlFile(`questions:\n${entry('a', 'category: Own')}${entry('b')}`))).toEqual([
      '7:3 missing',
    ]);
  });
});

test('limits that nobody wrote are three minutes spoken and six typed', () => {
  expect(onlyItem(parse(frontMatter + question('a'))).limits).toEqual({ spoken: 180, typed: 360 });
});

test.each(['a.md', 'a.MD', 'a.markdown', 'a.Markdown'])('%s is Markdown', (file) => {
  expect(ids(parse(frontMatter + question('a'), file))).toEqual(['a']);
});

test.each(['a.yaml', 'a.yml', 'a.YAML'])('%s is YAML', (file) => {
  expect(ids(parse(yamlFile(entry('a')), file))).toEqual(['a']);
});

test.each([
  ['with the line ends of Windows', (whole: string) => whole.replaceAll('\n', '\r\n')],
  ['with a byte order mark', (whole: string) => `\ufeff${whole}`],
])('a YAML file %s is the same file', (_, change) => {
  const whole = yamlFile(entry('a', 'hints:', '  - |', '    two', '    lines', 'levle: x'), entry('b'));
  expect(parseYamlFile(change(whole))).toEqual(parseYamlFile(whole));
});

test('a YAML question without an id warns, and loads under the words of its title', () => {
  const content = parseYamlFile('category: C\nquestions:\n- title: Why P99?\n  prompt: p\n  answer: a\n');
  expect(ids(content)).toEqual(['why-p99']);
  expect(faults(content)).toEqual(['3:3 no-id']);
  expect(content.problems[0]).toMatchObject({
    severity: 'warning',
    mend: expect.stringContaining('id: why-p99'),
  });
});
