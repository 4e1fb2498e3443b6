import type { Item } from '../bank/item.ts';
import type { Grade } from '../memory/grade.ts';
import type { Asked } from './asked.ts';
import type { Attempt } from './attempt.ts';
import type { AskingEvent } from './input.ts';
import type { Turn } from './steps.ts';

/** What holds for all questions of a session. */
export interface SessionRules {
  /** Seconds for a question. */
  readonly limitOf: (item: Asked) => number;
  /** Seconds for the whole. */
  readonly limitSeconds?: number | undefined;
  /** Whether an open question is typed, not spoken. */
  readonly typedOf?: (item: Item) => boolean;
  /** Over its limit an answer is cut off and taken as it is; a spoken one is not shown before there was time to try. */
  readonly strict?: boolean;
  /** What the learner told last time, for questions about their own stories. */
  readonly storyOf?: (item: Item) => string | undefined;
  /** Minutes after which a question graded "again" comes back, one a step; none leaves it to another session. */
  readonly steps?: readonly number[];
  /** What is asked when all items had their turn, by how they went; nothing ends the session. */
  readonly more?: (graded: readonly GradedAttempt[]) => Asked | undefined;
  /** Decides drawn figures and the order of choices. */
  readonly seedOf?: (item: Item) => string;
}

/** A practice session as plain data. `step` moves it on. */
export interface Session {
  readonly items: readonly Asked[];
  readonly rules: SessionRules;
  /** The attempt on the screen; undefined when the session is over. */
  readonly current: Attempt | undefined;
  /** Attempts that wait while an undone one is graded again. */
  readonly waiting: readonly Attempt[];
  /** Questions that were graded "again" and come back. */
  readonly returning: readonly Turn[];
  readonly graded: readonly GradedAttempt[];
  /** Questions that had their first turn. */
  readonly asked: number;
  readonly activeMs: number;
  readonly paused: boolean;
  /** The instant of the last event. */
  readonly clock: number;
}

export interface GradedAttempt {
  readonly attempt: Attempt;
  readonly grade: Grade;
}

/** What happens to a session. `at` is an instant in ms that never goes back within a session. */
export type SessionEvent = { readonly at: number } & (
  | { readonly type: 'clock' | 'hint' | 'reveal' | 'accept' | 'skip' | 'suspend' | 'undo' | 'pause' | 'quit' }
  | { readonly type: 'tick'; readonly point: number }
  | { readonly type: 'grade'; readonly grade: Grade }
  | AskingEvent
);

/** What a step asks the edge to do: print, keep, or both. */
export type Effect =
  | { readonly type: 'ask'; readonly attempt: Attempt; readonly again: boolean }
  | { readonly type: 'hint'; readonly text: string; readonly rung: number; readonly of: number }
  | { readonly type: 'no-hint' | 'pick-first' }
  | { readonly type: 'no-number'; readonly attempt: Attempt }
  | { readonly type: 'too-early'; readonly seconds: number }
  | { readonly type: 'typed'; readonly text: string; readonly gap?: number }
  | { readonly type: 'edit'; readonly attempt: Attempt }
  | { readonly type: 'reveal'; readonly attempt: Attempt }
  | {
      readonly type: 'graded';
      readonly attempt: Attempt;
      readonly grade: Grade;
      /** Minutes of session time until it comes back, where it does. */
      readonly returnsIn?: number;
    }
  | { readonly type: 'undone'; readonly attempt: Attempt; readonly grade: Grade }
  | { readonly type: 'nothing-to-undo' }
  | { readonly type: 'skipped' | 'suspended'; readonly item: Item }
  | { readonly type: 'end'; readonly reason: 'finished' | 'quit' | 'time' };

/** A session after an event, and what is to be done about it. */
export interface Step {
  readonly session: Session;
  readonly effects: readonly Effect[];
}
