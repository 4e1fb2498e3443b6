import type { Grade } from '../memory/grade.ts';
import type { Attempt } from './attempt.ts';

/** A turn of a question: its first, or one that a step brings on the same day. */
export interface Turn {
  /** The number of the question in the session, from 1. */
  readonly number: number;
  /** 1 for the first time that it is asked. */
  readonly turn: number;
  /** The place of the step that brought it back, from 0; none for a first turn. */
  readonly step?: number;
  /** Session time (ms) from which it may come. */
  readonly from: number;
}

/**
 * The turn that a grade leads to in the same session; undefined when the question is done for today. As Anki's
 * relearning steps: "again" begins with the first step, a better grade moves on to the next, and after the last
 * the question has its day.
 *
 * @param steps minutes.
 * @param now session time, ms.
 */
export function turnAfter(
  { number, turn, step, item }: Attempt,
  grade: Grade,
  steps: readonly number[],
  now: number,
): Turn | undefined {
  // A point by itself is asked once: it comes with its question, or another day.
  if (item.made?.type === 'point') return undefined;
  const next = grade === 'again' ? 0 : step === undefined ? undefined : step + 1;
  const minutes = next === undefined ? undefined : steps[next];
  if (next === undefined || minutes === undefined) return undefined;
  return { number, turn: turn + 1, step: next, from: now + minutes * 60_000 };
}

/** The turn that is next: one whose time has come, else a new question, else the earliest of those that wait. */
export function nextTurn(
  returning: readonly Turn[],
  asked: number,
  questions: number,
  now: number,
): Turn | undefined {
  const [first] = [...returning].sort((a, b) => a.from - b.from);
  if (first && first.from <= now) return first;
  return asked < questions ? { number: asked + 1, turn: 1, from: now } : first;
}
