import { describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../src/practice/session-model.ts';
import { item } from '../builders.ts';
import { begin, gradedIds, play } from './play.ts';

const [q1, q2, q3] = [item('q1'), item('q2'), item('q3')];
const graded = (from: number): SessionEvent[] => [
  { type: 'reveal', at: from },
  { type: 'tick', point: 1, at: from },
  { type: 'grade', grade: 'hard', at: from + 1000 },
];

/** One question graded after ten seconds, another on the screen for five, with a hint. */
const second = play(
  begin([q1, q2, q3]),
  ...graded(10_000),
  { type: 'hint', at: 12_000 },
  { type: 'clock', at: 16_000 },
);
const undone = play(second, { type: 'undo', at: 16_000 });

describe('an undo in a session', () => {
  test('has nothing to take back before the first grade', () => {
    const start = begin([q1]);
    expect(play(start, { type: 'undo', at: 1000 })).toMatchObject({
      effects: [{ type: 'nothing-to-undo' }],
      session: { current: { item: q1, activeMs: 1000 }, waiting: [], graded: [] },
    });
  });

  test('returns to the grading screen of the last graded question, with its ticks', () => {
    expect(undone.effects).toMatchObject([
      { type: 'undone', attempt: { item: q1, number: 1 }, grade: 'hard' },
    ]);
    expect(undone.session).toMatchObject({
      current: { item: q1, revealed: true, ticked: [false, true], activeMs: 10_000 },
      graded: [],
    });
  });

  test('is not graded by the Enter of a double tap', () => {
    expect(play(undone, { type: 'accept', at: 16_399 }).effects).toEqual([]);
    expect(gradedIds(play(undone, { type: 'accept', at: 16_400 }))).toEqual(['q1']);
  });

  test('goes back to the interrupted question without asking it anew, its clock stopped meanwhile', () => {
    const back = play(undone, { type: 'clock', at: 100_000 }, { type: 'grade', grade: 'easy', at: 116_000 });
    expect(back.effects).toMatchObject([
      { type: 'graded', attempt: { item: q1, activeMs: 10_000 }, grade: 'easy' },
      { type: 'ask', attempt: { item: q2, number: 2, hintsUsed: 1, activeMs: 5000 }, again: true },
    ]);
    expect(back.session).toMatchObject({ asked: 2, waiting: [], activeMs: 116_000 });
    expect(play(back, { type: 'reveal', at: 118_000 }).session.current?.activeMs).toBe(7000);
  });

  test('goes back to a grading screen where that was interrupted', () => {
    const atGrading = play(second, { type: 'reveal', at: 16_000 }, { type: 'tick', point: 0, at: 16_000 });
    const back = play(atGrading, { type: 'undo', at: 17_000 }, { type: 'grade', grade: 'again', at: 18_000 });
    expect(back.session.current).toMatchObject({ item: q2, revealed: true, ticked: [true, false] });
    expect(gradedIds(play(back, { type: 'grade', grade: 'good', at: 18_001 }))).toEqual(['q1', 'q2']);
  });

  test('that is graded by Enter does not grade or show the interrupted one by a double tap', () => {
    const toAsking = play(undone, { type: 'accept', at: 20_000 });
    expect(play(toAsking, { type: 'accept', at: 20_100 }).effects).toEqual([]);
    const atGrading = play(second, { type: 'reveal', at: 16_000 }, { type: 'undo', at: 17_000 });
    const toGrading = play(atGrading, { type: 'accept', at: 20_000 });
    expect(play(toGrading, { type: 'accept', at: 20_399 }).effects).toEqual([]);
  });

  test('can be repeated: each goes one grade further back, and all come up again in turn', () => {
    const third = play(second, ...graded(20_000), { type: 'clock', at: 23_000 });
    expect(gradedIds(third)).toEqual(['q1', 'q2']);
    const once = play(third, { type: 'undo', at: 23_000 });
    const twice = play(once, { type: 'undo', at: 24_000 });
    expect(once.session.current?.item).toBe(q2);
    expect(twice.session.current?.item).toBe(q1);
    expect(twice.session.graded).toEqual([]);
    expect(play(twice, { type: 'undo', at: 25_000 }).effects).toEqual([{ type: 'nothing-to-undo' }]);
    const first = play(twice, { type: 'grade', grade: 'good', at: 26_000 });
    expect(first.session.current).toMatchObject({ item: q2, revealed: true, activeMs: 9000 });
    const both = play(first, { type: 'grade', grade: 'good', at: 27_000 });
    expect(both.session.current).toMatchObject({ item: q3, revealed: false, activeMs: 2000 });
    expect(gradedIds(both)).toEqual(['q1', 'q2']);
  });

  test('can be followed by a skip or a suspension: then the question stays ungraded', () => {
    for (const type of ['skip', 'suspend'] as const) {
      const passed = play(undone, { type, at: 17_000 });
      expect(passed.session).toMatchObject({ graded: [], current: { item: q2 }, asked: 2 });
    }
  });

  test('can be followed by the end: what was taken back stays ungraded', () => {
    const end = play(undone, { type: 'quit', at: 17_000 });
    expect(end.session).toMatchObject({ graded: [], waiting: [], current: undefined });
  });

  test('brings the interrupted question back even when the time of the session is over', () => {
    const limited = play(begin([q1, q2, q3], { limitSeconds: 12 }), ...graded(10_000), {
      type: 'undo',
      at: 11_500,
    });
    const late = play(limited, { type: 'grade', grade: 'good', at: 60_000 });
    expect(late.session.current?.item).toBe(q2);
    expect(play(late, { type: 'skip', at: 61_000 }).effects.at(-1)).toEqual({ type: 'end', reason: 'time' });
  });

  test('of one graded before a pause leaves the pause out of both clocks', () => {
    const paused = play(undone, { type: 'pause', at: 17_000 }, { type: 'pause', at: 90_000 });
    const back = play(paused, { type: 'grade', grade: 'good', at: 91_000 }, { type: 'clock', at: 92_000 });
    expect(back.session).toMatchObject({ activeMs: 19_000, current: { item: q2, activeMs: 6000 } });
  });
});
