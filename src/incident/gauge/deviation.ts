import type { CaseSeries } from './case.ts';

/** How far the abnormal part of a series lies from its healthy part, at the most over its abnormal rows. */
export type Deviation = (series: CaseSeries, breach: number) => number;

/** Fewer healthy values than these tell nothing of what is normal. */
const fewestHealthy = 4;

/** The least standard deviation that is divided by. */
const leastSd = 1e-9;

const sign = ({ direction }: CaseSeries): number => (direction === 'up' ? 1 : -1);

/** The greatest z towards the bad, by the healthy part's mean and population standard deviation. */
export const signedZ: Deviation = (series, breach) => {
  const to = zOf(series, breach);
  return worst(series, breach, (value) => sign(series) * to(value));
};

/** The greatest z either way. */
export const absoluteZ: Deviation = (series, breach) => {
  const to = zOf(series, breach);
  return worst(series, breach, (value) => Math.abs(to(value)));
};

/**
 * The greatest distance from the healthy median towards the bad, in interquartile ranges: the score of BARO
 * (Pham et al., FSE 2024). Median and quartiles are sorted[⌊qn⌋].
 */
export const robust: Deviation = (series, breach) => {
  const sorted = healthy(series, breach).sort();
  const quantile = (q: number) => sorted[Math.floor(q * sorted.length)] ?? 0;
  const median = quantile(0.5);
  const iqr = quantile(0.75) - quantile(0.25) || series.zeroIqr;
  return worst(series, breach, (value) => (sign(series) * (value - median)) / iqr);
};

function zOf(series: CaseSeries, breach: number): (value: number) => number {
  const values = healthy(series, breach);
  const centre = mean(values);
  const variance = mean(values.map((value) => (value - centre) * (value - centre)));
  const sd = Math.max(Math.sqrt(variance), leastSd);
  return (value) => (value - centre) / sd;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const healthy = ({ values }: CaseSeries, breach: number): Float64Array =>
  values.subarray(0, breach).filter(Number.isFinite);

/** −∞ where the series tells nothing: too few healthy values, or no abnormal one. */
function worst(series: CaseSeries, breach: number, score: (value: number) => number): number {
  if (healthy(series, breach).length < fewestHealthy) return -Infinity;
  const abnormal = series.values.subarray(breach).filter(Number.isFinite);
  return abnormal.reduce((most, value) => Math.max(most, score(value)), -Infinity);
}
