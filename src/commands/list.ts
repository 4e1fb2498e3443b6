import { listedItem } from '../report/item-json.ts';
import type { FilterOptions } from './filters.ts';
import { loadAll } from './practice-bank.ts';
import { selection } from './selection.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat list`: what there is, in file order unless asked otherwise. */
export async function list(world: World, options: FilterOptions & { json?: boolean }): Promise<ExitCode> {
  const loaded = await loadAll(world);
  const listed = selection(world, loaded, options).map((item) =>
    listedItem(item, loaded.schedule, world.zone),
  );
  if (options.json) {
    const problems = loaded.bank.problems.filter(({ severity }) => severity === 'error').length;
    world.out(`${JSON.stringify({ items: listed, problems })}\n`);
  } else {
    // Views of items bring the Markdown parser with them, which JSON does not need.
    const { itemTable } = await import('../terminal/item-view.ts');
    world.out(`${itemTable(listed, world.theme, world.width)}\n`);
  }
  return 0;
}
