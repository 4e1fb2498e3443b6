import type { Item } from '../bank/item.ts';
import type { Activity } from '../memory/activity.ts';
import { type Day, dayOf } from '../memory/day.ts';
import { indexDue } from '../memory/due-index.ts';
import type { Schedule } from '../memory/schedule.ts';
import { type Bank, loadBank } from '../storage/bank.ts';
import { loadProgress, type Progress, saveProgress } from '../storage/progress.ts';
import { isCurrent, readIndex } from '../storage/progress-index.ts';
import type { LogFault } from '../storage/review-log.ts';
import type { World } from './world.ts';

/** What there is to practise, and how it stands. */
export interface Loaded {
  readonly bank: Bank;
  readonly items: readonly Item[];
  readonly schedule: Schedule;
  readonly activity: Activity;
  readonly today: Day;
}

/** Loads bank and schedule, says what is wrong with them in a line each, and keeps what had to be derived anew. */
export async function loadAll(world: World): Promise<Loaded> {
  const bank = await loadBank(world.root, world.packs);
  const progress = loadProgress(world.home);
  sayProblems(world, bank, progress.faults);
  keepDerived(world, bank, progress);
  const { schedule, activity } = progress;
  return { bank, items: bank.items, schedule, activity, today: dayOf(world.clock.now(), world.zone) };
}

/** Derives the schedule from the log as it is now and keeps it. */
export function refreshProgress(world: World, bank: Bank): void {
  keepDerived(world, bank, loadProgress(world.home));
}

// The index counts the shipped pack only: other packs change under our feet.
function keepDerived(world: World, bank: Bank, progress: Progress): void {
  if (progress.signature.length === 0) return;
  const index = readIndex(world.home);
  const fresh = index !== undefined && isCurrent(index, progress.signature);
  if (fresh && (index.bank === bank.key || bank.key === '')) return;
  const key = bank.key.startsWith('builtin@') && !bank.key.includes('+') ? bank.key : '';
  saveProgress(world.home, progress, key, key === '' ? {} : indexDue(bank.items, progress.schedule));
}

function sayProblems(world: World, bank: Bank, faults: readonly LogFault[]): void {
  const errors = bank.problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0)
    world.note(
      `${errors} ${errors === 1 ? 'fault' : 'faults'} in the packs: \`hotseat check\` shows each with the mend. What is whole is loaded.`,
    );
  for (const { file, line, why, torn } of faults) {
    world.note(
      torn
        ? `reviews/${file}:${line} is a torn last line, as a power cut leaves it; it is passed over.`
        : `reviews/${file}:${line} cannot be used: ${why}. The rest is kept; nothing was deleted.`,
    );
  }
}
