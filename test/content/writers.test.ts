import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Item, kinds } from '../../src/bank/item.ts';
import { UserError } from '../../src/bank/user-error.ts';
import { writeMarkdown } from '../../src/content/write-markdown.ts';
import { writeYaml } from '../../src/content/write-yaml.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { item } from '../builders.ts';
import { root } from '../pty.ts';
import { anyItem, anyItems } from './any-item.ts';
import { onlyItem, parse } from './builders.ts';

/** Items without their places: those alone may change on the way through a file. */
const unplaced = (items: readonly Item[]) => items.map(({ source: _, pack: __, ...rest }) => rest);

function read(text: string, file: string): readonly Item[] {
  const { items, problems } = parse(text, file);
  expect(problems, text).toEqual([]);
  return items;
}

const throughMarkdown = (items: readonly Item[]) => read(writeMarkdown(items), 'a.md');
const throughYaml = (items: readonly Item[]) => read(writeYaml(items), 'a.yaml');

describe('items come back as they were', () => {
  test.each(kinds)(
    'through Markdown, YAML and Markdown again: %s',
    (kind) => {
      fc.assert(
        fc.property(anyItems(kind), (items) => {
          const once = throughMarkdown(items);
          const twice = throughYaml(once);
          const thrice = throughMarkdown(twice);
          expect(unplaced(once)).toEqual(unplaced(items));
          expect(unplaced(twice)).toEqual(unplaced(items));
          expect(unplaced(thrice)).toEqual(unplaced(items));
          // What is written a second time is the same to the letter.
          expect(writeMarkdown(thrice)).toBe(writeMarkdown(items));
        }),
        { numRuns: 100 },
      );
    },
    30_000,
  );

  test('where kinds are mixed in one file', () => {
    fc.assert(
      fc.property(anyItems(...kinds), (items) => {
        expect(unplaced(throughYaml(throughMarkdown(items)))).toEqual(unplaced(items));
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  test('or are refused: whatever a text is, neither form changes it', () => {
    const nasty = fc
      .array(
        fc.constantFrom(
          ...[
            '## ',
            '### ',
            '#### ',
            '```',
            '~~~',
            '- [x] ',
            '- [ ]',
            '- ',
            '1. ',
            '|',
            '||',
            ',',
            '\n',
            '\n\n',
            ' ',
            'a',
          ],
          ...[
            '### Hint\n',
            '---\n',
            '{{a}}',
            '{{',
            '[',
            '['.repeat(70),
            '{#b}',
            'why: ',
            'accept: ',
            '\ud800',
            '\t',
            ':',
            '#',
          ],
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((pieces) => pieces.join('').trim() || 'x');
    const fields = ['title', 'prompt', 'answer', 'category'] as const;
    const spoilt = fc
      .tuple(fc.constantFrom(...kinds).chain(anyItem), nasty, fc.constantFrom(...fields, 'lists', 'part'))
      .map(([one, text, field]): Item => spoil(one, text, field));
    const seen = { kept: 0, refused: 0 };
    fc.assert(
      fc.property(spoilt, (one) => {
        for (const through of [throughMarkdown, throughYaml]) {
          let back: readonly Item[];
          try {
            back = through([one]);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
            expect((error as UserError).message).toMatch(/cannot be written as/);
            seen.refused++;
            continue;
          }
          expect(unplaced(back)).toEqual(unplaced([one]));
          seen.kept++;
        }
      }),
      { numRuns: 800 },
    );
    expect(seen.kept).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(300);
  }, 30_000);
});

function spoil(one: Item, text: string, field: string): Item {
  if (field === 'lists') {
    const keyPoints = [{ text, accept: [[text, 'a']], weight: 1 }];
    const followUps = [{ prompt: text, keyPoints, answer: text }];
    return { ...one, tags: [text], hints: [text], keyPoints, references: [text], followUps };
  }
  if (field !== 'part') return { ...one, [field]: text };
  if (one.kind === 'choice')
    return {
      ...one,
      choices: [
        { text, correct: true, why: text },
        { text: 'b', correct: false, why: '' },
      ],
    };
  if (one.kind === 'order') return { ...one, order: [text, 'b'] };
  if (one.kind === 'number') return { ...one, number: { ...one.number, unit: text } };
  return one.kind === 'cloze' ? { ...one, cloze: `${text} {{a}}` } : { ...one, answer: text };
}

test('every file of the pack that ships comes back through both forms', () => {
  const { items } = loadPack(root);
  const files = [...new Set(items.map(({ source }) => source.file))];
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const ofFile = items.filter(({ source }) => source.file === file);
    expect(unplaced(throughYaml(throughMarkdown(ofFile))), file).toEqual(unplaced(ofFile));
  }
});

const whole: readonly Item[] = [
  {
    ...item('k8s-001'),
    category: 'Kubernetes',
    level: 'intermediate',
    skills: ['distributed-observability'],
    tags: ['memory', 'oom'],
    title: 'A pod that restarts: why?',
    prompt: 'Exit code 137.\n\nWhat do you look at?',
    hints: ['Who sends signal 9?'],
    keyPoints: [
      { text: 'SIGKILL', accept: [['sigkill', 'signal 9'], ['kernel']], weight: 2 },
      { text: 'A scrape misses it', accept: [], weight: 1 },
    ],
    answer: 'First this.\n\nThen that.',
    weakAnswers: ['Restart it.'],
    followUps: [
      { prompt: 'And if not?', keyPoints: [{ text: 'Look', accept: [], weight: 1 }], answer: 'Then so.' },
    ],
    references: ['The kernel: its pages'],
    limits: { spoken: 120, typed: 330 },
  },
  {
    ...item('k8s-002'),
    kind: 'number',
    category: 'Kubernetes',
    level: 'beginner',
    skills: ['distributed-observability'],
    prompt: 'Of {{n}} pods, one in four?',
    hints: [],
    keyPoints: [],
    answer: 'It is {{value}}.',
    number: {
      params: { n: [4, 8], m: { from: 1, to: 9, step: 2 } },
      steps: { quarter: 'n / 4' },
      formula: 'quarter * m',
      tolerance: { amount: 0.025, relative: true },
      unit: 'pods',
    },
    limits: { spoken: 120, typed: 330 },
  },
  {
    ...item('k8s-003'),
    kind: 'choice',
    category: 'Kubernetes',
    level: 'beginner',
    skills: ['distributed-observability'],
    prompt: 'Which?',
    hints: [],
    keyPoints: [],
    answer: '',
    choices: [
      { text: 'This', correct: true, why: 'because' },
      { text: 'That', correct: false, why: '' },
    ],
    limits: { spoken: 120, typed: 330 },
  },
];

test('Markdown is written as people write it, with what all questions have alike on top', () => {
  expect(writeMarkdown(whole)).toMatchInlineSnapshot(`
    "---
    category: Kubernetes
    skills: [distributed-observability]
    limits: {spoken: 2m, typed: 5m30s}
    ---

    ## A pod that restarts: why? {#k8s-001}

    Exit code 137.

    What do you look at?

    ### Level

    intermediate

    ### Tags

    memory, oom

    ### Hint

    Who sends signal 9?

    ### Key points

    - SIGKILL
      - accept: sigkill | signal 9
      - accept: kernel
      - weight: 2
    - A scrape misses it

    ### Answer

    First this.

    Then that.

    ### Weak answer

    Restart it.

    ### Follow-up

    And if not?

    #### Key points

    - Look

    #### Answer

    Then so.

    ### References

    - The kernel: its pages

    ## Title of k8s-002 {#k8s-002}

    Of {{n}} pods, one in four?

    ### Level

    beginner

    ### Number

    - formula: quarter * m
    - tolerance: 2.5%
    - unit: pods
    - param n: 4, 8
    - param m: 1 to 9 step 2
    - step quarter: n / 4

    ### Answer

    It is {{value}}.

    ## Title of k8s-003 {#k8s-003}

    Which?

    - [x] This
      - why: because
    - [ ] That

    ### Level

    beginner
    "
  `);
});

test('so is YAML', () => {
  expect(writeYaml(whole)).toMatchInlineSnapshot(`
    "category: Kubernetes
    skills: [distributed-observability]
    limits: {spoken: 2m, typed: 5m30s}
    questions:
      - id: k8s-001
        title: "A pod that restarts: why?"
        level: intermediate
        tags: [memory, oom]
        prompt: |-
          Exit code 137.

          What do you look at?
        hints:
          - Who sends signal 9?
        keyPoints:
          - text: SIGKILL
            accept: [[sigkill, signal 9], [kernel]]
            weight: 2
          - A scrape misses it
        answer: |-
          First this.

          Then that.
        weakAnswers:
          - Restart it.
        followUps:
          - prompt: And if not?
            keyPoints:
              - Look
            answer: Then so.
        references:
          - "The kernel: its pages"
      - id: k8s-002
        title: Title of k8s-002
        level: beginner
        prompt: Of {{n}} pods, one in four?
        number:
          formula: quarter * m
          tolerance: 2.5%
          unit: pods
          params: {n: [4, 8], m: {from: 1, to: 9, step: 2}}
          steps:
            quarter: n / 4
        answer: It is {{value}}.
      - id: k8s-003
        title: Title of k8s-003
        level: beginner
        prompt: Which?
        choices:
          - text: This
            correct: true
            why: because
          - text: That
            correct: false
    "
  `);
});

test('a YAML file is written without folds or aliases, however long and however alike its texts are', () => {
  const long = `${'word '.repeat(60)}end`;
  const text = writeYaml([item('a', { prompt: long, answer: `${long}\n\n${long}`, hints: [long, long] })]);
  expect(text).toContain(`prompt: ${long}\n`);
  expect(text).not.toMatch(/[&*>]/);
});

describe('what a form cannot hold is refused, by question and part', () => {
  const messageOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof UserError) return `${error.message}. ${error.mend}`;
      throw error;
    }
    return '';
  };

  test.each<[Partial<Item>, string]>([
    [{ prompt: 'a\n## b' }, 'its text would read differently (`answer` is missing)'],
    [{ prompt: '- [ ] a' }, 'its text would read differently (`prompt` is missing)'],
    [{ hints: ['a', '### b'] }, 'its text would read differently (unknown part `### b`)'],
    [
      { answer: 'a\n```\nb' },
      'its text would read differently (the code block that opens here never closes)',
    ],
    [{ keyPoints: [{ text: 'a\nb', accept: [], weight: 1 }] }, 'its keyPoints would read differently'],
    [{ keyPoints: [{ text: 'a', accept: [['b|c']], weight: 1 }] }, 'its keyPoints would read differently'],
    [{ references: ['a\n\nb'] }, 'its references would read differently'],
    [{ title: 'a\nb' }, 'its text would read differently'],
  ])('Markdown: %j', (over, why) => {
    const items = [item('a'), { ...item('b'), ...over } as Item, item('c', { tags: ['x'] })];
    expect(messageOf(() => writeMarkdown(items))).toContain(`\`b\` cannot be written as Markdown: ${why}`);
    expect(unplaced(throughYaml(items))).toEqual(unplaced(items));
  });

  test('a name with a comma, unless all questions share it', () => {
    const items = [item('a', { tags: ['x, y'] }), item('b', { tags: ['x, y'] })];
    expect(unplaced(throughMarkdown(items))).toEqual(unplaced(items));
    expect(messageOf(() => writeMarkdown([...items, item('c')]))).toMatch(/^`a` .* its tags/);
  });

  test('YAML: more open brackets than its reader takes, and halves of characters', () => {
    const deep = item('a', { answer: '['.repeat(80) });
    expect(messageOf(() => writeYaml([deep]))).toMatch(/^`a` cannot be written as YAML/);
    expect(unplaced(throughMarkdown([deep]))).toEqual(unplaced([deep]));
    expect(messageOf(() => writeMarkdown([item('a', { answer: 'x\ud83d' })]))).toMatch(/half of a character/);
  });

  test('no question at all', () => {
    for (const write of [writeMarkdown, writeYaml])
      expect(messageOf(() => write([]))).toMatch(/^there is no question to write/);
  });
});

test('one item alone has its fields on top, and nothing that is usual is said', () => {
  const plain = item('a', {
    level: 'intermediate',
    hints: [],
    keyPoints: [],
    limits: { spoken: 180, typed: 360 },
  });
  const text = writeMarkdown([plain]);
  expect(text).toBe(
    '---\ncategory: Basics\nlevel: intermediate\n---\n\n## Title of a {#a}\n\nWhat is a?\n\n### Answer\n\nIt is a.\n',
  );
  expect(unplaced([onlyItem(parse(text))])).toEqual(unplaced([plain]));
});
