import { basename } from 'node:path';
import { itemById } from '../bank/filter.ts';
import type { Item } from '../bank/item.ts';
import { inReadingOrder, type Problem } from '../content/problem.ts';
import { defaultSettings } from '../memory/settings.ts';
import { loadPack } from '../storage/pack-files.ts';
import { sourceLines } from '../storage/source-lines.ts';
import { onChange } from '../storage/watch-file.ts';
import { Interrupted } from '../terminal/interrupted.ts';
import { problemText } from '../terminal/problem-view.ts';
import { isTypedAnswer, needScreen } from './quiz.ts';
import { forgetful } from './session-keeper.ts';
import { runSession } from './session-loop.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat try FILE [ID]`: sit what one is writing. Nothing is kept; a change of the file begins anew with the question that was open. */
export async function tryFile(
  world: World,
  path: string,
  id: string | undefined,
  options: { answer?: string },
): Promise<ExitCode> {
  const screen = needScreen(world, `hotseat check ${path}`);
  const typed = isTypedAnswer(options.answer ?? 'spoken');
  let open = id;
  for (;;) {
    const changed = new AbortController();
    const stop = onChange(path, () => changed.abort('SIGHUP'));
    const signal = AbortSignal.any([world.signal, changed.signal]);
    try {
      const sat = /^scenario\.(md|ya?ml)$/.test(basename(path))
        ? await sitScenario({ ...world, signal }, path, screen)
        : await sitQuestions(
            { ...world, signal },
            path,
            { open, only: id !== undefined, typed },
            screen,
            (item) => {
              open = item.id;
            },
          );
      if (sat) return 0;
      screen.write('Nothing to sit yet: waiting for the file to change. Ctrl-C ends.\n');
      await aborted(signal);
    } catch (error) {
      if (!changed.signal.aborted || world.signal.aborted) throw error;
    } finally {
      stop();
    }
    if (world.signal.aborted) throw new Interrupted(world.signal.reason as 'SIGTERM' | 'SIGHUP');
    screen.write(`\n${world.theme.accent('The file changed.')}\n`);
  }
}

/** Sits the questions of a file; false when there is none yet. */
async function sitQuestions(
  world: World,
  path: string,
  { open, only, typed }: { open: string | undefined; only: boolean; typed: boolean },
  screen: NodeJS.WriteStream,
  asked: (item: Item) => void,
): Promise<boolean> {
  const pack = loadPack(path);
  screen.write(problemsText(world, pack.problems));
  const items = from(pack.items, open, only);
  if (items.length > 0) await sit(world, items, typed, screen, asked);
  return items.length > 0;
}

/** Plays the scenario of a file; false when there is none yet. */
async function sitScenario(world: World, path: string, screen: NodeJS.WriteStream): Promise<boolean> {
  const { scenarioIn } = await import('../storage/scenario-files.ts');
  const { scenarios, problems, folder } = scenarioIn(path);
  screen.write(problemsText(world, problems));
  const [scenario] = scenarios;
  if (scenario) await (await import('./scenario.ts')).tryScenario(world, { scenario, folder }, screen);
  return scenario !== undefined;
}

async function sit(
  world: World,
  items: readonly Item[],
  typed: boolean,
  screen: NodeJS.WriteStream,
  asked: (item: Item) => void,
): Promise<void> {
  const keeper = forgetful(world);
  const seed = Math.floor(world.random() * 2 ** 32);
  const rules = {
    typedOf: () => typed,
    limitOf: (item: Item) => (typed ? item.limits.typed : item.limits.spoken),
    seedOf: () => String(seed),
    steps: defaultSettings.steps,
  };
  const noting = {
    ...keeper,
    keep: (effect: Parameters<typeof keeper.keep>[0]) => {
      if (effect.type === 'ask') asked(effect.attempt.item);
      return keeper.keep(effect);
    },
  };
  await runSession(world, items, rules, noting, screen);
}

// From the question that was open on; it may be gone, or broken, in the new text.
function from(items: readonly Item[], open: string | undefined, only: boolean): readonly Item[] {
  if (open === undefined) return items;
  const at = items.findIndex((item) => item.id === open);
  if (at < 0) return only ? [itemById(items, open)] : items;
  return only ? items.slice(at, at + 1) : items.slice(at);
}

function problemsText(world: World, problems: readonly Problem[]): string {
  const lines = sourceLines();
  return inReadingOrder(problems)
    .map(
      (problem) => `${problemText(problem, lines(problem.file, problem.line), world.theme, world.width)}\n\n`,
    )
    .join('');
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
