import type { Asked } from './asked.ts';
import { type Attempt, answered, suggestedGrade, timedOut } from './attempt.ts';
import { type AskingEvent, withInput } from './input.ts';
import type { Effect, Session, SessionEvent, SessionRules, Step } from './session-model.ts';
import { after, askNext, ended, graded, suspend, undo } from './session-turns.ts';

const doubleTapMs = 400;
const doubleTapAcrossMs = 250;

/** A session about to ask its first question, or over at once when there is none. */
export function startSession(items: readonly Asked[], { at, ...rules }: SessionRules & { at: number }): Step {
  const empty: Session = {
    items,
    rules,
    current: undefined,
    waiting: [],
    returning: [],
    graded: [],
    asked: 0,
    activeMs: 0,
    paused: false,
    clock: at,
  };
  return askNext(empty, false);
}

/** The session moved on by one event: a pure function. */
export function step(before: Session, event: SessionEvent): Step {
  const session = withClock(before, event.at);
  const { current } = session;
  if (!current) return still(session);
  if (event.type === 'pause') return still({ ...session, paused: !session.paused });
  if (event.type === 'quit') return ended(withOpenTurns(session, current), 'quit');
  if (session.paused) return still(session);
  if (event.type === 'clock') return cutOff(session, current);
  if (event.type === 'undo') return undo(session, current);
  return current.revealed ? stepGrading(session, current, event) : stepAsking(session, current, event);
}

// Second turns that are open when the learner leaves are still to be asked.
const withOpenTurns = (session: Session, current: Attempt): Session => {
  const open = [...session.waiting, current].filter(({ turn }) => turn > 1);
  const turns = open.map(({ number, turn }) => ({ number, turn, from: session.activeMs }));
  return { ...session, returning: [...session.returning, ...turns] };
};

const still = (session: Session): Step => ({ session, effects: [] });

function withClock(session: Session, at: number): Session {
  const passed = session.paused || !session.current ? 0 : Math.max(0, at - session.clock);
  const { current } = session;
  const ticking = current && !current.revealed;
  return {
    ...session,
    clock: Math.max(at, session.clock),
    activeMs: session.activeMs + passed,
    current: ticking ? { ...current, activeMs: current.activeMs + passed } : current,
  };
}

// In a strict session time that is up ends the answer; elsewhere it only caps the grade.
const cutOff = (session: Session, current: Attempt): Step =>
  session.rules.strict && !current.revealed && timedOut(current) ? reveal(session, current) : still(session);

function stepAsking(session: Session, current: Attempt, event: SessionEvent): Step {
  const { item } = current;
  switch (event.type) {
    case 'hint': {
      const text = item.hints[current.hintsUsed];
      if (text === undefined) return { session, effects: [{ type: 'no-hint' }] };
      const rung = current.hintsUsed + 1;
      return {
        session: { ...session, current: { ...current, hintsUsed: rung } },
        effects: [{ type: 'hint', text, rung, of: item.hints.length }],
      };
    }
    case 'accept':
      if (isDoubleTap(current, event.at)) return still(session);
      return mustPick(current) ? pickFirst(session, current) : tryReveal(session, current);
    case 'reveal':
      return tryReveal(session, current);
    case 'skip':
      return after(askNext(session, false), { type: 'skipped', item });
    case 'suspend':
      return suspend(session, current);
    case 'edit':
      return { session, effects: [{ type: 'edit', attempt: current }] };
    case 'pick':
    case 'move':
    case 'draft':
    case 'line':
    case 'rewrite':
      return stepInput(session, current, event);
    default:
      return still(session);
  }
}

// The Enter that took a grade, pressed twice, must not answer the next question.
const isDoubleTap = (current: Attempt, at: number): boolean =>
  current.byEnter && at - current.since < doubleTapAcrossMs;

// An Enter that came too early must not give a choice up.
const mustPick = ({ mode, picks, warned }: Attempt): boolean =>
  mode === 'choice' && picks.length === 0 && !warned;

const pickFirst = (session: Session, current: Attempt): Step => ({
  session: { ...session, current: { ...current, warned: true, since: session.clock, byEnter: true } },
  effects: [{ type: 'pick-first' }],
});

// What is typed and finished is printed; the answer that it completes is revealed at once.
function stepInput(session: Session, current: Attempt, event: AskingEvent & { at: number }): Step {
  if (event.type === 'line' && event.line === '' && isDoubleTap(current, event.at)) return still(session);
  const { attempt, typed, complete, noNumber } = withInput(current, event);
  const next = { ...session, current: attempt };
  if (noNumber) return { session: next, effects: [{ type: 'no-number', attempt }] };
  const effects: Effect[] = typed === undefined ? [] : [{ type: 'typed', ...typed }];
  if (!complete) return { session: next, effects };
  const revealed = reveal(next, attempt);
  return { ...revealed, effects: [...effects, ...revealed.effects] };
}

function tryReveal(session: Session, current: Attempt): Step {
  const wait = session.rules.strict && current.mode === 'spoken' ? strictWait(current) - current.activeMs : 0;
  if (wait > 0) return { session, effects: [{ type: 'too-early', seconds: Math.ceil(wait / 1000) }] };
  return reveal(session, current);
}

// Time for an attempt: a third of the limit, twenty seconds at most.
const strictWait = ({ limitSeconds }: Attempt): number => Math.min(20_000, (limitSeconds * 1000) / 3);

function reveal(session: Session, current: Attempt): Step {
  const attempt = { ...answered(current), revealed: true, since: session.clock };
  const unprinted = unfinished(current);
  const effects: Effect[] = [...(unprinted ? [unprinted] : []), { type: 'reveal', attempt }];
  return { session: { ...session, current: attempt }, effects };
}

// What was typed without an Enter belongs to the answer, and is printed with it.
function unfinished({ mode, line, lines }: Attempt): Effect | undefined {
  if (line.trim() === '') return undefined;
  return { type: 'typed', text: line, ...(mode === 'gaps' ? { gap: lines.length } : {}) };
}

function stepGrading(session: Session, current: Attempt, event: SessionEvent): Step {
  switch (event.type) {
    case 'tick': {
      const ticked = current.ticked.map((on, i) => (i === event.point ? !on : on));
      return still({ ...session, current: { ...current, ticked } });
    }
    case 'grade':
      return graded(session, current, event.grade, false);
    case 'accept':
      if (event.at - current.since < doubleTapMs) return still(session);
      return graded(session, current, suggestedGrade(current), true);
    case 'suspend':
      return suspend(session, current);
    case 'skip':
      return after(askNext(session, false), { type: 'skipped', item: current.item });
    default:
      return still(session);
  }
}
