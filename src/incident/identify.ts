import { type Evidence, evidenceOf, usualShare } from './evidence.ts';
import type { Metric } from './signal.ts';
import { type Page, solve } from './solver.ts';
import type { Blame } from './solver-signs.ts';

/** Deviations from what is usual that count, and samples in a row. */
const band = 4;
const samples = 2;

/** The first step at which a series is out of the band of its first part: 4σ, two samples in a row. */
export function leavesBand(values: Float64Array): number | undefined {
  const usual = values
    .slice(1, Math.floor(values.length * usualShare))
    .filter((value) => !Number.isNaN(value));
  const mean = usual.reduce((a, b) => a + b, 0) / usual.length;
  const variance = usual.reduce((a, b) => a + (b - mean) * (b - mean), 0) / usual.length;
  const width = band * Math.sqrt(variance) + 1e-9;
  let out = 0;
  for (let step = usual.length; step < values.length; step++) {
    out = Math.abs((values[step] as number) - mean) > width ? out + 1 : 0;
    if (out === samples) return step - samples + 1;
  }
  return undefined;
}

/** The owner that metrics alone lead to, and when its own mechanism left its band. */
export interface Identified extends Blame {
  readonly left?: number;
}

/**
 * What a learner can find out from metrics and nothing else: the owner whose mechanism the observed parents do not explain.
 * Others that left their band are cleared on the way, for what they add to the symptom is measured and small. None when
 * the metric that gives the owner away stays within its band.
 */
export function identify(metrics: readonly Metric[], page: Page): Identified | undefined {
  const found = solve(metrics, page);
  if (found.owner === '') return found;
  const left = leftAt(evidenceOf(metrics, page.breach), found);
  return left === undefined ? undefined : { ...found, left };
}

function leftAt(evidence: Evidence, { metric, at, owner }: Blame): number | undefined {
  const entry = evidence.calls[0]?.caller ?? '';
  const values = evidence.series(metric, owner === 'traffic' ? entry : at);
  return values && leavesBand(values);
}
