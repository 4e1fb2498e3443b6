import { type FSRS, type Grade as FsrsGrade, fsrs, get_fuzz_range } from 'ts-fsrs';
import { hashText } from '../bank/random.ts';
import type { Day } from './day.ts';
import { type Grade, grades } from './grade.ts';

/** Where an item stands between reviews. */
export type CardState = 'learning' | 'review' | 'relearning';

/** What is remembered of one item after its last review. */
export interface Card {
  readonly state: CardState;
  /** The day of the next review. */
  readonly due: Day;
  /** Days until the chance of recall falls to 90 %. */
  readonly stability: number;
  /** 1 (easy) to 10 (hard). */
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** The settings of the model that the learner may change. */
export interface ModelSettings {
  /** The chance of recall at which an item comes due. */
  readonly retention: number;
  /** Spreads due days a little, so that what was learned together does not stay together. */
  readonly fuzz: boolean;
  /** The 21 parameters of FSRS-6, fitted; else its defaults. */
  readonly weights?: readonly number[];
}

export const defaultModel: ModelSettings = { retention: 0.9, fuzz: true };

const maxIntervalDays = 36_500;
const fittedModels = new WeakMap<readonly number[], Map<number, FSRS>>();
const defaultWeights: readonly number[] = [];

// Asked for a million times in a fold, nearly always for the same.
let last: { readonly settings: ModelSettings; readonly model: FSRS } | undefined;

function modelFor(settings: ModelSettings): FSRS {
  if (last?.settings !== settings) last = { settings, model: fittedModel(settings) };
  return last.model;
}

function fittedModel({ retention, weights = defaultWeights }: ModelSettings): FSRS {
  const models = fittedModels.get(weights) ?? new Map<number, FSRS>();
  fittedModels.set(weights, models);
  const known = models.get(retention);
  if (known) return known;
  const model = fsrs({
    request_retention: retention,
    maximum_interval: maxIntervalDays,
    enable_fuzz: false,
    ...(weights.length > 0 ? { w: [...weights] } : {}),
  });
  models.set(retention, model);
  return model;
}

// Math.pow differs in its last bit between Node versions: what is kept and carried on is rounded.
const rounded = (x: number): number => Math.round(x * 1e6) / 1e6;

const rating = (grade: Grade): FsrsGrade => (grades.indexOf(grade) + 1) as FsrsGrade;

/** What a review did to an item's memory; when it comes back is decided apart from that. */
export type Remembered = Omit<Card, 'due'>;

/**
 * What is remembered after a review (FSRS-6 by ts-fsrs), counted in local days of our own. A clock that went
 * back counts as no time at all.
 */
export function remembered(
  card: Card | undefined,
  grade: Grade,
  day: Day,
  settings: ModelSettings,
): Remembered {
  const memory = modelFor(settings).next_state(card ?? null, elapsedDays(card?.lastDay, day), rating(grade));
  const lapsed = grade === 'again' && card?.state === 'review';
  return {
    state: grade !== 'again' ? 'review' : lapsed || card?.state === 'relearning' ? 'relearning' : 'learning',
    stability: rounded(memory.stability),
    difficulty: rounded(memory.difficulty),
    reps: (card?.reps ?? 0) + 1,
    lapses: (card?.lapses ?? 0) + (lapsed ? 1 : 0),
    firstDay: card?.firstDay ?? day,
    lastDay: day,
  };
}

/** The days between which an item may come back, both included. */
export interface DueRange {
  readonly first: Day;
  readonly last: Day;
}

/**
 * The days on which an item may come back if it is graded so. "Again" brings it back on the same day, as a
 * relearning step does; any other grade sends it days ahead, by an interval under three days on one day, by a
 * longer one on any day of its fuzz range (Anki's, as ts-fsrs has it).
 */
export function dueRange(card: Card | undefined, grade: Grade, day: Day, settings: ModelSettings): DueRange {
  if (grade === 'again') return { first: day, last: day };
  const elapsed = elapsedDays(card?.lastDay, day);
  const interval = intervalDays(modelFor(settings), card, grade, elapsed);
  if (interval < 3 || !settings.fuzz) return { first: day + interval, last: day + interval };
  const { min_ivl, max_ivl } = get_fuzz_range(interval, elapsed, maxIntervalDays);
  return { first: day + min_ivl, last: day + max_ivl };
}

/**
 * Where an item's luck puts it, 0 up to 1: a hash of its full id and the number of reviews, so that replaying
 * the log always chooses the same day.
 */
export const luckOf = (item: string, card: Card | undefined): number =>
  hashText(`${item}#${(card?.reps ?? 0) + 1}`) / 4_294_967_296;

/** The day on which an item (its full id) comes back by plain fuzz: any of its range, by its luck. */
export function dueAfter(
  card: Card | undefined,
  grade: Grade,
  day: Day,
  item: string,
  settings: ModelSettings,
): Day {
  const { first, last } = dueRange(card, grade, day, settings);
  return first + Math.floor(luckOf(item, card) * (last - first + 1));
}

/** Days since the last review; none before the first, and none when the clock went back. */
export const elapsedDays = (lastDay: Day | undefined, day: Day): number =>
  lastDay === undefined ? 0 : Math.max(0, day - lastDay);

// As in ts-fsrs's own scheduler: for an item in review, a better grade never comes back sooner.
function intervalDays(model: FSRS, card: Card | undefined, grade: Grade, elapsed: number): number {
  const after = (g: Grade) =>
    model.next_interval(model.next_state(card ?? null, elapsed, rating(g)).stability, elapsed);
  if (card?.state !== 'review') return after(grade);
  const good = after('good');
  const hard = Math.min(after('hard'), good);
  const atLeast = Math.max(good, hard + 1);
  if (grade === 'hard') return hard;
  return grade === 'good' ? atLeast : Math.max(after('easy'), atLeast + 1);
}

/** The chance, 0 to 1, of recalling an item on a day. */
export function retrievability(
  card: Pick<Card, 'lastDay' | 'stability'>,
  day: Day,
  settings: ModelSettings = defaultModel,
): number {
  return modelFor(settings).forgetting_curve(elapsedDays(card.lastDay, day), card.stability);
}
