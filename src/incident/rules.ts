import type { Indicator } from './fault.ts';

/** An alerting rule: which series of whom, over what, for how long. */
export interface Rule {
  readonly name: string;
  readonly summary: string;
  readonly severity: 'page' | 'ticket';
  /** The node (by name) that it watches. */
  readonly node: string;
  readonly indicator: Indicator | 'saturation' | 'probe' | 'traffic';
  /** Name of the metric that it reads, in `metrics.ts`; ratios are built from two counters. */
  readonly metric: string;
  /** It breaches above this, or below it for quality. */
  readonly threshold: number;
  readonly below: boolean;
  /** Steps over which the indicator is averaged. */
  readonly window: number;
  /** Steps for which the condition has to hold. */
  readonly for: number;
}
