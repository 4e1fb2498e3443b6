import type { Item } from '../bank/item.ts';
import { atMost, type Grade } from '../memory/grade.ts';
import type { Answer, Mark } from './answer.ts';
import type { Asked } from './asked.ts';
import { type Dealt, deal } from './deal.ts';
import { capFor, coverageScore, gradeOfScore } from './grade.ts';
import { mark } from './mark.ts';

/** How an item is answered: said aloud, typed, picked from choices, or put in order. */
export type AnswerMode = 'spoken' | 'text' | 'line' | 'gaps' | 'choice' | 'order';

/** One try at one item, from the question's first sight to its grade. */
export interface Attempt {
  /** The item with its drawn figures. */
  readonly item: Asked;
  readonly dealt: Dealt;
  readonly mode: AnswerMode;
  /** Its number in the session, from 1. */
  readonly number: number;
  /** 1 for the first time that the session asks it. */
  readonly turn: number;
  /** The place of the step that brought it back (steps.ts). */
  readonly step?: number;
  readonly limitSeconds: number;
  readonly hintsUsed: number;
  /** Time on it so far, pauses left out. The clock stops at the reveal. */
  readonly activeMs: number;
  readonly revealed: boolean;
  /** Lines, or gaps, that were typed and finished. */
  readonly lines: readonly string[];
  /** The line that is being typed. */
  readonly line: string;
  /** Choices that are picked, or the order so far: indices of the item as written. */
  readonly picks: readonly number[];
  /** An Enter without a pick was told to pick: the next one gives up. */
  readonly warned?: boolean;
  readonly answer?: Answer;
  readonly mark?: Mark;
  /** One for each key point: covered, as the learner says, or as the grader found and the learner let stand. */
  readonly ticked: readonly boolean[];
  /** What the learner told last time, where the question is about a story of their own. */
  readonly story?: string;
  /** The instant at which this screen came up. */
  readonly since: number;
  /** The screen came up by an Enter, so that a second one at once is a double tap. */
  readonly byEnter: boolean;
}

const modes: Readonly<Record<Exclude<Item['kind'], 'open'>, AnswerMode>> = {
  choice: 'choice',
  stage: 'choice',
  order: 'order',
  number: 'line',
  cloze: 'gaps',
};

/** A fresh attempt. */
export function newAttempt(
  written: Asked,
  how: {
    number: number;
    turn: number;
    step?: number | undefined;
    limitSeconds: number;
    typed: boolean;
    seed: string;
    story?: string | undefined;
    since: number;
    byEnter: boolean;
  },
): Attempt {
  const { number, turn, step, limitSeconds, typed, seed, story, since, byEnter } = how;
  const dealt = deal(written, seed);
  return {
    item: dealt.item,
    dealt,
    mode: written.kind === 'open' ? (typed ? 'text' : 'spoken') : modes[written.kind],
    number,
    turn,
    ...(step === undefined ? {} : { step }),
    limitSeconds,
    hintsUsed: 0,
    activeMs: 0,
    revealed: false,
    lines: [],
    line: '',
    picks: written.kind === 'order' ? dealt.shown : [],
    ticked: written.keyPoints.map(() => false),
    ...(story === undefined ? {} : { story }),
    since,
    byEnter,
  };
}

/** Whether letters are text in this attempt. */
export const isTyped = (attempt: Attempt): boolean =>
  attempt.mode === 'text' || attempt.mode === 'line' || attempt.mode === 'gaps';

/** The attempt with its answer given and marked. A spoken answer is marked by the learner's ticks. */
export function answered(attempt: Attempt): Attempt {
  const answer = answerOf(attempt);
  if (attempt.mode === 'spoken' || (attempt.mode === 'text' && !answer)) return attempt;
  // A story of one's own is graded by oneself.
  if (attempt.mode === 'text' && attempt.item.keyPoints.length === 0)
    return answer ? { ...attempt, answer } : attempt;
  const marked = mark(attempt.dealt, answer);
  return {
    ...attempt,
    ...(answer ? { answer } : {}),
    mark: marked,
    ticked: marked.points ? marked.points.map((words) => words !== undefined) : attempt.ticked,
  };
}

function answerOf({ mode, lines, line, picks }: Attempt): Answer | undefined {
  const typed = line.trim() === '' ? lines : [...lines, line];
  switch (mode) {
    case 'choice':
      return picks.length > 0 ? { type: 'choice', picked: picks } : undefined;
    case 'order':
      return { type: 'order', order: picks };
    case 'gaps':
      return typed.some((gap) => gap.trim() !== '') ? { type: 'cloze', gaps: typed } : undefined;
    case 'line':
      return typed.length > 0 ? { type: 'number', text: typed.join(' ') } : undefined;
    case 'text':
      return typed.length > 0 ? { type: 'text', text: typed.join('\n') } : undefined;
    default:
      return undefined;
  }
}

/** Whether the learner changed what the grader had ticked. */
export const overruled = ({ mark, ticked }: Attempt): boolean =>
  mark?.points?.some((words, i) => (words !== undefined) !== ticked[i]) ?? false;

/** 0 to 100: the mark, or what the ticks add up to where there is none or the learner knew better. */
export function scoreOf(attempt: Attempt): number {
  const { item, mark, ticked } = attempt;
  return mark && !overruled(attempt) ? mark.score : coverageScore(item.keyPoints, ticked);
}

/** Whether the ticks are the learner's word: graded well without a single one, the grade says it all. */
export const isTicked = ({ mark, ticked }: Attempt, grade: Grade): boolean =>
  mark !== undefined || ticked.includes(true) || grade === 'again' || grade === 'hard';

/** Over the limit of its question. */
export const timedOut = (attempt: Attempt): boolean => attempt.activeMs > attempt.limitSeconds * 1000;

/** The grade that Enter takes: by the score, capped by hints and the clock. Where there is nothing to count: good. */
export function suggestedGrade(attempt: Attempt): Grade {
  const uncounted = attempt.item.kind === 'open' && attempt.item.keyPoints.length === 0;
  const earned = uncounted ? 'good' : gradeOfScore(scoreOf(attempt));
  return atMost(earned, capFor(attempt.hintsUsed, timedOut(attempt)));
}
