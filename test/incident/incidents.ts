// Incidents made by hand: a drawn world, and a fault of a kind at a dose that a test names.
import { guiltyChange } from '../../src/incident/changes.ts';
import type { Effect } from '../../src/incident/effect.ts';
import type { Fault } from '../../src/incident/fault.ts';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import { causeOf } from '../../src/incident/generate.ts';
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

const noFault = faultKinds.find(({ name }) => name === 'tight-threshold') as Fault['kind'];

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

/** Steps of a broken incident, half of them before its onset. */
export const steps = 80;
export const onset = 40;

/** An incident of a kind, at full strength at once, at the first site of its world; undefined where it has none. */
export function brokenIncident(
  seed: number,
  name: string,
  dose?: number,
  services = 6,
): Incident | undefined {
  const kind = faultKinds.find((one) => one.name === name);
  if (!kind) throw new Error(`no kind ${name}`);
  const world = drawWorld(draws(seed), services);
  const site = kind.sites(world)[0];
  if (!site) return undefined;
  const amount = dose ?? Math.sqrt(kind.doses[0] * kind.doses[1]);
  const effects = kind.pushes(world, site, amount).map((push): Effect => ({ ...push, onset, ramp: 0 }));
  const text = kind.change?.(world, site, draws(seed));
  const changes = text ? [guiltyChange({ start, steps, onset }, text, draws(seed))] : [];
  const incident = madeIncident(seed, { services, steps, effects, changes });
  const fault = { ...incident.fault, kind, site, cause: causeOf(world, kind, site), onset, dose: amount };
  return { ...incident, fault };
}
