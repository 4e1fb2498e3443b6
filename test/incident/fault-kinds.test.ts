import { expect, test } from 'vitest';
import type { Effect } from '../../src/incident/effect.ts';
import type { FaultKind } from '../../src/incident/fault.ts';
import { faultKinds, incidentKinds } from '../../src/incident/fault-kinds.ts';
import { healthyKinds } from '../../src/incident/faults-healthy.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import { draws } from '../../src/incident/noise.ts';
import type { Metric } from '../../src/incident/signal.ts';
import { drawWorld } from '../../src/incident/world-draw.ts';
import { madeIncident } from './incidents.ts';

const onset = 60;
const steps = 120;

/** The metrics of a world with a fault at one of its sites, at its strongest; growth for counters. None without a site. */
function shown(kind: FaultKind, seed: number): ReadonlyMap<string, Float64Array[]> | undefined {
  const world = drawWorld(draws(seed));
  const sites = kind.sites(world);
  const site = sites[seed % Math.max(1, sites.length)];
  if (!site) return undefined;
  const ramp = kind.ramp === 'endless' ? steps - onset : 10;
  const effects = kind.pushes(world, site, kind.doses[1]).map((push): Effect => ({ ...push, onset, ramp }));
  const byName = new Map<string, Float64Array[]>();
  for (const metric of metricsOf(madeIncident(seed, { effects, steps })))
    if (metric.type !== 'histogram')
      byName.set(metric.name, [...(byName.get(metric.name) ?? []), grown(metric)]);
  return byName;
}

function grown(metric: Exclude<Metric, { type: 'histogram' }>): Float64Array {
  if (metric.type === 'gauge') return metric.values;
  return metric.values.map((value, step) => value - (metric.values[step - 1] ?? 0));
}

/** Whether any series lies four standard deviations of its healthy half off, a tenth of the time or more from some minutes after the onset on. */
function moved(series: readonly Float64Array[] | undefined): boolean {
  return (series ?? []).some((values) => {
    const healthy = values.slice(1, onset).filter(Number.isFinite);
    const mean = healthy.reduce((a, b) => a + b, 0) / healthy.length;
    const variance = healthy.reduce((a, b) => a + (b - mean) * (b - mean), 0) / healthy.length;
    const width = 4 * Math.sqrt(variance) + 1e-9;
    const late = values.slice(onset + 10);
    return late.filter((value) => Math.abs(value - mean) > width).length > late.length / 10;
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

// Worlds in which a kind has a site that traffic reaches too little may show less of it: most of them have to show it.
test.each(faultKinds.map((kind) => [kind.name, kind] as const))(
  '%s shows in two metrics or more, one of them its own',
  { timeout: 30_000 },
  (_, kind) => {
    const worlds = [1, 2, 3].flatMap((seed) => shown(kind, seed) ?? []);
    const told = worlds.filter(
      (metrics) =>
        moved(metrics.get(kind.signature)) &&
        kind.shows.filter((name) => moved(metrics.get(name))).length >= 2,
    );
    expect(worlds.length).toBeGreaterThan(0);
    expect(told.length / worlds.length).toBeGreaterThan(0.5);
  },
);
