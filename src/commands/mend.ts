import { itemById } from '../bank/filter.ts';
import { fullId } from '../bank/item.ts';
import { isoTime } from '../memory/day.ts';
import {
  type LogRecord,
  lastUndoable,
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
    `Took back ${undoneText(last)}, ${isoTime(timeOf(last), world.zone).slice(0, 16).replace('T', ' ')}.\n`,
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

/** `hotseat suspend ID`, `hotseat unsuspend ID`: out of practice, and back. */
export async function suspend(world: World, id: string, type: 'suspend' | 'unsuspend'): Promise<ExitCode> {
  const { items, schedule } = await loadAll(world);
  const item = fullId(itemById(items, id));
  const already = (schedule.get(item)?.suspended ?? false) === (type === 'suspend');
  if (!already) await keepOne<Suspension>(world, { type, item });
  world.out(
    type === 'suspend' ? `${item} is suspended: it will not be asked.\n` : `${item} is in practice.\n`,
  );
  return 0;
}

/** Keeps one record and brings what is derived from the log up to date. */
export async function keepOne<R extends LogRecord>(world: World, record: Unstamped<R>): Promise<void> {
  const recorder = openRecorder(world);
  recorder.keep<R>(record);
  recorder.close();
  refreshProgress(world, (await loadAll(world)).bank);
}
