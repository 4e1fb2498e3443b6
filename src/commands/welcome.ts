import { dateOf } from '../memory/day.ts';
import type { Setting } from '../memory/record.ts';
import { type NamedSettings, settingSpecs } from '../memory/settings.ts';
import {
  nextPlacement,
  type PlacementAnswer,
  placementPool,
  placementSeconds,
  startLevelOf,
} from '../practice/placement.ts';
import type { GradedAttempt, SessionRules } from '../practice/session-model.ts';
import { loadLibrary } from '../storage/library.ts';
import { askLine, choose, type FormTerminal } from '../terminal/form.ts';
import { wrapText } from '../terminal/markdown.ts';
import { type Loaded, refreshProgress } from './practice-bank.ts';
import { keepAll } from './recorder.ts';
import { openReviewer } from './reviewer.ts';
import { sessionKeeper } from './session-keeper.ts';
import { runSession } from './session-loop.ts';
import type { World } from './world.ts';

/**
 * The first run at a terminal: three questions that may be skipped, then a short placement. What is answered is kept
 * at once.
 *
 * @returns false when the learner left.
 */
export async function welcome(world: World, loaded: Loaded, screen: NodeJS.WriteStream): Promise<boolean> {
  const say = (text: string) => void screen.write(`${wrapText(text, world.width)}\n`);
  say(world.theme.strong('Welcome to hotseat.'));
  say('Three questions first, so that practice fits you; Enter skips each.\n');
  await askThree(world, loaded, screen);
  const isThrough = await place(world, loaded, screen, say);
  refreshProgress(world, loaded.bank);
  return isThrough;
}

async function askThree(world: World, loaded: Loaded, screen: NodeJS.WriteStream): Promise<void> {
  const terminal: FormTerminal = { input: world.stdin, output: screen, signal: world.signal };
  const keep = (name: keyof NamedSettings, value: string) => keepSetting(world, name, value);
  const date = await askFitting(
    'examDate',
    `When is your interview? (such as ${dateOf(loaded.today + 30)})`,
    terminal,
  );
  if (date !== '') keep('examDate', date);
  const { careers } = await loadLibrary(world.root, world.packs);
  if (careers.length > 0) {
    const listed = careers.map(({ id, name }) => ({ value: id, name }));
    const none = { value: '', name: 'None in particular' };
    const career = await choose('Which job do you prepare for?', [none, ...listed], terminal);
    if (career !== '') keep('career', career);
  }
  const usual = settingSpecs.sessionMinutes.value;
  const minutes = await askFitting('sessionMinutes', `How many minutes a day? (${usual})`, terminal);
  if (minutes !== '') keep('sessionMinutes', minutes);
}

/** A setting's value as it was written; '' when it was skipped. Asks again until it fits. */
async function askFitting(
  name: 'examDate' | 'sessionMinutes',
  message: string,
  terminal: FormTerminal,
): Promise<string> {
  const { parse, expected } = settingSpecs[name];
  for (;;) {
    const written = await askLine(message, terminal);
    if (written === '' || parse(written) !== undefined) return written;
    terminal.output.write(`It takes ${expected}; Enter skips.\n`);
  }
}

/** A placement by a few choices. @returns false when the learner left. */
async function place(
  world: World,
  loaded: Loaded,
  screen: NodeJS.WriteStream,
  say: (text: string) => void,
): Promise<boolean> {
  const pool = placementPool(loaded.items);
  const next = (graded: readonly GradedAttempt[]) =>
    nextPlacement(pool, graded.flatMap(answerOf), world.random);
  const first = next([]);
  if (!first) return true;
  say(
    '\nThree minutes to find where to start: short questions, harder or easier as you answer. s skips one, q leaves.',
  );
  const seed = Math.floor(world.random() * 2 ** 32);
  const rules: SessionRules = {
    limitSeconds: placementSeconds,
    limitOf: ({ limits }) => limits.spoken,
    seedOf: () => String(seed),
    more: next,
  };
  const keeper = sessionKeeper(world, openReviewer(world, loaded), false);
  const { session, effects } = await runSession(world, [first], rules, keeper, screen);
  if (effects.some((effect) => effect.type === 'end' && effect.reason === 'quit')) return false;
  const level = startLevelOf(session.graded.flatMap(answerOf));
  if (level) {
    keepSetting(world, 'startLevel', level);
    say(`New questions begin at ${level}. \`hotseat config set startLevel beginner\` changes that.`);
  }
  return true;
}

const rightFrom = 70;

const answerOf = ({ attempt: { item, mark } }: GradedAttempt): PlacementAnswer[] =>
  item.kind === 'choice' ? [{ item, right: (mark?.score ?? 0) >= rightFrom }] : [];

const keepSetting = (world: World, name: keyof NamedSettings, value: string): void =>
  keepAll<Setting>(world, [{ type: 'setting', name, value }]);
