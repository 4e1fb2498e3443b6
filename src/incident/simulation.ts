import {
  type EdgeKnob,
  type Effect,
  edgeKnobs,
  type HostKnob,
  hostKnobs,
  type NodeKnob,
  nodeKnobs,
  strength,
  type Timing,
  type TrafficKnob,
  trafficKnobs,
} from './effect.ts';
import { type Jitter, jitterOf, mechanismsOf } from './jitter.ts';
import type { Mechanism } from './noise.ts';
import { copyRun, emptyRun, filled, type Run } from './run.ts';
import type { World } from './world.ts';

type Turned<Name extends string> = Readonly<Record<Name, Float64Array>>;

/** How far every knob is turned at the present step, by the index of whose it is. */
export interface Knobs {
  readonly node: Turned<NodeKnob>;
  readonly edge: Turned<EdgeKnob>;
  readonly host: Turned<HostKnob>;
  readonly traffic: Turned<TrafficKnob>;
}

/** What the previous step left for this one: all feedback goes through here. */
export interface Memory {
  /** Calls that wait for each node, messages in a queue. */
  readonly backlog: Float64Array;
  /** Mean seconds for which a call holds a worker. */
  readonly hold: Float64Array;
  /** Calls a second that a node can work on, and those that it did work on in this step. */
  readonly capacity: Float64Array;
  readonly served: Float64Array;
  /** How often its memory has filled up, and steps until the restarted replica is back. */
  readonly leaked: Float64Array;
  readonly down: Float64Array;
  /** For each edge: share of attempts that failed, mean seconds that one holds a connection, attempts that wait for a connection. */
  readonly failed: Float64Array;
  readonly attempt: Float64Array;
  readonly queued: Float64Array;
}

/** A simulation under way. */
export interface Simulation {
  readonly world: World;
  readonly run: Run;
  readonly knobs: Knobs;
  readonly memory: Memory;
  readonly jitter: Jitter;
  /** The mechanism of each node and edge. */
  readonly mechanisms: { readonly node: readonly Mechanism[]; readonly edge: readonly Mechanism[] };
}

const still = <Name extends string>(table: Readonly<Record<Name, string>>, count: number): Turned<Name> =>
  filled(table, () => new Float64Array(count));

function rest(world: World): Memory {
  const node = () => new Float64Array(world.nodes.length);
  const edge = () => new Float64Array(world.edges.length);
  return {
    backlog: node(),
    hold: Float64Array.from(world.nodes, ({ work }) => work),
    capacity: Float64Array.from(world.nodes, ({ rate }) => rate * 2),
    served: node(),
    leaked: node(),
    down: node(),
    failed: edge(),
    attempt: Float64Array.from(world.edges, ({ network }) => network),
    queued: edge(),
  };
}

// Each by its name, so that a copy has the shape of what it was copied from: code that is made for one runs with the other.
const copyMemory = (memory: Memory): Memory => ({
  backlog: memory.backlog.slice(),
  hold: memory.hold.slice(),
  capacity: memory.capacity.slice(),
  served: memory.served.slice(),
  leaked: memory.leaked.slice(),
  down: memory.down.slice(),
  failed: memory.failed.slice(),
  attempt: memory.attempt.slice(),
  queued: memory.queued.slice(),
});

const knobsFor = ({ nodes, edges, hosts }: World): Knobs => ({
  node: still(nodeKnobs, nodes.length),
  edge: still(edgeKnobs, edges.length),
  host: still(hostKnobs, hosts.length),
  traffic: still(trafficKnobs, 1),
});

/** A simulation of a world at rest. */
export function atRest(world: World, steps: number, noise: number): Simulation {
  const { nodes, edges, hosts } = world;
  return {
    world,
    run: emptyRun({ nodes: nodes.length, edges: edges.length, hosts: hosts.length }, steps, noise),
    knobs: knobsFor(world),
    memory: rest(world),
    jitter: jitterOf(world, steps, noise),
    mechanisms: mechanismsOf(world),
  };
}

/** A simulation that goes on from where another is now, its knobs at rest. */
export const copied = ({ world, run, memory, jitter, mechanisms }: Simulation): Simulation => ({
  world,
  run: copyRun(run),
  knobs: knobsFor(world),
  memory: copyMemory(memory),
  jitter,
  mechanisms,
});

const knobOf = (knobs: Knobs, { on, knob }: Effect): Float64Array =>
  (knobs[on] as Readonly<Record<string, Float64Array>>)[knob] as Float64Array;

/** An effect with the values that it turns: looked up once, and all of one shape. */
interface Turning extends Timing {
  readonly values: Float64Array;
  readonly index: number;
  readonly amount: number;
}

/** What effects turn. */
export const turningsOf = (knobs: Knobs, effects: readonly Effect[]): Turning[] =>
  effects.map((effect) => {
    const { index, amount, onset, ramp, until = Infinity } = effect;
    return { values: knobOf(knobs, effect), index, amount, onset, ramp, until };
  });

/** Turns knobs to where the effects have them at a step. */
export function turn(turnings: readonly Turning[], step: number): void {
  for (const { values, index } of turnings) values[index] = 0;
  for (const turning of turnings) {
    const { values, index, amount } = turning;
    values[index] = (values[index] as number) + amount * strength(turning, step);
  }
}
