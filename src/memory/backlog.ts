import type { Item } from '../bank/item.ts';
import { dayOfDate } from './day.ts';
import { gain, horizonOf } from './gain.ts';
import { buildQueue, type Queue, type QueueRequest, standing } from './queue.ts';
import type { Schedule } from './schedule.ts';
import { modelOf, type Settings } from './settings.ts';

/** A queue for a session, and whether what is due was too much for its time. */
export interface SessionQueue extends Queue {
  readonly backlog?: { readonly due: number; readonly fit: number };
}

/**
 * The queue of a session that has so many seconds. When what is due does not fit, and no order was asked for,
 * what gains most recall a second (gain.ts) comes first: by order of due days, those that have waited longest and
 * are forgotten anyway would take the time from those that can still be kept.
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
  const { today, settings } = request;
  const queue = buildQueue(items, schedule, request);
  const isDue = (item: Item) => standing(item, schedule, today) === 'due';
  const due = queue.items.filter(isDue);
  if (request.order !== undefined || fitting(due, seconds, pace) === due.length) return queue;
  const horizon = horizonOf(today, settings.examDate === '' ? undefined : dayOfDate(settings.examDate));
  const model = modelOf(settings);
  const worth: QueueRequest['worth'] = (item, card) => gain(card, today, horizon, model) / pace(item);
  const ranked = buildQueue(items, schedule, { ...request, worth });
  const first = ranked.items.filter(isDue);
  return { ...ranked, backlog: { due: first.length, fit: fitting(first, seconds, pace) } };
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
