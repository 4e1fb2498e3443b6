import {
  type EdgeKnob,
  type Effect,
  edgeKnobs,
  type HostKnob,
  hostKnobs,
  type NodeKnob,
  nodeKnobs,
  strength,
  type TrafficKnob,
  trafficKnobs,
} from './effect.ts';
import { type Mechanism, mechanism, type Wander, wander } from './noise.ts';
import { copyRun, emptyRun, type Run } from './run.ts';
import { edgeName, type World } from './world.ts';

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
  readonly noise: number;
  /** The noise of each node and edge, and of the traffic. */
  readonly nodeNoise: readonly Mechanism[];
  readonly edgeNoise: readonly Mechanism[];
  readonly trafficNoise: Mechanism;
  /** Their slow parts. */
  readonly nodeDrift: readonly Wander[];
  readonly edgeDrift: readonly Wander[];
  readonly trafficDrift: Wander;
}

function still<Name extends string>(names: Readonly<Record<Name, string>>, count: number): Turned<Name> {
  return Object.fromEntries(
    Object.keys(names).map((name) => [name, new Float64Array(count)]),
  ) as Turned<Name>;
}

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

const knobsFor = ({ nodes, edges, hosts }: World): Knobs => ({
  node: still(nodeKnobs, nodes.length),
  edge: still(edgeKnobs, edges.length),
  host: still(hostKnobs, hosts.length),
  traffic: still(trafficKnobs, 1),
});

/** A simulation of a world at rest. */
export function atRest(world: World, steps: number, noise: number): Simulation {
  const { nodes, edges, hosts } = world;
  const nodeNoise = nodes.map(({ name }) => mechanism(`node ${name}`));
  const edgeNoise = edges.map((_, index) => mechanism(`edge ${edgeName(world, index)}`));
  const trafficNoise = mechanism('traffic');
  const slow = (of: Mechanism): Wander => wander(noise, of, 24);
  return {
    world,
    run: emptyRun({ nodes: nodes.length, edges: edges.length, hosts: hosts.length }, steps, noise),
    knobs: knobsFor(world),
    memory: rest(world),
    noise,
    nodeNoise,
    edgeNoise,
    trafficNoise,
    nodeDrift: nodeNoise.map(slow),
    edgeDrift: edgeNoise.map(slow),
    trafficDrift: slow(trafficNoise),
  };
}

/** A simulation that goes on from where another is now, its knobs at rest. */
export function copied(sim: Simulation): Simulation {
  const memory = Object.entries<Float64Array>(sim.memory as unknown as Record<string, Float64Array>);
  return {
    ...sim,
    run: copyRun(sim.run),
    knobs: knobsFor(sim.world),
    memory: Object.fromEntries(memory.map(([name, values]) => [name, values.slice()])) as unknown as Memory,
  };
}

const knobOf = (knobs: Knobs, { on, knob }: Effect): Float64Array =>
  (knobs[on] as Readonly<Record<string, Float64Array>>)[knob] as Float64Array;

/** Turns the knobs to where the effects have them at a step. */
export function turn(knobs: Knobs, effects: readonly Effect[], step: number): void {
  for (const effect of effects) knobOf(knobs, effect)[effect.index] = 0;
  for (const effect of effects) {
    const values = knobOf(knobs, effect);
    values[effect.index] = (values[effect.index] as number) + effect.amount * strength(effect, step);
  }
}
