import type { CaseSeries } from './case.ts';

/** What the methods need of a series: its healthy part summed up, and the extremes of its abnormal part. */
interface Summary {
  readonly mean: number;
  /** Population standard deviation, not below 1e-9. */
  readonly sd: number;
  /** Median and interquartile range, quantiles being sorted[⌊qn⌋]. */
  readonly median: number;
  readonly iqr: number;
  readonly lowest: number;
  readonly highest: number;
}

/** How far the abnormal part of a series lies from its healthy part, at the most over its abnormal rows. */
export type Deviation = (series: CaseSeries, breach: number) => number;

/** Fewer healthy values than these tell nothing of what is normal. */
const fewestHealthy = 4;

/** The least standard deviation that is divided by. */
const leastSd = 1e-9;

/** The greatest z towards the bad, by the healthy part's mean and population standard deviation. */
export const signedZ: Deviation = (series, breach) => {
  const of = summary(series, breach);
  return of ? worst(series, of, of.mean) / of.sd : -Infinity;
};

/** The greatest z either way. */
export const absoluteZ: Deviation = (series, breach) => {
  const of = summary(series, breach);
  return of ? Math.max(of.highest - of.mean, of.mean - of.lowest) / of.sd : -Infinity;
};

/** The greatest distance from the healthy median towards the bad, in interquartile ranges: BARO (Pham et al., FSE 2024). */
export const robust: Deviation = (series, breach) => {
  const of = summary(series, breach);
  return of ? worst(series, of, of.median) / (of.iqr || series.zeroIqr) : -Infinity;
};

const worst = ({ direction }: CaseSeries, { lowest, highest }: Summary, centre: number): number =>
  direction === 'up' ? highest - centre : centre - lowest;

/** Whether enough healthy values were reported to tell what is normal. */
export const hasBaseline = ({ values }: CaseSeries, breach: number): boolean =>
  finite(values.subarray(0, breach)).length >= fewestHealthy;

// Several methods rank one case, and sorting the values is most of their work.
const summaries = new WeakMap<CaseSeries, { breach: number; of: Summary | undefined }>();

function summary(series: CaseSeries, breach: number): Summary | undefined {
  const known = summaries.get(series);
  if (known?.breach === breach) return known.of;
  const of = summaryOf(series, breach);
  summaries.set(series, { breach, of });
  return of;
}

/** Undefined where a series tells nothing: too few healthy values, or no abnormal one. */
function summaryOf({ values }: CaseSeries, breach: number): Summary | undefined {
  const healthy = finite(values.subarray(0, breach)).sort();
  const abnormal = finite(values.subarray(breach));
  if (healthy.length < fewestHealthy || abnormal.length === 0) return undefined;
  const mean = total(healthy) / healthy.length;
  const [lowest, highest] = extremes(abnormal);
  const quantile = (q: number) => healthy[Math.floor(q * healthy.length)] ?? 0;
  return {
    mean,
    sd: Math.max(Math.sqrt(squares(healthy, mean) / healthy.length), leastSd),
    median: quantile(0.5),
    iqr: quantile(0.75) - quantile(0.25),
    lowest,
    highest,
  };
}

function finite(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (Number.isFinite(value)) kept[count++] = value;
  return kept.subarray(0, count);
}

function extremes(values: Float64Array): [number, number] {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return [lowest, highest];
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function squares(values: Float64Array, centre: number): number {
  let sum = 0;
  for (const value of values) sum += (value - centre) * (value - centre);
  return sum;
}
