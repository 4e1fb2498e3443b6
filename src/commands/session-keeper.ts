import { fullId, type Item } from '../bank/item.ts';
import { escapeText } from '../content/escape.ts';
import { type Day, dateOf, dayOf } from '../memory/day.ts';
import { dueAfter } from '../memory/fsrs.ts';
import type { Grade } from '../memory/grade.ts';
import type { LogRecord, Review, Suspension, Undo, Unstamped } from '../memory/record.ts';
import { applied, type Entry } from '../memory/schedule.ts';
import { modelOf } from '../memory/settings.ts';
import { type Attempt, isTyped, overruled, scoreOf, timedOut } from '../practice/attempt.ts';
import { pointKey } from '../practice/grade.ts';
import { keepStory, lastStory } from '../storage/stories.ts';
import type { Kept } from '../terminal/effect-view.ts';
import type { Loaded } from './practice-bank.ts';
import { openRecorder } from './recorder.ts';
import type { Keeper } from './session-loop.ts';
import type { World } from './world.ts';

const unseen: Entry = { suspended: false };

/**
 * Keeps a session's reviews, undos and suspensions in the log.
 *
 * @param cram reviews are kept, the schedule stays as it is.
 */
export function sessionKeeper(world: World, loaded: Loaded, cram: boolean): Keeper {
  const recorder = openRecorder(world);
  const entries = new Map(loaded.schedule);
  const done: { record: LogRecord; before: Entry | undefined }[] = [];
  const keepReview = (attempt: Attempt, grade: Grade): Kept => {
    const item = fullId(attempt.item);
    const today = dayOf(world.clock.now(), world.zone);
    const before = entries.get(item);
    const model = modelOf(loaded.settings, attempt.item);
    const due = cram ? (before?.card?.due ?? today) : dueAfter(before?.card, grade, today, item, model);
    const record = recorder.keep<Review>({
      ...reviewOf(attempt, grade),
      day: today,
      due,
      ...(before?.card ? {} : { title: attempt.item.title }),
      ...(cram ? { cram } : {}),
    });
    entries.set(item, applied(before ?? unseen, record, model));
    done.push({ record, before });
    keepOwnStory(world, attempt, today);
    return { due, today, as: cram ? 'cram' : 'review' };
  };
  return {
    keep: (effect) => {
      if (effect.type === 'graded') return keepReview(effect.attempt, effect.grade);
      if (effect.type === 'suspended')
        recorder.keep<Suspension>({ type: 'suspend', item: fullId(effect.item) });
      const last = effect.type === 'undone' ? done.pop() : undefined;
      if (last?.record.type === 'review') {
        recorder.keep<Undo>({ type: 'undo', undoes: last.record.id });
        entries.set(last.record.item, last.before ?? unseen);
      }
      return undefined;
    },
    close: recorder.close,
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

function reviewOf(attempt: Attempt, grade: Grade): Omit<Unstamped<Review>, 'day' | 'due'> {
  const { item, ticked, hintsUsed, activeMs } = attempt;
  const keys = item.keyPoints.map(pointKey);
  return {
    type: 'review',
    item: fullId(item),
    grade,
    score: scoreOf(attempt),
    seconds: Math.round(activeMs / 100) / 10,
    hintsUsed,
    timedOut: timedOut(attempt),
    by: 'person',
    ...(isTyped(attempt) ? { typed: true } : {}),
    ...(overruled(attempt) ? { overruled: true } : {}),
    ...(keys.length > 0
      ? { covered: keys.filter((_, i) => ticked[i]), missed: keys.filter((_, i) => !ticked[i]) }
      : {}),
  };
}

/** The learner's own story of a question, as it was told last; safe to print. */
export function storyOf(world: World, { pack, id }: Item): string | undefined {
  const story = lastStory(world.home, pack, id);
  return story === undefined ? undefined : escapeText(story);
}
