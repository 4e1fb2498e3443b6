import { describe, expect, test } from 'vitest';
import type { Entry, Schedule } from '../../src/memory/schedule.ts';
import { type DeckRules, deck } from '../../src/practice/deck.ts';
import { pointKeys } from '../../src/practice/point-question.ts';
import { card, item, point } from '../builders.ts';

const today = 105;
const all = ['q1', 'q2', 'q3', 'q4'].map((id) =>
  item(id, {
    keyPoints: ['one', 'two', 'three'].map((text) => point(`${id} ${text}`)),
    followUps: [{ prompt: 'And then?', keyPoints: [point(`${id} four`)], answer: '' }],
  }),
);
const [q1, q2, q3, q4] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0], (typeof all)[0]];

/** A schedule in which some points of some questions were missed yesterday. */
const missing = (points: Record<string, number[]>, over: Partial<Entry> = {}): Schedule =>
  new Map(
    all.map((of) => {
      const keys = (points[of.id] ?? []).map((i) => [pointKeys(of)[i], today - 1]);
      const missed = Object.fromEntries(keys);
      return [`pack/${of.id}`, { card: card({ due: today, reps: 1 }), suspended: false, missed, ...over }];
    }),
  );

const ids = (schedule: Schedule, rules: Partial<DeckRules> = {}, whole = [q1, q2, q3]): string[] =>
  deck(whole, schedule, today, { points: true, ahead: [], variants: false, ...rules }).map(({ id }) => id);

describe('the questions of a session', () => {
  test('are the queue itself where nothing was missed', () => {
    expect(ids(missing({}))).toEqual(['q1', 'q2', 'q3']);
    expect(ids(new Map())).toEqual(['q1', 'q2', 'q3']);
    expect(ids(new Map(), {}, [])).toEqual([]);
  });

  test('have the missed points of each before it, with another question between them where there is one', () => {
    expect(ids(missing({ q1: [0], q2: [1, 2], q3: [0] }))).toEqual([
      ...['q1#1', 'q2#2', 'q2#3', 'q1', 'q3#1', 'q2', 'q3'],
    ]);
  });

  test('begin with the points of questions that do not come', () => {
    expect(ids(missing({ q1: [0], q4: [0, 3] }), { ahead: all })).toEqual([
      'q4#1',
      'q4#4',
      'q1#1',
      'q1',
      'q2',
      'q3',
    ]);
    expect(ids(missing({ q4: [1] }), { ahead: all }, [])).toEqual(['q4#2']);
  });

  test('have no points where none are wanted, as when cramming', () => {
    expect(ids(missing({ q1: [0] }), { points: false })).toEqual(['q1', 'q2', 'q3']);
  });

  test('give way to follow-ups and weak answers now and then, under the same ids', () => {
    const varied = Array.from({ length: 50 }, (_, reps) =>
      deck(all, missing({}, { card: card({ due: today, reps: reps + 1 }) }), today, {
        points: true,
        ahead: [],
        variants: true,
      }),
    ).flat();
    expect(varied.map(({ id }) => id)).toEqual(
      Array.from({ length: 50 }, () => ['q1', 'q2', 'q3', 'q4']).flat(),
    );
    const share = varied.filter(({ made }) => made?.type === 'variant').length / varied.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.5);
  });
});

test('a point that was missed in a follow-up is asked too, with its own question', () => {
  const asked = deck([q4], missing({ q4: [3] }), today, { points: true, ahead: [], variants: false });
  expect(asked[0]).toMatchObject({ id: 'q4#4', made: { question: 'And then?', of: q4 } });
});
