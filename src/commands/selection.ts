import { selectItems } from '../bank/filter.ts';
import type { Item } from '../bank/item.ts';
import { buildQueue } from '../memory/queue.ts';
import { type FilterOptions, toChoice, toFilter } from './filters.ts';
import type { Loaded } from './practice-bank.ts';
import type { World } from './world.ts';

/** The items that the filters of a command mean, in file order unless asked otherwise. */
export function selection(world: World, loaded: Loaded, options: FilterOptions): readonly Item[] {
  const { items, schedule, today } = loaded;
  const { due, new: fresh, weak, limit, order } = toChoice(options);
  const selected = selectItems(items, toFilter(options));
  const isChosen = due || fresh || weak || order;
  const chosen = isChosen
    ? buildQueue(selected, schedule, {
        today,
        random: world.random,
        maxNew: Number.POSITIVE_INFINITY,
        ahead: true,
        newStages: 'any',
        together: true,
        order: order ?? 'file',
        ...(due ? { due } : {}),
        ...(fresh ? { new: fresh } : {}),
        ...(weak ? { weak } : {}),
      }).items
    : selected;
  return chosen.slice(0, limit ?? chosen.length);
}
