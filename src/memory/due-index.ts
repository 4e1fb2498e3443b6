import { fullId, type Item } from '../bank/item.ts';
import { type Day, isoTime, startOfDay, type Zone } from './day.ts';
import { dueDay, type Schedule } from './schedule.ts';

/** How a category stands, whatever the day: enough to tell what is due without the bank and the schedule. */
export interface CategoryIndex {
  readonly total: number;
  readonly new: number;
  /** Days on which reviewed items come due, each with how many. */
  readonly days: readonly (readonly [Day, number])[];
}

export type DueIndex = Readonly<Record<string, CategoryIndex>>;

/** The shape of `hotseat due --json`. */
export interface DueCounts {
  readonly now: string;
  readonly due: number;
  readonly new: number;
  readonly total: number;
  readonly byCategory: Readonly<Record<string, { due: number; new: number; total: number }>>;
  readonly nextDue: string | null;
}

/** The index of some items. Suspended ones count in the total only. */
export function indexDue(items: readonly Item[], schedule: Schedule): DueIndex {
  const categories = new Map<string, { total: number; new: number; days: Map<Day, number> }>();
  for (const item of items) {
    const category = categories.get(item.category) ?? { total: 0, new: 0, days: new Map<Day, number>() };
    categories.set(item.category, category);
    category.total++;
    const entry = schedule.get(fullId(item));
    const day = dueDay(entry);
    if (day !== undefined) category.days.set(day, (category.days.get(day) ?? 0) + 1);
    else if (!entry?.suspended && item.kind !== 'stage') category.new++;
  }
  return Object.fromEntries(
    [...categories].map(([name, { days, ...counts }]) => [
      name,
      { ...counts, days: [...days].sort(([a], [b]) => a - b) },
    ]),
  );
}

/** What is due at an instant. */
export function countDue(index: DueIndex, today: Day, now: number, zone: Zone): DueCounts {
  const byCategory = Object.fromEntries(
    Object.entries(index).map(([name, category]) => [
      name,
      {
        due: category.days.reduce((sum, [day, count]) => sum + (day <= today ? count : 0), 0),
        new: category.new,
        total: category.total,
      },
    ]),
  );
  const sum = (key: 'due' | 'new' | 'total') =>
    Object.values(byCategory).reduce((n, counts) => n + counts[key], 0);
  const later = Object.values(index).flatMap(({ days }) =>
    days.map(([day]) => day).filter((day) => day > today),
  );
  return {
    now: isoTime(now, zone),
    due: sum('due'),
    new: sum('new'),
    total: sum('total'),
    byCategory,
    nextDue: later.length === 0 ? null : isoTime(startOfDay(Math.min(...later), zone), zone),
  };
}
