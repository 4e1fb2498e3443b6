import { selectItems } from '../bank/filter.ts';
import { fullId } from '../bank/item.ts';
import { countDue, indexDue } from '../memory/due-index.ts';
import { isWeak } from '../memory/queue.ts';
import { dueOutput } from '../report/due-text.ts';
import { type FilterOptions, toFilter } from './filters.ts';
import { loadAll } from './practice-bank.ts';
import type { ExitCode, World } from './world.ts';

export interface DueOptions extends FilterOptions {
  readonly json?: boolean;
  readonly short?: boolean;
}

/** `hotseat due`: what is due now, by category. (src/entry.ts answers the plain form from the index.) */
export async function due(world: World, options: DueOptions): Promise<ExitCode> {
  const { items, schedule, today } = await loadAll(world);
  const selected = selectItems(items, toFilter(options)).filter(
    (item) => !options.weak || isWeak(schedule.get(fullId(item))?.card),
  );
  world.out(dueOutput(countDue(indexDue(selected, schedule), today, world.clock.now(), world.zone), options));
  return 0;
}
