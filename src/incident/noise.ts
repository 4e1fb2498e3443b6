import { hashText } from '../bank/random.ts';
import { normalQuantile } from './normal.ts';

/** Mixes a number into a hash (MurmurHash3's body and a part of its finalizer). */
function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ Math.imul(value, 0xcc9e2d51), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** What a mechanism is called in the noise: a hash of its name. */
export type Mechanism = number;

/** The mechanism of a name such as `work/checkout`. */
export const mechanism = (name: string): Mechanism => hashText(name);

/**
 * 32 bits that depend on nothing but their arguments, as a whole number with a sign: noise is a hash, never a stream, so that
 * an intervention leaves every other draw as it was.
 */
export const bits = (seed: number, mechanism: Mechanism, step: number, draw: number): number =>
  mix(mix(mix(mix(0x9747b28c, seed), mechanism), step), draw + 0x51ed27);

/** A number in (0, 1), in the same way. */
export const uniform = (seed: number, mechanism: Mechanism, step: number, draw = 0): number =>
  ((bits(seed, mechanism, step, draw) >>> 0) + 0.5) / 4294967296;

/** A standard normal number, in the same way. */
export const normal = (seed: number, mechanism: Mechanism, step: number, draw = 0): number =>
  normalQuantile(uniform(seed, mechanism, step, draw));

/**
 * Slow noise from one step up to, not including, another: normal numbers at every `period` steps, joined by smoothed lines,
 * so that values near in time are alike, as traffic and neighbours are.
 */
export function wander(
  seed: number,
  mechanism: Mechanism,
  period: number,
  from: number,
  to: number,
): Float64Array {
  const values = new Float64Array(to - from);
  const knotAt = (knot: number): number => normal(seed, mechanism, knot, 1_000 + period);
  let knot = Math.floor(from / period);
  let [left, right] = [knotAt(knot), knotAt(knot + 1)];
  for (let step = from; step < to; step++) {
    if (step >= (knot + 1) * period) [left, right] = [right, knotAt(++knot + 1)];
    const along = step / period - knot;
    const share = along * along * (3 - 2 * along);
    values[step - from] = left * (1 - share) + right * share;
  }
  return values;
}

/**
 * A number of events with this mean: exact by inversion up to a mean of 30, above it the nearest whole number
 * of the normal approximation.
 */
export function poisson(mean: number, seed: number, mechanism: Mechanism, step: number, draw = 0): number {
  if (!(mean > 0)) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(seed, mechanism, step, draw)));
  let rest = uniform(seed, mechanism, step, draw);
  let chance = Math.exp(-mean);
  let count = 0;
  while (rest > chance && count < 200) {
    rest -= chance;
    count += 1;
    chance *= mean / count;
  }
  return count;
}

/** How many of `trials` happen with a chance each: Poisson while few do, else the normal approximation. */
export function binomial(
  trials: number,
  chance: number,
  seed: number,
  mechanism: Mechanism,
  step: number,
  draw = 0,
): number {
  if (chance > 0.5) return trials - binomial(trials, 1 - chance, seed, mechanism, step, draw);
  const mean = trials * chance;
  if (mean <= 30) return Math.min(trials, poisson(mean, seed, mechanism, step, draw));
  const sd = Math.sqrt(mean * (1 - chance));
  return Math.min(trials, Math.max(0, Math.round(mean + sd * normal(seed, mechanism, step, draw))));
}

/** Draws for building one thing from a seed: each by its name, so that a new one moves no other. */
export interface Draw {
  /** In (0, 1). */
  readonly unit: (name: string) => number;
  /** In [low, high). */
  readonly between: (name: string, low: number, high: number) => number;
  /** A whole number from low to high, both included. */
  readonly whole: (name: string, low: number, high: number) => number;
  /** One of a list, which is not empty. */
  readonly pick: <T>(name: string, list: readonly T[]) => T;
  /** A shuffled copy. */
  readonly shuffled: <T>(name: string, list: readonly T[]) => T[];
}

/** The draws of a seed. */
export function draws(seed: number): Draw {
  const unit = (name: string, index = 0) => uniform(seed, mechanism(name), index, 0xd4a);
  const below = (name: string, count: number, index = 0) => Math.floor(unit(name, index) * count);
  return {
    unit,
    between: (name, low, high) => low + (high - low) * unit(name),
    whole: (name, low, high) => low + below(name, high - low + 1),
    pick: (name, list) => list[below(name, list.length)] as never,
    shuffled: (name, list) =>
      list
        .map((value, index) => ({ value, key: unit(name, index) }))
        .sort((a, b) => a.key - b.key)
        .map(({ value }) => value),
  };
}
