// Questions of every kind for sheets, and what stands on a sheet taken apart again.
import type { ChoiceItem, ClozeItem, NumberItem, OrderItem, StageItem } from '../../src/bank/item.ts';
import type { Sheet, SheetEntry } from '../../src/report/sheet.ts';
import { item } from '../builders.ts';

export const choiceItem = (over: Partial<ChoiceItem> = {}): ChoiceItem => ({
  ...item('signal'),
  kind: 'choice',
  prompt: 'Which is cheapest to keep?',
  hints: ['think of volume'],
  keyPoints: [],
  choices: [
    { text: 'every span', correct: false, why: 'volume grows with requests' },
    { text: 'a gauge', correct: true, why: 'cost grows with time' },
    { text: 'debug lines', correct: false, why: 'lines are long' },
    { text: 'a counter', correct: true, why: 'as small as a gauge' },
  ],
  answer: 'the small ones',
  ...over,
});

export const stageItem: StageItem = {
  ...choiceItem({ id: 'outage.first' }),
  kind: 'stage',
  opening: true,
  scores: [0, 100, 20, 60],
  evidence: [{ id: 'log', title: 'The log', text: 'what the log says' }],
};

export const orderItem: OrderItem = {
  ...item('burn'),
  kind: 'order',
  prompt: 'Put the steps in order.',
  keyPoints: [],
  order: ['notice the harm', 'stop it', 'find the cause', 'write it down'],
  answer: 'harm comes first',
};

export const numberItem: NumberItem = {
  ...item('budget'),
  kind: 'number',
  prompt: 'A share of {{share}} % of {{days}} days: how many seconds?',
  hints: ['{{days}} days are {{seconds}} seconds'],
  keyPoints: [],
  number: {
    params: { share: [0.1, 0.5, 2.5], days: { from: 7, to: 30, step: 1 } },
    steps: { seconds: 'days * 86400' },
    formula: 'seconds * share / 100',
    tolerance: { amount: 0.01, relative: true },
    unit: 's',
  },
  answer: 'of {{days}} days, {{share}} % are {{value}} seconds',
};

export const clozeItem: ClozeItem = {
  ...item('promql'),
  kind: 'cloze',
  prompt: 'Fill the gaps.',
  hints: ['a function'],
  keyPoints: [],
  cloze: '{{rate|irate}} of a {{counter}} over a window',
  answer: 'rate copes with resets',
};

export const entry = (id: string, front: string, back = ''): SheetEntry => ({
  code: `0000${id}`.slice(-5),
  id,
  title: `Title ${id}`,
  category: 'Basics',
  facts: 'beginner, 1:00',
  front,
  back,
});

export const sheetOf = (entries: readonly SheetEntry[], over: Partial<Sheet> = {}): Sheet => ({
  title: 'Study sheet',
  layout: 'page',
  paper: 'a4',
  entries,
  weakPoints: [],
  ...over,
});

/** Letter → text of what is lettered on a front: `- **a.** text`. */
export const lettered = (markdown: string): Record<string, string> =>
  Object.fromEntries(
    [...markdown.matchAll(/^- \*\*(\w+)\.\*\* (.*)$/gm)].map(([, letter = '', text = '']) => [letter, text]),
  );

/** The letters after `**Right:**` or `**Order:**`. */
export const lettersAfter = (label: string, markdown: string): string[] =>
  new RegExp(`\\*\\*${label}:\\*\\* (.*)`).exec(markdown)?.[1]?.split(', ') ?? [];
