import { type Activity, activityOfDays, countDay } from './activity.ts';
import type { Day } from './day.ts';
import { type EntryTable, entryTable } from './entry-table.ts';
import type { ModelSettings } from './fsrs.ts';
import { countedIn, type Reach } from './reach.ts';
import type { LogRecord } from './record.ts';
import { moveOn, type Schedule } from './schedule.ts';
import { defaultSettings, type Settings, settled } from './settings.ts';

/** What a log amounts to. */
export interface Derived {
  readonly schedule: Schedule;
  readonly activity: Activity;
  readonly settings: Settings;
}

/** A fold under way: what the records so far amount to. */
export interface Fold {
  readonly table: EntryTable;
  readonly days: Map<Day, number>;
  settings: Settings;
}

/** A fold that goes on from what was derived before, or begins. */
export const beginFold = (from?: Derived): Fold => ({
  table: entryTable(from?.schedule),
  days: new Map(from?.activity),
  settings: from?.settings ?? defaultSettings,
});

/**
 * Takes in some records, which come after all that were taken in before. A log may so be folded piece by
 * piece: the result is what foldLog, activityOf and settingsOf make of the whole.
 *
 * @param ordered in log order (`inOrder`).
 * @param reach of the whole log; so is the model.
 */
export function foldOn(fold: Fold, ordered: readonly LogRecord[], reach: Reach, model: ModelSettings): void {
  for (const record of countedIn(ordered, reach)) {
    fold.settings = settled(fold.settings, record);
    countDay(fold.days, record);
    moveOn(fold.table, record, model);
  }
}

/** What a fold came to. */
export const derivedOf = ({ table, days, settings }: Fold): Derived => ({
  schedule: table.toMap(),
  activity: activityOfDays(days),
  settings,
});
