import { basename } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import { type DrillFile, drillTable } from '../report/drill-table.ts';
import { drillTableFormats } from '../report/drill-table-formats.ts';
import { readText } from '../storage/source-lines.ts';
import type { DrillOptions } from './drill-finish.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat drill --table FILE…`: the results of many, as `--format json` wrote them, in one table for a team. */
export function drillTableOf(world: World, paths: readonly string[], options: DrillOptions): ExitCode {
  const format = options.format ?? 'text';
  if (!Object.hasOwn(drillTableFormats, format)) {
    throw new UserError(
      `a table has no format "${format}"`,
      `There is: ${Object.keys(drillTableFormats).join(', ')}.`,
    );
  }
  const table = drillTable(paths.map(toFile));
  for (const { name, problem } of table.problems) world.note(`${name}: ${problem}`);
  const text = drillTableFormats[format as keyof typeof drillTableFormats](table);
  world.out(text.endsWith('\n') ? text : `${text}\n`);
  return table.problems.length > 0 ? 1 : 0;
}

// A file that cannot be read is no result; the table says so beside the others.
function toFile(path: string): DrillFile {
  const name = basename(path).replace(/\.json$/, '');
  try {
    return { name, document: JSON.parse(readText(path)) };
  } catch {
    return { name, document: undefined };
  }
}
