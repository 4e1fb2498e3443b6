// Small things for tests: each builder gives a whole value, and a test names only what it is about.
import type { KeyPoint, OpenItem } from '../src/bank/item.ts';
import type { Card } from '../src/memory/fsrs.ts';
import type { Fit, PointReview, Relink, Reset, Review, Suspension, Undo } from '../src/memory/record.ts';

/** An open question of the pack `pack`, with three hints and two key points. */
export const item = (id: string, over: Partial<OpenItem> = {}): OpenItem => ({
  id,
  pack: 'pack',
  kind: 'open',
  category: 'Basics',
  level: 'beginner',
  title: `Title of ${id}`,
  tags: [],
  skills: [],
  careers: [],
  prompt: `What is ${id}?`,
  hints: ['first hint', 'second hint', 'third hint'],
  keyPoints: [point('one'), point('two')],
  answer: `It is ${id}.`,
  rubric: '',
  anatomy: '',
  weakAnswers: [],
  followUps: [],
  references: [],
  limits: { spoken: 60, typed: 120 },
  source: { file: 'questions/basics.md', line: 1 },
  ...over,
});

export const point = (text: string, weight = 1): KeyPoint => ({ text, accept: [], weight });

/** A card in review: last seen on day 100, due on day 110. */
export const card = (over: Partial<Card> = {}): Card => ({
  state: 'review',
  due: 110,
  stability: 10,
  difficulty: 4,
  reps: 3,
  lapses: 0,
  firstDay: 80,
  lastDay: 100,
  ...over,
});

const stamp = (id: string, t: number) => ({ id, device: 'laptop', seq: 0, t, utcOffset: 0 });

/** A person's review of `pack/q`, good, on day 100, due on day 103. */
export const review = (id: string, over: Partial<Review> = {}): Review => ({
  ...stamp(id, 0),
  type: 'review',
  item: 'pack/q',
  grade: 'good',
  seconds: 30,
  hintsUsed: 0,
  timedOut: false,
  by: 'person',
  day: 100,
  due: 103,
  ...over,
});

export const undo = (id: string, undoes: string, over: Partial<Undo> = {}): Undo => ({
  ...stamp(id, 0),
  type: 'undo',
  undoes,
  ...over,
});

export const suspension = (
  id: string,
  type: Suspension['type'],
  over: Partial<Suspension> = {},
): Suspension => ({ ...stamp(id, 0), type, item: 'pack/q', ...over });

/** A person's answer to a missed point of `pack/q`, good, on day 101. */
export const pointReview = (id: string, point: string, over: Partial<PointReview> = {}): PointReview => ({
  ...stamp(id, 0),
  type: 'point',
  item: 'pack/q',
  point,
  grade: 'good',
  seconds: 10,
  hintsUsed: 0,
  timedOut: false,
  by: 'person',
  day: 101,
  ...over,
});

export const reset = (id: string, over: Partial<Reset> = {}): Reset => ({
  ...stamp(id, 0),
  type: 'reset',
  item: 'pack/q',
  ...over,
});

export const relink = (id: string, from: string, to: string, over: Partial<Relink> = {}): Relink => ({
  ...stamp(id, 0),
  type: 'relink',
  from,
  to,
  ...over,
});

export const fitted = (id: string, weights: readonly number[], over: Partial<Fit> = {}): Fit => ({
  ...stamp(id, 0),
  type: 'fit',
  weights,
  reviews: 100,
  before: { logLoss: 0.4, rmseBins: 0.09 },
  after: { logLoss: 0.35, rmseBins: 0.07 },
  ...over,
});
