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
interface EdgeRed extends Red {
  readonly failed: Readonly<Record<Reason, Float64Array>>;
}

// Nothing works always: the share of attempts that any of the ways takes when all is well.
const usual = 0.00001;

const at = (values: Float64Array, step: number): number => values[step] as number;

function emptyRed(steps: number, count: Float64Array = new Float64Array(steps)): Red {
  const series = () => new Float64Array(steps);
  return { count, errors: series(), mean: series(), p99: series(), mu: series(), sigma: series() };
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

/**
 * Remembers what was measured in a run, by the index of node or edge: rules, the gauge and the metrics ask for the same. What is
 * handed out is shared, and nobody changes it.
 */
function kept<T>(measure: (world: World, run: Run, index: number) => T) {
  const known = new WeakMap<Run, T[]>();
  return (world: World, run: Run, index: number): T => {
    const ofRun = known.get(run) ?? [];
    known.set(run, ofRun);
    ofRun[index] ??= measure(world, run, index);
    return ofRun[index];
  };
}

const edgeMechanism = (world: World, e: number): Mechanism => mechanism(`measured ${edgeName(world, e)}`);

const count = (run: Run, name: Mechanism, step: number, trials: number, share: number, draw: number) =>
  binomial(trials, Math.min(1, share), run.noise, name, step, draw);

/** How many calls come in each step at these rates. */
function arrivals(rate: Float64Array, noise: number, name: Mechanism): Float64Array {
  const counts = new Float64Array(rate.length);
  for (let step = 0; step < rate.length; step++)
    counts[step] = poisson(at(rate, step) * stepSeconds, noise, name, step, 20);
  return counts;
}

/** How many attempts an edge saw in each step. */
const attemptsOver = kept((world, run, e) => {
  const name = edgeMechanism(world, e);
  const { rate } = run.edges[e] as EdgeRun;
  return arrivals(rate, run.noise, name);
});

/** Attempts that end on the way to the callee. */
const onTheWay: readonly Reason[] = ['unresolved', 'refused', 'untrusted', 'unreachable'];

/** Attempts that the callee got, and that fail all the same. */
const afterwards: readonly Reason[] = ['unauthorized', 'limited', 'unparsed', 'timedOut'];

/** How many attempts fail in each of some ways: all of them are drawn together, and told apart when there are any. */
function failedBy(world: World, run: Run, e: number, ways: readonly Reason[]): Float64Array[] {
  const name = edgeMechanism(world, e);
  const attempts = attemptsOver(world, run, e);
  const channels = ways.map((way) => (run.edges[e] as EdgeRun)[way]);
  const failed = ways.map(() => new Float64Array(run.steps));
  for (let step = 0; step < run.steps; step++) {
    let share = 0;
    for (const channel of channels) share += usual + at(channel, step);
    let left = count(run, name, step, at(attempts, step), share, 30 + ways.length);
    for (let i = 0; left > 0; i++) {
      const own = usual + at(channels[i] as Float64Array, step);
      const draw = 40 + ways.length * 8 + i;
      const times = i === ways.length - 1 ? left : count(run, name, step, left, own / share, draw);
      (failed[i] as Float64Array)[step] = times;
      share -= own;
      left -= times;
    }
  }
  return failed;
}

const lostOver = kept((world, run, e) => failedBy(world, run, e, onTheWay));

/** Adds some series to another. */
function add(sum: Float64Array, series: readonly Float64Array[]): void {
  for (const values of series)
    for (let step = 0; step < sum.length; step++) sum[step] = at(sum, step) + at(values, step);
}

/** How long the attempts over an edge took, and how many there were; their errors are left at zero. */
export const timeEdge = kept((world, run, e): Red => {
  const edge = run.edges[e] as EdgeRun;
  const red = emptyRed(run.steps, attemptsOver(world, run, e));
  const name = edgeMechanism(world, e);
  for (let step = 0; step < run.steps; step++)
    time(red, step, at(edge.mean, step), at(edge.sd, step), run.noise, name);
  return red;
});

/** What a caller measures of its calls over an edge. */
export const measureEdge = kept((world, run, e): EdgeRed => {
  const edge = run.edges[e] as EdgeRun;
  const name = edgeMechanism(world, e);
  const red = timeEdge(world, run, e);
  const ways = [...lostOver(world, run, e), ...failedBy(world, run, e, afterwards)];
  const errors = new Float64Array(run.steps);
  add(errors, ways);
  const known = new Float64Array(run.steps);
  add(
    known,
    reasons.map((reason) => edge[reason]),
  );
  for (let step = 0; step < run.steps; step++) {
    const attempts = at(red.count, step);
    const answered = Math.max(0, at(edge.failure, step) - at(known, step));
    errors[step] = Math.min(attempts, at(errors, step) + count(run, name, step, attempts, answered, 26));
  }
  const failed = Object.fromEntries(reasons.map((reason, i) => [reason, ways[i]]));
  return { ...red, errors, failed: failed as Record<Reason, Float64Array> };
});

/** What each caller's calls come to at the callee: those that did not end on the way. */
export const arrivedOver = kept((world, run, e) => {
  const arrived = attemptsOver(world, run, e).slice();
  for (const lost of lostOver(world, run, e))
    for (let step = 0; step < run.steps; step++) arrived[step] = at(arrived, step) - at(lost, step);
  return arrived;
});

/** What a node measures of the calls that it gets. Those of its callers add up to them. */
export const measureNode = kept((world, run, i): Red => {
  const node = run.nodes[i] as NodeRun;
  const name = mechanism(`measured ${(world.nodes[i] as Node).name}`);
  const callers = world.incoming[i] as readonly number[];
  const red = emptyRed(
    run.steps,
    callers.length === 0 ? arrivals(node.rate, run.noise, name) : new Float64Array(run.steps),
  );
  add(
    red.count,
    callers.map((e) => arrivedOver(world, run, e)),
  );
  for (let step = 0; step < run.steps; step++) {
    red.errors[step] = count(run, name, step, at(red.count, step), at(node.failure, step), 25);
    time(red, step, at(node.mean, step), at(node.sd, step), run.noise, name);
  }
  return red;
});

/** The callee of an edge, as the metrics call it. */
export const calleeOf = (world: World, e: number): Node =>
  world.nodes[(world.edges[e] as Edge).callee] as Node;
