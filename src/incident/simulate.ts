import { attemptsOn, callOver, reaching } from './edge-call.ts';
import type { Effect } from './effect.ts';
import { warmUp } from './jitter.ts';
import { judge, keep } from './model-quality.ts';
import { answer, loadHost } from './node-answer.ts';
import { loadNode, loadQueue } from './node-load.ts';
import type { NodeRun, Run } from './run.ts';
import { stepSeconds } from './signal.ts';
import { atRest, copied, type Simulation, turn, turningsOf } from './simulation.ts';
import { expectedRate } from './traffic.ts';
import type { Edge, Node, World } from './world.ts';

/** What a run is computed from. The same input gives the same run, and each effect changes nothing but what it causes. */
export interface Input {
  readonly world: World;
  readonly effects: readonly Effect[];
  /** Seed of the noise. */
  readonly noise: number;
  readonly steps: number;
  /** ms since 1970 of step 0. */
  readonly start: number;
}

/** A world that ran up to a step, without any effect so far. */
export interface Paused {
  readonly sim: Simulation;
  readonly start: number;
  /** The step that comes next. */
  readonly step: number;
}

/** Runs the world: a structural causal model, unrolled over its steps. */
export function simulate({ world, effects, noise, steps, start }: Input): Run {
  const sim = atRest(world, steps, noise);
  go(sim, effects, start, -warmUp, steps);
  return sim.run;
}

/** Runs the world as it is when all is well, up to a step before which no effect begins. */
export function runUp({ world, noise, steps, start }: Omit<Input, 'effects'>, step: number): Paused {
  const sim = atRest(world, steps, noise);
  go(sim, [], start, -warmUp, step);
  return { sim, start, step };
}

/** Goes on from there with these effects: the same as `simulate` with them from the beginning, and cheaper. */
export function goOn({ sim, start, step }: Paused, effects: readonly Effect[]): Run {
  const next = copied(sim);
  go(next, effects, start, step, next.run.steps);
  return next.run;
}

function go(sim: Simulation, effects: readonly Effect[], start: number, from: number, to: number): void {
  const consumers = consumersOf(sim.world);
  const turnings = turningsOf(sim.knobs, effects);
  for (let step = from; step < to; step++) {
    turn(turnings, step);
    spreadLoad(sim, consumers, arrivals(sim, start, step), step);
    for (let h = 0; h < sim.world.hosts.length; h++) loadHost(sim, h, step);
    collectAnswers(sim, step);
  }
}

/** For each queue the index of its consumer; -1 for what is no queue. */
function consumersOf({ nodes }: World): number[] {
  const consumers = nodes.map(() => -1);
  nodes.forEach(({ consumes }, index) => {
    if (consumes !== undefined) consumers[consumes] = index;
  });
  return consumers;
}

/** Requests a second at the entry. */
function arrivals({ world, jitter, knobs }: Simulation, start: number, step: number): number {
  const expected = expectedRate(world.traffic, start + step * stepSeconds * 1000);
  return expected * (jitter.traffic[step + warmUp] as number) * (1 + (knobs.traffic.crowd[0] as number));
}

/** Load goes from callers to callees. */
function spreadLoad(sim: Simulation, consumers: readonly number[], entry: number, step: number): void {
  const { world, memory } = sim;
  const at = Math.max(0, step);
  const rates = new Float64Array(world.nodes.length);
  rates[0] = entry;
  for (let i = 0; i < world.nodes.length; i++) {
    const { consumes } = world.nodes[i] as Node;
    const consumer = consumers[i] as number;
    const rate = consumes === undefined ? (rates[i] as number) : (memory.served[consumes] as number);
    if (consumer >= 0) loadQueue(sim, i, rate, consumer, step);
    else loadNode(sim, i, rate, step);
    for (const e of world.outgoing[i] as readonly number[]) {
      const { callee } = world.edges[e] as Edge;
      const attempts = attemptsOn(sim, e, memory.served[i] as number, at);
      rates[callee] = (rates[callee] as number) + attempts * reaching(sim, e);
    }
  }
}

/** Answers come from callees to callers: an edge after the callee, a node after its edges. */
function collectAnswers(sim: Simulation, step: number): void {
  const { nodes, outgoing } = sim.world;
  for (let i = nodes.length - 1; i >= 0; i--) {
    for (const e of outgoing[i] as readonly number[]) callOver(sim, e, step);
    keep(sim, i, step);
    answer(sim, i, step);
    judge(sim, i, step);
    redeliver(sim, i, step);
  }
  probe(sim, step);
}

/** Probes from outside fail as users' requests do, or by themselves. */
function probe(sim: Simulation, step: number): void {
  const entry = sim.run.nodes[0] as NodeRun;
  const at = Math.max(0, step);
  const broken = sim.knobs.node.brokenProbe[0] as number;
  entry.probe[at] = 1 - (1 - broken) * (1 - (entry.failure[at] as number));
}

/** Messages that always fail are handed out again, every five seconds by each consumer that they hold. */
function redeliver(sim: Simulation, i: number, step: number): void {
  const node = sim.world.nodes[i];
  if (node?.consumes === undefined) return;
  const held = (sim.knobs.node.poison[i] as number) * node.workers;
  const queue = sim.run.nodes[node.consumes];
  if (queue) queue.redelivered[Math.max(0, step)] = 0.02 + held / 5;
}
