// One metric at a time as it is exported: `metricsOf` makes all of them, which is too much to ask of 2,000 incidents.
import { measureEdge, measureNode, type Reason } from '../../src/incident/measure.ts';
import { edgeMetrics, hostMetrics, type Measured, nodeMetrics } from '../../src/incident/metric-table.ts';
import { observe } from '../../src/incident/metrics.ts';
import type { Run } from '../../src/incident/run.ts';
import { edgeName, type World } from '../../src/incident/world.ts';

/** Whose a metric is: by the index of nodes, edges or hosts. */
export interface Owner {
  readonly on: 'node' | 'edge' | 'host';
  readonly index: number;
}

type Of = { readonly world: World; readonly run: Run };

const tables = { node: nodeMetrics, edge: edgeMetrics, host: hostMetrics } as const;

const reasonOf: Readonly<Record<string, Reason>> = {
  dns_failures_total: 'unresolved',
  connections_refused_total: 'refused',
  tls_failures_total: 'untrusted',
  connects_failed_total: 'unreachable',
  unauthorized_total: 'unauthorized',
  rate_limited_total: 'limited',
  unparsed_responses_total: 'unparsed',
  client_timeouts_total: 'timedOut',
};

/** A gauge by step, or what a counter grew by in each step; undefined where the owner has no such metric. */
export function exported({ world, run }: Of, name: string, { on, index }: Owner): Float64Array | undefined {
  const owned = { node: world.nodes, edge: world.edges, host: world.hosts }[on][index];
  const rows = tables[on] as readonly Measured<string, unknown>[];
  const row = rows.find((one) => one.name === name && one.has(owned));
  if (row) {
    const values = { node: run.nodes, edge: run.edges, host: run.hosts }[on][index];
    const owner = on === 'edge' ? edgeName(world, index) : (owned as { readonly name: string }).name;
    return observe(run, row, values as unknown as Record<string, Float64Array>, owner);
  }
  if (on === 'node' && world.nodes[index]!.kind !== 'third-party') return calls({ world, run }, name, index);
  return on === 'edge' ? calling({ world, run }, name, index) : undefined;
}

function calls({ world, run }: Of, name: string, index: number): Float64Array | undefined {
  const column = (
    { requests_total: 'count', request_errors_total: 'errors', request_duration_p99_seconds: 'p99' } as const
  )[name];
  return column && measureNode(world, run, index)[column];
}

function calling({ world, run }: Of, name: string, index: number): Float64Array | undefined {
  const reason = reasonOf[name];
  if (!reason && !name.startsWith('client_')) return undefined;
  const red = measureEdge(world, run, index);
  if (reason) return red.failed[reason];
  const { attempts } = run.edges[index]!;
  switch (name) {
    case 'client_attempts_total':
      return red.count;
    case 'client_errors_total':
      return red.errors;
    case 'client_retries_total':
      return red.count.map((count, step) => Math.round(count * (1 - 1 / attempts[step]!)));
    case 'client_request_duration_p99_seconds':
      return red.p99;
    default:
      return undefined;
  }
}
