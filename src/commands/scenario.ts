import { choiceLetters } from '../bank/letters.ts';
import type { Evidence } from '../bank/scenario.ts';
import { didYouMean } from '../bank/suggest.ts';
import { UserError } from '../bank/user-error.ts';
import { effective, type Review } from '../memory/record.ts';
import {
  decide,
  evidenceAt,
  type KeptStep,
  look,
  type Play,
  resumePlay,
  type Step,
  scoreOfPlay,
  startPlay,
  takeHint,
} from '../practice/scenario.ts';
import { freshId } from '../storage/device.ts';
import { readLog } from '../storage/review-log.ts';
import { evidencePath, readEvidence } from '../storage/scenario-files.ts';
import { loadScenarios, type PlacedScenario } from '../storage/scenarios.ts';
import { evidenceText } from '../terminal/evidence-view.ts';
import { askLine } from '../terminal/form.ts';
import { renderMarkdown, wrapText } from '../terminal/markdown.ts';
import {
  briefingText,
  clocksText,
  debriefText,
  keysText,
  outcomeText,
  scenarioList,
  stageText,
} from '../terminal/scenario-view.ts';
import { needScreen } from './quiz.ts';
import { type StageKeeper, stageKeeper } from './stage-keeper.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat scenario [ID]`: the scenarios, or one of them played, from where it was left. */
export async function scenario(
  world: World,
  id: string | undefined,
  options: { json?: boolean; again?: boolean },
): Promise<ExitCode> {
  const placed = await loadScenarios(world.root, world.packs);
  if (id === undefined) {
    listScenarios(world, placed, options.json === true);
    return 0;
  }
  const chosen = byId(placed, id);
  const screen = needScreen(world, 'hotseat scenario', 'hotseat drill --protocol jsonl');
  const kept = options.again ? undefined : lastPlay(world, chosen);
  const going = kept ? resumePlay(chosen.scenario, kept.steps) : undefined;
  const isOpen = going !== undefined && going.stage !== undefined && going.steps.length > 0;
  const playId = isOpen && kept ? kept.play : freshId(10);
  const keeper = await stageKeeper(world, chosen.scenario, playId);
  try {
    await playOn(world, chosen, isOpen ? going : startPlay(chosen.scenario), keeper, screen);
  } finally {
    keeper.close();
  }
  return 0;
}

function listScenarios(world: World, placed: readonly PlacedScenario[], json: boolean): void {
  const listed = placed.map(({ scenario: one, folder }) => {
    const kept = lastPlay(world, { scenario: one, folder });
    const play = kept && resumePlay(one, kept.steps);
    return { scenario: one, play };
  });
  if (json) {
    const scenarios = listed.map(({ scenario: one, play }) => ({
      ...{ id: one.id, pack: one.pack, title: one.title, summary: one.summary, level: one.level },
      ...{ minutes: one.minutes, skills: one.skills, careers: one.careers },
      stages: one.stages.map(({ id, title }) => ({ id: `${one.id}/${id}`, title })),
      state: play ? (play.stage ? 'begun' : 'played') : 'new',
      score: play && !play.stage ? scoreOfPlay(play) : null,
    }));
    world.out(`${JSON.stringify({ scenarios })}\n`);
    return;
  }
  const rows = listed.map(({ scenario: one, play }) => ({
    scenario: one,
    standing: !play
      ? 'not played yet'
      : play.stage
        ? `at stage ${play.steps.length + 1}: \`hotseat scenario ${one.id}\` goes on`
        : `played, ${Math.round(scoreOfPlay(play))} of 100`,
  }));
  world.out(`${scenarioList(rows, world) || 'These packs have no scenarios.'}\n`);
}

function byId(placed: readonly PlacedScenario[], id: string): PlacedScenario {
  const found = placed.find(({ scenario: { id: own, pack } }) => own === id || `${pack}/${own}` === id);
  if (found) return found;
  const ids = placed.map((one) => one.scenario.id);
  const meant = didYouMean(id, ids);
  throw new UserError(
    `there is no scenario "${id}"`,
    meant ? `Did you mean "${meant}"?` : `There is: ${ids.join(', ') || 'none in these packs'}.`,
  );
}

/** What the log keeps of the last play of a scenario. */
function lastPlay(
  world: World,
  { scenario: { id, pack } }: PlacedScenario,
): { play: string; steps: KeptStep[] } | undefined {
  const prefix = `${pack}/${id}/`;
  const steps = effective(readLog(world.home).records).filter(
    (record): record is Review & { play: string; decision: string } =>
      record.type === 'review' &&
      record.item.startsWith(prefix) &&
      record.play !== undefined &&
      record.decision !== undefined,
  );
  const play = steps.at(-1)?.play;
  if (play === undefined) return undefined;
  const own = steps.filter((step) => step.play === play);
  return {
    play,
    steps: own.map(({ item, decision, hintsUsed, seconds, looked = [] }) => ({
      ...{ stage: item.slice(prefix.length), decision, hintsUsed, seconds, looked },
    })),
  };
}

/** Plays a scenario that somebody is writing; nothing is kept. */
export async function tryScenario(
  world: World,
  placed: PlacedScenario,
  screen: NodeJS.WriteStream,
): Promise<void> {
  const keeper = { keep: () => 'Nothing is kept.', left: 'Left; nothing is kept.', close: () => {} };
  await playOn(world, placed, startPlay(placed.scenario), keeper, screen);
}

async function playOn(
  world: World,
  placed: PlacedScenario,
  from: Play,
  keeper: StageKeeper,
  screen: NodeJS.WriteStream,
): Promise<void> {
  const say = (text: string) => void screen.write(`\n${text}\n`);
  say(briefingText(placed.scenario, world));
  if (from.steps.length > 0) say(world.theme.faint(`You go on at stage ${from.steps.length + 1}.`));
  let play = from;
  while (play.stage) {
    const after = await stageOf(world, placed, play, say, screen);
    if (!after) {
      say(world.theme.faint(wrapText(keeper.left, world.width)));
      return;
    }
    const step = after.steps.at(-1) as Step;
    const due = keeper.keep(step);
    say(`${outcomeText(step, world)}\n\n${world.theme.faint(wrapText(due, world.width))}`);
    play = after;
  }
  say(debriefText(play, world));
}

/** One stage, up to its decision; undefined when the learner leaves. */
async function stageOf(
  world: World,
  placed: PlacedScenario,
  begun: Play,
  say: (text: string) => void,
  screen: NodeJS.WriteStream,
): Promise<Play | undefined> {
  let play = begun;
  const since = world.clock.ticks();
  const seconds = () => Math.round((world.clock.ticks() - since) / 100) / 10;
  const terminal = { input: world.stdin, output: screen, signal: world.signal };
  say(stageText(play, world));
  say(keysText(play, world));
  for (;;) {
    const said = (await askLine('>', terminal)).toLowerCase();
    const evidence = evidenceAt(play)[Number(said) - 1];
    const option = said.length === 1 ? play.stage?.options[choiceLetters.indexOf(said)] : undefined;
    if (said === 'q') return undefined;
    if (evidence) {
      play = look(play, evidence);
      say(`${shown(world, placed, evidence)}\n\n${clocksText(play, seconds(), world)}`);
    } else if (option) return decide(play, option, seconds());
    else if (said === 'h') {
      const taken = takeHint(play);
      play = taken.play;
      say(
        taken.hint ? renderMarkdown(`**Hint.** ${taken.hint}`, world.theme, world.width) : 'No hint is left.',
      );
    } else if (said === 'r') say(stageText(play, world));
    else say(keysText(play, world));
  }
}

function shown(world: World, { scenario: one, folder }: PlacedScenario, evidence: Evidence): string {
  if (evidence.file === undefined) return evidenceText(evidence, undefined, world);
  const path = evidencePath(folder, one, evidence);
  try {
    return evidenceText(evidence, { path, content: readEvidence(path) }, world);
  } catch {
    return `${evidenceText(evidence, undefined, world)}\n\n${world.theme.warn(`The file ${path} cannot be read.`)}`;
  }
}
