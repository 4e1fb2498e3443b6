import { type Activity, activityOfDays, countDay } from './activity.ts';
import type { ModelSettings } from './fsrs.ts';
import { countedIn, type Reach } from './reach.ts';
import type { LogRecord } from './record.ts';
import { type Entry, moveOn, type Schedule } from './schedule.ts';
import { type Settings, settled } from './settings.ts';

/** What a log amounts to. */
export interface Derived {
  readonly schedule: Schedule;
  readonly activity: Activity;
  readonly settings: Settings;
}

/**
 * What a log amounts to with some records more, which come after all that were taken in before: it is what
 * foldLog, activityOf and settingsOf make of the whole.
 *
 * @param ordered in log order (`inOrder`).
 * @param reach of the whole log; so is the model.
 */
export function foldOn(
  before: Derived,
  ordered: readonly LogRecord[],
  reach: Reach,
  model: ModelSettings,
): Derived {
  const schedule = new Map<string, Entry>(before.schedule);
  const days = new Map(before.activity);
  let { settings } = before;
  for (const record of countedIn(ordered, reach)) {
    settings = settled(settings, record);
    countDay(days, record);
    moveOn(schedule, record, model);
  }
  return { schedule, activity: activityOfDays(days), settings };
}
