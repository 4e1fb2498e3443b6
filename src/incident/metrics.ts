import type { Incident } from './incident.ts';
import {
  arrivedOver,
  calleeOf,
  measureEdge,
  measureNode,
  type Reason,
  type Red,
  reasons,
} from './measure.ts';
import { edgeMetrics, hostMetrics, type Measured, nodeMetrics } from './metric-table.ts';
import { binomial, type Mechanism, mechanism, normal } from './noise.ts';
import { normalShare } from './normal.ts';
import type { EdgeRun, HostRun, NodeRun, Run } from './run.ts';
import { type HistogramSeries, type Metric, type Series, type Subject, stepSeconds } from './signal.ts';
import { expectedRate } from './traffic.ts';
import type { Edge, Node, World } from './world.ts';

/** Upper bounds of latency buckets, seconds. */
const latencyBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

const scales = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7];

/** Rounded to some decimals: what a scraper keeps. */
const rounded = (value: number, decimals: number): number => {
  const scale = scales[decimals] as number;
  return Math.round(value * scale) / scale;
};

const map = (values: Float64Array, change: (value: number, step: number) => number): Float64Array => {
  const out = new Float64Array(values.length);
  for (let step = 0; step < values.length; step++) out[step] = change(values[step] as number, step);
  return out;
};

/** Each value added to those before it. */
function running(values: Float64Array): Float64Array {
  let total = 0;
  return map(values, (value) => (total += Number.isNaN(value) ? 0 : value));
}

type Text = Pick<Series, 'name' | 'help' | 'unit'> & { readonly labels?: Series['labels'] };

const gauge = (of: Subject, text: Text, values: Float64Array): Series => series(of, text, 'gauge', values);

const counter = (of: Subject, text: Text, values: Float64Array): Series =>
  series(of, text, 'counter', running(values));

const series = (
  of: Subject,
  { name, help, unit, labels = {} }: Text,
  type: Series['type'],
  values: Float64Array,
): Series => ({ ...of, name, help, unit, type, labels, values });

/** How a channel is seen: with noise of measurement that depends on nothing else, rounded. */
export function observe<Channel extends string, Owner>(
  run: Run,
  { type, channel, noise, decimals, name }: Measured<Channel, Owner>,
  values: Readonly<Record<Channel, Float64Array>>,
  owner: string,
): Float64Array {
  const noiseOf: Mechanism = mechanism(`${name} ${owner}`);
  const seconds = type === 'counter' ? stepSeconds : 1;
  const seen = values[channel].slice();
  for (let step = 0; step < seen.length; step++) {
    let value = seen[step] as number;
    if (noise !== 0 && value !== 0) value *= 1 + noise * normal(run.noise, noiseOf, step, 50);
    seen[step] = rounded(seconds * value, decimals);
  }
  return seen;
}

function measured<Channel extends string, Owner>(
  run: Run,
  of: Subject,
  row: Measured<Channel, Owner>,
  values: Readonly<Record<Channel, Float64Array>>,
): Series {
  const owner = of.callee === undefined ? of.node : `${of.node}->${of.callee}`;
  const seen = observe(run, row, values, owner);
  const { name, help, unit } = row;
  return row.type === 'gauge'
    ? gauge(of, { name, help, unit }, seen)
    : counter(of, { name, help, unit }, seen);
}

/** A latency histogram whose buckets hold as many as the distribution of each step has there. */
function histogram(of: Subject, name: string, help: string, red: Red): HistogramSeries {
  let total = 0;
  const sums = map(
    red.count,
    (count, step) => (total += count * (count > 0 ? (red.mean[step] as number) : 0)),
  );
  const text = { name, help, unit: 'seconds', type: 'histogram', labels: {} } as const;
  return { ...of, ...text, bounds: latencyBounds, counts: buckets(red), sums };
}

/** Cumulative counts by step: views of one array, for thousands of arrays cost more than what is in them. */
function buckets({ count, mu, sigma }: Red): Float64Array[] {
  const size = logBounds.length + 1;
  const all = new Float64Array(size * count.length);
  let before = new Float64Array(size);
  const counts: Float64Array[] = [];
  for (let step = 0; step < count.length; step++) {
    const observed = count[step] as number;
    const now = all.subarray(size * step, size * (step + 1));
    let below = Number.NaN;
    for (let k = 0; k < size; k++) {
      // Once a bucket holds all, those above it do.
      if (below !== observed) below = heldBelow(observed, k, mu[step] as number, sigma[step] as number);
      now[k] = (before[k] as number) + below;
    }
    counts.push(now);
    before = now;
  }
  return counts;
}

/** How many of the durations of a step are below a bound; below the last one, which is infinite, all are. */
const heldBelow = (observed: number, k: number, mu: number, sigma: number): number =>
  k === logBounds.length
    ? observed
    : Math.round(observed * normalShare(((logBounds[k] as number) - mu) / sigma));

const logBounds = latencyBounds.map((bound) => Math.log(bound));

const noUnit = (name: string, help: string, labels = {}): Text => ({ name, help, unit: '', labels });
const seconds = (name: string, help: string): Text => ({ name, help, unit: 'seconds' });

function* nodeSeries({ world, run }: Incident, node: Node, i: number): Generator<Metric> {
  const of = { node: node.name };
  const red = measureNode(world, run, i);
  yield counter(of, noUnit('requests_total', 'Requests'), red.count);
  yield counter(of, noUnit('request_errors_total', 'Requests that failed'), red.errors);
  yield histogram(of, 'request_duration_seconds', 'Duration of requests', red);
  yield gauge(
    of,
    seconds('request_duration_p99_seconds', '99th percentile of the step'),
    map(red.p99, micro),
  );
  for (const e of world.incoming[i] as readonly number[]) {
    const client = world.nodes[(world.edges[e] as Edge).caller]?.name ?? '';
    const text = noUnit('requests_by_client_total', 'Requests of each client', { client });
    yield counter(of, text, arrivedOver(world, run, e));
  }
  if (node.consumes !== undefined) {
    const queue = world.nodes[node.consumes]?.name ?? '';
    yield counter({ ...of, callee: queue }, noUnit('messages_taken_total', 'Messages taken'), red.count);
  }
  const host = world.hosts[node.host ?? -1]?.name ?? '';
  yield gauge(of, noUnit('placement_info', 'Where it runs', { host }), constant(run, 1));
  for (const row of nodeMetrics) if (row.has(node)) yield measured(run, of, row, run.nodes[i] as NodeRun);
  const limit = { name: 'memory_limit_bytes', help: 'Memory limit of a replica', unit: 'bytes' };
  yield gauge(of, limit, constant(run, node.memoryLimit));
}

const micro = (value: number): number => rounded(value, 6);

const constant = ({ steps }: Run, value: number): Float64Array => new Float64Array(steps).fill(value);

const reasonNames: Readonly<Record<Reason, readonly [string, string]>> = {
  unresolved: ['dns_failures_total', 'Names that were not resolved'],
  refused: ['connections_refused_total', 'Connections that were refused'],
  untrusted: ['tls_failures_total', 'Handshakes that failed'],
  unreachable: ['connects_failed_total', 'Connections that timed out'],
  unauthorized: ['unauthorized_total', 'Answers 401 and 403'],
  limited: ['rate_limited_total', 'Answers 429'],
  unparsed: ['unparsed_responses_total', 'Answers that could not be read'],
  timedOut: ['client_timeouts_total', 'Attempts that were given up on'],
};

function* edgeSeries({ world, run }: Incident, edge: Edge, e: number): Generator<Metric> {
  const of = { node: world.nodes[edge.caller]?.name ?? '', callee: calleeOf(world, e).name };
  const red = measureEdge(world, run, e);
  const edgeRun = run.edges[e] as EdgeRun;
  yield counter(of, noUnit('client_attempts_total', 'Attempts, retries included'), red.count);
  yield counter(of, noUnit('client_errors_total', 'Attempts that failed'), red.errors);
  yield counter(of, noUnit('client_retries_total', 'Attempts after a failed one'), retried(red, edgeRun));
  yield histogram(of, 'client_request_duration_seconds', 'Duration of attempts', red);
  const p99 = seconds('client_request_duration_p99_seconds', '99th percentile of the step');
  yield gauge(of, p99, map(red.p99, micro));
  for (const reason of reasons) yield counter(of, noUnit(...reasonNames[reason]), red.failed[reason]);
  const rows = (calleeOf(world, e).rows > 0) as boolean;
  for (const row of edgeMetrics) if (rows || row.channel !== 'rows') yield measured(run, of, row, edgeRun);
}

/** Attempts beyond the first of each call. */
const retried = (red: Red, { attempts }: EdgeRun): Float64Array =>
  map(red.count, (count, step) => Math.round(count * (1 - 1 / (attempts[step] as number))));

function* outside({ world, run, start }: Incident): Generator<Metric> {
  const of = { node: world.nodes[0]?.name ?? '' };
  const expected = Float64Array.from({ length: run.steps }, (_, step) =>
    rounded(expectedRate(world.traffic, start + step * stepSeconds * 1000), 3),
  );
  yield gauge(of, noUnit('requests_expected_per_second', 'What this hour of the week usually has'), expected);
  const failed = probeFailures(world, run);
  yield counter(of, noUnit('probe_failures_total', 'Probes from outside that failed'), failed);
}

/** Probes from outside, one a second, that fail in each step. */
export function probeFailures(world: World, run: Run): Float64Array {
  const name = mechanism(`probe ${world.nodes[0]?.name}`);
  return map((run.nodes[0] as NodeRun).probe, (share, step) =>
    binomial(stepSeconds, share, run.noise, name, step, 60),
  );
}

/** Every metric of an incident: calls from both sides, resources, hosts, models. Computed when asked for. */
export function* metricsOf(incident: Incident): Generator<Metric> {
  const { world, run } = incident;
  for (const [i, node] of world.nodes.entries())
    if (node.kind !== 'third-party') yield* nodeSeries(incident, node, i);
  for (const [e, edge] of world.edges.entries()) yield* edgeSeries(incident, edge, e);
  for (const [h, host] of world.hosts.entries())
    for (const row of hostMetrics) yield measured(run, { node: host.name }, row, run.hosts[h] as HostRun);
  yield* outside(incident);
}
