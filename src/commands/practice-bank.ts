import type { Item } from '../bank/item.ts';
import type { Activity } from '../memory/activity.ts';
import { lastDayNow } from '../memory/ahead.ts';
import { type Day, dateOf, dayOf } from '../memory/day.ts';
import { indexDue } from '../memory/due-index.ts';
import type { Schedule } from '../memory/schedule.ts';
import type { Settings } from '../memory/settings.ts';
import { type Bank, loadBank } from '../storage/bank.ts';
import { keepDue, readDue } from '../storage/due-cache.ts';
import { foldedProgress, isKept, loadProgress, type Progress, saveProgress } from '../storage/progress.ts';
import { readIndex } from '../storage/progress-index.ts';
import type { LogFault } from '../storage/review-log.ts';
import { errorsIn, sayPackFaults } from './pack-faults.ts';
import { slowNotes } from './slow-notes.ts';
import { latestNow, type World } from './world.ts';

/** What there is to practise, and how it stands. */
export interface Loaded {
  readonly bank: Bank;
  readonly items: readonly Item[];
  readonly schedule: Schedule;
  readonly activity: Activity;
  readonly settings: Settings;
  readonly today: Day;
}

/** Loads bank and schedule, says what is wrong with them in a line each, and keeps what had to be derived anew. */
export async function loadAll(world: World): Promise<Loaded> {
  const bank = await loadBank(world.root, world.packs, world.cache);
  const progress = loadProgress(world.home, readingNotes(world));
  sayPackFaults(world, bank);
  sayLogFaults(world, progress.faults);
  sayFuture(world, progress.schedule);
  keepDerived(world, bank, progress);
  const { schedule, activity, settings } = progress;
  return {
    bank,
    items: bank.items,
    schedule,
    activity,
    settings,
    today: dayOf(world.clock.now(), world.zone),
  };
}

/** Folds the whole log anew, whatever is kept, and keeps what comes of it. */
export function rebuildProgress(world: World, bank: Bank): void {
  keepProgress(
    world,
    isShipped(world) ? bank : undefined,
    foldedProgress(world.home, [], readingNotes(world)),
  );
}

/** Derives the schedule from the log as it is now and keeps it. */
export function refreshProgress(world: World, bank: Bank): void {
  const progress = loadProgress(world.home, readingNotes(world));
  sayLogFaults(world, progress.faults);
  keepDerived(world, bank, progress);
}

/** Tells how far the log was read, when that takes long. */
function readingNotes(world: World): (share: number) => void {
  const note = slowNotes(world, 1000);
  return (share) => note(`Reading the review log anew: ${Math.round(share * 100)} %`);
}

function keepDerived(world: World, bank: Bank, progress: Progress): void {
  keepProgress(world, isShipped(world) ? bank : undefined, progress);
  if (!isShipped(world)) keepDueOfPacks(world, bank, progress);
}

const isShipped = ({ packs }: World): boolean => packs.every((pack) => pack === 'builtin');

// The index in the progress folder counts the shipped pack only: others may be somewhere else tomorrow.
function keepProgress(world: World, shipped: Bank | undefined, progress: Progress): void {
  if (progress.signature.length === 0) return;
  const index = readIndex(world.home);
  if (isKept(progress, index) && (!shipped || index?.bank === shipped.key)) return;
  const due = shipped ? indexDue(shipped.items, progress.schedule) : {};
  saveProgress(world.home, progress, shipped?.key ?? '', due);
}

// src/entry.ts answers from these counts and says nothing else, so they are kept where nothing else is to be said.
function keepDueOfPacks({ cache, home, packs }: World, bank: Bank, progress: Progress): void {
  if (!cache || bank.key === '' || errorsIn(bank) > 0 || progress.faults.length > 0) return;
  const source = { home, packs, bank: bank.key, log: progress.signature };
  if (!readDue(cache, source)) keepDue(cache, source, indexDue(bank.items, progress.schedule));
}

function sayLogFaults(world: World, faults: readonly LogFault[]): void {
  for (const { file, line, why, torn } of faults) {
    const place = `reviews/${file}${line === 0 ? '' : `:${line}`}`;
    world.note(
      torn
        ? `${place} is a torn last line, as a power cut leaves it; it is passed over. Nothing is to be done.`
        : `${place} cannot be used: ${why}. The rest is kept; nothing was deleted. \`hotseat doctor\` says what can be done.`,
    );
  }
}

// What a clock that ran ahead wrote is the last word until that day comes: no later answer of its item counts more.
function sayFuture({ clock, zone, note }: World, schedule: Schedule): void {
  const possible = lastDayNow(latestNow(clock), zone);
  let last = possible;
  for (const { card } of schedule.values()) if (card && card.lastDay > last) last = card.lastDay;
  if (last > possible)
    note(
      `The log holds answers from the future, up to ${dateOf(last)}: a clock ran ahead, or --now was used. \`hotseat undo --future\` takes them back.`,
    );
}
