import { selectItems } from '../bank/filter.ts';
import { buildQueue } from '../memory/queue.ts';
import { listedItem } from '../report/item-json.ts';
import { type FilterOptions, toChoice, toFilter } from './filters.ts';
import { loadAll } from './practice-bank.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat list`: what there is, in file order unless asked otherwise. */
export async function list(world: World, options: FilterOptions & { json?: boolean }): Promise<ExitCode> {
  const { bank, items, schedule, today } = await loadAll(world);
  const { due, new: fresh, weak, limit, order } = toChoice(options);
  const selected = selectItems(items, toFilter(options));
  const request = {
    today,
    random: world.random,
    maxNew: Number.POSITIVE_INFINITY,
    ahead: true,
    order: order ?? 'file',
  };
  const chosen =
    due || fresh || weak || order
      ? buildQueue(selected, schedule, {
          ...request,
          ...(due ? { due } : {}),
          ...(fresh ? { new: fresh } : {}),
          ...(weak ? { weak } : {}),
        }).items
      : selected;
  const listed = chosen
    .slice(0, limit ?? chosen.length)
    .map((item) => listedItem(item, schedule, world.zone));
  if (options.json) {
    const problems = bank.problems.filter(({ severity }) => severity === 'error').length;
    world.out(`${JSON.stringify({ items: listed, problems })}\n`);
  } else {
    // Views of items bring the Markdown parser with them, which JSON does not need.
    const { itemTable } = await import('../terminal/item-view.ts');
    world.out(`${itemTable(listed, world.theme, world.width)}\n`);
  }
  return 0;
}
