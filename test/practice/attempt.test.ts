import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/bank/item.ts';
import { grades } from '../../src/memory/grade.ts';
import {
  type Attempt,
  answered,
  isTicked,
  isTyped,
  newAttempt,
  overruled,
  scoreOf,
  suggestedGrade,
} from '../../src/practice/attempt.ts';
import { type AskingEvent, withInput } from '../../src/practice/input.ts';
import { item } from '../builders.ts';

const points = [
  { text: 'Merge the histograms.', accept: [['merge the histograms']], weight: 3 },
  { text: 'Volumes differ.', accept: [['volumes differ']], weight: 1 },
];
const attempt = (of: Item, typed = false): Attempt =>
  newAttempt(of, { number: 1, turn: 1, limitSeconds: 60, typed, seed: '', since: 0, byEnter: false });
const put = (from: Attempt, ...events: AskingEvent[]): Attempt =>
  events.reduce((before, event) => withInput(before, event).attempt, from);

describe('an answer', () => {
  test("that is spoken has no mark: the ticks are the learner's", () => {
    const said = answered(attempt(item('q', { keyPoints: points })));
    expect(said).toMatchObject({ mode: 'spoken', ticked: [false, false] });
    expect(said.mark).toBeUndefined();
    expect(scoreOf({ ...said, ticked: [true, false] })).toBe(75);
  });

  test('that is typed is the finished lines and the line that stands, and is ticked by what it covers', () => {
    const typed = put(
      attempt(item('q', { keyPoints: points }), true),
      { type: 'line', line: 'I would always merge the histograms of all the' },
      { type: 'draft', line: 'shards before I look at any percentile.' },
    );
    const marked = answered(typed);
    expect(marked.answer).toEqual({
      type: 'text',
      text: 'I would always merge the histograms of all the\nshards before I look at any percentile.',
    });
    expect(marked.ticked).toEqual([true, false]);
    expect(scoreOf(marked)).toBe(75);
    expect(overruled(marked)).toBe(false);
    const knew = { ...marked, ticked: [true, true] };
    expect(overruled(knew)).toBe(true);
    expect(scoreOf(knew)).toBe(100);
  });

  test('that was never given is marked as nothing, but for an open one', () => {
    expect(
      answered(
        attempt({
          ...item('c'),
          kind: 'choice',
          choices: [
            { text: 'a', correct: true, why: '' },
            { text: 'b', correct: false, why: '' },
          ],
        }),
      ),
    ).toMatchObject({ mark: { score: 0 } });
    expect(answered(attempt(item('q'), true)).mark).toBeUndefined();
  });

  test("to a question about one's own story is kept and not marked; good is suggested", () => {
    const told = answered(
      put(attempt(item('s', { rubric: 'again: …', keyPoints: [] }), true), {
        type: 'draft',
        line: 'Once upon a time.',
      }),
    );
    expect(told).toMatchObject({ answer: { text: 'Once upon a time.' } });
    expect(told.mark).toBeUndefined();
    expect(suggestedGrade(told)).toBe('good');
  });
});

describe('input', () => {
  const choice = (...correct: boolean[]): Item => ({
    ...item('c'),
    kind: 'choice',
    choices: correct.map((right, i) => ({ text: String(i), correct: right, why: '' })),
  });

  test('picks one choice where one is right, and several where several are', () => {
    const one = attempt(choice(true, false, false));
    expect(put(one, { type: 'pick', place: 0 }, { type: 'pick', place: 2 }).picks).toEqual([
      one.dealt.shown[2],
    ]);
    expect(put(one, { type: 'pick', place: 1 }, { type: 'pick', place: 1 }).picks).toEqual([]);
    const several = attempt(choice(true, true, false));
    expect(put(several, { type: 'pick', place: 0 }, { type: 'pick', place: 2 }).picks).toEqual([
      several.dealt.shown[0],
      several.dealt.shown[2],
    ]);
    expect(put(several, { type: 'pick', place: 9 }).picks).toEqual([]);
  });

  test('moves things in an order, and not out of it', () => {
    const ordered = { ...attempt({ ...item('o'), kind: 'order', order: ['a', 'b', 'c'] }), picks: [0, 1, 2] };
    expect(put(ordered, { type: 'move', from: 0, to: 2 }).picks).toEqual([1, 2, 0]);
    expect(put(ordered, { type: 'move', from: 2, to: 0 }).picks).toEqual([2, 0, 1]);
    expect(put(ordered, { type: 'move', from: 0, to: 3 }, { type: 'move', from: 5, to: 0 }).picks).toEqual([
      0, 1, 2,
    ]);
  });

  test('completes a number by a line, a cloze by its last gap, a text by an empty line', () => {
    const number: Item = {
      ...item('n'),
      kind: 'number',
      number: { params: {}, steps: {}, formula: '1', tolerance: { amount: 0, relative: false }, unit: '' },
    };
    expect(withInput(attempt(number), { type: 'line', line: '1' })).toMatchObject({
      complete: true,
      typed: { text: '1' },
    });
    expect(withInput(attempt(number), { type: 'line', line: ' ' })).toMatchObject({ complete: false });
    const cloze: Item = { ...item('g'), kind: 'cloze', cloze: '{{a}} {{b}}' };
    const first = withInput(attempt(cloze), { type: 'line', line: '' });
    expect(first).toMatchObject({ complete: false, typed: { text: '', gap: 0 } });
    expect(withInput(first.attempt, { type: 'line', line: 'b' })).toMatchObject({
      complete: true,
      typed: { gap: 1 },
    });
    const open = attempt(item('q'), true);
    expect(withInput(open, { type: 'line', line: '' }).complete).toBe(false);
    const line = withInput(open, { type: 'line', line: 'some', rest: 'thing' });
    expect(line).toMatchObject({ complete: false, attempt: { lines: ['some'], line: 'thing' } });
    expect(withInput(line.attempt, { type: 'line', line: '' }).complete).toBe(true);
  });

  test('knows where letters are text', () => {
    expect([attempt(item('q')), attempt(item('q'), true), attempt(choice(true, false))].map(isTyped)).toEqual(
      [false, true, false],
    );
  });

  test('graded well without a single tick tells nothing of the points', () => {
    const said = answered(attempt(item('q', { keyPoints: points })));
    expect(grades.filter((grade) => isTicked(said, grade))).toEqual(['again', 'hard']);
    expect(grades.every((grade) => isTicked({ ...said, ticked: [false, true] }, grade))).toBe(true);
    const typed = answered(
      put(attempt(item('q', { keyPoints: points }), true), { type: 'draft', line: 'No.' }),
    );
    expect(grades.every((grade) => isTicked(typed, grade))).toBe(true);
  });
});
