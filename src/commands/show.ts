import { itemById } from '../bank/filter.ts';
import { listedItem, shownItem } from '../report/item-json.ts';
import { itemText } from '../terminal/item-view.ts';
import { loadAll } from './practice-bank.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat show ID`: one item whole, answer and all. */
export async function show(world: World, id: string, options: { json?: boolean }): Promise<ExitCode> {
  const { items, schedule } = await loadAll(world);
  const item = itemById(items, id);
  if (options.json) world.out(`${JSON.stringify(shownItem(item, schedule, world.zone))}\n`);
  else world.out(`${itemText(item, listedItem(item, schedule, world.zone), world.theme, world.width)}\n`);
  return 0;
}
