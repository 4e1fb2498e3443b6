// Random scenarios as the parser gives them, and what a learner may do in them.
import fc from 'fast-check';
import type { Evidence, Option, Scenario, Stage } from '../../src/bank/scenario.ts';
import { decide, evidenceAt, look, type Play, startPlay, takeHint } from '../../src/practice/scenario.ts';

const option = (id: string, score: number, minutes: number, next: string | undefined): Option => ({
  ...{ id, score, minutes, text: `Do ${id}`, outcome: 'Done.', why: 'So.' },
  ...(next === undefined ? {} : { next }),
});

const evidence = (id: string, minutes: number): Evidence => ({
  ...{ id, minutes, title: `About ${id}`, text: 'Look.' },
});

export const scenarioOf = (stages: readonly Stage[], pieces: readonly Evidence[]): Scenario => ({
  ...{ id: 'demo', pack: 'pack', title: 'Demo', summary: 'A demo.', level: 'beginner', minutes: 10 },
  ...{ skills: [], careers: [], tags: [], briefing: 'Go.', evidence: pieces, stages, debrief: 'Gone.' },
  ...{ references: [], source: { file: 'scenarios/demo/scenario.md', line: 1 } },
});

const aScore = fc.constantFrom(0, 20, 49, 50, 69, 70, 89, 90, 100);
const anOption = fc.record({ score: aScore, minutes: fc.nat(40), leap: fc.nat(99) });
const aStage = fc.record({
  hints: fc.nat(4),
  limitSeconds: fc.integer({ min: 1, max: 300 }),
  shown: fc.array(fc.nat(99), { maxLength: 4 }),
  options: fc.array(anOption, { minLength: 1, maxLength: 3 }),
});

/**
 * Scenarios in which each stage leads to the next one by its first decision and by the others anywhere: with `onward`,
 * to later stages or the end only.
 */
export const someScenario = ({ onward }: { onward: boolean }): fc.Arbitrary<Scenario> =>
  fc
    .record({
      stages: fc.array(aStage, { minLength: 1, maxLength: 6 }),
      minutes: fc.array(fc.nat(30), { maxLength: 4 }),
    })
    .map(({ stages, minutes }) => {
      const nameOf = (n: number): string | undefined => (n < stages.length ? `s${n}` : undefined);
      const far = (i: number, leap: number): number =>
        onward ? i + 1 + (leap % (stages.length - i)) : leap % (stages.length + 1);
      return scenarioOf(
        stages.map(({ hints, limitSeconds, shown, options }, i) => ({
          ...{ id: `s${i}`, title: `Stage ${i}`, situation: 'Here.', question: 'What now?', limitSeconds },
          hints: Array.from({ length: hints }, (_, n) => `hint ${n}`),
          evidence: minutes.length === 0 ? [] : [...new Set(shown.map((n) => `e${n % minutes.length}`))],
          options: [
            option('on', 85, 3, nameOf(i + 1)),
            ...options.map(({ score, minutes: cost, leap }, n) =>
              option(`o${n}`, score, cost, nameOf(far(i, leap))),
            ),
          ],
          line: i + 1,
        })),
        minutes.map((cost, i) => evidence(`e${i}`, cost)),
      );
    });

/** Something that a learner does. */
export type Deed =
  | { readonly type: 'look'; readonly which: number }
  | { readonly type: 'hint' }
  | { readonly type: 'decide'; readonly which: number; readonly seconds: number };

export const someDeeds = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ type: fc.constant('look' as const), which: fc.nat(99) }) },
    { weight: 2, arbitrary: fc.constant({ type: 'hint' as const }) },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant('decide' as const), which: fc.nat(99), seconds: fc.nat(600) }),
    },
  ),
  { maxLength: 60, size: 'max' },
);

export function after(play: Play, deed: Deed): Play {
  if (!play.stage) return play;
  if (deed.type === 'hint') return takeHint(play).play;
  if (deed.type === 'look') {
    const pieces = evidenceAt(play);
    const piece = pieces[deed.which % Math.max(1, pieces.length)];
    return piece ? look(play, piece) : play;
  }
  const { options } = play.stage;
  return decide(play, options[deed.which % options.length] as Option, deed.seconds);
}

/** The play after each deed, from before the first one on. */
export function playsOf(scenario: Scenario, deeds: readonly Deed[]): Play[] {
  const plays = [startPlay(scenario)];
  for (const deed of deeds) plays.push(after(plays.at(-1) as Play, deed));
  return plays;
}
