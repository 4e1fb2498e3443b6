import { itemById } from '../bank/filter.ts';
import { fullId, type Item } from '../bank/item.ts';
import { escapeText } from '../content/escape.ts';
import { recordsAhead } from '../memory/ahead.ts';
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
import { counted } from '../report/report-words.ts';
import { refreshStill } from '../storage/progress.ts';
import { readLog } from '../storage/review-log.ts';
import { loadAll, refreshProgress } from './practice-bank.ts';
import { keepAll } from './recorder.ts';
import { type ExitCode, latestNow, type World } from './world.ts';

/** `hotseat undo`: takes the last grade, or the last suspension, back; `--future` all that a wrong clock dated ahead. */
export async function undo(world: World, { future = false }: { future?: boolean } = {}): Promise<ExitCode> {
  const { records } = readLog(world.home);
  return future ? undoFuture(world, records) : undoLast(world, lastUndoable(records));
}

function undoFuture(world: World, records: readonly LogRecord[]): ExitCode {
  const { clock, zone } = world;
  const ahead = recordsAhead(records, latestNow(clock), zone);
  keepAll<Undo>(
    world,
    ahead.map(({ id }) => ({ type: 'undo', undoes: id })),
  );
  world.out(
    ahead.length === 0
      ? 'No record is from the future.\n'
      : `Took back ${counted(ahead.length, 'record')} from the future.\n`,
  );
  return ahead.length === 0 ? 1 : 0;
}

function undoLast(world: World, last: Undoable | undefined): ExitCode {
  if (!last) {
    world.note('There is nothing to undo.');
    return 1;
  }
  keepOne<Undo>(world, { type: 'undo', undoes: last.id });
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
  const { bank, items, schedule } = await loadAll(world);
  const wanted = ids.flatMap((id) => itemsOf(items, id)).map(fullId);
  const changed = wanted.filter((item) => (schedule.get(item)?.suspended ?? false) !== (type === 'suspend'));
  keepAll<Suspension>(
    world,
    changed.map((item) => ({ type, item })),
  );
  if (changed.length > 0) refreshProgress(world, bank);
  const said = type === 'suspend' ? 'is suspended: it will not be asked' : 'is in practice';
  for (const item of wanted) world.out(`${item} ${said}.\n`);
  return 0;
}

/** `hotseat reset ID…`: what is known of an item is forgotten; it is new again. */
export async function reset(world: World, ids: readonly string[]): Promise<ExitCode> {
  const { bank, items, schedule } = await loadAll(world);
  const wanted = ids.flatMap((id) => itemsOf(items, id)).map(fullId);
  const known = wanted.filter((item) => schedule.has(item));
  keepAll<Reset>(
    world,
    known.map((item) => ({ type: 'reset', item })),
  );
  if (known.length > 0) refreshProgress(world, bank);
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

/** Keeps one record. Whoever needs the schedule next brings it up to date: a setting or an undo does not read it. */
export function keepOne<R extends LogRecord>(world: World, record: Unstamped<R>): void {
  keepAll<R>(world, [record]);
  refreshStill(world.home);
}
