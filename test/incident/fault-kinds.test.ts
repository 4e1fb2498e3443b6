import { expect, test } from 'vitest';
import type { Effect } from '../../src/incident/effect.ts';
import type { FaultKind } from '../../src/incident/fault.ts';
import { faultKinds, incidentKinds } from '../../src/incident/fault-kinds.ts';
import { healthyKinds } from '../../src/incident/faults-healthy.ts';
import { leavesBand } from '../../src/incident/identify.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import { draws } from '../../src/incident/noise.ts';
import type { Metric } from '../../src/incident/signal.ts';
import { drawWorld } from '../../src/incident/world-draw.ts';
import { madeIncident } from './incidents.ts';

const onset = 60;
const steps = 120;

/** The metrics of the first world that has a site for a kind, with the fault there at most of its dose; growth for counters. */
function shown(kind: FaultKind, from = 0): ReadonlyMap<string, Float64Array[]> {
  for (let seed = from; ; seed++) {
    const world = drawWorld(draws(seed));
    const [site] = kind.sites(world).slice(-1);
    if (!site) continue;
    const dose = Math.exp((Math.log(kind.doses[0]) + 2 * Math.log(kind.doses[1])) / 3);
    const effects = kind.pushes(world, site, dose).map((push): Effect => ({ ...push, onset, ramp: 10 }));
    const byName = new Map<string, Float64Array[]>();
    for (const metric of metricsOf(madeIncident(seed, { effects, steps })))
      if (metric.type !== 'histogram')
        byName.set(metric.name, [...(byName.get(metric.name) ?? []), grown(metric)]);
    return byName;
  }
}

function grown(metric: Exclude<Metric, { type: 'histogram' }>): Float64Array {
  if (metric.type === 'gauge') return metric.values;
  return metric.values.map((value, step) => value - (metric.values[step - 1] ?? 0));
}

/** How far, in standard deviations of the healthy half, any series of a name moves at the end. */
function moved(series: readonly Float64Array[] | undefined): boolean {
  return (series ?? []).some((values) => {
    const left = leavesBand(values);
    return left !== undefined && left >= onset - 2;
  });
}

test('there are at least 24 kinds of fault, and four healthy systems that page', () => {
  expect(faultKinds.length).toBeGreaterThanOrEqual(24);
  expect(healthyKinds).toHaveLength(4);
  expect(new Set(incidentKinds.map(({ name }) => name)).size).toBe(incidentKinds.length);
});

test('at most half of the kinds are clean steps', () => {
  const steps = faultKinds.filter(({ ramp }) => ramp !== 'endless' && ramp[1] === 0);
  expect(steps.length).toBeLessThanOrEqual(faultKinds.length / 2);
});

test('each kind has a neighbour among the others, and a signal of its own', () => {
  const names = faultKinds.map(({ name }) => name);
  for (const { name, neighbour, signature } of faultKinds) {
    expect(names).toContain(neighbour);
    expect(neighbour).not.toBe(name);
    expect(signature).not.toBe('');
  }
});

test.each(faultKinds.map((kind) => [kind.name, kind] as const))(
  '%s shows in two metrics or more',
  { timeout: 30_000 },
  (_, kind) => {
    const metrics = shown(kind);
    expect(kind.shows.filter((name) => moved(metrics.get(name))).length).toBeGreaterThanOrEqual(2);
    expect(moved(metrics.get(kind.signature)), kind.signature).toBe(true);
  },
);
