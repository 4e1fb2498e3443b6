import { warmUp } from './jitter.ts';
import { limited } from './lognormal.ts';
import { drain, lostShare, meanAttempts, meanWait } from './queueing.ts';
import type { EdgeRun, NodeRun } from './run.ts';
import { stepSeconds } from './signal.ts';
import type { Simulation } from './simulation.ts';
import type { Edge, Node } from './world.ts';

/** Seconds after which TCP sends a lost packet again (RFC 6298 allows no less than a second; Linux takes 0.2 s). */
const resend = 0.2;

/** Seconds for which a caller waits for a connection at most. */
const longestQueue = 1;

/** Packets of a call, there and back: any of them may get lost. */
const packets = 6;

/** Share of attempts that reach the callee at all. */
export function reaching({ knobs }: Simulation, e: number): number {
  const { unreachable, refused, unresolved, untrusted } = knobs.edge;
  return (
    (1 - (unreachable[e] as number)) *
    (1 - (refused[e] as number)) *
    (1 - (unresolved[e] as number)) *
    (1 - (untrusted[e] as number))
  );
}

/** Calls for each request of the caller: those that a cache answers are not made. */
function callsFor(sim: Simulation, e: number): number {
  const { calls, cache } = sim.world.edges[e] as Edge;
  const hits = cache === undefined ? 0 : hitsOf(sim, cache);
  return calls * (1 + (sim.knobs.edge.chatter[e] as number)) * (1 - hits);
}

/** Share of reads that a cache answers. */
export const hitsOf = (sim: Simulation, cache: number): number =>
  (sim.world.nodes[cache] as Node).hits * (1 - (sim.knobs.node.missing[cache] as number));

const retriesOf = (sim: Simulation, e: number): number =>
  (sim.world.edges[e] as Edge).retries + (sim.knobs.edge.moreRetries[e] as number);

/**
 * What a caller that works on `served` requests a second asks of a callee: attempts a second, by the share that failed
 * in the previous step. Attempts that were given up on have cost the callee all the same.
 */
export function attemptsOn(sim: Simulation, e: number, served: number, at: number): number {
  const out = sim.run.edges[e] as EdgeRun;
  const calls = callsFor(sim, e);
  const attempts = meanAttempts(sim.memory.failed[e] as number, retriesOf(sim, e));
  out.calls[at] = calls;
  out.attempts[at] = attempts;
  out.rate[at] = served * calls * attempts;
  return out.rate[at] as number;
}

/** Seconds that an attempt waits for a connection: a pool by Erlang's C, and a fluid queue once it is overrun. */
function connectionWait(sim: Simulation, e: number, timeout: number, at: number): number {
  const out = sim.run.edges[e] as EdgeRun;
  const held = sim.knobs.edge.heldConnections[e] as number;
  const { connections } = sim.world.edges[e] as Edge;
  const free = Math.max(0.05, connections * (1 - held));
  const seconds = sim.memory.attempt[e] as number;
  const load = (out.rate[at] as number) * seconds;
  const capacity = free / seconds;
  const { backlog } = drain(
    sim.memory.queued[e] as number,
    out.rate[at] as number,
    capacity,
    Math.min(timeout, longestQueue) * capacity,
    stepSeconds,
  );
  sim.memory.queued[e] = backlog;
  out.connections[at] = Math.min(connections, load + connections * held);
  out.connectionWait[at] = backlog / capacity + (load < 0.4 * free ? 0 : meanWait(free, load, seconds));
  return out.connectionWait[at] as number;
}

/** Seconds on the network, and how often packets were sent again. */
function crossNetwork(sim: Simulation, e: number, at: number, step: number): number {
  const out = sim.run.edges[e] as EdgeRun;
  const rough = sim.jitter.network[e]?.[step + warmUp] as number;
  const { network } = sim.world.edges[e] as Edge;
  out.network[at] = network * rough + (sim.knobs.edge.delay[e] as number);
  out.loss[at] = 0.0002 + (sim.knobs.edge.loss[e] as number);
  return out.network[at] as number;
}

/** Shares of attempts that fail at once, for each of the ways, and all of them together. */
function failFast(sim: Simulation, e: number, at: number): number {
  const out = sim.run.edges[e] as EdgeRun;
  const knobs = sim.knobs.edge;
  let good = 1;
  for (const way of ['unresolved', 'refused', 'untrusted', 'unauthorized', 'limited', 'unparsed'] as const) {
    const share = knobs[way][e] as number;
    out[way][at] = good * share;
    good *= 1 - share;
  }
  return 1 - good;
}

/** What the callee takes for a call of this caller: its own mean, but with the rows that these calls look at. */
function calleeSeconds(sim: Simulation, e: number, at: number): { mean: number; variance: number } {
  const { callee } = sim.world.edges[e] as Edge;
  const node = sim.world.nodes[callee] as Node;
  const answer = sim.run.nodes[callee] as NodeRun;
  const rows = node.rows * (1 + (sim.knobs.edge.rows[e] as number));
  (sim.run.edges[e] as EdgeRun).rows[at] = rows;
  const beyond = node.rows > 0 ? rows / (answer.rows[at] as number) - 1 : 0;
  const sd = answer.sd[at] as number;
  return { mean: (answer.mean[at] as number) + (answer.work[at] as number) * beyond, variance: sd * sd };
}

/** An attempt over an edge at a step, as its caller sees it: seconds, and the share that fails, by reason. */
export function callOver(sim: Simulation, e: number, step: number): void {
  const at = Math.max(0, step);
  const out = sim.run.edges[e] as EdgeRun;
  const edge = sim.world.edges[e] as Edge;
  const timeout = edge.timeout * (1 - (sim.knobs.edge.hurry[e] as number));
  const network = crossNetwork(sim, e, at, step);
  const { mean, variance } = calleeSeconds(sim, e, at);
  const resent = 1 - Math.exp(-packets * (out.loss[at] as number));
  const wait = connectionWait(sim, e, timeout, at);
  const seen = limited(
    network + wait + mean + resent * resend * (1 + 4 * (out.loss[at] as number)),
    Math.sqrt(variance + resent * resend * resend + 0.1 * network * network + wait * wait),
    timeout,
  );
  const fast = failFast(sim, e, at);
  const unreachable = (1 - fast) * (sim.knobs.edge.unreachable[e] as number);
  const answered = 1 - fast - unreachable;
  out.unreachable[at] = unreachable;
  out.timedOut[at] = answered * seen.over;
  out.failure[at] =
    1 - answered * (1 - seen.over) * (1 - ((sim.run.nodes[edge.callee] as NodeRun).failure[at] as number));
  out.mean[at] = answered * seen.mean + unreachable * timeout + fast * network;
  const apart = timeout - seen.mean;
  out.sd[at] = Math.sqrt(seen.sd * seen.sd + unreachable * answered * apart * apart);
  out.lost[at] = lostShare(out.failure[at] as number, retriesOf(sim, e));
  out.expiry[at] = expiry(sim, e, step);
  sim.memory.failed[e] = out.failure[at] as number;
  sim.memory.attempt[e] = Math.max(network, (out.mean[at] as number) - Math.min(wait, timeout));
}

const day = 86_400;

/** Seconds until the certificate expires: three months at most; one that nobody trusts ran out two days ago. */
function expiry({ knobs, mechanisms }: Simulation, e: number, step: number): number {
  const left = (20 + ((mechanisms.edge[e] as number) % 60)) * day;
  return ((knobs.edge.untrusted[e] as number) > 0 ? -2 * day : left) - step * stepSeconds;
}
