import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openMetrics } from '../../src/incident/export-openmetrics.ts';
import { start } from './incidents.ts';
import { histogram, series, smallTelemetry, telemetry } from './telemetry-builders.ts';

const t = start / 1000;

test('a gauge is a line a step with whole seconds, and none where nothing was reported', () => {
  expect(openMetrics({ start, metrics: [series()] })).toBe(
    [
      '# HELP cpu_usage_cores CPU in use',
      '# TYPE cpu_usage_cores gauge',
      '# UNIT cpu_usage_cores cores',
      `cpu_usage_cores{service="cart"} 0.5 ${t}`,
      `cpu_usage_cores{service="cart"} 1.25 ${t + 30}`,
      '# EOF',
      '',
    ].join('\n'),
  );
});

test('a histogram has cumulative buckets, its count and its sum at each step', () => {
  const lines = openMetrics({ start, metrics: [histogram({ callee: 'stock' })] }).split('\n');
  expect(lines.slice(3, 8)).toEqual([
    `request_duration_seconds_bucket{service="cart",callee="stock",le="0.1"} 1 ${t}`,
    `request_duration_seconds_bucket{service="cart",callee="stock",le="1.0"} 3 ${t}`,
    `request_duration_seconds_bucket{service="cart",callee="stock",le="+Inf"} 4 ${t}`,
    `request_duration_seconds_count{service="cart",callee="stock"} 4 ${t}`,
    `request_duration_seconds_sum{service="cart",callee="stock"} 2.5 ${t}`,
  ]);
});

test('each family stands once, with all its series', () => {
  const metrics = [series(), series({ name: 'disk_used_ratio', unit: 'ratio' }), series({ node: 'stock' })];
  const lines = openMetrics({ start, metrics }).split('\n');
  expect(lines.filter((line) => line.startsWith('# TYPE'))).toEqual([
    '# TYPE cpu_usage_cores gauge',
    '# TYPE disk_used_ratio gauge',
  ]);
  const families = lines.map((line) => /^\w+/.exec(line)?.[0]).filter(Boolean);
  expect(families).toEqual([...Array(4).fill('cpu_usage_cores'), ...Array(2).fill('disk_used_ratio')]);
});

test('only a name that ends in its unit says so', () => {
  const text = openMetrics(telemetry());
  expect(text).not.toMatch(/# UNIT requests_total/);
  for (const [, name, unit] of text.matchAll(/# UNIT (\w+) (\w+)/g))
    expect(name).toMatch(new RegExp(`_${unit}$`));
});

test('labels and help are read back as they were', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, help) => {
      const one = series({ labels: { client: value }, help, values: Float64Array.of(1) });
      const line = openMetrics({ start, metrics: [one] });
      const [, label = ''] = /client="((?:[^"\\]|\\[\s\S])*)"\} 1 \d+\n# EOF\n$/.exec(line) ?? [];
      expect(unescaped(label)).toBe(value);
      expect(unescaped(line.slice('# HELP cpu_usage_cores '.length, line.indexOf('\n')))).toBe(help);
    }),
  );
});

const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/g, (_, char) => (char === 'n' ? '\n' : char));

test('all metrics of an incident: nothing but numbers, nothing twice at a time', () => {
  const text = openMetrics(smallTelemetry(24));
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(samples.length).toBeGreaterThan(10_000);
  const odd = samples.filter((line) => !/^[a-z][a-z0-9_]*\{.*\} -?\d+(\.\d+)?(e[+-]\d+)? \d{10}$/.test(line));
  expect(odd).toEqual([]);
  const points = new Set(samples.map((line) => line.replace(/ \S+ (\d+)$/, ' $1')));
  expect(points.size).toBe(samples.length);
});
