// Incidents made by hand: a drawn world, with whatever effects a test names.
import type { Effect } from '../../src/incident/effect.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { draws } from '../../src/incident/noise.ts';
import type { ChangeEvent } from '../../src/incident/signal.ts';
import { simulate } from '../../src/incident/simulate.ts';
import { drawWorld } from '../../src/incident/world-draw.ts';

/** Monday, 2 March 2026, 10:00 UTC. */
export const start = Date.UTC(2026, 2, 2, 10);

interface Wishes {
  readonly services?: number;
  readonly steps?: number;
  readonly effects?: readonly Effect[];
  readonly changes?: readonly ChangeEvent[];
  readonly blind?: readonly number[];
  readonly noise?: number;
}

/** An incident over the world of a seed; nobody is to blame but the effects. */
export function madeIncident(seed: number, wishes: Wishes = {}): Incident {
  const { services, steps = 240, effects = [], changes = [], blind = [], noise = seed } = wishes;
  const world = drawWorld(draws(seed), services);
  return {
    seed,
    world,
    fault: { effects } as unknown as Incident['fault'],
    decoys: [],
    changes,
    blind,
    rules: [],
    run: simulate({ world, effects, noise, steps, start }),
    alerts: [],
    start,
    steps,
  };
}
