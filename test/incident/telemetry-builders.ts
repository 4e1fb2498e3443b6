// Telemetry by hand: one of each signal, with texts that formats have to escape; and that of a small incident.
import type { Alert, HistogramSeries, Series, Telemetry } from '../../src/incident/signal.ts';
import { telemetryOf } from '../../src/incident/telemetry.ts';
import { madeIncident, start } from './incidents.ts';

export const series = (over: Partial<Series> = {}): Series => ({
  node: 'cart',
  name: 'cpu_usage_cores',
  help: 'CPU in use',
  unit: 'cores',
  type: 'gauge',
  labels: {},
  values: Float64Array.of(0.5, Number.NaN, 1.25),
  ...over,
});

export const histogram = (over: Partial<HistogramSeries> = {}): HistogramSeries => ({
  node: 'cart',
  name: 'request_duration_seconds',
  help: 'Duration of requests',
  unit: 'seconds',
  type: 'histogram',
  labels: {},
  bounds: [0.1, 1],
  counts: [Float64Array.of(1, 3, 4), Float64Array.of(2, 6, 8)],
  sums: Float64Array.of(2.5, 5.5),
  ...over,
});

const alert = (over: Partial<Alert> = {}): Alert => ({
  node: 'gateway',
  rule: 'LatencyObjective',
  summary: 'P99 latency of gateway over 400 ms',
  severity: 'page',
  breachedAt: start + 45_000,
  firedAt: start + 165_000,
  ...over,
});

/** One of each. */
export const telemetry = (over: Partial<Telemetry> = {}): Telemetry => ({
  start,
  metrics: [
    series(),
    series({ name: 'requests_total', type: 'counter', unit: '', values: Float64Array.of(30, 45, 90) }),
    histogram({ node: 'cart', callee: 'stock', name: 'client_request_duration_seconds' }),
  ],
  logs: [
    {
      t: start + 1,
      node: 'cart',
      severity: 'WARN',
      template: 'waited <*> ms',
      body: 'waited 31 ms',
      traceId: '0af7651916cd43dd8448eb211c80319c',
    },
  ],
  spans: [
    {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      node: 'cart',
      name: 'POST cart',
      kind: 'server',
      start: start + 0.25,
      end: start + 12.5,
      ok: false,
      attributes: { 'error.type': 'exception', 'db.rows_examined': 12, cancelled: true, share: 0.5 },
    },
    {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: '00f067aa0ba902b7',
      parentId: 'b7ad6b7169203331',
      node: 'cart',
      name: 'POST stock',
      kind: 'client',
      start: start + 1,
      end: start + 2,
      ok: true,
      attributes: {},
    },
  ],
  changes: [{ t: start, node: 'cart', kind: 'deploy', summary: 'cart v2 rolled out', from: 'v1', to: 'v2' }],
  alerts: [alert({ severity: 'ticket', breachedAt: start + 15_000 }), alert()],
  ...over,
});

/** All that so many steps of a small system show. */
export const smallTelemetry = (steps = 100): Telemetry => ({
  ...telemetryOf(madeIncident(4, { services: 5, steps })),
  alerts: [alert()],
});
