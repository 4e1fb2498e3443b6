import { fullId, type Item } from '../bank/item.ts';
import type { Grade } from '../memory/grade.ts';
import { questionOf } from './asked.ts';
import { type Attempt, newAttempt } from './attempt.ts';
import type { Effect, Session, Step } from './session-model.ts';
import { nextTurn, type Turn, turnAfter } from './steps.ts';

/** A session that is over. */
export const ended = (session: Session, reason: 'finished' | 'quit' | 'time'): Step => ({
  session: { ...session, current: undefined, waiting: [] },
  effects: [{ type: 'end', reason }],
});

/** A step with one more effect before its own. */
export const after = (next: Step, first: Effect): Step => ({ ...next, effects: [first, ...next.effects] });

/** On to what is next, while there is time: an attempt that waited comes first, whatever the time. */
export function askNext(session: Session, byEnter: boolean): Step {
  const back = session.waiting.at(-1);
  if (back) {
    const attempt = { ...back, since: session.clock, byEnter };
    const resumed = { ...session, current: attempt, waiting: session.waiting.slice(0, -1) };
    return { session: resumed, effects: [{ type: 'ask', attempt, again: true }] };
  }
  const { returning, asked, items, activeMs, rules } = session;
  const next = nextTurn(returning, asked, items.length, activeMs);
  const more = next ? undefined : rules.more?.(session.graded);
  if (!next && !more) return ended(session, 'finished');
  const late = rules.limitSeconds !== undefined && activeMs >= rules.limitSeconds * 1000;
  if (late) return ended(session, 'time');
  return next
    ? ask(session, next, byEnter)
    : askNext({ ...session, items: [...items, ...(more ? [more] : [])] }, byEnter);
}

function ask(session: Session, { number, turn, step }: Turn, byEnter: boolean): Step {
  const item = session.items[number - 1];
  if (!item) return ended(session, 'finished');
  const { limitOf, typedOf, seedOf, storyOf } = session.rules;
  const seed = seedOf?.(item) ?? '';
  const attempt = newAttempt(item, {
    number,
    turn,
    step,
    limitSeconds: limitOf(item),
    typed: typedOf?.(item) ?? false,
    // Each turn draws other figures.
    seed: turn === 1 ? seed : `${seed}#${turn}`,
    story: item.rubric === '' ? undefined : storyOf?.(item),
    since: session.clock,
    byEnter,
  });
  return {
    session: {
      ...session,
      current: attempt,
      asked: Math.max(session.asked, number),
      returning: session.returning.filter((other) => other.number !== number),
    },
    effects: [{ type: 'ask', attempt, again: false }],
  };
}

/** The attempt on the screen graded: kept, and brought back by a step where the grade asks for it. */
export function graded(session: Session, attempt: Attempt, grade: Grade, byEnter: boolean): Step {
  const { steps = [] } = session.rules;
  const back = turnAfter(attempt, grade, steps, session.activeMs);
  const kept = {
    ...session,
    graded: [...session.graded, { attempt, grade }],
    returning: back ? [...session.returning, back] : session.returning,
  };
  const minutes = back?.step === undefined ? undefined : steps[back.step];
  const returns = minutes === undefined ? {} : { returnsIn: minutes };
  return after(askNext(kept, byEnter), { type: 'graded', attempt, grade, ...returns });
}

/**
 * The undone attempt back at its grading screen; what was on the screen waits, its clock stopped. Turns that
 * only the undone grade had brought are gone.
 */
export function undo(session: Session, current: Attempt): Step {
  const last = session.graded.at(-1);
  if (!last) return { session, effects: [{ type: 'nothing-to-undo' }] };
  const attempt = { ...last.attempt, since: session.clock, byEnter: false };
  const isOther = ({ number }: { readonly number: number }) => number !== attempt.number;
  return {
    session: {
      ...session,
      current: attempt,
      waiting: [...session.waiting, current].filter(isOther),
      returning: session.returning.filter(isOther),
      graded: session.graded.slice(0, -1),
    },
    effects: [{ type: 'undone', attempt, grade: last.grade }],
  };
}

/** The question on the screen taken out of practice: nothing of it comes any more. */
export function suspend(session: Session, current: Attempt): Step {
  const item = questionOf(current.item);
  const without = { ...session, ...toCome(session, (other) => fullId(other) !== fullId(item)) };
  return after(askNext(without, false), { type: 'suspended', item });
}

function toCome(
  { items, asked, waiting, returning }: Session,
  stays: (question: Item) => boolean,
): Pick<Session, 'items' | 'waiting' | 'returning'> {
  return {
    items: items.filter((item, i) => i < asked || stays(questionOf(item))),
    waiting: waiting.filter(({ item }) => stays(questionOf(item))),
    returning: returning.filter(({ number }) => {
      const item = items[number - 1];
      return item !== undefined && stays(questionOf(item));
    }),
  };
}
