import { parseDuration } from '../bank/duration.ts';
import { selectItems } from '../bank/filter.ts';
import type { Item } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { countDue, indexDue } from '../memory/due-index.ts';
import { buildQueue, type Queue } from '../memory/queue.ts';
import { type FilterOptions, toChoice, toFilter, wholeNumber } from './filters.ts';
import { type Loaded, loadAll, refreshProgress } from './practice-bank.ts';
import { runSession } from './session-loop.ts';
import type { ExitCode, World } from './world.ts';

export interface QuizOptions extends FilterOptions {
  readonly time?: string;
  readonly perQuestion?: string;
  readonly maxNew?: string;
  readonly cram?: boolean;
}

/** New questions a day, unless `--max-new` says otherwise. */
export const newPerDay = 10;
const sessionSeconds = 20 * 60;

/** `hotseat quiz`: a timed session, hint first. */
export async function quiz(world: World, options: QuizOptions): Promise<ExitCode> {
  const screen = needScreen(world, 'hotseat due', 'hotseat list');
  const loaded = await loadAll(world);
  const limitSeconds = durationOption('--time', options.time) ?? sessionSeconds;
  const perQuestion = durationOption('--per-question', options.perQuestion);
  const selected = selectItems(loaded.items, toFilter(options));
  const queue = queueFor(world, loaded, selected, options);
  if (queue.items.length === 0) {
    world.note(nothingToDo(world, loaded, selected, queue));
    return 0;
  }
  try {
    const limitOf = (item: Item) => perQuestion ?? item.limits.spoken;
    await runSession(
      world,
      loaded,
      queue.items,
      { limitSeconds, limitOf, cram: options.cram === true },
      screen,
    );
  } finally {
    refreshProgress(world, loaded.bank);
  }
  if (queue.heldBack > 0)
    world.note(
      `${queue.heldBack} more new questions wait for another day; --max-new raises the ${options.maxNew ?? newPerDay} a day.`,
    );
  return 0;
}

/** The terminal of a person; without one, what does the job there. */
export function needScreen(world: World, ...instead: string[]): NodeJS.WriteStream {
  if (world.screen) return world.screen;
  throw new UserError(
    'a session needs a terminal, and there is none',
    `Run it in a terminal; without one there is ${instead.map((name) => `\`${name}\``).join(' and ')}.`,
  );
}

function queueFor(world: World, loaded: Loaded, selected: readonly Item[], options: QuizOptions): Queue {
  const asked = options.id !== undefined || options.cram === true;
  const maxNew =
    options.maxNew === undefined
      ? asked || options.new
        ? Number.POSITIVE_INFINITY
        : newPerDay
      : wholeNumber('--max-new', options.maxNew, 0);
  return buildQueue(selected, loaded.schedule, {
    today: loaded.today,
    random: world.random,
    maxNew,
    ahead: asked,
    ...toChoice(options),
  });
}

function nothingToDo(world: World, loaded: Loaded, selected: readonly Item[], queue: Queue): string {
  if (selected.length === 0) return 'No question fits these filters.';
  if (queue.heldBack > 0)
    return `Nothing is due, and today's new questions are used up; --max-new raises the number.`;
  const { nextDue } = countDue(
    indexDue(selected, loaded.schedule),
    loaded.today,
    world.clock.now(),
    world.zone,
  );
  const when = nextDue ? ` The next comes due on ${nextDue.slice(0, 10)}.` : '';
  return `Nothing is due.${when} --cram practises ahead of time.`;
}

/** A duration option in seconds. */
export function durationOption(option: string, written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const seconds = parseDuration(written);
  if (seconds === undefined)
    throw new UserError(`${option} takes a duration, not "${written}"`, `Write ${option} 15m, 90s or 1m30s.`);
  return seconds;
}
