import { fullId, type Item } from '../bank/item.ts';
import { agenda, isLastDay } from './agenda.ts';
import { candidateOf, examDay } from './candidates.ts';
import { buildQueue, type Queue, type QueueRequest, standing } from './queue.ts';
import type { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';

/** A queue for a session, and whether what is due was too much for its time. */
export interface SessionQueue extends Queue {
  readonly backlog?: { readonly due: number; readonly fit: number };
}

/**
 * The queue of a session that has so many seconds. When what is due does not fit, and no order was asked for,
 * what gains most recall a second (agenda.ts) comes first: by order of due days, those that have waited longest and
 * are forgotten anyway would take the time from those that can still be kept. In the last days before an exam, what
 * is not due fills the time that is left.
 *
 * @param pace the seconds that an item is expected to take.
 */
export function sessionQueue(
  items: readonly Item[],
  schedule: Schedule,
  request: QueueRequest & { readonly settings: Settings },
  seconds: number,
  pace: (item: Item) => number,
): SessionQueue {
  const { today, settings, limit, ...rest } = request;
  const exam = examDay(settings);
  const queue = buildQueue(items, schedule, request);
  const isDue = (item: Item) => standing(item, schedule, today) === 'due';
  const due = queue.items.filter(isDue);
  const isBacklog = fitting(due, seconds, pace) < due.length;
  const isLast = isLastDay(exam, today) && !asksForSome(request);
  if (request.order !== undefined || !(isBacklog || isLast)) return queue;
  const all = buildQueue(items, schedule, { ...rest, today, settings, ...(isLast ? { ahead: true } : {}) });
  const known = all.items.map((item) => candidateOf(item, schedule, settings, pace));
  const met = known.filter(({ card }) => card);
  const unmet = known.filter(({ card }) => !card);
  const asked = agenda(met, unmet, { today, exam, seconds, fresh: unmet.length }).map(({ item }) => item);
  const others = isLast ? [] : all.items.filter(excluding(asked));
  const first = [...asked, ...others].slice(0, limit);
  if (!isBacklog) return { ...all, items: first };
  const dueFirst = first.filter(isDue);
  return { ...all, items: first, backlog: { due: dueFirst.length, fit: fitting(dueFirst, seconds, pace) } };
}

const asksForSome = ({ due, new: fresh, weak, ahead }: QueueRequest): boolean =>
  [due, fresh, weak, ahead].some((asked) => asked === true);

function excluding(items: readonly Item[]): (item: Item) => boolean {
  const ids = new Set(items.map(fullId));
  return (item) => !ids.has(fullId(item));
}

/** How many of some items fit into a time, one after the other; one always does. */
function fitting(items: readonly Item[], seconds: number, pace: (item: Item) => number): number {
  let left = seconds;
  const over = items.findIndex((item, i) => {
    left -= pace(item);
    return i > 0 && left < 0;
  });
  return over < 0 ? items.length : over;
}
