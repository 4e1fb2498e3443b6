import type { Item } from '../bank/item.ts';
import { escapeText } from '../content/escape.ts';
import { type Day, dateOf, dayOf } from '../memory/day.ts';
import type { Grade } from '../memory/grade.ts';
import { type Attempt, isTyped, overruled, scoreOf, timedOut } from '../practice/attempt.ts';
import { coverageKeys } from '../practice/grade.ts';
import { keepStory, lastStory } from '../storage/stories.ts';
import type { Kept } from '../terminal/effect-view.ts';
import type { Answered, Reviewer } from './reviewer.ts';
import type { Keeper } from './session-loop.ts';
import type { World } from './world.ts';

/**
 * Keeps a session's reviews, undos and suspensions in the log.
 *
 * @param cram reviews are kept, the schedule stays as it is.
 */
export function sessionKeeper(world: World, reviewer: Reviewer, cram: boolean): Keeper {
  const keepReview = (attempt: Attempt, grade: Grade): Kept => {
    const { due, today } = reviewer.review(attempt.item, {
      ...answeredBy(attempt, grade),
      ...(cram ? { cram } : {}),
    });
    keepOwnStory(world, attempt, today);
    return { due, today, as: cram ? 'cram' : 'review' };
  };
  return {
    keep: (effect) => {
      if (effect.type === 'graded') return keepReview(effect.attempt, effect.grade);
      if (effect.type === 'suspended') reviewer.suspend(effect.item);
      if (effect.type === 'undone') reviewer.undo();
      return undefined;
    },
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
    close: () => {},
  };
}

function answeredBy(attempt: Attempt, grade: Grade): Answered {
  const { item, ticked, hintsUsed, activeMs } = attempt;
  return {
    grade,
    score: scoreOf(attempt),
    seconds: Math.round(activeMs / 100) / 10,
    hintsUsed,
    timedOut: timedOut(attempt),
    by: 'person',
    ...(isTyped(attempt) ? { typed: true } : {}),
    ...(overruled(attempt) ? { overruled: true } : {}),
    ...coverageKeys(item.keyPoints, ticked),
  };
}

/** The learner's own story of a question, as it was told last; safe to print. */
export function storyOf(world: World, { pack, id }: Item): string | undefined {
  const story = lastStory(world.home, pack, id);
  return story === undefined ? undefined : escapeText(story);
}
