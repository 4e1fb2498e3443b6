import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limited, p99, shareOver, spreadOfP99 } from '../../src/incident/lognormal.ts';
import { normalQuantile, normalShare } from '../../src/incident/normal.ts';
import { drain, erlangC, lostShare, meanAttempts, meanWait } from '../../src/incident/queueing.ts';

test('with one server the chance to wait is the utilization', () => {
  for (const load of [0.1, 0.5, 0.9]) expect(erlangC(1, load)).toBeCloseTo(load, 12);
});

test("Erlang's C of two servers and a load of one is a third", () => {
  expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
});

test("Erlang's C is that of its definition", () => {
  const defined = (c: number, a: number) => {
    let term = 1;
    let sum = 0;
    for (let k = 0; k < c; k++) {
      sum += term;
      term *= a / (k + 1);
    }
    const last = (term * c) / (c - a);
    return last / (sum + last);
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      (c, share) => {
        expect(erlangC(c, share * c)).toBeCloseTo(defined(c, share * c), 9);
      },
    ),
  );
});

test('an M/M/1 queue waits ρ/(1 − ρ) services', () => {
  expect(meanWait(1, 0.5, 0.02)).toBeCloseTo(0.02, 12);
  expect(meanWait(1, 0.8, 0.02)).toBeCloseTo(0.08, 12);
});

test('a wait is finite whatever the load', () => {
  expect(meanWait(4, 40, 0.1)).toBeLessThan(2);
});

test('a backlog grows by what cannot be done, and what finds no room is dropped', () => {
  expect(drain(10, 5, 3, 1_000, 15)).toEqual({ backlog: 40, dropped: 0 });
  expect(drain(10, 1, 3, 1_000, 15)).toEqual({ backlog: 0, dropped: 0 });
  expect(drain(0, 10, 0, 100, 15)).toEqual({ backlog: 100, dropped: 50 / 150 });
});

test('attempts and losses are those of a geometric series', () => {
  expect(meanAttempts(0, 3)).toBe(1);
  expect(meanAttempts(1, 3)).toBe(4);
  expect(meanAttempts(0.5, 2)).toBeCloseTo(1.75, 12);
  expect(lostShare(0.5, 2)).toBeCloseTo(0.125, 12);
});

test('quantiles and shares of the normal distribution are those of the tables', () => {
  for (const [share, z] of [
    [0.5, 0],
    [0.975, 1.959963985],
    [0.99, 2.326347874],
    [0.001, -3.090232306],
  ] as const) {
    expect(normalQuantile(share)).toBeCloseTo(z, 6);
    expect(normalShare(z)).toBeCloseTo(share, 6);
  }
});

test('a lognormal duration keeps its mean, and a limit cuts its tail', () => {
  // μ = 0, σ = 1: mean √e, variance e(e − 1).
  const mean = Math.exp(0.5);
  const sd = Math.sqrt(Math.exp(2) - Math.exp(1));
  expect(p99(mean, sd)).toBeCloseTo(Math.exp(2.3263478740408408), 6);
  expect(shareOver(1, mean, sd)).toBeCloseTo(0.5, 6);
  const cut = limited(mean, sd, 1);
  expect(cut.over).toBeCloseTo(0.5, 6);
  // E[min(X,1)] = e^½·Φ(−1) + ½.
  expect(cut.mean).toBeCloseTo(mean * normalShare(-1) + 0.5, 6);
  expect(limited(mean, sd, 1e9)).toEqual({ mean, sd, over: 0 });
});

test('a P99 of a thousand durations is known to some tenths', () => {
  expect(spreadOfP99(1, 1_000)).toBeCloseTo(0.1178, 3);
});
