// Incidents: by hand, a drawn world with whatever effects a test names; and a fault of a kind, quickly made.
import { guiltyChange } from '../../src/incident/changes.ts';
import type { Effect, Push } from '../../src/incident/effect.ts';
import type { Fault } from '../../src/incident/fault.ts';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import { healthyKinds } from '../../src/incident/faults-healthy.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { draws } from '../../src/incident/noise.ts';
import type { ChangeEvent } from '../../src/incident/signal.ts';
import { simulate } from '../../src/incident/simulate.ts';
import { drawWorld } from '../../src/incident/world-draw.ts';

/** Monday, 2 March 2026, 10:00 UTC. */
export const start = 1_772_445_600_000;

interface Wishes {
  readonly services?: number;
  readonly steps?: number;
  readonly effects?: readonly Effect[];
  readonly changes?: readonly ChangeEvent[];
  readonly blind?: readonly number[];
  readonly noise?: number;
}

const noFault = healthyKinds.find(({ name }) => name === 'tight-threshold') as Fault['kind'];

/** An incident over the world of a seed; nobody is to blame but the effects. */
export function madeIncident(seed: number, wishes: Wishes = {}): Incident {
  const { services, steps = 240, effects = [], changes = [], blind = [], noise = seed } = wishes;
  const world = drawWorld(draws(seed), services);
  const fault: Fault = {
    kind: noFault,
    site: { on: 'traffic', index: 0 },
    indicator: 'latency',
    cause: { kind: 'none', name: '' },
    onset: 0,
    ramp: 0,
    dose: 1,
    effects,
  };
  const run = simulate({ world, effects, noise, steps, start });
  return { seed, world, fault, decoys: [], changes, blind, rules: [], run, alerts: [], start, steps };
}

/** A push over time, as `generate.ts` has it. */
const timed = (push: Push, times: { onset: number; ramp: number }): Effect =>
  push.lasts === undefined
    ? { ...push, ...times }
    : { ...push, onset: times.onset, ramp: 0, until: times.onset + push.lasts };

const broken = faultKinds.filter(({ family }) => family !== 'healthy');

/** Steps of a quick incident, and the step at which its fault begins. */
export const quick = { steps: 48, onset: 24 };

/**
 * An incident that is quickly made, and the same without its fault: a kind by the seed, somewhere, at a middling dose. It
 * may page or not.
 */
export function quickIncident(seed: number): { incident: Incident; without: Incident } {
  const without = madeIncident(seed, { services: 5, steps: quick.steps });
  const { world } = without;
  const kind = broken[seed % broken.length] as Fault['kind'];
  const sites = kind.sites(world);
  const site = sites[seed % Math.max(1, sites.length)];
  if (!site) return { incident: without, without };
  const dose = Math.sqrt(kind.doses[0] * kind.doses[1]);
  const times = { onset: quick.onset, ramp: seed % 2 === 0 ? 0 : 10 };
  const effects = kind.pushes(world, site, dose).map((push): Effect => timed(push, times));
  const text = kind.change?.(world, site, draws(seed));
  const changes = text ? [guiltyChange({ start, ...quick }, text, draws(seed))] : [];
  const { run, fault } = madeIncident(seed, { services: 5, steps: quick.steps, effects });
  return { incident: { ...without, run, changes, fault: { ...fault, kind, site, dose, ...times } }, without };
}

/** The nth quick incident of a kind. */
export function quickOf(name: string, nth = 0): Incident {
  const first = broken.findIndex((kind) => kind.name === name);
  for (
    let seed = first + nth * broken.length * 8;
    seed < first + (nth + 1) * broken.length * 8;
    seed += broken.length
  ) {
    const { incident, without } = quickIncident(seed);
    if (incident !== without) return incident;
  }
  throw new Error(`no place for ${name}`);
}
