import { expect, test } from 'vitest';
import type { Effect } from '../../src/incident/effect.ts';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import { draws } from '../../src/incident/noise.ts';
import type { Run } from '../../src/incident/run.ts';
import { goOn, runUp, simulate } from '../../src/incident/simulate.ts';
import { drawWorld } from '../../src/incident/world-draw.ts';
import { start } from './incidents.ts';

const steps = 36;
const onset = 22;

/** A world of a seed with a fault at its middle dose, and the input without effects. */
function broken(seed: number) {
  const draw = draws(seed);
  const world = drawWorld(draw, 5);
  const input = { world, noise: seed, steps, start: start + seed * 3_600_000 };
  const kinds = faultKinds.filter((kind) => kind.sites(world).length > 0);
  const kind = kinds[seed % kinds.length]!;
  const site = draw.pick('site', kind.sites(world));
  const dose = Math.sqrt(kind.doses[0] * kind.doses[1]);
  const effects = kind.pushes(world, site, dose).map((push): Effect => ({ ...push, onset, ramp: seed % 5 }));
  return { input, kind, effects };
}

/** The first step at which two runs differ. */
function parts(one: Run, other: Run): number {
  let first = steps;
  // Every series of a run has as many values as there are steps, one series after the other.
  for (let i = 0; i < one.store.length; i++)
    if (one.store[i] !== other.store[i] && i % steps < first) first = i % steps;
  return first;
}

test('the same input gives the same run, and another noise another one', () => {
  const { input, effects } = broken(4);
  const run = simulate({ ...input, effects });
  expect(parts(run, simulate({ ...input, effects }))).toBe(steps);
  expect(parts(run, simulate({ ...input, effects, noise: 5 }))).toBe(0);
});

test('to go on from a pause is to run from the beginning', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const { input, effects } = broken(seed);
    expect(parts(goOn(runUp(input, 20), effects), simulate({ ...input, effects }))).toBe(steps);
  }
});

test('values are finite, shares lie between 0 and 1', () => {
  for (const seed of Array.from({ length: 60 }, (_, i) => i)) {
    const { input, kind, effects } = broken(seed);
    const { nodes, edges, store } = simulate({ ...input, effects });
    expect(store.every(Number.isFinite), kind.name).toBe(true);
    for (const share of [...nodes, ...edges].map(({ failure }) => failure))
      expect(
        share.every((value) => value >= 0 && value <= 1),
        kind.name,
      ).toBe(true);
  }
});
