// Every scenario that ships, played to its end at a terminal of 80×24.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { letterOf } from '../../src/bank/letters.ts';
import type { Option, Scenario, Stage } from '../../src/bank/scenario.ts';
import { decide, evidenceAt, look, type Play, startPlay } from '../../src/practice/scenario.ts';
import { scenariosAt } from '../../src/storage/scenario-files.ts';
import { renderMarkdown } from '../../src/terminal/markdown.ts';
import { makeTheme } from '../../src/terminal/theme.ts';
import { freshHome, root, type Sitting } from '../pty.ts';
import { atStage, expectWidth, printed, prompted, sitToTheEnd, type, typeLast } from './playing.ts';

const folders = readdirSync(join(root, 'scenarios'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
const { scenarios, problems } = scenariosAt(root);
const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));

/** A text as it is printed, in one line. */
const shown = (text: string): string => renderMarkdown(text, makeTheme(0), 80).replace(/\s+/g, ' ').trim();

const best = ({ options }: Stage): Option => options.reduce((a, b) => (b.score > a.score ? b : a));
const worst = ({ options }: Stage): Option => options.reduce((a, b) => (b.score < a.score ? b : a));

const letterFor = ({ options }: Stage, option: Option): string => letterOf(options.indexOf(option));

/** Holds that a debrief names every decision, says why, and tells the reasoning. */
function expectDebrief(s: Sitting, { scenario, steps, minutes }: Play): void {
  const all = printed(s);
  expect(all).toContain(`Debrief: ${scenario.title}`);
  expect(all).toContain(`${minutes} minutes of the story.`);
  const debrief = all.slice(all.indexOf(`Debrief: ${scenario.title}`));
  steps.forEach(({ stage, option }, i) => {
    expect(debrief).toContain(`${i + 1}. ${stage.title}: `);
    expect(debrief).toContain(shown(`You: ${option.text}`));
    expect(debrief).toContain(shown(option.why));
  });
  expect(debrief).toContain(`The reasoning ${shown(scenario.debrief)}`);
}

/** Holds what every sitting promises. */
function expectSound(s: Sitting): void {
  expectWidth(s, 80);
  expect(printed(s)).not.toMatch(/The file \S+ cannot be read|: no numbers|, from -?Infinity/);
}

/** Plays on with the better decision wherever a bad one leads back to a stage that was met. */
const worstButOut = ({ steps }: Play, stage: Stage): Option =>
  steps.some((step) => step.stage.id === stage.id) ? best(stage) : worst(stage);

const scenarioOf = (id: string): Scenario => {
  const scenario = byId.get(id);
  if (!scenario) throw new Error(`${id} has errors: ${JSON.stringify(problems.slice(0, 5))}`);
  return scenario;
};

test('every folder holds a scenario that has no fault and no warning', () => {
  expect(problems).toEqual([]);
  expect([...byId.keys()].sort()).toEqual(folders);
});

test.concurrent.each(folders)(
  '%s by its best decisions, with a look at everything, left and taken up again after each stage',
  async (id) => {
    const { env } = freshHome();
    const begin = () => sitToTheEnd(['scenario', id, '--no-color'], env);
    let play = startPlay(scenarioOf(id));
    let s = begin();
    while (play.stage) {
      const { stage, minutes, steps } = play;
      await prompted(s);
      expect(printed(s)).toMatch(atStage(steps.length + 1, stage.title, minutes));
      for (const [i, piece] of evidenceAt(play).entries()) {
        if (play.looked.includes(piece.id)) continue;
        await type(s, String(i + 1));
        expect(printed(s)).toContain(`✔ > ${i + 1} ${piece.title}`);
        play = look(play, piece);
      }
      const option = best(stage);
      play = decide(play, option, 0);
      if (!play.stage) {
        expect(await typeLast(s, letterFor(stage, option))).toBe(0);
        break;
      }
      await type(s, letterFor(stage, option));
      expect(printed(s)).toContain(shown(`You decided: ${option.text}`));
      expect(await typeLast(s, 'q')).toBe(0);
      expectSound(s);
      s = begin();
      await prompted(s);
      expect(printed(s)).toContain(`You go on at stage ${play.steps.length + 1}.`);
    }
    expectSound(s);
    expectDebrief(s, play);
    expect(printed(s).split('the best decision (')).toHaveLength(play.steps.length + 1);
    expect(printed(s)).not.toContain('You did not look at:');
  },
);

test.concurrent.each(folders)('%s by its worst decisions, in one sitting', async (id) => {
  const { env } = freshHome();
  let play = startPlay(scenarioOf(id));
  const s = sitToTheEnd(['scenario', id, '--no-color'], env);
  while (play.stage) {
    const { stage } = play;
    const option = worstButOut(play, stage);
    play = decide(play, option, 0);
    if (play.stage) await type(s, letterFor(stage, option));
    else expect(await typeLast(s, letterFor(stage, option))).toBe(0);
  }
  expectSound(s);
  expectDebrief(s, play);
  for (const { stage, option } of play.steps) {
    if (option !== best(stage)) expect(printed(s)).toContain(shown(`Better: ${best(stage).text}`));
  }
  expect(printed(s)).toContain('You did not look at:');
});
