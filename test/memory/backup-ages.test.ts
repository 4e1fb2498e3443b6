import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptBackups } from '../../src/memory/backup-ages.ts';

const today = 20_800;
const someDays = fc.uniqueArray(fc.integer({ min: today - 2000, max: today }), { maxLength: 60 });

test('after two years of daily backups a week of days, five weeks, a year of months and the years are kept', () => {
  const daily = Array.from({ length: 730 }, (_, i) => today - i);
  const kept = [...keptBackups(daily, today)].sort((a, b) => b - a);
  expect(kept.slice(0, 7)).toEqual(daily.slice(0, 7));
  expect(kept.length).toBeLessThanOrEqual(7 + 6 + 13 + 3);
  expect(kept.filter((day) => today - day >= 7 && today - day < 42).length).toBeGreaterThanOrEqual(5);
  expect(kept.filter((day) => today - day < 365).length).toBeGreaterThanOrEqual(7 + 5 + 10);
});

test('the newest is always kept, and nothing that there is not', () => {
  fc.assert(
    fc.property(someDays, (days) => {
      const kept = keptBackups(days, today);
      expect([...kept].every((day) => days.includes(day))).toBe(true);
      if (days.length > 0) expect(kept.has(Math.max(...days))).toBe(true);
    }),
  );
});

test('what went yesterday is not missed today: thinning day by day leaves what thinning at once does', () => {
  fc.assert(
    fc.property(someDays, fc.nat(800), (days, later) => {
      const byDay = new Set(days);
      for (let day = today; day <= today + later; day++)
        for (const gone of [...byDay].filter((one) => !keptBackups([...byDay], day).has(one)))
          byDay.delete(gone);
      expect([...byDay].sort()).toEqual([...keptBackups(days, today + later)].sort());
    }),
    { numRuns: 20 },
  );
});
