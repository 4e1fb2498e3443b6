import type { Metric } from './signal.ts';

/** One caller calls one callee, by name. */
export interface Call {
  readonly caller: string;
  readonly callee: string;
}

/** What metrics say of before and after, and nothing else: means over the steps at the start, and from the page on. */
export interface Evidence {
  readonly calls: readonly Call[];
  /** Mean of a metric before and after; counters are taken as growth a step. Zero where there is none. */
  readonly mean: (name: string, of: Call | string) => Change;
  /** Mean seconds of a histogram's observations before and after. */
  readonly seconds: (name: string, of: Call | string) => Change;
  /** The host of a node, and the consumer of a queue, where the metrics tell. */
  readonly hostOf: (node: string) => string | undefined;
  readonly consumerOf: (queue: string) => string | undefined;
  /** The metric by step, counters as their growth. */
  readonly series: (name: string, of: Call | string) => Float64Array | undefined;
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

/** Indexes the metrics of an export. `breach` is the step at which the page's condition first held. */
export function evidenceOf(metrics: Iterable<Metric>, breach: number): Evidence {
  const byKey = new Map<string, Metric>();
  const calls: Call[] = [];
  const hosts = new Map<string, string>();
  const consumers = new Map<string, string>();
  for (const metric of metrics) {
    if (metric.name === 'placement_info') hosts.set(metric.node, metric.labels.host ?? '');
    if (metric.name === 'messages_taken_total') consumers.set(metric.callee ?? '', metric.node);
    if (Object.keys(metric.labels).length > 0) continue;
    byKey.set(keyOf(metric.name, metric.node, metric.callee), metric);
    if (metric.name === 'client_attempts_total' && metric.callee !== undefined)
      calls.push({ caller: metric.node, callee: metric.callee });
  }
  const series = (name: string, of: Call | string) => {
    const metric = byKey.get(keyFor(name, of));
    if (!metric || metric.type === 'histogram') return undefined;
    return metric.type === 'counter' ? growth(metric.values) : metric.values;
  };
  const mean = (name: string, of: Call | string): Change => {
    const values = series(name, of);
    if (!values) return { before: 0, after: 0 };
    const usual = Math.floor(values.length * usualShare);
    return { before: meanOf(values, 1, usual), after: meanOf(values, breach, values.length) };
  };
  const seconds = (name: string, of: Call | string): Change => {
    const metric = byKey.get(keyFor(name, of));
    if (metric?.type !== 'histogram') return { before: 0, after: 0 };
    const { sums, counts } = metric;
    const total = (step: number) => counts[step]?.at(-1) ?? 0;
    const over = (from: number, to: number) =>
      ((sums[to] as number) - (sums[from] as number)) / Math.max(1, total(to) - total(from));
    const usual = Math.floor(sums.length * usualShare);
    return { before: over(0, usual), after: over(Math.max(0, breach - 1), sums.length - 1) };
  };
  const hostOf = (node: string) => hosts.get(node);
  const consumerOf = (queue: string) => consumers.get(queue);
  return { calls, mean, seconds, series, hostOf, consumerOf };
}

/** What the mean grew by. */
export const rise = ({ before, after }: Change): number => after - before;

/** How many times the mean is what it was. */
export const times = ({ before, after }: Change): number =>
  before > 0 ? after / before : after > 0 ? 1e9 : 1;
