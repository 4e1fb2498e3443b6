import { UserError } from './bank/user-error.ts';
import { startOfDay, type Zone } from './memory/day.ts';

/** This machine's time zone. */
export const localZone: Zone = (t) => -new Date(t).getTimezoneOffset();

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** The instant of a written time, ISO 8601. Without an offset it is local; a bare date is the start of that practice day. */
export function parseTime(written: string): number {
  const t = isoDate.test(written)
    ? startOfDay(Date.parse(written) / 86_400_000, localZone)
    : isoTime.test(written)
      ? Date.parse(written.replace(' ', 'T'))
      : Number.NaN;
  if (Number.isNaN(t)) {
    throw new UserError(
      `"${written}" is no time that can be read`,
      'Write it as ISO 8601: 2026-12-01, 2026-12-01T09:00 or 2026-12-01T09:00:00+01:00.',
    );
  }
  return t;
}
