import { logMean, logVariance, spreadOfP99, z99 } from './lognormal.ts';
import { binomial, type Mechanism, mechanism, normal, poisson } from './noise.ts';
import type { EdgeRun, NodeRun, Run } from './run.ts';
import { stepSeconds } from './signal.ts';
import { type Edge, edgeName, type Node, type World } from './world.ts';

/** What is measured of calls in each step: requests, errors and how long they took. */
export interface Red {
  readonly count: Float64Array;
  readonly errors: Float64Array;
  /** Mean seconds. */
  readonly mean: Float64Array;
  readonly p99: Float64Array;
  /** μ and σ of the lognormal distribution that the durations of the step follow. */
  readonly mu: Float64Array;
  readonly sigma: Float64Array;
}

/** Why an attempt failed without an answer of the callee, or in spite of one. */
export const reasons = [
  'unresolved',
  'refused',
  'untrusted',
  'unreachable',
  'unauthorized',
  'limited',
  'unparsed',
  'timedOut',
] as const;

export type Reason = (typeof reasons)[number];

/** What a caller measures of its calls; the rest of its errors are answers that say so. */
export interface EdgeRed extends Red {
  readonly failed: Readonly<Record<Reason, Float64Array>>;
}

// Nothing works always: the share of attempts that any of the ways takes when all is well.
const usual = 0.00001;

const at = (values: Float64Array, step: number): number => values[step] as number;

function emptyRed(steps: number): Red {
  const series = () => new Float64Array(steps);
  return { count: series(), errors: series(), mean: series(), p99: series(), mu: series(), sigma: series() };
}

/** Durations of a step: a sample of `count` of a lognormal distribution, and its spread. */
function time(red: Red, step: number, mean: number, sd: number, noise: number, name: Mechanism): void {
  const variance = logVariance(mean, sd);
  const count = at(red.count, step);
  const mu = logMean(mean, variance);
  const high = mu + z99 * Math.sqrt(variance) + spreadOfP99(variance, count) * normal(noise, name, step, 21);
  const middle = mu + Math.sqrt(variance / Math.max(1, count)) * normal(noise, name, step, 22);
  const sigma = Math.max(0.02, (high - middle) / z99);
  red.mu[step] = middle;
  red.sigma[step] = sigma;
  red.p99[step] = count === 0 ? Number.NaN : Math.exp(middle + z99 * sigma);
  red.mean[step] = count === 0 ? Number.NaN : Math.exp(middle + (sigma * sigma) / 2);
}

/** How many attempts an edge saw in a step. */
export const attemptsIn = (run: Run, e: number, name: Mechanism, step: number): number =>
  poisson(at((run.edges[e] as EdgeRun).rate, step) * stepSeconds, run.noise, name, step, 20);

const edgeMechanism = (world: World, e: number): Mechanism => mechanism(`measured ${edgeName(world, e)}`);

const count = (run: Run, name: Mechanism, step: number, trials: number, share: number, draw: number) =>
  binomial(trials, Math.min(1, share), run.noise, name, step, draw);

/** Attempts that end on the way to the callee. */
const onTheWay: readonly Reason[] = ['unresolved', 'refused', 'untrusted', 'unreachable'];

/** Attempts that the callee got, and that fail all the same. */
const afterwards: readonly Reason[] = ['unauthorized', 'limited', 'unparsed', 'timedOut'];

/** How many attempts fail in each of some ways: all of them are drawn together, and told apart when there are any. */
function failedBy(
  run: Run,
  edge: EdgeRun,
  name: Mechanism,
  step: number,
  attempts: number,
  ways: readonly Reason[],
): number[] {
  const shares = ways.map((way) => usual + at(edge[way], step));
  let share = shares.reduce((a, b) => a + b, 0);
  let left = count(run, name, step, attempts, share, 30 + ways.length);
  return shares.map((own, i) => {
    if (left === 0) return 0;
    const times =
      i === shares.length - 1 ? left : count(run, name, step, left, own / share, 40 + ways.length * 8 + i);
    share -= own;
    left -= times;
    return times;
  });
}

function lostOnTheWay(run: Run, e: number, name: Mechanism, step: number, attempts: number): number {
  const failed = failedBy(run, run.edges[e] as EdgeRun, name, step, attempts, onTheWay);
  return failed.reduce((a, b) => a + b, 0);
}

/** How long the attempts over an edge took, and how many there were; their errors are left at zero. */
export function timeEdge(world: World, run: Run, e: number): Red {
  const edge = run.edges[e] as EdgeRun;
  const name = edgeMechanism(world, e);
  const red = emptyRed(run.steps);
  for (let step = 0; step < run.steps; step++) {
    red.count[step] = attemptsIn(run, e, name, step);
    time(red, step, at(edge.mean, step), at(edge.sd, step), run.noise, name);
  }
  return red;
}

/** What a caller measures of its calls over an edge. */
export function measureEdge(world: World, run: Run, e: number): EdgeRed {
  const edge = run.edges[e] as EdgeRun;
  const name = edgeMechanism(world, e);
  const red = timeEdge(world, run, e);
  const failed = Object.fromEntries(reasons.map((reason) => [reason, new Float64Array(run.steps)])) as Record<
    Reason,
    Float64Array
  >;
  for (let step = 0; step < run.steps; step++) {
    const attempts = at(red.count, step);
    let known = 0;
    let errors = 0;
    for (const ways of [onTheWay, afterwards]) {
      for (const [i, times] of failedBy(run, edge, name, step, attempts, ways).entries()) {
        const reason = ways[i] as Reason;
        failed[reason][step] = times;
        known += at(edge[reason], step);
        errors += times;
      }
    }
    const answered = Math.max(0, at(edge.failure, step) - known);
    red.errors[step] = Math.min(attempts, errors + count(run, name, step, attempts, answered, 26));
  }
  return { ...red, failed };
}

/** What each caller's calls come to at the callee: those that did not end on the way. */
export function arrivedOver(world: World, run: Run, e: number): Float64Array {
  const name = edgeMechanism(world, e);
  return Float64Array.from({ length: run.steps }, (_, step) => {
    const attempts = attemptsIn(run, e, name, step);
    return attempts - lostOnTheWay(run, e, name, step, attempts);
  });
}

/** What a node measures of the calls that it gets. Those of its callers add up to them. */
export function measureNode(world: World, run: Run, i: number): Red {
  const node = run.nodes[i] as NodeRun;
  const name = mechanism(`measured ${(world.nodes[i] as Node).name}`);
  const red = emptyRed(run.steps);
  const callers = world.incoming[i] as readonly number[];
  for (const e of callers) {
    const arrived = arrivedOver(world, run, e);
    for (let step = 0; step < run.steps; step++) red.count[step] = at(red.count, step) + at(arrived, step);
  }
  for (let step = 0; step < run.steps; step++) {
    if (callers.length === 0)
      red.count[step] = poisson(at(node.rate, step) * stepSeconds, run.noise, name, step, 20);
    red.errors[step] = count(run, name, step, at(red.count, step), at(node.failure, step), 25);
    time(red, step, at(node.mean, step), at(node.sd, step), run.noise, name);
  }
  return red;
}

/** The callee of an edge, as the metrics call it. */
export const calleeOf = (world: World, e: number): Node =>
  world.nodes[(world.edges[e] as Edge).callee] as Node;
