// What holds for a play whatever is looked at and decided, and for one that is taken up again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestOption, type Option, type Scenario, type Stage } from '../../src/bank/scenario.ts';
import { atMost, grades } from '../../src/memory/grade.ts';
import { capFor, gradeOfScore } from '../../src/practice/grade.ts';
import {
  bestWay,
  decide,
  evidenceAt,
  gradeOfStep,
  type KeptStep,
  look,
  type Play,
  resumePlay,
  type Step,
  scoreOfPlay,
  startPlay,
  takeHint,
} from '../../src/practice/scenario.ts';
import { after, playsOf, scenarioOf, someDeeds, someScenario } from './any-scenario.ts';

const anyScenario = someScenario({ onward: false });
const straight = someScenario({ onward: true });

/** Plays random scenarios at random, and checks something of each play, after every deed. */
const everyPlay = (check: (plays: readonly Play[], scenario: Scenario) => void, scenarios = anyScenario) =>
  fc.assert(
    fc.property(scenarios, someDeeds, (scenario, deeds) => check(playsOf(scenario, deeds), scenario)),
    { numRuns: 300 },
  );

/** Steps as the log has them: what comes back from a file. */
const kept = ({ steps }: Play): KeptStep[] =>
  JSON.parse(
    JSON.stringify(
      steps.map(({ stage, option, hintsUsed, seconds, looked }) => ({
        ...{ stage: stage.id, decision: option.id, hintsUsed, seconds, looked },
      })),
    ),
  );

/** The number of decisions from a stage to the end, by a search that knows nothing of plays. */
function toTheEnd({ stages }: Scenario, from: Stage | undefined): number {
  let reached: readonly (string | undefined)[] = [from?.id];
  for (let count = 0; count <= stages.length; count++) {
    if (reached.includes(undefined)) return count;
    const here = stages.filter(({ id }) => reached.includes(id));
    reached = [...new Set(here.flatMap(({ options }) => options.map(({ next }) => next)))];
  }
  return Number.POSITIVE_INFINITY;
}

describe('a play', () => {
  test('has ended or can end, whatever was decided', () => {
    let ended = 0;
    everyPlay((plays, scenario) => {
      for (const { stage } of plays)
        expect(toTheEnd(scenario, stage)).toBeLessThanOrEqual(scenario.stages.length);
      if (!plays.at(-1)?.stage) ended++;
    });
    expect(ended).toBeGreaterThan(100);
  });

  test('that keeps to the first decision meets each stage once, in their order', () => {
    everyPlay(([start], { stages }) => {
      let play = start as Play;
      for (let n = 0; play.stage && n < 100; n++) play = decide(play, play.stage.options[0] as Option, 1);
      expect(play.steps.map(({ stage }) => stage.id)).toEqual(stages.map(({ id }) => id));
      expect(play.stage).toBeUndefined();
    });
  });

  test('goes from each decision to the stage that it names', () => {
    everyPlay((plays) => {
      const { steps, stage } = plays.at(-1) as Play;
      const met = [...steps.map((step) => step.stage.id), stage?.id];
      expect(steps.map(({ option }) => option.next)).toEqual(met.slice(1));
    });
  });

  test('that has ended stays as it is', () => {
    everyPlay((plays) => {
      const end = plays.at(-1) as Play;
      if (end.stage) return;
      expect(evidenceAt(end)).toEqual([]);
      expect(takeHint(end)).toEqual({ play: end, hint: undefined });
      expect(decide(end, end.steps[0]?.option as Option, 9)).toBe(end);
    });
  });

  test('takes the minutes of its decisions and of what was looked at, each piece once', () => {
    everyPlay((plays, scenario) => {
      for (const { minutes, steps, looked } of plays) {
        expect(new Set(looked).size).toBe(looked.length);
        const seen = scenario.evidence.filter(({ id }) => looked.includes(id));
        const all = [...steps.map(({ option }) => option), ...seen];
        expect(minutes).toBe(all.reduce((sum, { minutes: own }) => sum + own, 0));
      }
    });
  });

  test('does not change by a second look, at this stage or at a later one', () => {
    let again = 0;
    everyPlay((plays, scenario) => {
      for (const play of plays) {
        for (const piece of scenario.evidence.filter(({ id }) => play.looked.includes(id))) {
          expect(look(play, piece)).toBe(play);
          again++;
        }
      }
    });
    expect(again).toBeGreaterThan(1000);
  });

  test('shows the evidence of its stage and no other, in the order of the stage', () => {
    everyPlay((plays) => {
      for (const play of plays)
        expect(evidenceAt(play).map(({ id }) => id)).toEqual(play.stage?.evidence ?? []);
    });
  });

  test('gives the hints of a stage one by one, as many as there are, and begins anew at the next stage', () => {
    everyPlay((plays) => {
      plays.forEach((play, i) => {
        expect(play.hintsUsed).toBeLessThanOrEqual(play.stage?.hints.length ?? 0);
        const { play: next, hint } = takeHint(play);
        expect(hint).toBe(play.stage?.hints[play.hintsUsed]);
        expect(next.hintsUsed - play.hintsUsed).toBe(hint === undefined ? 0 : 1);
        if (play.steps.length > (plays[i - 1]?.steps.length ?? 0)) expect(play.hintsUsed).toBe(0);
      });
    });
  });

  test('scores the mean of its decisions, and nothing before the first', () => {
    everyPlay((plays) => {
      for (const play of plays) {
        const scores = play.steps.map(({ option }) => option.score);
        const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
        // To a tenth.
        expect(Math.abs(scoreOfPlay(play) - mean)).toBeLessThan(0.05001);
      }
    });
  });
});

describe('the grade of a decision', () => {
  const stepsOf = (check: (step: Step) => void) =>
    everyPlay((plays) => {
      for (const step of plays.at(-1)?.steps ?? []) check(step);
    });

  test('is no better than its score, its hints and the clock allow, and no worse', () => {
    const seen = new Set<string>();
    stepsOf((step) => {
      const late = step.seconds > step.stage.limitSeconds;
      const cap = capFor(step.hintsUsed, late);
      const grade = gradeOfStep(step);
      seen.add(`${grade} ${step.hintsUsed} ${late}`);
      expect(atMost(grade, cap)).toBe(grade);
      expect([cap, gradeOfScore(step.option.score)]).toContain(grade);
      expect(grades.indexOf(grade)).toBe(
        Math.min(grades.indexOf(cap), grades.indexOf(gradeOfScore(step.option.score))),
      );
    });
    expect(seen.size).toBeGreaterThan(15);
  });

  test.each([
    ['in time without a hint', 0, 60, 'easy'],
    ['with a hint', 1, 60, 'good'],
    ['with two', 2, 60, 'hard'],
    ['with three', 3, 60, 'again'],
    ['a second late', 0, 61, 'hard'],
    ['late, with a hint', 1, 61, 'hard'],
    ['late, with three', 3, 600, 'again'],
  ])('for the best one %s', (_how, hintsUsed, seconds, grade) => {
    const [stage] = fc.sample(straight, { numRuns: 1, seed: 1 })[0]?.stages ?? [];
    const option = { ...(stage?.options[0] as Option), score: 100 };
    const step = { stage: { ...(stage as Stage), limitSeconds: 60 }, option, hintsUsed, seconds, looked: [] };
    expect(gradeOfStep(step)).toBe(grade);
    expect(gradeOfStep({ ...step, option: { ...option, score: 49 } })).toBe('again');
  });
});

describe('a play that is taken up again', () => {
  test('is the same at every length, but for what was not decided yet', () => {
    let compared = 0;
    everyPlay((plays, scenario) => {
      plays.forEach((play, i) => {
        if (i > 0 && play.steps.length === plays[i - 1]?.steps.length) return;
        expect(resumePlay(scenario, kept(play))).toEqual(play);
        compared++;
      });
    });
    expect(compared).toBeGreaterThan(1000);
  });

  test('goes on as if it had never been left', () => {
    fc.assert(
      fc.property(anyScenario, someDeeds, fc.nat(59), (scenario, deeds, at) => {
        const plays = playsOf(scenario, deeds);
        const left = plays.findIndex(
          ({ steps }, i) => i >= at && steps.length > (plays[i - 1]?.steps.length ?? 0),
        );
        if (left < 0) return;
        let play = resumePlay(scenario, kept(plays[left] as Play));
        for (const deed of deeds.slice(left)) play = after(play, deed);
        expect(play).toEqual(plays.at(-1));
      }),
      { numRuns: 300 },
    );
  });

  test('begins at the beginning where nothing was kept', () => {
    everyPlay(([start], scenario) => {
      expect(resumePlay(scenario, [])).toEqual(start);
    });
  });
});

const without = (scenario: Scenario, stage: string, option: string): Scenario => ({
  ...scenario,
  stages: scenario.stages.map((one) =>
    one.id === stage ? { ...one, options: one.options.filter(({ id }) => id !== option) } : one,
  ),
});

/** A scenario of which one stage is gone: what led to it leads to where its first decision led. */
function withoutStage({ stages, evidence }: Scenario, gone: string): Scenario {
  const on = stages.find(({ id }) => id === gone)?.options[0]?.next;
  const led = ({ next, ...option }: Option): Option => {
    const to = next === gone ? on : next;
    return to === undefined ? option : { ...option, next: to };
  };
  const rest = stages.filter(({ id }) => id !== gone);
  return scenarioOf(
    rest.map((stage) => ({ ...stage, options: stage.options.map(led) })),
    evidence,
  );
}

/** A scenario with a stage more, which all decisions of one stage lead to; it leads to where the first one led. */
function withStage({ stages, evidence }: Scenario, behind: string): Scenario {
  const at = stages.findIndex(({ id }) => id === behind);
  const before = stages[at] as Stage;
  const between: Stage = { ...before, id: 'between', options: before.options.slice(0, 1) };
  const leading = {
    ...before,
    options: before.options.map((option) => ({ ...option, next: 'between' })),
  };
  return scenarioOf([...stages.slice(0, at), leading, between, ...stages.slice(at + 1)], evidence);
}

const idsOf = ({ steps }: Play): string[] => steps.map(({ stage, option }) => `${stage.id} ${option.id}`);

/** Whole plays, each with one of its steps chosen. */
const everyStep = (
  scenarios: fc.Arbitrary<Scenario>,
  check: (play: Play, at: number, scenario: Scenario) => void,
) =>
  fc.assert(
    fc.property(scenarios, someDeeds, fc.nat(99), (scenario, deeds, n) => {
      const play = playsOf(scenario, deeds).at(-1) as Play;
      if (play.steps.length > 0) check(play, n % play.steps.length, scenario);
    }),
    { numRuns: 300 },
  );

describe('a scenario that was edited between two sittings', () => {
  test('goes on at the stage whose decision is gone, with what was decided before', () => {
    everyStep(straight, (play, at, scenario) => {
      const { stage, option } = play.steps[at] as Step;
      const resumed = resumePlay(without(scenario, stage.id, option.id), kept(play));
      expect(resumed.stage?.id).toBe(stage.id);
      expect(idsOf(resumed)).toEqual(idsOf(play).slice(0, at));
      expect(resumed.hintsUsed).toBe(0);
    });
  });

  test('goes on past a stage that is gone, with the decisions that still stand', () => {
    everyStep(straight, (play, at, scenario) => {
      const { stage, option } = play.steps[at] as Step;
      const on = stage.options[0]?.next;
      if (scenario.stages.length === 1 || option.next !== on) return;
      const resumed = resumePlay(withoutStage(scenario, stage.id), kept(play));
      expect(resumed.stage?.id).toBe(play.stage?.id);
      expect(idsOf(resumed)).toEqual(idsOf(play).filter((_, i) => i !== at));
    });
  });

  test('goes on at a stage that was put in, and after it where it was', () => {
    everyStep(straight, (play, at, scenario) => {
      const { stage } = play.steps[at] as Step;
      const changed = withStage(scenario, stage.id);
      const resumed = resumePlay(changed, kept(play));
      expect(resumed.stage?.id).toBe('between');
      expect(idsOf(resumed)).toEqual(idsOf(play).slice(0, at + 1));
    });
  });

  test('keeps what is decided after the edit, however often it is left', () => {
    everyStep(straight, (play, at, scenario) => {
      const { stage, option } = play.steps[at] as Step;
      for (const changed of [without(scenario, stage.id, option.id), withStage(scenario, stage.id)]) {
        // The log only grows: what was decided before the edit stays in it.
        let log = kept(play);
        for (let sittings = 0; sittings < 20; sittings++) {
          const before = resumePlay(changed, log);
          if (!before.stage) return;
          const next = decide(before, before.stage.options.at(-1) as Option, 5);
          log = [...log, ...kept(next).slice(-1)];
          const resumed = resumePlay(changed, log);
          expect(idsOf(resumed).slice(0, idsOf(next).length)).toEqual(idsOf(next));
        }
        throw new Error('never came to an end');
      }
    });
  });

  test('never breaks, whatever became of it, and follows only what is there', () => {
    fc.assert(
      fc.property(anyScenario, anyScenario, someDeeds, (scenario, other, deeds) => {
        const { stage, steps, minutes, looked } = resumePlay(
          other,
          kept(playsOf(scenario, deeds).at(-1) as Play),
        );
        for (const step of steps) {
          expect(other.stages).toContain(step.stage);
          expect(step.stage.options).toContain(step.option);
        }
        if (stage) expect(other.stages).toContain(stage);
        for (const id of looked) expect(other.evidence.map((one) => one.id)).toContain(id);
        expect(minutes).toSatisfy((n: number) => Number.isFinite(n) && n >= 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the best way through', () => {
  test('ends, takes the best decision everywhere, and adds up its minutes', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const { steps, minutes } = bestWay(scenario);
        expect(steps.length).toBeLessThanOrEqual(scenario.stages.length);
        expect(steps[0]?.stage).toBe(scenario.stages[0]);
        steps.forEach(({ stage, option }, i) => {
          expect(option.score).toBe(Math.max(...stage.options.map(({ score }) => score)));
          if (i > 0) expect(stage.id).toBe(steps[i - 1]?.option.next);
        });
        expect(minutes).toBe(steps.reduce((sum, { option }) => sum + option.minutes, 0));
      }),
    );
  });

  test('is a play of one hundred where each stage has such a decision', () => {
    fc.assert(
      fc.property(straight, (scenario) => {
        let play = startPlay(scenario);
        while (play.stage) play = decide(play, bestOption(play.stage), 1);
        const { steps, minutes } = bestWay(scenario);
        expect(play.steps.map(({ option }) => option)).toEqual(steps.map(({ option }) => option));
        expect(play.minutes).toBe(minutes);
      }),
    );
  });

  test('ends where the best decisions go round in a circle', () => {
    const stage = (id: string, next: string): Stage => ({
      ...{ id, title: id, situation: '', question: '', evidence: [], hints: [], limitSeconds: 60, line: 1 },
      options: [
        { id: 'round', text: '', score: 100, minutes: 1, next, outcome: '', why: '' },
        { id: 'out', text: '', score: 80, minutes: 1, outcome: '', why: '' },
      ],
    });
    expect(bestWay(scenarioOf([stage('a', 'b'), stage('b', 'a')], [])).steps).toHaveLength(2);
    expect(bestWay(scenarioOf([stage('a', 'a')], [])).minutes).toBe(1);
  });
});
