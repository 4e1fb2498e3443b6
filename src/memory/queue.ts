import { fullId, type Item, levels, type StageItem } from '../bank/item.ts';
import type { Order } from '../bank/order.ts';
import { type Random, shuffled } from '../bank/random.ts';
import type { Day } from './day.ts';
import { type Card, retrievability } from './fsrs.ts';
import { dueDay, introducedOn, type Schedule } from './schedule.ts';

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
  readonly random: Random;
}

/** What comes next, and what was left for another day. */
export interface Queue {
  readonly items: readonly Item[];
  /** New items that the day's limit held back. */
  readonly heldBack: number;
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

/** The items of a session: due ones first, by day and then by risk of forgetting, then new ones, from easy to hard. */
export function buildQueue(items: readonly Item[], schedule: Schedule, request: QueueRequest): Queue {
  const wanted = items.filter((item) => isWanted(item, schedule, request));
  const isNew = (item: Item) => standing(item, schedule, request.today) === 'new';
  const quota = Math.max(0, request.maxNew - introducedOn(schedule, request.today));
  const ordered = inOrder(wanted, schedule, request);
  let introduced = 0;
  const allowed = ordered.filter((item) => !isNew(item) || ++introduced <= quota);
  return {
    items: allowed.slice(0, request.limit ?? allowed.length),
    heldBack: ordered.length - allowed.length,
  };
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
    key: rank(item, schedule, order, request.today),
    place,
  }));
  ranked.sort((a, b) => compareKeys(a.key, b.key) || a.place - b.place);
  return ranked.map(({ item }) => item);
}

/** Smaller comes first. */
function rank(item: Item, schedule: Schedule, order: 'due' | 'new' | 'weak', today: Day): readonly number[] {
  const card = schedule.get(fullId(item))?.card;
  // From easy to hard, and inside a level as the files have them.
  if (!card) return [order === 'new' ? -1 : 1, levels.indexOf(item.level), 0];
  const recall = retrievability(card, today);
  if (order === 'weak') return [0, -card.lapses, -card.difficulty, recall];
  return card.due <= today ? [0, card.due, recall] : [2, recall, 0];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
