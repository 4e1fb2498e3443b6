import { describe, expect, test } from 'vitest';
import type { Grade } from '../../src/memory/grade.ts';
import type { SessionEvent, Step } from '../../src/practice/session-model.ts';
import { item, point } from '../builders.ts';
import { begin, play } from './play.ts';

const [q1, q2, q3] = [item('q1'), item('q2'), item('q3')];
const minute = 60_000;

/** Answers what is on the screen at an instant, and grades it. */
const answer = (from: Step, at: number, grade: Grade): Step =>
  play(from, { type: 'reveal', at }, { type: 'grade', grade, at });

/** What is on the screen: the question's number and which time it is asked. */
const asked = ({ session: { current } }: Step): string =>
  current ? `${current.item.id}, ${current.number}, time ${current.turn}` : 'over';

describe('a question graded again', () => {
  const first = answer(begin([q1, q2, q3], { steps: [10] }), 0, 'again');

  test('says when it comes back, and the next one is asked', () => {
    expect(first.effects).toMatchObject([
      { type: 'graded', grade: 'again', returnsIn: 10 },
      { type: 'ask', attempt: { item: q2, number: 2 } },
    ]);
    expect(first.session.returning).toEqual([{ number: 1, turn: 2, step: 0, from: 10 * minute }]);
  });

  test('comes back once its minutes are over, before anything new, under its own number', () => {
    expect(asked(answer(first, 10 * minute - 1, 'good'))).toBe('q3, 3, time 1');
    const back = answer(first, 10 * minute, 'good');
    expect(asked(back)).toBe('q1, 1, time 2');
    expect(back.session).toMatchObject({ asked: 2, returning: [] });
    expect(asked(answer(back, 11 * minute, 'good'))).toBe('q3, 3, time 1');
  });

  test('waits in session time: a pause does not bring it nearer', () => {
    const paused = play(first, { type: 'pause', at: 0 }, { type: 'pause', at: 20 * minute });
    expect(asked(answer(paused, 21 * minute, 'good'))).toBe('q3, 3, time 1');
  });

  test('comes back sooner when nothing else is left, and again until it is graded better', () => {
    const alone = answer(begin([q1], { steps: [10] }), 0, 'again');
    expect(asked(alone)).toBe('q1, 1, time 2');
    const third = answer(alone, 1000, 'again');
    expect(asked(third)).toBe('q1, 1, time 3');
    const end = answer(third, 2000, 'hard');
    expect(end.effects).toMatchObject([
      { type: 'graded', grade: 'hard' },
      { type: 'end', reason: 'finished' },
    ]);
    expect(end.effects[0]).not.toHaveProperty('returnsIn');
  });

  test('comes first of several when it was failed first', () => {
    const two = answer(answer(begin([q1, q2], { steps: [10] }), 0, 'again'), minute, 'again');
    expect(asked(two)).toBe('q1, 1, time 2');
    expect(asked(answer(two, 2 * minute, 'again'))).toBe('q2, 2, time 2');
  });

  test('is asked with other figures and another order of choices', () => {
    const choices = ['a', 'b', 'c', 'd', 'e', 'f'].map((text, i) => ({ text, correct: i === 0, why: '' }));
    const start = begin([{ ...q1, kind: 'choice', choices }], { steps: [1], seedOf: () => 'seed' });
    const again = answer(start, 0, 'again');
    expect(again.session.current?.dealt.shown).not.toEqual(start.session.current?.dealt.shown);
  });

  test('does not come back without steps', () => {
    for (const rules of [{}, { steps: [] }]) {
      expect(asked(answer(begin([q1], rules), 0, 'again'))).toBe('over');
    }
  });

  test('does not come back once the time of the session is over', () => {
    const alone = begin([q1, q2], { steps: [1], limitSeconds: 90 });
    const end = answer(answer(alone, 0, 'again'), 95_000, 'good');
    expect(end.effects.at(-1)).toEqual({ type: 'end', reason: 'time' });
    expect(end.session.returning).toHaveLength(1);
  });

  test('that is skipped or suspended on its second turn stays away', () => {
    const alone = answer(begin([q1], { steps: [10] }), 0, 'again');
    for (const type of ['skip', 'suspend'] as const) {
      expect(asked(play(alone, { type, at: 1000 }))).toBe('over');
    }
  });
});

describe('several steps', () => {
  test('are taken one after the other by better grades; again begins anew', () => {
    let at = begin([q1], { steps: [1, 5, 20] });
    const waits = (['good', 'again', 'hard', 'again', 'easy', 'good', 'good'] as const).map((grade, i) => {
      at = answer(at, i, grade);
      const { effects } = at;
      if (!at.session.current) at = answer(begin([q1], { steps: [1, 5, 20] }), i, 'again');
      return effects[0]?.type === 'graded' ? effects[0].returnsIn : 'none';
    });
    // The first good ends it at once; the next session begins by an again.
    expect(waits).toEqual([undefined, 1, 5, 1, 5, 20, undefined]);
  });
});

describe('an undo', () => {
  const undo = (at: number): SessionEvent => ({ type: 'undo', at });

  test('of an again takes back that it comes back', () => {
    const first = answer(begin([q1, q2], { steps: [10] }), 0, 'again');
    const undone = play(first, undo(1000), { type: 'grade', grade: 'good', at: 2000 });
    expect(undone.session.returning).toEqual([]);
    expect(asked(undone)).toBe('q2, 2, time 1');
    expect(asked(answer(undone, 20 * minute, 'good'))).toBe('over');
  });

  test('of an again whose second turn is on the screen takes that turn away', () => {
    const alone = answer(begin([q1], { steps: [10] }), 0, 'again');
    const undone = play(alone, undo(1000));
    expect([asked(undone), undone.session.current?.revealed]).toEqual(['q1, 1, time 1', true]);
    expect(asked(play(undone, { type: 'grade', grade: 'good', at: 2000 }))).toBe('over');
    expect(asked(play(undone, { type: 'grade', grade: 'again', at: 2000 }))).toBe('q1, 1, time 2');
  });

  test('of a second turn brings that turn back, and one more the first', () => {
    const twice = answer(answer(begin([q1, q2], { steps: [0] }), 0, 'again'), 1000, 'good');
    expect(asked(twice)).toBe('q2, 2, time 1');
    const once = play(twice, undo(2000));
    expect(asked(once)).toBe('q1, 1, time 2');
    const both = play(once, undo(3000));
    expect(asked(both)).toBe('q1, 1, time 1');
    expect(asked(play(both, { type: 'grade', grade: 'easy', at: 4000 }))).toBe('q2, 2, time 1');
  });
});

describe('a point by itself', () => {
  const whole = item('q1', { keyPoints: [point('one'), point('two')] });
  const made = { type: 'point', label: 'a point', question: 'Q?', of: whole, key: 'k' } as const;
  const [p1, p2] = [
    { ...item('q1#1'), made },
    { ...item('q1#2'), made },
  ];

  test('is asked once, whatever its grade', () => {
    expect(asked(answer(begin([p1, q2], { steps: [0] }), 0, 'again'))).toBe('q2, 2, time 1');
  });

  test('that is suspended takes its question and the other points of it out of the session', () => {
    const start = begin([q3, p1, p2, q2, whole], { steps: [10] });
    const out = play(answer(start, 0, 'good'), { type: 'suspend', at: 1000 });
    expect(out.effects[0]).toEqual({ type: 'suspended', item: whole });
    expect(out.session.items.map(({ id }) => id)).toEqual(['q3', 'q1#1', 'q2']);
    expect(asked(out)).toBe('q2, 3, time 1');
    expect(asked(answer(out, 2000, 'good'))).toBe('over');
  });
});
