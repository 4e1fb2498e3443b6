import type { Item } from '../bank/item.ts';
import { escapeText } from '../content/escape.ts';
import { type Day, dateOf, dayOf } from '../memory/day.ts';
import type { Grade } from '../memory/grade.ts';
import { questionOf } from '../practice/asked.ts';
import { type Attempt, isTicked, isTyped, overruled, scoreOf, timedOut } from '../practice/attempt.ts';
import { coverageKeys } from '../practice/grade.ts';
import type { Effect } from '../practice/session-model.ts';
import { keepStory, lastStory } from '../storage/stories.ts';
import type { Kept } from '../terminal/session-view.ts';
import type { Answered, PointAnswered, Reviewer } from './reviewer.ts';
import type { Keeper } from './session-loop.ts';
import type { World } from './world.ts';

type Graded = Extract<Effect, { type: 'graded' }>;

/**
 * Keeps a session's reviews, mended points, undos and suspensions in the log.
 *
 * @param cram reviews are kept, the schedule stays as it is.
 */
export function sessionKeeper(world: World, reviewer: Reviewer, cram: boolean): Keeper {
  const day = () => dayOf(world.clock.now(), world.zone);
  const keepReview = ({ attempt, grade, returnsIn }: Graded): Kept => {
    const answered = { ...answeredBy(attempt, grade), ...(cram ? { cram } : {}) };
    const reviewed = reviewer.review(attempt.item, answered, returnsIn !== undefined);
    keepOwnStory(world, attempt, reviewed.today);
    return { ...reviewed, as: cram ? 'cram' : 'review' };
  };
  const keepGrade = (graded: Graded): Kept => {
    const { item } = graded.attempt;
    if (item.made?.type !== 'point') return keepReview(graded);
    const { key } = item.made;
    reviewer.point(questionOf(item), { ...effortOf(graded.attempt), point: key, grade: graded.grade });
    return { due: day(), today: day(), as: 'point' };
  };
  return {
    keep: (effect) => {
      if (effect.type === 'graded') return keepGrade(effect);
      if (effect.type === 'suspended') reviewer.suspend(effect.item);
      if (effect.type === 'undone') reviewer.undo();
      return undefined;
    },
    leeches: reviewer.leeches,
    close: reviewer.close,
  };
}

// Only what was typed can be kept; what was said is gone.
function keepOwnStory(world: World, { item, answer }: Attempt, today: Day): void {
  if (item.rubric === '' || answer?.type !== 'text') return;
  keepStory(world.home, item.pack, item.id, item.title, dateOf(today), answer.text);
}

/** A keeper that keeps nothing, for trying what one is writing. */
export function forgetful(world: World): Keeper {
  return {
    keep: (effect) => {
      const today = dayOf(world.clock.now(), world.zone);
      return effect.type === 'graded' ? { due: today, today, as: 'unsaved' } : undefined;
    },
    leeches: () => [],
    close: () => {},
  };
}

const effortOf = (attempt: Attempt): Omit<PointAnswered, 'point' | 'grade'> => ({
  seconds: Math.round(attempt.activeMs / 100) / 10,
  hintsUsed: attempt.hintsUsed,
  timedOut: timedOut(attempt),
  by: 'person',
});

function answeredBy(attempt: Attempt, grade: Grade): Answered {
  const { item, ticked } = attempt;
  return {
    grade,
    score: scoreOf(attempt),
    ...effortOf(attempt),
    ...(isTyped(attempt) ? { typed: true } : {}),
    ...(overruled(attempt) ? { overruled: true } : {}),
    ...(item.made?.type === 'variant' ? { variant: item.made.name } : {}),
    ...(isTicked(attempt, grade) ? coverageKeys(item.keyPoints, ticked) : {}),
  };
}

/** The learner's own story of a question, as it was told last; safe to print. */
export function storyOf(world: World, { pack, id }: Item): string | undefined {
  const story = lastStory(world.home, pack, id);
  return story === undefined ? undefined : escapeText(story);
}
