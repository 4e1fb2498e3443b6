import { grouped } from '../bank/group.ts';
import type { Metric } from './signal.ts';

/** One caller calls one callee, by name. */
export interface Call {
  readonly caller: string;
  readonly callee: string;
}

/** What metrics say of before and after, and nothing else: means over the steps at the start, and from the page on. */
export interface Evidence {
  readonly calls: readonly Call[];
  /** Nodes that report metrics, the entry first. */
  readonly nodes: readonly string[];
  /** Mean of a metric before and after; counters are taken as growth a step. Zero where there is none. */
  readonly mean: (name: string, of: Call | string) => Change;
  /** Mean seconds of a histogram's observations before and after. */
  readonly seconds: (name: string, of: Call | string) => Change;
  /** The host of a node, and the consumer of a queue, where the metrics tell. */
  readonly hostOf: (node: string) => string | undefined;
  readonly consumerOf: (queue: string) => string | undefined;
  /** The queue whose messages a node works on. */
  readonly consumed: (node: string) => string | undefined;
  /** The metric by step, counters as their growth. */
  readonly series: (name: string, of: Call | string) => Float64Array | undefined;
  /** Mean seconds of a histogram's observations by step; zero where there were none. */
  readonly secondsBy: (name: string, of: Call | string) => Float64Array | undefined;
  /** The nodes on each host. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
}

export interface Change {
  readonly before: number;
  readonly after: number;
}

/** The share of an incident that is taken as what is usual: its first 25 minutes of 60. */
export const usualShare = 0.4;

const keyOf = (name: string, node: string, callee = ''): string => `${name} ${node}->${callee}`;

const keyFor = (name: string, of: Call | string): string =>
  typeof of === 'string' ? keyOf(name, of) : keyOf(name, of.caller, of.callee);

function growth(values: Float64Array): Float64Array {
  return values.map((value, step) => value - (step === 0 ? 0 : (values[step - 1] as number)));
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let total = 0;
  let count = 0;
  for (let step = from; step < to; step++) {
    const value = values[step] as number;
    if (Number.isNaN(value)) continue;
    total += value;
    count += 1;
  }
  return count > 0 ? total / count : 0;
}

/** Metrics by what they are of, and what they tell of who is where. */
interface Index {
  readonly byKey: ReadonlyMap<string, Metric>;
  readonly calls: readonly Call[];
  readonly hostOf: ReadonlyMap<string, string>;
  readonly consumerOf: ReadonlyMap<string, string>;
}

function indexed(metrics: Iterable<Metric>): Index {
  const byKey = new Map<string, Metric>();
  const calls: Call[] = [];
  const hostOf = new Map<string, string>();
  const consumerOf = new Map<string, string>();
  for (const metric of metrics) {
    const { name, node, callee, labels } = metric;
    if (name === 'placement_info') hostOf.set(node, labels.host ?? '');
    if (name === 'messages_taken_total') consumerOf.set(callee ?? '', node);
    if (Object.keys(labels).length > 0) continue;
    byKey.set(keyOf(name, node, callee), metric);
    if (name === 'client_attempts_total' && callee !== undefined) calls.push({ caller: node, callee });
  }
  return { byKey, calls, hostOf, consumerOf };
}

type Means = Pick<Evidence, 'seconds' | 'secondsBy'>;

/** What histograms say: mean seconds before and after, and by step. */
function meansOf({ byKey }: Index, breach: number): Means {
  const histogram = (name: string, of: Call | string) => {
    const metric = byKey.get(keyFor(name, of));
    return metric?.type === 'histogram' ? metric : undefined;
  };
  const seconds = (name: string, of: Call | string): Change => {
    const metric = histogram(name, of);
    if (!metric) return { before: 0, after: 0 };
    const { sums, counts } = metric;
    const total = (step: number) => counts[step]?.at(-1) ?? 0;
    const over = (from: number, to: number) =>
      ((sums[to] as number) - (sums[from] as number)) / Math.max(1, total(to) - total(from));
    const usual = Math.floor(sums.length * usualShare);
    return { before: over(0, usual), after: over(Math.max(0, breach - 1), sums.length - 1) };
  };
  const secondsBy = (name: string, of: Call | string) => {
    const metric = histogram(name, of);
    const counts = metric && growth(Float64Array.from(metric.counts, (buckets) => buckets.at(-1) ?? 0));
    return metric && growth(metric.sums).map((sum, step) => (sum === 0 ? 0 : sum / (counts?.[step] ?? 1)));
  };
  return { seconds, secondsBy };
}

/** Indexes the metrics of an export. `breach` is the step at which the page's condition first held. */
export function evidenceOf(metrics: Iterable<Metric>, breach: number): Evidence {
  const index = indexed(metrics);
  const { calls, hostOf, consumerOf } = index;
  const grown = new Map<Metric, Float64Array>();
  const series = (name: string, of: Call | string) => {
    const metric = index.byKey.get(keyFor(name, of));
    if (!metric || metric.type === 'histogram') return undefined;
    if (metric.type === 'gauge') return metric.values;
    const values = grown.get(metric) ?? growth(metric.values);
    grown.set(metric, values);
    return values;
  };
  const mean = (name: string, of: Call | string): Change => {
    const values = series(name, of);
    if (!values) return { before: 0, after: 0 };
    const usual = Math.floor(values.length * usualShare);
    return { before: meanOf(values, 1, usual), after: meanOf(values, breach, values.length) };
  };
  const placed = grouped(hostOf, ([, host]) => host);
  return {
    ...meansOf(index, breach),
    calls,
    nodes: [...hostOf.keys()],
    mean,
    series,
    hostOf: (node) => hostOf.get(node),
    hosts: new Map([...placed].map(([host, list]) => [host, list.map(([node]) => node)])),
    consumerOf: (queue) => consumerOf.get(queue),
    consumed: (node) => [...consumerOf].find(([, consumer]) => consumer === node)?.[0],
  };
}

/** What the mean grew by. */
export const rise = ({ before, after }: Change): number => after - before;

/** How many times the mean is what it was. */
export const times = ({ before, after }: Change): number =>
  before > 0 ? after / before : after > 0 ? 1e9 : 1;
