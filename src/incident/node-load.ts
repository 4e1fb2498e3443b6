import { drain } from './queueing.ts';
import type { NodeRun } from './run.ts';
import { stepSeconds } from './signal.ts';
import type { Simulation } from './simulation.ts';
import type { Node } from './world.ts';

/** Share of CPU time that a node can use before calls pile up. */
const usable = 0.97;

/** Partitions of a store or queue. */
export const partitions = 8;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Share of its replicas that a node is without: scaled away, or restarting after the memory was full. */
function missingReplicas(sim: Simulation, i: number, replicas: number): number {
  const restarting = (sim.memory.down[i] as number) > 0 ? 1 / replicas : 0;
  return clamp((sim.knobs.node.lostReplicas[i] as number) + restarting, 0, 0.95);
}

/** Workers that a node has at a step, in all its replicas. */
export function workersOf(sim: Simulation, i: number): number {
  const node = sim.world.nodes[i] as Node;
  const { heldWorkers, poison } = sim.knobs.node;
  const free = (1 - (heldWorkers[i] as number)) * (1 - (poison[i] as number));
  return Math.max(0.5, node.workers * free * (1 - missingReplicas(sim, i, node.replicas)));
}

/** CPU time that it may use a second, in cores. */
export function coresOf(sim: Simulation, i: number): number {
  const node = sim.world.nodes[i] as Node;
  const quota = sim.knobs.node.quota[i] as number;
  return Math.max(0.05, node.cores * (1 - quota) * (1 - missingReplicas(sim, i, node.replicas)));
}

/** Seconds of CPU time of a call. */
export function cpuSeconds(sim: Simulation, i: number): number {
  const { work, cpuShare } = sim.world.nodes[i] as Node;
  return work * cpuShare * (1 + (sim.knobs.node.burn[i] as number));
}

/** Memory fills up between restarts; a restarted replica is away for three steps. */
function fillMemory(sim: Simulation, out: NodeRun, i: number, at: number): void {
  const { memory, memoryLimit } = sim.world.nodes[i] as Node;
  const leak = sim.knobs.node.leak[i] as number;
  const times = Math.floor(leak);
  const restarted = times > (sim.memory.leaked[i] as number);
  sim.memory.leaked[i] = times;
  sim.memory.down[i] = restarted ? 3 : Math.max(0, (sim.memory.down[i] as number) - 1);
  const load = (sim.memory.served[i] as number) / Math.max(1, (sim.world.nodes[i] as Node).rate);
  const used = memory * (0.94 + 0.06 * load);
  out.memory[at] = Math.min(memoryLimit, used + (leak - times) * (memoryLimit - used));
  out.restarts[at] = restarted ? 1 : 0;
}

/** Shares of disk and file handles in use, and what fails once they are used up. */
function fillStorage(sim: Simulation, out: NodeRun, i: number, at: number, step: number): void {
  const node = sim.world.nodes[i] as Node;
  const disk = node.disk + 0.00002 * step + (node.disk > 0 ? (sim.knobs.node.filling[i] as number) : 0);
  out.disk[at] = clamp(disk, 0, 1);
  out.unstored[at] = 0.8 * clamp((disk - 0.985) / 0.1, 0, 1);
  const used = 0.2 + (0.3 * (sim.memory.served[i] as number) * (sim.memory.hold[i] as number)) / node.workers;
  const handles = used + (sim.knobs.node.heldHandles[i] as number);
  out.handles[at] = Math.round(4096 * clamp(handles, 0, 1));
  out.unopened[at] = clamp((handles - 0.98) / 0.5, 0, 1);
}

/** What goes wrong by a node's own doing, as a share of the calls that arrive. */
function ownFailures(sim: Simulation, out: NodeRun, i: number, at: number): void {
  const { failure, replicas } = sim.world.nodes[i] as Node;
  const restarting = (sim.memory.down[i] as number) > 0 ? 0.3 / replicas : 0;
  out.crash[at] = clamp(failure + (sim.knobs.node.crash[i] as number) + restarting, 0, 1);
  const good =
    (1 - (out.crash[at] as number)) *
    (1 - (out.turnedAway[at] as number)) *
    (1 - (out.unstored[at] as number)) *
    (1 - (out.unopened[at] as number));
  out.own[at] = 1 - good;
}

/** Load of the hottest partition over the mean, its share of all calls, and how busy its one writer is with them. */
export function hottest(sim: Simulation, i: number): { skew: number; busy: number; share: number } {
  const heat = sim.knobs.node.hotPartition[i] as number;
  const share = heat / (1 + heat);
  const { work } = sim.world.nodes[i] as Node;
  return {
    skew: 1.15 + share * (partitions - 1),
    busy: (sim.memory.served[i] as number) * work * heat,
    share,
  };
}

/**
 * A node's load at a step: what it can work on, min(P/L, c/s) by Little's law and its CPU, what waits, what is turned
 * away, what is worked on. `rate` is what arrives, calls a second.
 */
export function loadNode(sim: Simulation, i: number, rate: number, step: number): void {
  const at = Math.max(0, step);
  const out = sim.run.nodes[i] as NodeRun;
  const { memory } = sim;
  fillMemory(sim, out, i, at);
  const capacity = Math.min(
    workersOf(sim, i) / (memory.hold[i] as number),
    (usable * coresOf(sim, i)) / cpuSeconds(sim, i),
  );
  const before = memory.backlog[i] as number;
  const node = sim.world.nodes[i] as Node;
  const batch = (sim.knobs.node.batch[i] as number) * node.cores;
  const { backlog, dropped } = drain(before, rate, capacity, node.room, stepSeconds);
  const { busy, share } = hottest(sim, i);
  const hotDropped = busy > 1 ? share * (1 - 1 / busy) : 0;
  memory.backlog[i] = backlog;
  memory.capacity[i] = capacity;
  memory.served[i] = Math.max(0, rate * (1 - dropped) + (before - backlog) / stepSeconds);
  out.limit[at] = coresOf(sim, i);
  out.rate[at] = rate;
  out.backlog[at] = backlog;
  out.turnedAway[at] = 1 - (1 - dropped) * (1 - hotDropped);
  out.cpu[at] = (memory.served[i] as number) * cpuSeconds(sim, i) + batch;
  const { replicas } = node;
  out.replicas[at] = Math.max(1, Math.round(replicas * (1 - missingReplicas(sim, i, replicas))));
  fillStorage(sim, out, i, at, step);
  ownFailures(sim, out, i, at);
}

/**
 * A queue at a step: messages come in at `rate` and leave as fast as the consumer, index `consumer`, took them in
 * the previous step.
 */
export function loadQueue(sim: Simulation, i: number, rate: number, consumer: number, step: number): void {
  const at = Math.max(0, step);
  const out = sim.run.nodes[i] as NodeRun;
  const before = sim.memory.backlog[i] as number;
  const capacity = sim.memory.capacity[consumer] as number;
  const { backlog } = drain(before, rate, capacity, Number.POSITIVE_INFINITY, stepSeconds);
  sim.memory.backlog[i] = backlog;
  sim.memory.served[i] = Math.max(0, rate + (before - backlog) / stepSeconds);
  out.rate[at] = rate;
  out.backlog[at] = backlog;
  out.age[at] = backlog / Math.max(0.1, sim.memory.served[i] as number);
  out.replicas[at] = (sim.world.nodes[i] as Node).replicas;
  out.limit[at] = coresOf(sim, i);
  out.cpu[at] = rate * cpuSeconds(sim, i);
  fillMemory(sim, out, i, at);
  fillStorage(sim, out, i, at, step);
  ownFailures(sim, out, i, at);
}
