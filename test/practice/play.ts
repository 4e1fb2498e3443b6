// Plays a session by hand: every event goes through `step`, as at the terminal.
import type { Item } from '../../src/bank/item.ts';
import type { Attempt } from '../../src/practice/attempt.ts';
import { startSession, step } from '../../src/practice/session.ts';
import type { SessionEvent, SessionRules, Step } from '../../src/practice/session-model.ts';

/** A session that starts at instant 0, with a minute for each question unless told otherwise. */
export const begin = (items: readonly Item[], rules: Partial<SessionRules> = {}): Step =>
  startSession(items, { limitOf: () => 60, at: 0, ...rules });

/** The step that the last of some events made. */
export const play = (from: Step, ...events: readonly SessionEvent[]): Step =>
  events.reduce((before, event) => step(before.session, event), from);

/** The attempt on the screen after some events. */
export function shown(from: Step, ...events: readonly SessionEvent[]): Attempt {
  const { current } = play(from, ...events).session;
  if (!current) throw new Error('the session is over');
  return current;
}

export const gradedIds = ({ session }: Step): string[] =>
  session.graded.map(({ attempt }) => attempt.item.id);
