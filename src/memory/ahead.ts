import { type Day, dayOf, type Zone } from './day.ts';
import { effective, type LogRecord, timeOf } from './record.ts';

const msPerDay = 86_400_000;

/** The last day that a clock in any zone may show now: what is dated later is from a clock that ran ahead. */
export const lastDayNow = (now: number, zone: Zone): Day => dayOf(now, zone) + 1;

/** The records that count and are from the future: what a clock that ran ahead wrote, or `--now`. */
export const recordsAhead = (records: readonly LogRecord[], now: number, zone: Zone): LogRecord[] =>
  effective(records).filter(
    (record) => timeOf(record) > now + msPerDay || ('day' in record && record.day > lastDayNow(now, zone)),
  );
