import { itemById } from '../bank/filter.ts';
import { fullId, type Item } from '../bank/item.ts';
import { escapeText } from '../content/escape.ts';
import { isoTime } from '../memory/day.ts';
import {
  type LogRecord,
  lastUndoable,
  type Reset,
  type Suspension,
  timeOf,
  type Undo,
  type Undoable,
  type Unstamped,
} from '../memory/record.ts';
import { readLog } from '../storage/review-log.ts';
import { loadAll, refreshProgress } from './practice-bank.ts';
import { openRecorder } from './recorder.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat undo`: takes the last grade, or the last suspension, back. */
export async function undo(world: World): Promise<ExitCode> {
  const last = lastUndoable(readLog(world.home).records);
  if (!last) {
    world.note('There is nothing to undo.');
    return 1;
  }
  await keepOne<Undo>(world, { type: 'undo', undoes: last.id });
  world.out(
    `Took back ${escapeText(undoneText(last))}, ${isoTime(timeOf(last), world.zone).slice(0, 16).replace('T', ' ')}.\n`,
  );
  return 0;
}

function undoneText(record: Undoable): string {
  switch (record.type) {
    case 'review':
      return `"${record.grade}" for ${record.item}`;
    case 'point':
      return `"${record.grade}" for a point of ${record.item}`;
    case 'relink':
      return `the relink of ${record.from} to ${record.to}`;
    case 'fit':
      return 'the fit of the memory model';
    default:
      return `the ${record.type} of ${record.item}`;
  }
}

/** `hotseat suspend ID…`, `hotseat unsuspend ID…`: out of practice, and back. */
export async function suspend(
  world: World,
  ids: readonly string[],
  type: 'suspend' | 'unsuspend',
): Promise<ExitCode> {
  const { items, schedule } = await loadAll(world);
  const wanted = ids.flatMap((id) => itemsOf(items, id)).map(fullId);
  const changed = wanted.filter((item) => (schedule.get(item)?.suspended ?? false) !== (type === 'suspend'));
  await keepAll<Suspension>(
    world,
    changed.map((item) => ({ type, item })),
  );
  const said = type === 'suspend' ? 'is suspended: it will not be asked' : 'is in practice';
  for (const item of wanted) world.out(`${item} ${said}.\n`);
  return 0;
}

/** `hotseat reset ID…`: what is known of an item is forgotten; it is new again. */
export async function reset(world: World, ids: readonly string[]): Promise<ExitCode> {
  const { items, schedule } = await loadAll(world);
  const wanted = ids.flatMap((id) => itemsOf(items, id)).map(fullId);
  const known = wanted.filter((item) => schedule.has(item));
  await keepAll<Reset>(
    world,
    known.map((item) => ({ type: 'reset', item })),
  );
  for (const item of wanted)
    world.out(known.includes(item) ? `${item} is new again.\n` : `${item} was new already.\n`);
  if (known.length > 0) world.note('Its reviews stay in the log; `hotseat undo` takes the last reset back.');
  return 0;
}

/** The item of an id, or all stages of a scenario's. */
function itemsOf(items: readonly Item[], id: string): readonly Item[] {
  const stages = items.filter(
    (item) => item.kind === 'stage' && [item.id, fullId(item)].some((own) => own.startsWith(`${id}/`)),
  );
  return stages.length > 0 ? stages : [itemById(items, id)];
}

/** Keeps one record and brings what is derived from the log up to date. */
export const keepOne = <R extends LogRecord>(world: World, record: Unstamped<R>): Promise<void> =>
  keepAll<R>(world, [record]);

async function keepAll<R extends LogRecord>(world: World, records: readonly Unstamped<R>[]): Promise<void> {
  if (records.length === 0) return;
  const recorder = openRecorder(world);
  for (const record of records) recorder.keep<R>(record);
  recorder.close();
  refreshProgress(world, (await loadAll(world)).bank);
}
