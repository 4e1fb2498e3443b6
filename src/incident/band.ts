import { usualShare } from './evidence.ts';

/** Deviations from what is usual that count, and samples in a row. */
const band = 4;
const samples = 2;

/** Steps at the end that tell whether something is still out of its band. */
const lastSteps = 12;

/** How a series left its band. */
export interface Left {
  /** The step at which it did. */
  readonly left: number;
  /** Whether it was out for most of the last steps. */
  readonly stays: boolean;
}

const signs = { up: [1], down: [-1], either: [1, -1] } as const;

/**
 * Where a series leaves the band of its first part: 4σ, two samples in a row. None if it does not.
 *
 * @param side to which it has to.
 * @param floor the least half-width of the band: what nobody would call a change.
 */
export function leavesBand(
  values: Float64Array,
  side: keyof typeof signs = 'either',
  floor = 0,
): Left | undefined {
  const usual = Math.floor(values.length * usualShare);
  const [mean, sd] = moments(values, usual);
  const width = Math.max(floor, band * sd) + 1e-9;
  let left: number | undefined;
  let out = 0;
  let last = 0;
  for (let step = usual; step < values.length; step++) {
    const beyond = (values[step] as number) - mean;
    const is = signs[side].some((sign) => sign * beyond > width);
    out = is ? out + 1 : 0;
    if (is && step >= values.length - lastSteps) last += 1;
    if (out === samples) left ??= step - samples + 1;
  }
  return left === undefined ? undefined : { left, stays: last > lastSteps / 2 };
}

/** Mean and standard deviation of the part that is taken as usual. */
function moments(values: Float64Array, usual: number): [number, number] {
  let [count, total, squares] = [0, 0, 0];
  for (let step = 2; step < usual; step++) {
    const value = values[step] as number;
    if (!Number.isFinite(value)) continue;
    count += 1;
    total += value;
    squares += value * value;
  }
  const mean = total / Math.max(1, count);
  return [mean, Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean))];
}
