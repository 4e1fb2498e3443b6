import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deal } from '../../src/practice/deal.ts';
import type { DrillTask } from '../../src/practice/drill.ts';
import { beginProtocol, type ProtocolStep, receive, tick } from '../../src/practice/protocol.ts';
import { item } from '../builders.ts';

const task = (id: string, over: Partial<DrillTask> = {}): DrillTask => ({
  dealt: deal(item(id, { keyPoints: [{ text: 'It rots.', accept: [['rots away']], weight: 1 }] }), ''),
  block: 0,
  limitSeconds: 60,
  hintsAvailable: 2,
  typed: true,
  ...over,
});

const begin = (strict = false): ProtocolStep => beginProtocol([task('q1'), task('q2')], strict, 0);
const say = (from: ProtocolStep, message: object | string, at = 1000): ProtocolStep =>
  receive(from.state, typeof message === 'string' ? message : JSON.stringify(message), at);
const sent = ({ effects }: ProtocolStep) =>
  effects.map((effect) => (effect.type === 'send' ? effect.message : effect));

describe('a drill over the protocol', () => {
  test('sends one question at a time and takes its answer', () => {
    const first = begin();
    expect(sent(first)).toMatchObject([
      { type: 'question', id: 'pack/q1', number: 1, of: 2, hintsAvailable: 2, timeLimitSeconds: 60 },
    ]);
    const second = say(
      first,
      {
        type: 'answer',
        id: 'pack/q1',
        answer: 'We all know that it rots away in the end, sooner than later.',
      },
      5000,
    );
    expect(sent(second)).toMatchObject([
      { type: 'graded', outcome: { score: 100, grade: 'easy', seconds: 5, hintsUsed: 0 } },
      { type: 'question', id: 'pack/q2' },
    ]);
    const end = say(second, { type: 'skip', id: 'q2' });
    expect(end.state.over).toBe(true);
    expect(end.state.outcomes).toMatchObject([{ skipped: false }, { skipped: true, score: 0 }]);
  });

  test('counts hints itself, and they cap the grade', () => {
    const hinted = say(say(begin(), { type: 'hint', id: 'q1' }), { type: 'hint', id: 'q1' });
    expect(sent(hinted)).toEqual([{ type: 'hint', id: 'pack/q1', text: 'second hint', left: 0 }]);
    expect(sent(say(hinted, { type: 'hint', id: 'q1' }))).toMatchObject([{ type: 'error', id: 'pack/q1' }]);
    const answered = say(
      hinted,
      {
        type: 'answer',
        id: 'q1',
        answer: { text: 'It is known that it rots away after a while.', hints: 0, seconds: 1 },
      },
      9000,
    );
    expect(sent(answered)[0]).toMatchObject({
      outcome: { score: 100, grade: 'hard', hintsUsed: 2, seconds: 9 },
    });
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['no object', '[1]'],
    ['an unknown type', { type: 'shout', id: 'q1' }],
    ['another id', { type: 'answer', id: 'q2', answer: 'x' }],
    ['no id', { type: 'answer', answer: 'x' }],
    ['an empty answer', { type: 'answer', id: 'q1', answer: '' }],
    ['an unknown key', { type: 'answer', id: 'q1', answer: { words: 'x' } }],
  ])('answers %s with an error, and goes on', (_name, message) => {
    const after = say(begin(), message);
    expect(sent(after)).toMatchObject([{ type: 'error', message: expect.any(String) }]);
    expect(after.state.outcomes).toEqual([]);
    expect(sent(say(after, { type: 'skip', id: 'q1' }))[0]).toMatchObject({ type: 'graded' });
  });

  test('tells once when the time is up; the answer still counts, hard at most', () => {
    const late = tick(begin().state, 60_001);
    expect(sent(late)).toEqual([{ type: 'timeout', id: 'pack/q1' }]);
    expect(tick(late.state, 70_000).effects).toEqual([]);
    const answered = say(
      late,
      { type: 'answer', id: 'q1', answer: 'In the end everything of that kind rots away.' },
      80_000,
    );
    expect(sent(answered)[0]).toMatchObject({ outcome: { score: 100, grade: 'hard', timedOut: true } });
  });

  test('when strict cuts an answer off and goes on', () => {
    const cut = tick(begin(true).state, 60_001);
    expect(sent(cut)).toMatchObject([
      { type: 'timeout' },
      { type: 'graded', outcome: { score: 0, grade: 'again' } },
      { type: 'question', id: 'pack/q2' },
    ]);
  });

  test('ends on quit with what there is', () => {
    const over = say(begin(), { type: 'quit' });
    expect(over.state).toMatchObject({ over: true, outcomes: [] });
    expect(say(over, { type: 'skip', id: 'q1' }).effects).toEqual([]);
  });

  test('never throws, and grades each question once at most, whatever comes in', () => {
    const aMessage = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          type: fc.constantFrom('hint', 'answer', 'skip', 'quit', 'x'),
          id: fc.constantFrom('q1', 'q2', 'pack/q1'),
          answer: fc.jsonValue(),
        })
        .map((m) => JSON.stringify(m)),
    );
    fc.assert(
      fc.property(fc.array(aMessage, { maxLength: 30 }), (messages) => {
        let step = begin();
        for (const [i, message] of messages.entries()) step = say(step, message, i * 7000);
        const ids = step.state.outcomes.map(({ task: { dealt } }) => dealt.item.id);
        expect(ids).toEqual(['q1', 'q2'].slice(0, ids.length));
      }),
    );
  });
});
