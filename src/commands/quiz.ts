import { parseDuration, writtenDuration } from '../bank/duration.ts';
import { newStagesFor, selectItems } from '../bank/filter.ts';
import { fullId, type Item } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { dayOnTheRoad } from '../memory/agenda.ts';
import { type SessionQueue, sessionQueue } from '../memory/backlog.ts';
import { examDay, newToday } from '../memory/candidates.ts';
import { countDue, indexDue } from '../memory/due-index.ts';
import { paceOf } from '../memory/habits.ts';
import type { Queue } from '../memory/queue.ts';
import { effective } from '../memory/record.ts';
import type { Asked } from '../practice/asked.ts';
import { deck } from '../practice/deck.ts';
import type { SessionRules } from '../practice/session-model.ts';
import { counted } from '../report/report-words.ts';
import { readRecentLog } from '../storage/review-log.ts';
import { type FilterOptions, toChoice, toFilter, wholeNumber } from './filters.ts';
import { loadLinked } from './linked.ts';
import { type Loaded, refreshProgress } from './practice-bank.ts';
import { openReviewer } from './reviewer.ts';
import { sessionKeeper, storyOf } from './session-keeper.ts';
import { runSession } from './session-loop.ts';
import type { ExitCode, World } from './world.ts';

export interface QuizOptions extends FilterOptions {
  readonly time?: string;
  readonly perQuestion?: string;
  readonly maxNew?: string;
  readonly cram?: boolean;
  readonly answer?: string;
}

/** `hotseat quiz`: a timed session, hint first. */
export async function quiz(world: World, options: QuizOptions): Promise<ExitCode> {
  needScreen(world, 'hotseat due', 'hotseat list');
  return practise(world, await loadLinked(world), options);
}

/** A session over what is loaded. */
export async function practise(world: World, loaded: Loaded, options: QuizOptions): Promise<ExitCode> {
  const screen = needScreen(world);
  const rules = rulesOf(world, loaded, options);
  const selected = selectItems(loaded.items, toFilter(options));
  const queue = queueFor(world, loaded, selected, options, rules);
  const questions = questionsOf(loaded, selected, queue, options);
  if (questions.length === 0) {
    world.note(nothingToDo(world, loaded, selected, queue));
    return 0;
  }
  if (queue.backlog) world.note(backlogText(queue.backlog, rules.limitSeconds ?? 0));
  try {
    const keeper = sessionKeeper(world, openReviewer(world, loaded), options.cram === true);
    await runSession(world, questions, rules, keeper, screen);
  } finally {
    refreshProgress(world, loaded.bank);
  }
  if (queue.apart > 0) world.note(apartText(queue.apart));
  if (queue.heldBack > 0)
    world.note(
      `${counted(queue.heldBack, 'more new question')} ${queue.heldBack === 1 ? 'waits' : 'wait'} for another day${heldBackText(loaded, options)}`,
    );
  return 0;
}

// Who names questions, or wants only due, new or weak ones, gets no points of others; who names one gets it verbatim.
function questionsOf(
  { schedule, today }: Loaded,
  selected: readonly Item[],
  { items }: Queue,
  { cram = false, id, due, new: fresh, weak }: QuizOptions,
): Asked[] {
  const named = id !== undefined;
  return deck(items, schedule, today, {
    points: !cram,
    ahead: cram || named || due || fresh || weak ? [] : selected,
    variants: !cram && !named,
  });
}

function heldBackText(loaded: Loaded, { maxNew = String(newToday(loaded)) }: QuizOptions): string {
  return isEve(loaded) ? ': nothing new on the eve.' : `; --max-new raises the ${maxNew} a day.`;
}

function isEve({ settings, today }: Loaded): boolean {
  const exam = examDay(settings);
  return exam !== undefined && dayOnTheRoad(exam, today) === 'eve';
}

/** The terminal of a person; without one, what does the job there. */
export function needScreen(world: World, ...instead: string[]): NodeJS.WriteStream {
  if (world.screen) return world.screen;
  throw new UserError(
    'a session needs a terminal, and there is none',
    `Run it in a terminal; without one there is ${instead.map((name) => `\`${name}\``).join(' and ')}.`,
  );
}

function rulesOf(world: World, loaded: Loaded, options: QuizOptions): SessionRules {
  const typed = isTypedAnswer(options.answer ?? loaded.settings.answer);
  const perQuestion = durationOption('--per-question', options.perQuestion);
  const seed = Math.floor(world.random() * 2 ** 32);
  return {
    typedOf: () => typed,
    limitSeconds: durationOption('--time', options.time) ?? loaded.settings.sessionMinutes * 60,
    limitOf: (item) => limitOf(item, typed, perQuestion),
    steps: loaded.settings.steps,
    storyOf: (item) => storyOf(world, item),
    // The next time round the figures are others.
    seedOf: (item) => `${seed}#${loaded.schedule.get(fullId(item))?.card?.reps ?? 0}`,
  };
}

// A point by itself stays short, whatever a whole question is given.
function limitOf({ limits, made }: Asked, typed: boolean, perQuestion: number | undefined): number {
  const own = typed ? limits.typed : limits.spoken;
  return made?.type === 'point' ? Math.min(own, perQuestion ?? own) : (perQuestion ?? own);
}

/** Whether `--answer` asks for typing. */
export function isTypedAnswer(written: string): boolean {
  if (written === 'typed' || written === 'spoken') return written === 'typed';
  throw new UserError(`--answer takes spoken or typed, not "${written}"`, 'Write --answer typed.');
}

function queueFor(
  world: World,
  loaded: Loaded,
  selected: readonly Item[],
  options: QuizOptions,
  { limitSeconds = Number.POSITIVE_INFINITY }: SessionRules,
): SessionQueue {
  const { schedule, today, settings } = loaded;
  const asked = options.id !== undefined || options.cram === true;
  const usual = asked || options.new ? Number.POSITIVE_INFINITY : newToday(loaded);
  const request = {
    today,
    settings,
    random: world.random,
    maxNew: options.maxNew === undefined ? usual : wholeNumber('--max-new', options.maxNew, 0),
    ahead: asked,
    together: options.id !== undefined,
    newStages: newStagesFor(toFilter(options)),
    ...toChoice(options),
  };
  return sessionQueue(selected, schedule, request, limitSeconds, paceIn(world, loaded));
}

// The log is read for it only if somebody asks.
function paceIn({ home }: World, { items, settings }: Loaded): (item: Item) => number {
  let pace: ((item: Item) => number) | undefined;
  return (item) => {
    pace ??= paceOf(effective(readRecentLog(home).records), items, settings.answer);
    return pace(item);
  };
}

function backlogText({ due, fit }: { due: number; fit: number }, seconds: number): string {
  const time = seconds % 60 === 0 ? counted(seconds / 60, 'minute') : writtenDuration(seconds);
  return `${due} due, about ${fit} ${fit === 1 ? 'fits' : 'fit'} into ${time}: those that gain most come first.`;
}

const apartText = (apart: number): string =>
  `${apart} more ${apart === 1 ? 'waits' : 'wait'} for another day: one question of a scenario a day.`;

function nothingToDo(world: World, loaded: Loaded, selected: readonly Item[], queue: SessionQueue): string {
  if (selected.length === 0) return 'No question fits these filters.';
  if (queue.heldBack > 0 && isEve(loaded)) return 'Nothing is due, and nothing is new on the eve.';
  if (queue.heldBack > 0)
    return `Nothing is due, and today's new questions are used up; --max-new raises the number.`;
  if (queue.apart > 0) return `Nothing else today: ${apartText(queue.apart)}`;
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
