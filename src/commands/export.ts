import { selectItems } from '../bank/filter.ts';
import { oneOf } from '../bank/one-of.ts';
import { exportJson } from '../report/export-json.ts';
import { readLog } from '../storage/review-log.ts';
import { type FilterOptions, toFilter } from './filters.ts';
import { saveTo } from './output.ts';
import { loadAll } from './practice-bank.ts';
import type { ExitCode, World } from './world.ts';

const formats = ['json'] as const;

/** `hotseat export --to FORMAT`: items, reviews and schedule, for other eyes. */
export async function exportTo(
  world: World,
  options: FilterOptions & { to: string; output?: string },
  version: string,
): Promise<ExitCode> {
  oneOf('format', options.to, formats);
  const { items, schedule } = await loadAll(world);
  const { records } = readLog(world.home);
  const selected = selectItems(items, toFilter(options));
  const text = `${JSON.stringify(exportJson(selected, records, schedule, version, world.clock.now(), world.zone), null, 2)}\n`;
  if (options.output === undefined) world.out(text);
  else saveTo(options.output, text);
  return 0;
}
