import type { Scenario } from '../bank/scenario.ts';
import { dateOf } from '../memory/day.ts';
import { dueAfter } from '../memory/fsrs.ts';
import type { Review } from '../memory/record.ts';
import { modelOf } from '../memory/settings.ts';
import { gradeOfStep, type Step } from '../practice/scenario.ts';
import { loadAll, refreshProgress } from './practice-bank.ts';
import { openRecorder, type Recorder } from './recorder.ts';
import type { World } from './world.ts';

/** Keeps decisions as reviews: each is on the disk before its outcome is told. */
export interface StageKeeper {
  /** Keeps a decision; says so, with the date on which its stage comes back. */
  readonly keep: (step: Step) => string;
  /** What is said to a learner who leaves before the end. */
  readonly left: string;
  readonly close: () => void;
}

/** A keeper for one play of a scenario. */
export async function stageKeeper(world: World, scenario: Scenario, play: string): Promise<StageKeeper> {
  const loaded = await loadAll(world);
  const { schedule, settings, today } = loaded;
  let recorder: Recorder | undefined;
  return {
    keep: (step) => {
      recorder ??= openRecorder(world);
      const item = `${scenario.pack}/${scenario.id}/${step.stage.id}`;
      const grade = gradeOfStep(step);
      const review = recorder.keep<Review>({
        type: 'review',
        item,
        grade,
        score: step.option.score,
        seconds: step.seconds,
        hintsUsed: step.hintsUsed,
        timedOut: step.seconds > step.stage.limitSeconds,
        by: 'person',
        day: today,
        due: dueAfter(schedule.get(item)?.card, grade, today, item, modelOf(settings)),
        decision: step.option.id,
        play,
        ...(step.looked.length > 0 ? { looked: step.looked } : {}),
      });
      return `Kept as ${grade}; this stage comes back as a question on ${dateOf(review.due)}.`;
    },
    left: `\`hotseat scenario ${scenario.id}\` goes on here. Of this stage, what you looked at, its hints and its clock begin anew.`,
    close: () => {
      recorder?.close();
      if (recorder) refreshProgress(world, loaded.bank);
    },
  };
}
