import { logMean, logVariance } from './lognormal.ts';
import type { Run } from './run.ts';
import type { World } from './world.ts';

/** The time of a node's calls without their calls to others: lognormal, in seconds. */
export interface OwnTime {
  /** μ and σ of the logarithm. */
  readonly mu: number;
  readonly sigma: number;
  /** Mean seconds of own work and of waiting, and the share of both that is waiting for locks. */
  readonly work: number;
  readonly wait: number;
  readonly locks: number;
}

/** The least coefficient of variation: nothing takes the same time twice. */
const leastSpread = 0.05;

/**
 * For each node what is left at a step of the mean and variance of its calls, those of its callees taken off: so
 * that spans which add up to a call have the distribution of its histogram. Means and variances add (Fenton 1960).
 */
export const ownTimes = (world: World, run: Run, step: number): OwnTime[] =>
  world.nodes.map((_, index) => {
    const node = run.nodes[index];
    const [work, wait, sd] = [node?.work[step] ?? 0, node?.wait[step] ?? 0, node?.sd[step] ?? 0];
    const mean = Math.max(1e-6, work + wait);
    const least = leastSpread * mean;
    const rest = sd * sd - varianceOfCalls(world, run, index, step);
    const variance = logVariance(mean, Math.sqrt(Math.max(rest, least * least)));
    const locks = (node?.locks[step] ?? 0) / mean;
    return { mu: logMean(mean, variance), sigma: Math.sqrt(variance), work, wait, locks };
  });

/** What calls to others add to the variance of a call: their own, and that of their number where it is not whole. */
function varianceOfCalls({ outgoing }: World, run: Run, index: number, step: number): number {
  let variance = 0;
  for (const e of outgoing[index] ?? []) {
    const out = run.edges[e];
    const [calls, attempts] = [out?.calls[step] ?? 0, out?.attempts[step] ?? 1];
    const [mean, sd] = [out?.mean[step] ?? 0, out?.sd[step] ?? 0];
    const part = calls - Math.floor(calls);
    variance += calls * attempts * sd * sd + part * (1 - part) * attempts * mean * attempts * mean;
  }
  return variance;
}
