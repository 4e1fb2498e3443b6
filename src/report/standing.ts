import { fullId, type Item } from '../bank/item.ts';
import type { Day } from '../memory/day.ts';
import { dueDay, type Schedule } from '../memory/schedule.ts';

/** How a set of items stands: how many there are, were reviewed, wait today. */
export interface Standing {
  readonly total: number;
  readonly seen: number;
  readonly due: number;
}

/** How some items stand on a day. Suspended ones are not due. */
export function standingOf(items: readonly Item[], schedule: Schedule, today: Day): Standing {
  const entries = items.map((item) => schedule.get(fullId(item)));
  return {
    total: items.length,
    seen: entries.filter((entry) => entry?.card).length,
    due: entries.filter((entry) => (dueDay(entry) ?? Number.POSITIVE_INFINITY) <= today).length,
  };
}
