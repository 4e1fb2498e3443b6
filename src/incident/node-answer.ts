import { warmUp } from './jitter.ts';
import { coresOf, cpuSeconds, hottest, workersOf } from './node-load.ts';
import { normalShare } from './normal.ts';
import { meanWait } from './queueing.ts';
import type { EdgeRun, HostRun, NodeRun } from './run.ts';
import type { Simulation } from './simulation.ts';
import type { Edge, Node } from './world.ts';

/** Seconds that a throttled call waits: half of a CFS period of 100 ms (Linux, sched-bwc). */
const throttledFor = 0.05;

/** Seconds of a usual stop of the world for garbage collection. */
const pauseSeconds = 0.6;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** A duration's mean and variance, seconds: independent parts add. */
interface Moments {
  mean: number;
  variance: number;
}

/** Share of time in which a CPU limit holds a node: periods whose demand is over the limit, demand taken as normal. */
function throttledShare(sim: Simulation, i: number): number {
  const use = ((sim.memory.served[i] as number) * cpuSeconds(sim, i)) / coresOf(sim, i);
  return 0.5 * (1 - normalShare((1 - use) / (0.22 * Math.sqrt(use + 1e-6))));
}

/** Share of time in garbage collection: more with load, much more as memory runs out. */
function pausedShare(sim: Simulation, i: number, at: number): number {
  const node = sim.world.nodes[i] as Node;
  if (node.kind === 'third-party') return 0;
  const out = sim.run.nodes[i] as NodeRun;
  const full = clamp(((out.memory[at] as number) / node.memoryLimit - 0.75) / 0.25, 0, 1);
  return clamp(0.006 + 0.9 * full * full + (sim.knobs.node.garbage[i] as number), 0, 0.9);
}

/** A model that runs out of accelerator memory works in smaller batches. */
function batching(sim: Simulation, i: number, at: number): number {
  const node = sim.world.nodes[i] as Node;
  if (node.kind !== 'model') return 1;
  const share = 0.62 + (sim.knobs.node.accelerator[i] as number);
  (sim.run.nodes[i] as NodeRun).accelerator[at] = clamp(share, 0, 1);
  const over = Math.max(0, share - 0.9);
  return 1 + 60 * over * over;
}

/** Mean rows that a call of anybody looks at. */
function rowsOf(sim: Simulation, i: number, at: number): number {
  const { rows } = sim.world.nodes[i] as Node;
  if (rows === 0) return 0;
  let calls = 0;
  let looked = 0;
  for (const e of sim.world.incoming[i] as readonly number[]) {
    const rate = (sim.run.edges[e] as EdgeRun).rate[at] as number;
    calls += rate;
    looked += rate * rows * (1 + (sim.knobs.edge.rows[e] as number));
  }
  return calls > 0 ? looked / calls : rows;
}

/** Own work of a call, all slowdowns included; writes what is measured of each of them. */
function ownWork(sim: Simulation, i: number, at: number, step: number): Moments {
  const node = sim.world.nodes[i] as Node;
  const out = sim.run.nodes[i] as NodeRun;
  const rough = sim.jitter.work[i]?.[step + warmUp] as number;
  out.rows[at] = rowsOf(sim, i, at);
  out.throttled[at] = throttledShare(sim, i);
  out.pause[at] = pausedShare(sim, i, at);
  out.locks[at] = (sim.knobs.node.lockWait[i] as number) + (node.rows > 0 ? 0.00004 : 0);
  const slowDisk = 1 + (sim.knobs.node.slowDisk[i] as number);
  out.io[at] = node.disk > 0 ? 0.0009 * slowDisk : 0;
  out.flagged[at] = sim.knobs.node.flagged[i] as number;
  const host = node.host === undefined ? undefined : sim.run.hosts[node.host];
  const starved = host ? 1 / (1 - (host.stolen[at] as number)) : 1;
  const cpu = cpuSeconds(sim, i);
  const asked = (sim.memory.served[i] as number) * cpu;
  const cores = coresOf(sim, i);
  const queue = node.kind === 'third-party' ? 0 : meanWait(Math.max(1, Math.round(cores)), asked, cpu);
  const waiting = node.work * (1 - node.cpuShare) * (1 + (sim.knobs.node.work[i] as number)) * slowDisk;
  const looked = node.rows > 0 ? (out.rows[at] as number) / node.rows : 1;
  const base =
    rough *
    batching(sim, i, at) *
    looked *
    (waiting + (cpu * starved + queue) / (1 - (out.pause[at] as number)));
  return slowed(out, at, base, node.spread);
}

/** Adds what hits only some calls, and hits these hard: throttling, garbage collection, locks. */
function slowed(out: NodeRun, at: number, base: number, spread: number): Moments {
  const throttled = 2 * (out.throttled[at] as number);
  const pause = out.pause[at] as number;
  const stopped = Math.min(1, (pause * (pauseSeconds + base)) / pauseSeconds);
  const locks = out.locks[at] as number;
  return {
    mean: base + throttled * throttledFor + stopped * pause * pauseSeconds + locks,
    variance:
      base * base * spread * spread +
      throttled * throttledFor * throttledFor +
      stopped * pause * pauseSeconds * pauseSeconds * 0.5 +
      locks * locks,
  };
}

/** Calls to others, one after the other; their number varies too when it is not whole. */
function calls(sim: Simulation, i: number, at: number): Moments & { good: number } {
  let mean = 0;
  let variance = 0;
  let good = 1;
  for (const e of sim.world.outgoing[i] as readonly number[]) {
    const out = sim.run.edges[e] as EdgeRun;
    const count = out.calls[at] as number;
    const each = (out.attempts[at] as number) * (out.mean[at] as number);
    const whole = Math.floor(count);
    const part = count - whole;
    const sd = out.sd[at] as number;
    mean += count * each;
    variance += count * (out.attempts[at] as number) * sd * sd + part * (1 - part) * each * each;
    if ((sim.world.edges[e] as Edge).critical) good *= allWell(out.lost[at] as number, count);
  }
  return { mean, variance, good };
}

/** Chance that none of a request's calls is lost: it makes the whole ones of `count`, and the last one in a share of cases. */
function allWell(lost: number, count: number): number {
  const whole = Math.floor(count);
  const last = 1 - (count - whole) * lost;
  if (lost >= 1) return whole > 0 ? 0 : last;
  return last * Math.exp(whole * Math.log(1 - lost));
}

/** What the hottest partition adds to the mean, where load is not spread evenly (an M/M/1 queue of its own). */
function hotWait(sim: Simulation, i: number, at: number, hold: number): number {
  const { skew, busy, share } = hottest(sim, i);
  (sim.run.nodes[i] as NodeRun).skew[at] = (sim.world.nodes[i] as Node).disk > 0 ? skew : 0;
  const held = Math.min(0.97, busy);
  return (share * hold * held) / (1 - held);
}

/** A node's answer at a step: seconds and failures, its callees' answers of the same step included. */
export function answer(sim: Simulation, i: number, step: number): void {
  const at = Math.max(0, step);
  const node = sim.world.nodes[i] as Node;
  const out = sim.run.nodes[i] as NodeRun;
  const own = ownWork(sim, i, at, step);
  const others = calls(sim, i, at);
  const hot = hotWait(sim, i, at, own.mean);
  const hold = own.mean + others.mean;
  const workers = workersOf(sim, i);
  const load = (sim.memory.served[i] as number) * hold;
  const queueing = load < 0.3 * workers || node.kind === 'queue' ? 0 : meanWait(workers, load, hold);
  const behind = node.kind === 'queue' ? 0 : (out.backlog[at] as number) / (sim.memory.capacity[i] as number);
  sim.memory.hold[i] = hold;
  out.work[at] = own.mean + hot;
  out.wait[at] = queueing + behind;
  out.busy[at] = Math.min(node.workers, load + node.workers - workers);
  out.mean[at] = own.mean + hot + (out.wait[at] as number) + others.mean;
  out.sd[at] = Math.sqrt(
    own.variance + others.variance + queueing * queueing + 0.05 * behind * behind + hot * hot * 2,
  );
  out.failure[at] = 1 - (1 - (out.own[at] as number)) * others.good;
}

/** What a host is short of at a step: everything on it shares what there is. */
export function loadHost(sim: Simulation, h: number, step: number): void {
  const at = Math.max(0, step);
  const host = sim.world.hosts[h] as { readonly cores: number };
  const out = sim.run.hosts[h] as HostRun;
  let wanted = host.cores * (sim.knobs.host.neighbour[h] as number);
  for (let i = 0; i < sim.world.nodes.length; i++)
    if ((sim.world.nodes[i] as Node).host === h) wanted += (sim.run.nodes[i] as NodeRun).cpu[at] as number;
  out.cpu[at] = wanted;
  // Neighbours are felt before a host is full: half of what is wanted above 70 % has to wait (an M/M/1 queue cut off).
  const use = wanted / host.cores;
  out.stolen[at] = clamp(use > 1 ? 1 - 0.85 / use : Math.max(0, use - 0.7) * 0.5, 0, 0.95);
}
