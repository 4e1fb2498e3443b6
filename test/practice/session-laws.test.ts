// What holds for a session whatever keys are pressed, and when.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atMost } from '../../src/memory/grade.ts';
import { questionOf } from '../../src/practice/asked.ts';
import { scoreOf, timedOut } from '../../src/practice/attempt.ts';
import { capFor } from '../../src/practice/grade.ts';
import { step } from '../../src/practice/session.ts';
import type {
  Effect,
  GradedAttempt,
  Session,
  SessionEvent,
  SessionRules,
  Step,
} from '../../src/practice/session-model.ts';
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

/** A turn of a question: its number, and which time it is asked. */
const turnOf = ({ number, turn }: { number: number; turn: number }): string => `${number}.${turn}`;

test('nothing is asked that there is not, and no turn of a question is graded twice', () => {
  everyMove(({ after: { session } }) => {
    expect(session.asked).toBeLessThanOrEqual(session.items.length);
    const turns = session.graded.map(({ attempt }) => turnOf(attempt));
    expect(new Set(turns).size).toBe(turns.length);
  });
});

test('what is graded is what was said to be graded, less what was undone', () => {
  everyMove(({ after: { session }, sofar }) => {
    expect(session.graded.length).toBe(count(sofar, 'graded') - count(sofar, 'undone'));
  });
});

test('each question is asked anew once at most, in order', () => {
  everyMove(({ after: { session }, sofar }) => {
    const asked = sofar.flatMap((effect) =>
      effect.type === 'ask' && !effect.again && effect.attempt.turn === 1 ? [effect.attempt] : [],
    );
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
      const turn = turnOf(effect.attempt);
      const shown = sofar.some((other) => other.type === 'reveal' && turnOf(other.attempt) === turn);
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

describe('with steps', () => {
  /** The last grade that stands of every question, by its number. */
  const standing = (session: Session): Map<number, GradedAttempt> =>
    new Map(session.graded.map((graded) => [graded.attempt.number, graded]));

  test('a question graded again comes back, unless it was skipped, suspended or a point by itself', () => {
    let waited = 0;
    const droppedIn = new Map<SessionRules, Set<number>>();
    everyMove(({ before, after: { session, effects } }) => {
      const dropped = droppedIn.get(session.rules) ?? new Set();
      droppedIn.set(session.rules, dropped);
      if (effects.some(({ type }) => type === 'skipped' || type === 'suspended'))
        dropped.add(before.session.current?.number ?? 0);
      if (!session.current || (session.rules.steps ?? []).length === 0) return;
      const there = [...session.returning, ...session.waiting, session.current];
      for (const [number, { attempt, grade }] of standing(session)) {
        const comes = there.some((turn) => turn.number === number && turn.turn === attempt.turn + 1);
        if (grade !== 'again' || attempt.item.made?.type === 'point' || dropped.has(number)) continue;
        waited++;
        expect([number, comes]).toEqual([number, true]);
      }
    });
    expect(waited).toBeGreaterThan(500);
  });

  test('turns of a question follow one another, and each waits once', () => {
    everyMove(({ after: { session } }) => {
      const seen = new Map<number, number>();
      for (const { attempt } of session.graded) {
        expect(attempt.turn).toBe((seen.get(attempt.number) ?? 0) + 1);
        seen.set(attempt.number, attempt.turn);
      }
      const there = [...session.returning, ...session.waiting, ...(session.current ? [session.current] : [])];
      expect(new Set(there.map(({ number }) => number)).size).toBe(there.length);
    });
  });

  test('a question comes back at its time, or when nothing new is left; one that is out of time never', () => {
    let came = 0;
    everyMove(({ before, after }) => {
      const { session } = after;
      for (const effect of after.effects) {
        if (effect.type !== 'ask' || effect.again || effect.attempt.turn === 1) continue;
        came++;
        const { number } = effect.attempt;
        const from = before.session.returning.find((turn) => turn.number === number)?.from;
        const isReady = from !== undefined && from <= session.activeMs;
        expect(isReady || session.asked === session.items.length).toBe(true);
        const { limitSeconds = Number.POSITIVE_INFINITY } = session.rules;
        expect(session.activeMs).toBeLessThan(limitSeconds * 1000);
      }
    });
    expect(came).toBeGreaterThan(25);
  });

  test('a session is finished when all was asked and nothing comes back', () => {
    everyMove(({ after: { session, effects } }) => {
      const isFinished = effects.some((effect) => effect.type === 'end' && effect.reason === 'finished');
      if (isFinished) expect([session.asked, session.returning]).toEqual([session.items.length, []]);
    });
  });

  test('nothing of a suspended question is asked any more', () => {
    everyMove(({ event, before, after: { session, effects } }) => {
      if (event.type !== 'suspend' || effects[0]?.type !== 'suspended') return;
      const gone = effects[0].item.id;
      const toCome = session.items.slice(before.session.asked);
      expect(toCome.map((asked) => questionOf(asked).id)).not.toContain(gone);
    });
  });
});
