import type { Item } from '../bank/item.ts';
import type { Scenario } from '../bank/scenario.ts';
import { stageItems } from '../bank/stage-items.ts';
import { dateOf } from '../memory/day.ts';
import { gradeOfStep, type Step } from '../practice/scenario.ts';
import { leechText } from '../report/leeches.ts';
import { loadAll, refreshProgress } from './practice-bank.ts';
import { openReviewer, type Reviewer } from './reviewer.ts';
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
  const stages = stageItems(scenario);
  let reviewer: Reviewer | undefined;
  return {
    keep: (step) => {
      reviewer ??= openReviewer(world, loaded);
      const stage = stages.find(({ id }) => id === `${scenario.id}/${step.stage.id}`) as Item;
      const grade = gradeOfStep(step);
      const { due, leech } = reviewer.review(stage, {
        grade,
        score: step.option.score,
        seconds: step.seconds,
        hintsUsed: step.hintsUsed,
        timedOut: step.seconds > step.stage.limitSeconds,
        by: 'person',
        decision: step.option.id,
        play,
        ...(step.looked.length > 0 ? { looked: step.looked } : {}),
      });
      const kept = `Kept as ${grade}; this stage comes back as a question on ${dateOf(due)}.`;
      return leech ? `${kept} ${leechText(leech)}` : kept;
    },
    left: `\`hotseat scenario ${scenario.id}\` goes on here. Of this stage, what you looked at, its hints and its clock begin anew.`,
    close: () => {
      reviewer?.close();
      if (reviewer) refreshProgress(world, loaded.bank);
    },
  };
}
