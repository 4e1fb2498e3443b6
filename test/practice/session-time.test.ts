import { describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../src/practice/session-model.ts';
import { item } from '../builders.ts';
import { begin, gradedIds, play } from './play.ts';

const [q1, q2, q3] = [item('q1'), item('q2'), item('q3')];

describe('a pause', () => {
  test('stops both clocks', () => {
    const paused = play(begin([q1]), { type: 'pause', at: 1000 }, { type: 'clock', at: 50_000 });
    const on = play(paused, { type: 'pause', at: 60_000 }, { type: 'reveal', at: 61_500 });
    expect(on.session).toMatchObject({ activeMs: 2500, paused: false, current: { activeMs: 2500 } });
  });

  test('holds every key but itself and quit', () => {
    const paused = play(begin([q1, q2]), { type: 'hint', at: 500 }, { type: 'pause', at: 1000 });
    const types = ['hint', 'reveal', 'accept', 'skip', 'suspend', 'undo', 'clock'] as const;
    const held: SessionEvent[] = [
      ...types.map((type) => ({ type, at: 5000 })),
      { type: 'grade', grade: 'good', at: 5000 },
      { type: 'tick', point: 0, at: 5000 },
    ];
    for (const event of held) {
      expect(play(paused, event)).toEqual({ session: { ...paused.session, clock: 5000 }, effects: [] });
    }
    expect(play(paused, { type: 'quit', at: 5000 }).effects).toEqual([{ type: 'end', reason: 'quit' }]);
  });
});

describe('the time of a session', () => {
  const limited = begin([q1, q2, q3], { limitSeconds: 10 });

  test('ends it at the next question, not in the middle of one', () => {
    const over = play(limited, { type: 'clock', at: 15_000 }, { type: 'reveal', at: 16_000 });
    expect(over.session.current?.item).toBe(q1);
    const graded = play(over, { type: 'grade', grade: 'hard', at: 17_000 });
    expect(graded.effects).toMatchObject([{ type: 'graded' }, { type: 'end', reason: 'time' }]);
    expect(gradedIds(graded)).toEqual(['q1']);
    expect(play(over, { type: 'skip', at: 17_000 }).effects.at(-1)).toEqual({ type: 'end', reason: 'time' });
  });

  test('lets the next question come while some is left', () => {
    expect(play(limited, { type: 'skip', at: 9999 }).effects.at(-1)?.type).toBe('ask');
    expect(play(limited, { type: 'skip', at: 10_000 }).effects.at(-1)?.type).toBe('end');
  });

  test('counts no pause', () => {
    const paused = play(limited, { type: 'pause', at: 1000 }, { type: 'pause', at: 90_000 });
    expect(play(paused, { type: 'skip', at: 95_000 }).effects.at(-1)?.type).toBe('ask');
  });

  test('is finished, not cut off, when the last question was the last', () => {
    expect(play(begin([q1], { limitSeconds: 1 }), { type: 'skip', at: 5000 }).effects.at(-1)).toEqual({
      type: 'end',
      reason: 'finished',
    });
  });

  test('does not run backwards when the clock does', () => {
    const back = play(begin([q1]), { type: 'clock', at: 3000 }, { type: 'clock', at: 1000 });
    expect(back.session).toMatchObject({ activeMs: 3000, clock: 3000 });
    expect(play(back, { type: 'clock', at: 4000 }).session.activeMs).toBe(4000);
  });

  test('limits each question by its own kind', () => {
    const asked = begin([q1], { limitOf: ({ limits }) => limits.typed });
    expect(asked.session.current?.limitSeconds).toBe(120);
  });
});
