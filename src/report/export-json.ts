import type { Item } from '../bank/item.ts';
import { dateOf, isoTime, startOfDay, type Zone } from '../memory/day.ts';
import { effective, inLogOrder, type LogRecord, timeOf } from '../memory/record.ts';
import type { Schedule } from '../memory/schedule.ts';
import { shownItem } from './item-json.ts';

/** Everything inside a progress folder and its bank, for people and programs to look at. */
export function exportJson(
  items: readonly Item[],
  records: readonly LogRecord[],
  schedule: Schedule,
  version: string,
  now: number,
  zone: Zone,
) {
  const counted = effective(records);
  const kept = new Set(counted.map(({ id }) => id));
  return {
    version,
    exportedAt: isoTime(now, zone),
    items: items.map((item) => shownItem(item, schedule, zone)),
    reviews: counted
      .filter((record) => record.type === 'review')
      .map((record) => writtenRecord(record, zone)),
    // What is no review, and the reviews that were taken back: nothing in the log is hidden.
    otherRecords: [...records]
      .filter((record) => record.type !== 'review' || !kept.has(record.id))
      .sort(inLogOrder)
      .map((record) => writtenRecord(record, zone)),
    schedule: Object.fromEntries(
      [...schedule].map(([item, { card, suspended }]) => [
        item,
        card
          ? {
              ...card,
              due: isoTime(startOfDay(card.due, zone), zone),
              firstDay: dateOf(card.firstDay),
              lastDay: dateOf(card.lastDay),
              suspended,
            }
          : { due: null, stability: null, difficulty: null, suspended },
      ]),
    ),
  };
}

function writtenRecord(record: LogRecord, zone: Zone) {
  const days = {
    ...('day' in record ? { day: dateOf(record.day) } : {}),
    ...('due' in record ? { due: dateOf(record.due) } : {}),
  };
  const offsetThen: Zone = () => record.utcOffset;
  const { now: _pretended, ...rest } = record;
  return {
    ...rest,
    t: isoTime(timeOf(record), Number.isFinite(record.utcOffset) ? offsetThen : zone),
    ...days,
  };
}
