import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMetrics } from '../../src/incident/export-openmetrics.ts';
import type { HistogramSeries } from '../../src/incident/signal.ts';
import { smallTelemetry } from '../incident/telemetry-builders.ts';
import { type Prometheus, startPrometheus } from './prometheus.ts';
import { isWithout } from './tools.ts';

/** Prometheus's `histogram_quantile`, by its documentation: linear within the bucket that holds the rank. */
function quantile(share: number, { bounds }: HistogramSeries, counts: readonly number[]): number {
  const rank = share * (counts.at(-1) ?? 0);
  const bucket = counts.findIndex((count) => count >= rank);
  if (bucket === bounds.length) return bounds.at(-1) ?? Number.NaN;
  const [low, high] = [bucket === 0 ? 0 : (bounds[bucket - 1] as number), bounds[bucket] as number];
  const [below, all] = [counts[bucket - 1] ?? 0, counts[bucket] as number];
  return low + ((high - low) * (rank - below)) / (all - below);
}

describe.skipIf(isWithout('promtool', 'prometheus'))('metrics in OpenMetrics', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-prometheus-'));
  const blocks = join(folder, 'blocks');
  const telemetry = smallTelemetry();
  const text = openMetrics(telemetry);
  const time = (step: number): number => telemetry.start / 1000 + step * 15;
  let prometheus: Prometheus;

  beforeAll(async () => {
    writeFileSync(join(folder, 'metrics.om'), text);
    const made = spawnSync('promtool', [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      join(folder, 'metrics.om'),
      blocks,
    ]);
    if (made.status !== 0) throw new Error(String(made.stderr));
    prometheus = await startPrometheus(folder, blocks);
  });
  afterAll(async () => {
    await prometheus.stop();
    rmSync(folder, { recursive: true });
  });

  test('pass the check of promtool without a word', () => {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: text });
    expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: '' });
  });

  test('give PromQL the P99 that the histogram has', async () => {
    const histograms = telemetry.metrics.filter(
      (metric) => metric.type === 'histogram' && metric.callee === undefined,
    ) as HistogramSeries[];
    expect(histograms.length).toBeGreaterThan(5);
    const [from, to] = [60, 80];
    for (const histogram of histograms) {
      const counts = Array.from(
        histogram.counts[to] ?? [],
        (count, i) => count - (histogram.counts[from]?.[i] ?? 0),
      );
      const buckets = `${histogram.name}_bucket{service="${histogram.node}"}`;
      const answer = prometheus.value(
        `histogram_quantile(0.99, ${buckets} - ${buckets} offset 5m)`,
        time(to),
      );
      expect(await answer).toBeCloseTo(quantile(0.99, histogram, counts), 9);
    }
  });

  test('give PromQL the rates of counters and the values of gauges', async () => {
    const cpu = telemetry.metrics.find(({ name }) => name === 'cpu_usage_cores');
    const requests = telemetry.metrics.find(({ name }) => name === 'requests_total');
    if (cpu?.type !== 'gauge' || requests?.type !== 'counter') throw new Error('no such metrics');
    const label = (node: string): string => `{service="${node}"}`;
    expect(await prometheus.value(`cpu_usage_cores${label(cpu.node)}`, time(50))).toBe(cpu.values[50]);
    const rise = (requests.values[50] as number) - (requests.values[40] as number);
    const of = `requests_total${label(requests.node)}`;
    expect(await prometheus.value(`${of} - ${of} offset 150s`, time(50))).toBe(rise);
  });
});
