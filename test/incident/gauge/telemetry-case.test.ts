import { expect, test } from 'vitest';
import { telemetryCase } from '../../../src/incident/gauge/telemetry-case.ts';
import type { HistogramSeries, Series } from '../../../src/incident/signal.ts';
import { calls } from './builders.ts';

const metric = (over: Partial<Series>): Series => ({
  node: 'api',
  name: 'request_latency_seconds',
  help: '',
  unit: 'seconds',
  type: 'gauge',
  labels: {},
  values: Float64Array.of(1, 2),
  ...over,
});

const histogram: HistogramSeries = {
  ...metric({}),
  type: 'histogram',
  bounds: [],
  counts: [],
  sums: Float64Array.of(),
};

const symptom = { node: 'front', metric: 'request_latency_seconds', statistic: '', direction: 'up' } as const;
const of = (...metrics: readonly (Series | HistogramSeries)[]) =>
  telemetryCase({ metrics, edges: calls('front->api', 'api->db'), symptom, breach: 1 }, ({ name }) =>
    name.endsWith('_total') || name.endsWith('_seconds') ? { direction: 'up', zeroIqr: 1 } : undefined,
  );

test("nodes that something was measured of and all call edges can be named, the symptom's node cannot", () => {
  expect(of(metric({}), metric({ node: 'front' })).entities).toEqual(['api', 'front->api', 'api->db']);
});

test('what a caller measures of its calls counts for the callee', () => {
  const { series } = of(metric({ callee: 'db', values: Float64Array.of(3, 4) }));
  expect(series.map(({ entity, values }) => [entity, ...values])).toEqual([['db', 3, 4]]);
});

test('a counter counts as its growth, also where it starts again', () => {
  const counter = metric({
    name: 'requests_total',
    type: 'counter',
    values: Float64Array.of(5, 9, 2, NaN, 6),
  });
  expect([...of(counter).series[0]!.values]).toEqual([NaN, 4, 2, NaN, NaN]);
});

test('histograms and metrics that the gauge does not take are left out', () => {
  expect(of(histogram, metric({ name: 'replicas' })).series).toEqual([]);
});

test('labels tell series of one metric apart', () => {
  const of2 = of(metric({ labels: { quantile: '0.5' } }), metric({ labels: { quantile: '0.99' } }));
  expect(of2.series.map(({ statistic }) => statistic)).toEqual(['quantile=0.5', 'quantile=0.99']);
});
