import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRecord } from '../../src/memory/record.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { loadProgress } from '../../src/storage/progress.ts';
import { progressText } from '../../src/storage/progress-text.ts';
import { aLongLog, freshFolder, put } from './builders.ts';

/** A log file's text, as a machine writes it. */
const textOf = (records: readonly LogRecord[]): string =>
  [...new Set(records.map(({ device }) => device))]
    .map(
      (device) =>
        headerLine(device) +
        records
          .filter((one) => one.device === device)
          .map(recordLine)
          .join(''),
    )
    .join('');

/** progress.json of a home whose log files hold these texts. */
function merged(...texts: readonly string[]): string {
  const home = freshFolder();
  for (const [i, text] of texts.entries()) put(join(home, 'reviews', `m${i}-2026-11.jsonl`), text);
  return progressText(loadProgress(home).schedule);
}

test('merging is commutative, associative and idempotent, to the byte, over logs of every kind of record', () => {
  const someOf = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(aLongLog(24), someOf, (log, owners) => {
      // Each record is known to one machine, to two, or to all three.
      const known = (bit: number) => textOf(log.filter((_, i) => ((owners[i] ?? 7) & bit) > 0));
      const [a, b, c] = [known(1), known(2), known(4)];
      const whole = progressText(foldLog(log));
      expect(merged(a, b, c)).toBe(whole);
      expect(merged(c, a, b)).toBe(whole);
      expect(merged(a + b, c)).toBe(whole);
      expect(merged(a, b + c)).toBe(whole);
      expect(merged(a, b, c, a, b + a)).toBe(whole);
      expect(merged(c + b + a)).toBe(whole);
    }),
    { numRuns: 40 },
  );
});
