import type { Metric, Series } from '../signal.ts';
import { type CallEdge, type Case, type CaseSeries, edgeName, type SelfTime, type Symptom } from './case.ts';

/** What is seen of an incident, as far as the gauge may look. */
export interface Telemetry {
  readonly metrics: readonly Metric[];
  readonly edges: readonly CallEdge[];
  /** What the page was about, by the name of the metric that its rule looks at. */
  readonly symptom: Symptom;
  /** Step at which the alert's condition first held. */
  readonly breach: number;
  readonly selfTimes?: ReadonlyMap<string, SelfTime>;
}

/** How the gauge takes a metric: which way is bad, what no spread counts as; undefined leaves it out. */
export type Taken = (metric: Series) => Pick<CaseSeries, 'direction' | 'zeroIqr'> | undefined;

/**
 * The case that telemetry makes. Nodes and call edges can be named; what a caller measures of its calls counts for
 * the callee, as a person reads it first. Counters are taken as their growth a step; histograms are left out, their
 * quantiles being gauges of their own.
 */
export function telemetryCase({ metrics, edges, symptom, breach, selfTimes }: Telemetry, taken: Taken): Case {
  const series = metrics.flatMap((metric): CaseSeries[] => {
    if (metric.type === 'histogram') return [];
    const as = taken(metric);
    const entity = metric.callee ?? metric.node;
    if (!as || entity === symptom.node) return [];
    const values = metric.type === 'counter' ? growth(metric.values) : metric.values;
    return [{ ...as, entity, metric: metric.name, statistic: labelText(metric), values }];
  });
  const nodes = new Set(series.map(({ entity }) => entity));
  return {
    entities: [...nodes, ...edges.map(edgeName)],
    edges,
    symptom,
    breach,
    series,
    ...(selfTimes && { selfTimes }),
  };
}

const labelText = ({ labels }: Series): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

/** What a counter grew by at each step; where it starts again, what it shows. The first step has none. */
const growth = (values: Float64Array): Float64Array =>
  values.map((value, step) => {
    if (step === 0) return Number.NaN;
    const grown = value - (values[step - 1] ?? Number.NaN);
    return grown < 0 ? value : grown;
  });
