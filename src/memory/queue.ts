import { fullId, type Item, levels, type StageItem, siblingGroup } from '../bank/item.ts';
import type { Order } from '../bank/order.ts';
import { type Random, shuffled } from '../bank/random.ts';
import type { Day } from './day.ts';
import { type Card, retrievability } from './fsrs.ts';
import { dueDay, introducedOn, type Schedule } from './schedule.ts';
import { modelOf, type Settings } from './settings.ts';

/** What a session asks for. */
export interface QueueRequest {
  readonly today: Day;
  /** New items a day; those met earlier today count. */
  readonly maxNew: number;
  readonly limit?: number;
  readonly order?: Order;
  /** Only due, only new, only weak items; several widen the choice. */
  readonly due?: boolean;
  readonly new?: boolean;
  readonly weak?: boolean;
  /** Which stages of scenarios that were never played; none unless it is said. */
  readonly newStages?: 'any' | 'opening' | 'none';
  /** Items that are neither due nor new as well. */
  readonly ahead?: boolean;
  /** Siblings (`siblingGroup`) may come on one day; else the first of them does, and the others wait. */
  readonly together?: boolean;
  /** What a review of a due item is worth: in the order `due`, most comes first. */
  readonly worth?: (item: Item, card: Card) => number;
  /** Where new items begin, for which career, and how the memory is modelled. */
  readonly settings?: Settings;
  readonly random: Random;
}

/** What comes next, and what was left for another day. */
export interface Queue {
  readonly items: readonly Item[];
  /** New items that the day's limit held back. */
  readonly heldBack: number;
  /** Items that wait for another day because a sibling has its turn today. */
  readonly apart: number;
}

type Standing = 'due' | 'new' | 'ahead' | 'suspended';

/** Whether an item is due, new, not due yet, or out of practice. */
export function standing(item: Item, schedule: Schedule, today: Day): Standing {
  const entry = schedule.get(fullId(item));
  if (entry?.suspended) return 'suspended';
  const due = dueDay(entry);
  if (due === undefined) return 'new';
  return due <= today ? 'due' : 'ahead';
}

/** An item that keeps being hard: it lapsed, or its difficulty is over the middle. */
export const isWeak = (card: Card | undefined): boolean =>
  card !== undefined && (card.lapses > 0 || card.difficulty >= 5);

/**
 * The items of a session: due ones first, by worth or else by day and then by risk of forgetting, then new ones,
 * from easy to hard. With a start level the new ones of easier levels come last of all; inside both, those of the
 * learner's career come first.
 */
export function buildQueue(items: readonly Item[], schedule: Schedule, request: QueueRequest): Queue {
  const wanted = items.filter((item) => isWanted(item, schedule, request));
  const isNew = (item: Item) => standing(item, schedule, request.today) === 'new';
  const quota = Math.max(0, request.maxNew - introducedOn(schedule, request.today));
  const ordered = inOrder(wanted, schedule, request);
  let introduced = 0;
  const allowed = ordered.filter((item) => !isNew(item) || ++introduced <= quota);
  const kept = request.together ? allowed : oneOfEachGroup(allowed, schedule, request.today);
  return {
    items: kept.slice(0, request.limit ?? kept.length),
    heldBack: ordered.length - allowed.length,
    apart: allowed.length - kept.length,
  };
}

// What was asked today already may come again today: it is its siblings that have to wait.
function oneOfEachGroup(items: readonly Item[], schedule: Schedule, today: Day): readonly Item[] {
  if (!items.some((item) => siblingGroup(fullId(item)))) return items;
  const isAsked = (item: string) => schedule.get(item)?.card?.lastDay === today;
  const asked = new Set<string | undefined>();
  for (const [item, { card }] of schedule) if (card?.lastDay === today) asked.add(siblingGroup(item));
  const queued = new Set<string>();
  return items.filter((item) => {
    const group = siblingGroup(fullId(item));
    if (group === undefined) return true;
    if (queued.has(group) || (asked.has(group) && !isAsked(fullId(item)))) return false;
    queued.add(group);
    return true;
  });
}

function isWanted(item: Item, schedule: Schedule, request: QueueRequest): boolean {
  const stands = standing(item, schedule, request.today);
  if (stands === 'suspended') return false;
  // A stage is met in its scenario first.
  if (item.kind === 'stage' && stands === 'new' && !isAskedFor(item, request)) return false;
  const narrowed = request.due || request.new || request.weak;
  if (!narrowed) return stands !== 'ahead' || request.ahead === true;
  return (
    (request.due === true && stands === 'due') ||
    (request.new === true && stands === 'new') ||
    (request.weak === true && isWeak(schedule.get(fullId(item))?.card))
  );
}

const isAskedFor = ({ opening }: StageItem, { newStages }: QueueRequest): boolean =>
  newStages === 'any' || (newStages === 'opening' && opening);

function inOrder(items: readonly Item[], schedule: Schedule, request: QueueRequest): Item[] {
  const order = request.order ?? 'due';
  if (order === 'file') return [...items];
  if (order === 'random') return shuffled(items, request.random);
  const ranked = items.map((item, place) => ({
    item,
    key: rank(item, schedule, order, request),
    place,
  }));
  ranked.sort((a, b) => compareKeys(a.key, b.key) || a.place - b.place);
  return ranked.map(({ item }) => item);
}

/** Smaller comes first. */
function rank(
  item: Item,
  schedule: Schedule,
  order: 'due' | 'new' | 'weak',
  { today, worth, settings }: QueueRequest,
): readonly number[] {
  const card = schedule.get(fullId(item))?.card;
  if (!card) return [order === 'new' ? -1 : 1, ...rankOfNew(item, settings)];
  const recall = retrievability(card, today, settings && modelOf(settings));
  if (order === 'weak') return [0, -card.lapses, -card.difficulty, recall];
  if (card.due > today) return [2, recall];
  return worth && order === 'due' ? [0, -worth(item, card), recall] : [0, card.due, recall];
}

// Inside a level as the files have them.
function rankOfNew({ level, careers }: Item, settings: Settings | undefined): readonly number[] {
  const { startLevel = '', career = '' } = settings ?? {};
  const isOf = careers.some((one) => one.toLowerCase() === career.toLowerCase());
  const hardness = levels.indexOf(level);
  const isTooEasy = startLevel !== '' && hardness < levels.indexOf(startLevel);
  return [Number(isTooEasy), Number(!isOf), hardness];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
