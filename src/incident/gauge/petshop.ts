import { UserError } from '../../bank/user-error.ts';
import type { CallEdge, Case, CaseSeries, Indicator } from './case.ts';
import { hasBaseline } from './deviation.ts';
import { type CsvLine, csvFault, csvLines, numberAt, risingTimes } from './numeric-csv.ts';
import { badness, type RecordedMetrics, type RecordedSeries } from './recorded.ts';

// PetShop (Hardt et al., "The PetShop Dataset", CLeaR 2024): one system, faults injected, 5-minute rows.

/** What `target.json` tells: where the harm was noticed and when, and the truth. */
export interface PetShopTarget extends Indicator {
  readonly node: string;
  /** The alert, Unix seconds. */
  readonly at: number;
  readonly cause: string;
}

/** Seconds that a row sums up. */
const rowSeconds = 300;

/**
 * The call graph of `graph.csv`: an adjacency matrix, a row for each caller.
 *
 * @throws UserError with the place of a cell that is no number.
 */
export function petShopGraph(text: string, file: string): CallEdge[] {
  const [head, ...rows] = csvLines(text, file);
  return rows.flatMap((row) =>
    row.cells.flatMap((_, i) =>
      i > 0 && numberAt(row, i) > 0 ? [{ caller: row.cells[0] ?? '', callee: head?.cells[i] ?? '' }] : [],
    ),
  );
}

/**
 * A `metrics.csv`: three header lines (service, metric, statistic), perhaps one that names the first column, then
 * a line for each five minutes.
 *
 * @throws UserError with the place of the fault.
 */
export function petShopMetrics(text: string, file: string): RecordedMetrics {
  const [nodes, metrics, statistics, ...rest] = csvLines(text, file);
  if (!nodes || !metrics || !statistics || rest.length === 0)
    throw csvFault({ file, line: 1 }, 'three header lines and a row at least are needed');
  const rows = rest.filter(({ cells }) => cells[0] !== 'unix_timestamp');
  const heads = nodes.cells.map((node, i) => ({
    node,
    metric: metrics.cells[i] ?? '',
    statistic: statistics.cells[i] ?? '',
  }));
  refuseTwice(heads, nodes);
  const series = heads.map((head, i) => ({
    ...head,
    values: Float64Array.from(rows, (row) => numberAt(row, i)),
  }));
  return { times: risingTimes(rows, 0), series: series.slice(1) };
}

/**
 * What a `target.json` says.
 *
 * @param value as parsed, its texts escaped.
 * @throws UserError when a part is missing.
 */
export function petShopTarget(value: unknown, file: string): PetShopTarget {
  const target = field(value, 'target');
  const [node, metric, statistic] = ['node', 'metric', 'agg'].map((key) => field(target, key));
  const at = field(target, 'timestamp');
  const cause = field(field(value, 'root_cause'), 'node');
  if (isText(node) && isText(metric) && isText(statistic) && isText(cause) && typeof at === 'number')
    return { node, metric, statistic, at, cause };
  throw new UserError(
    `${file} lacks target.node, .metric, .agg, .timestamp or root_cause.node`,
    'Fetch the recording again.',
  );
}

/** The row that an alert falls into; the number of rows where it comes after all of them. */
export function rowOfAlert({ times }: RecordedMetrics, at: number): number {
  const row = times.findIndex((time) => time + rowSeconds > at);
  return row < 0 ? times.length : row;
}

/**
 * The case that an incident makes: every node by the symptom's own metric and statistic. Healthy is the day
 * without an issue; abnormal are the incident's rows from the one that the alert falls into. The few rows before it are neither:
 * the fault may be at work in them.
 */
export function petShopCase(
  target: PetShopTarget,
  edges: readonly CallEdge[],
  healthy: RecordedMetrics,
  metrics: RecordedMetrics,
): Case {
  const { node, metric, statistic } = target;
  const since = rowOfAlert(metrics, target.at);
  const of = (one: Indicator) => one.metric === metric && one.statistic === statistic;
  const baseline = new Map(healthy.series.filter(of).map((one) => [one.node, one.values]));
  const breach = healthy.times.length;
  const series = metrics.series
    .filter((one) => of(one) && one.node !== node)
    .map((one): CaseSeries => {
      const values = joined(baseline.get(one.node), breach, one.values.subarray(since));
      return { entity: one.node, metric, statistic, ...badness(metric), values };
    })
    .filter((one) => hasBaseline(one, breach));
  const symptom = { node, metric, statistic, direction: badness(metric).direction };
  return { entities: series.map(({ entity }) => entity), edges, symptom, breach, series };
}

function joined(healthy: Float64Array | undefined, rows: number, abnormal: Float64Array): Float64Array {
  const values = new Float64Array(rows + abnormal.length).fill(Number.NaN);
  if (healthy) values.set(healthy);
  values.set(abnormal, rows);
  return values;
}

function refuseTwice(heads: readonly Omit<RecordedSeries, 'values'>[], line: CsvLine): void {
  const seen = new Set<string>();
  for (const { node, metric, statistic } of heads) {
    const name = `${node} ${metric} ${statistic}`;
    if (seen.has(name)) throw csvFault(line, `the column ${name} stands twice`);
    seen.add(name);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
