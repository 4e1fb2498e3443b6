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

// Asked for a million times in a fold: found by the identity of the weights.
function modelFor({ retention, weights = defaultWeights }: ModelSettings): FSRS {
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

/**
 * The day on which an item comes back if it is graded so. "Again" brings it back on the same day, as one
 * relearning step does; any other grade sends it days ahead.
 *
 * @param item the item's full id: seeds the fuzz together with the number of reviews, so that replaying the
 *   log always chooses the same day.
 */
export function dueAfter(
  card: Card | undefined,
  grade: Grade,
  day: Day,
  item: string,
  settings: ModelSettings,
): Day {
  if (grade === 'again') return day;
  const elapsed = elapsedDays(card?.lastDay, day);
  const interval = intervalDays(modelFor(settings), card, grade, elapsed);
  const seed = hashText(`${item}#${(card?.reps ?? 0) + 1}`);
  return day + (settings.fuzz ? fuzzed(interval, elapsed, seed) : interval);
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

/** A whole number of days near the interval, chosen by a hash; short intervals stay as they are. */
function fuzzed(interval: number, elapsed: number, hash: number): number {
  if (interval < 3) return interval;
  const { min_ivl, max_ivl } = get_fuzz_range(interval, elapsed, maxIntervalDays);
  return min_ivl + Math.floor((hash / 4_294_967_296) * (max_ivl - min_ivl + 1));
}

/** The chance, 0 to 1, of recalling an item on a day. */
export function retrievability(card: Card, day: Day, settings: ModelSettings = defaultModel): number {
  return modelFor(settings).forgetting_curve(elapsedDays(card?.lastDay, day), card.stability);
}
