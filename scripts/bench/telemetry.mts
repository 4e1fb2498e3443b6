// Incidents of so many services and steps, for the bench.

import { healthyKinds } from '../../src/incident/faults-healthy.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { draws } from '../../src/incident/noise.ts';
import { simulate } from '../../src/incident/simulate.ts';
import { drawWorld } from '../../src/incident/world-draw.ts';

/** A world of so many services, 5 to 12, in which nothing is wrong for so many steps. */
export function calm(services: number, steps: number): Incident {
  const start = Date.UTC(2026, 2, 2, 10);
  const seed = 7;
  const world = drawWorld(draws(seed), services);
  const run = simulate({ world, effects: [], noise: seed, steps, start });
  const [kind] = healthyKinds;
  if (!kind) throw new Error('no kind of a healthy system');
  const cause = { kind: 'none', name: '' } as const;
  const times = { onset: 0, ramp: 0, dose: 1 };
  const fault = {
    kind,
    site: { on: 'traffic', index: 0 },
    indicator: 'latency',
    cause,
    effects: [],
    ...times,
  } as const;
  return { seed, world, fault, decoys: [], changes: [], blind: [], rules: [], run, alerts: [], start, steps };
}
