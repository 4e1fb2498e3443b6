import { mean } from '../bank/group.ts';
import { bestOption, type Evidence, type Option, type Scenario, type Stage } from '../bank/scenario.ts';
import { atMost, type Grade } from '../memory/grade.ts';
import { capFor, gradeOfScore } from './grade.ts';

/** A decision that was taken. */
export interface Step {
  readonly stage: Stage;
  readonly option: Option;
  readonly hintsUsed: number;
  /** Seconds at the stage. */
  readonly seconds: number;
  /** Ids of all evidence that had been looked at by then. */
  readonly looked: readonly string[];
}

/** A scenario being played: plain data, changed by the functions below. */
export interface Play {
  readonly scenario: Scenario;
  /** Where it stands; undefined at the end. */
  readonly stage: Stage | undefined;
  readonly steps: readonly Step[];
  /** Ids of the evidence that was looked at, in order. */
  readonly looked: readonly string[];
  /** Hints that were taken at this stage. */
  readonly hintsUsed: number;
  /** Minutes of the story that have passed. */
  readonly minutes: number;
}

export const startPlay = (scenario: Scenario): Play => ({
  ...{ scenario, stage: scenario.stages[0], steps: [], looked: [], hintsUsed: 0, minutes: 0 },
});

/** What can be looked at now. */
export const evidenceAt = ({ scenario, stage }: Play): Evidence[] =>
  (stage?.evidence ?? []).flatMap((id) => scenario.evidence.find((one) => one.id === id) ?? []);

/** Looks at a piece of evidence: the first time costs minutes of the story. */
export function look(play: Play, { id, minutes }: Evidence): Play {
  if (play.looked.includes(id)) return play;
  return { ...play, looked: [...play.looked, id], minutes: play.minutes + minutes };
}

/** Takes the next hint of the stage, if there is one left. */
export const takeHint = (play: Play): { play: Play; hint: string | undefined } => {
  const hint = play.stage?.hints[play.hintsUsed];
  return { hint, play: hint === undefined ? play : { ...play, hintsUsed: play.hintsUsed + 1 } };
};

/** Decides: the story goes on where the option leads. */
export function decide(play: Play, option: Option, seconds: number): Play {
  const { scenario, stage, hintsUsed, steps, minutes } = play;
  if (!stage) return play;
  return {
    ...play,
    stage: scenario.stages.find(({ id }) => id === option.next),
    steps: [...steps, { stage, option, hintsUsed, seconds, looked: play.looked }],
    hintsUsed: 0,
    minutes: minutes + option.minutes,
  };
}

/** The grade of a decision: its score, capped by hints and the clock. */
export const gradeOfStep = ({ stage, option, hintsUsed, seconds }: Step): Grade =>
  atMost(gradeOfScore(option.score), capFor(hintsUsed, seconds > stage.limitSeconds));

/** A decision as the log keeps it. */
export interface KeptStep {
  readonly stage: string;
  readonly decision: string;
  readonly hintsUsed: number;
  readonly seconds: number;
  readonly looked: readonly string[];
}

/**
 * A play taken up again from what was kept of it. The scenario may have been edited since: decisions that still stand
 * are followed, and where one is gone it stands at that stage until another was taken there, which the log has later.
 */
export function resumePlay(scenario: Scenario, kept: readonly KeptStep[]): Play {
  let play = startPlay(scenario);
  for (const { stage: id, decision, hintsUsed, seconds, looked } of kept) {
    const option = play.stage?.id === id ? play.stage.options.find((one) => one.id === decision) : undefined;
    if (!option) continue;
    const seen = looked
      .flatMap((own) => scenario.evidence.find((one) => one.id === own) ?? [])
      .reduce(look, play);
    play = decide({ ...seen, hintsUsed }, option, seconds);
  }
  return play;
}

/** The stages and decisions of the best way through, and its minutes without a look at anything. */
export function bestWay({ stages }: Scenario): {
  steps: { stage: Stage; option: Option }[];
  minutes: number;
} {
  const steps: { stage: Stage; option: Option }[] = [];
  let stage = stages[0];
  while (stage && steps.length < stages.length) {
    const at = stage;
    const option = bestOption(at);
    steps.push({ stage: at, option });
    stage = stages.find(({ id }) => id === option.next);
  }
  return { steps, minutes: steps.reduce((sum, { option }) => sum + option.minutes, 0) };
}

/** 0 to 100: the mean of the decisions. */
export const scoreOfPlay = ({ steps }: Play): number =>
  Math.round((mean(steps.map(({ option }) => option.score)) ?? 0) * 10) / 10;
