// What holds for a session whatever keys are pressed, and when.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atMost } from '../../src/memory/grade.ts';
import { scoreOf, timedOut } from '../../src/practice/attempt.ts';
import { capFor } from '../../src/practice/grade.ts';
import { step } from '../../src/practice/session.ts';
import type { Effect, SessionEvent, Step } from '../../src/practice/session-model.ts';
import { aSession, someEvents } from './random-session.ts';

interface Move {
  readonly before: Step;
  readonly event: SessionEvent;
  readonly after: Step;
  /** All effects of the session up to this move, this one's included. */
  readonly sofar: readonly Effect[];
}

/** Plays random sessions and checks something of every move; counts how often a kind of effect was seen. */
function everyMove(check: (move: Move) => void): Partial<Record<Effect['type'], number>> {
  const seen: Partial<Record<Effect['type'], number>> = {};
  fc.assert(
    fc.property(aSession, someEvents, (start, events) => {
      let before = start;
      let sofar = start.effects;
      for (const event of events) {
        const after = step(before.session, event);
        sofar = [...sofar, ...after.effects];
        for (const { type } of after.effects) seen[type] = (seen[type] ?? 0) + 1;
        check({ before, event, after, sofar });
        before = after;
      }
    }),
    { numRuns: 300 },
  );
  return seen;
}

const count = (effects: readonly Effect[], type: Effect['type']): number =>
  effects.filter((effect) => effect.type === type).length;

test('no keys break a session, and random ones reach every corner of it', () => {
  const seen = everyMove(() => {});
  const types = [
    'ask',
    'hint',
    'no-hint',
    'reveal',
    'graded',
    'undone',
    'nothing-to-undo',
    'skipped',
    'suspended',
    'end',
    'typed',
    'edit',
  ] as const;
  for (const type of types) expect([type, seen[type]]).toEqual([type, expect.toSatisfy((n) => n > 10)]);
});

test('no more is graded than was asked, nor asked than there is, and nothing is graded twice', () => {
  everyMove(({ after: { session } }) => {
    expect(session.graded.length).toBeLessThanOrEqual(session.asked);
    expect(session.asked).toBeLessThanOrEqual(session.items.length);
    const ids = session.graded.map(({ attempt }) => attempt.item.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('what is graded is what was said to be graded, less what was undone', () => {
  everyMove(({ after: { session }, sofar }) => {
    expect(session.graded.length).toBe(count(sofar, 'graded') - count(sofar, 'undone'));
  });
});

test('each question is asked anew once at most, in order', () => {
  everyMove(({ after: { session }, sofar }) => {
    const asked = sofar.flatMap((effect) => (effect.type === 'ask' && !effect.again ? [effect.attempt] : []));
    expect(asked.map(({ item }) => item.id)).toEqual(
      session.items.slice(0, session.asked).map(({ id }) => id),
    );
    expect(asked.map(({ number }) => number)).toEqual(asked.map((_, i) => i + 1));
  });
});

test('an answer is shown before its question is graded', () => {
  everyMove(({ after, sofar }) => {
    for (const effect of after.effects) {
      if (effect.type !== 'graded') continue;
      const { id } = effect.attempt.item;
      const shown = sofar.some((other) => other.type === 'reveal' && other.attempt.item.id === id);
      expect([effect.attempt.revealed, shown]).toEqual([true, true]);
    }
  });
});

test('a score lies between 0 and 100', () => {
  everyMove(({ after: { session } }) => {
    const attempts = [...session.graded.map(({ attempt }) => attempt), session.current];
    for (const attempt of attempts) {
      if (attempt?.revealed) expect(scoreOf(attempt)).toSatisfy((n: number) => n >= 0 && n <= 100);
    }
  });
});

test('Enter grades no better than hints and the clock allow', () => {
  everyMove(({ event, after }) => {
    for (const effect of after.effects) {
      if (effect.type !== 'graded' || event.type !== 'accept') continue;
      const cap = capFor(effect.attempt.hintsUsed, timedOut(effect.attempt));
      expect(atMost(effect.grade, cap)).toBe(effect.grade);
    }
  });
});

test('the time of a session never goes back and never exceeds the time that passed', () => {
  everyMove(({ before, event, after: { session } }) => {
    expect(session.activeMs).toBeGreaterThanOrEqual(before.session.activeMs);
    expect(session.activeMs - before.session.activeMs).toBeLessThanOrEqual(event.at - before.session.clock);
    expect(session.activeMs).toBeLessThanOrEqual(event.at);
  });
});

test('the times of its questions add up to no more than the time of a session', () => {
  everyMove(({ after: { session } }) => {
    const attempts = [...session.graded.map(({ attempt }) => attempt), ...session.waiting];
    const all = session.current ? [...attempts, session.current] : attempts;
    expect(all.reduce((sum, { activeMs }) => sum + activeMs, 0)).toBeLessThanOrEqual(session.activeMs);
  });
});

test('a paused session moves for nothing but the end of the pause and its own end', () => {
  let held = 0;
  everyMove(({ before, event, after }) => {
    if (!before.session.paused || event.type === 'pause' || event.type === 'quit') return;
    held++;
    expect(after).toEqual({ session: { ...before.session, clock: event.at }, effects: [] });
  });
  expect(held).toBeGreaterThan(500);
});

test('a session ends once, keeps what was graded, and does nothing after that', () => {
  everyMove(({ before, after, sofar }) => {
    expect(count(sofar, 'end')).toBe(after.session.current ? 0 : 1);
    if (before.session.current) return;
    expect(after.effects).toEqual([]);
    expect(after.session.graded).toBe(before.session.graded);
  });
});
