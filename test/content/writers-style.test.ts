import { expect, test } from 'vitest';
import type { Item } from '../../src/bank/item.ts';
import { writeMarkdown } from '../../src/content/write-markdown.ts';
import { writeYaml } from '../../src/content/write-yaml.ts';
import { item } from '../builders.ts';
import { onlyItem, parse } from './builders.ts';

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
  expect(onlyItem(parse(text)).hints).toEqual([]);
});
