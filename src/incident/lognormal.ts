import { normalShare } from './normal.ts';

/** The 99th percentile of the standard normal distribution. */
export const z99 = 2.3263478740408408;

/**
 * σ² of the lognormal distribution with this mean and standard deviation. Means and variances of independent parts
 * add along a path, and the sum is taken as lognormal again: Fenton, The sum of log-normal probability
 * distributions in scatter transmission systems (1960).
 */
export const logVariance = (mean: number, sd: number): number => Math.log(1 + (sd / mean) * (sd / mean));

/** μ of the lognormal distribution with this mean and σ². */
export const logMean = (mean: number, variance: number): number => Math.log(mean) - variance / 2;

/** The 99th percentile of the lognormal distribution with this mean and standard deviation. */
export function p99(mean: number, sd: number): number {
  const variance = logVariance(mean, sd);
  return Math.exp(logMean(mean, variance) + z99 * Math.sqrt(variance));
}

/** Share over a limit: 1 − Φ((ln T − μ)/σ). */
export function shareOver(limit: number, mean: number, sd: number): number {
  const variance = logVariance(mean, sd);
  return 1 - normalShare((Math.log(limit) - logMean(mean, variance)) / Math.sqrt(variance));
}

/** What is seen of a duration that ends at a limit. */
export interface Limited {
  readonly mean: number;
  readonly sd: number;
  /** Share that ran into the limit. */
  readonly over: number;
}

/**
 * Mean and standard deviation of a lognormal duration cut at a limit: E[min(X,T)^k] = e^{kμ+k²σ²/2}·Φ(z − kσ) + T^k·(1 − Φ(z))
 * with z = (ln T − μ)/σ. Source: Klugman, Panjer and Willmot, Loss Models, appendix A (limited expected values).
 */
export function limited(mean: number, sd: number, limit: number): Limited {
  const variance = logVariance(mean, sd);
  const sigma = Math.sqrt(variance);
  const z = (Math.log(limit) - logMean(mean, variance)) / sigma;
  if (z > 7) return { mean, sd, over: 0 };
  const over = 1 - normalShare(z);
  const first = mean * normalShare(z - sigma) + limit * over;
  const second = (mean * mean + sd * sd) * normalShare(z - 2 * sigma) + limit * limit * over;
  return { mean: first, sd: Math.sqrt(Math.max(second - first * first, 1e-12)), over };
}

/**
 * Standard deviation of the logarithm of a 99th percentile estimated from `count` durations: σ√(p(1−p)/n)/φ(z),
 * here σ√(.0099/n)/.0267 (Cramér, Mathematical Methods of Statistics, 28.5).
 */
export const spreadOfP99 = (variance: number, count: number): number =>
  Math.sqrt((variance * 0.0099) / Math.max(1, count)) / 0.0267;
