import type { Case, CaseSeries, Indicator } from './case.ts';

/** A series as it was recorded, a value a row; NaN where nothing was reported. */
export interface RecordedSeries extends Indicator {
  readonly node: string;
  readonly values: Float64Array;
}

/** Rows of many series over the same instants. */
export interface RecordedMetrics {
  /** When each row begins, Unix seconds, rising. */
  readonly times: Float64Array;
  readonly series: readonly RecordedSeries[];
}

/** An incident that was recorded elsewhere. */
export interface RecordedIncident {
  /** The folder, below the one that was named. */
  readonly name: string;
  readonly layout: 'PetShop' | 'RCAEval';
  /** What the gauge looks at. */
  readonly case: Case;
  /** What a person looks at: the incident's own rows, and those of a healthy day where they are apart. */
  readonly metrics: RecordedMetrics;
  readonly healthy?: RecordedMetrics;
  /** Unix seconds: the alert, or the injection where there is no alert. */
  readonly at: number;
  /** The first row of `metrics` that counts as since then; their number where none does. */
  readonly since: number;
  readonly truth?: RecordedTruth;
}

/** What a recording tells of the truth. */
export interface RecordedTruth {
  /** A node. */
  readonly cause: string;
  /** What it is counted under in the table by fault. */
  readonly fault: string;
}

/** Which way is bad, and what an interquartile range of zero counts as, by the metric's name. */
export const badness = (metric: string): Pick<CaseSeries, 'direction' | 'zeroIqr'> =>
  metric === 'availability' ? { direction: 'down', zeroIqr: 0.001 } : { direction: 'up', zeroIqr: 1 };
