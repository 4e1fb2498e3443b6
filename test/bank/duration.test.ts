import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockTime, parseDuration, writtenDuration } from '../../src/bank/duration.ts';

describe('a written duration', () => {
  test.each([
    ['90', 90],
    ['1.5', 1.5],
    ['90s', 90],
    ['2m', 120],
    ['1m30s', 90],
    ['1h', 3600],
    ['1h1s', 3601],
    ['1h2m3s', 3723],
    [' 15M ', 900],
    ['007s', 7],
    [45, 45],
    [0.5, 0.5],
  ])('%j is %d seconds', (written, seconds) => {
    expect(parseDuration(written)).toBe(seconds);
  });

  test.each([
    ...['', ' ', '0', '0s', '0h0m', '-5', '-5s', '+5', '5 m', '1m 30s', '30s1m', '1.5m', 'm', 'abc', '1d'],
    ...['1m30', '1e3', '0x10', '1,5', '٣s', '5m5m', 'Infinity', 'NaN'],
    ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY],
  ])('%j is none', (written) => {
    expect(parseDuration(written)).toBeUndefined();
  });

  test('is a finite number of seconds over zero, or none, whatever was written', () => {
    const almost = fc.stringMatching(/^\d{0,400}h?\d{0,3}m?\d{0,3}s?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), almost, fc.double()), (written) => {
        const seconds = parseDuration(written);
        if (seconds === undefined) return;
        expect(seconds).toBeGreaterThan(0);
        expect(Number.isFinite(seconds)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(parseDuration(`${'9'.repeat(400)}h`)).toBeUndefined();
    expect(parseDuration('9'.repeat(400))).toBeUndefined();
  });

  test('adds its hours, minutes and seconds', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(999), fc.integer({ min: 1, max: 9999 }), (h, m, s) => {
        expect(parseDuration(`${h}h${m}m${s}s`)).toBe(3600 * h + 60 * m + s);
      }),
    );
  });
});

describe('a clock', () => {
  test.each([
    [0, '0:00'],
    [5, '0:05'],
    [65, '1:05'],
    [720, '12:00'],
    [3600, '1:00:00'],
    [3723, '1:02:03'],
    [360_000, '100:00:00'],
  ])('shows %d seconds as %s', (seconds, shown) => {
    expect(clockTime(seconds)).toBe(shown);
  });

  test('rounds up, as a countdown does, and stops at zero', () => {
    expect(clockTime(59.001)).toBe('1:00');
    expect(clockTime(0.2)).toBe('0:01');
    expect(clockTime(-3)).toBe('0:00');
  });

  test('shows what reads back as the same duration', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400_000 }), (seconds) => {
        const parts = clockTime(seconds).split(':');
        const units = ['h', 'm', 's'].slice(-parts.length);
        expect(parseDuration(parts.map((part, i) => part + units[i]).join(''))).toBe(seconds);
        expect(parts.slice(1).every((part) => /^[0-5]\d$/.test(part))).toBe(true);
      }),
    );
  });
});

test.each<[number, string]>([
  [45, '45s'],
  [90, '1m30s'],
  [120, '2m'],
  [3600, '1h'],
  [3661, '1h1m1s'],
  [90.5, '90.5'],
])('%d seconds are written as %s', (seconds, written) => {
  expect(writtenDuration(seconds)).toBe(written);
});

test('what is written is read as the same seconds', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 4e6 }).map((n) => n / 8),
      ),
      (n) => {
        expect(parseDuration(writtenDuration(n))).toBe(n);
      },
    ),
  );
});
