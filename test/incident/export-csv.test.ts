import { expect, test } from 'vitest';
import { csvFiles } from '../../src/incident/export-csv.ts';
import { rcaEvalMetrics, rcaEvalTime } from '../../src/incident/gauge/rcaeval.ts';
import type { Telemetry } from '../../src/incident/signal.ts';
import { parseCsv } from '../report/parse-csv.ts';
import { start } from './incidents.ts';
import { series, smallTelemetry, telemetry } from './telemetry-builders.ts';

const file = (name: string, of: Telemetry = telemetry()): string =>
  csvFiles(of).find((one) => one.name === name)?.text as string;

test('a column is a service and a metric: gauges as they are, counters and histograms by the step', () => {
  expect(file('data.csv')).toBe(
    [
      'time,cart_cpu_usage_cores,cart_requests_per_second,cart_client_request_duration_seconds_mean_to_stock',
      `${start / 1000},0.5,2,0.625`,
      `${start / 1000 + 15},,1,0.75`,
      `${start / 1000 + 30},1.25,3,`,
      '',
    ].join('\n'),
  );
});

test("the gauge's reader of RCAEval's layout takes it, whole", () => {
  const small = smallTelemetry(24);
  const text = file('data.csv', small);
  const { times, series: read } = rcaEvalMetrics(text, 'data.csv');
  expect(times).toHaveLength(24);
  expect(read.length).toBe((text.slice(0, text.indexOf('\n')).match(/,/g) ?? []).length);
  const services = new Set(small.metrics.map(({ node }) => node));
  expect(new Set(read.map(({ node }) => node))).toEqual(services);
  const cpu = small.metrics.find(({ name }) => name === 'cpu_usage_cores');
  const column = read.find(({ node, metric }) => node === cpu?.node && metric === 'cpu_usage_cores');
  expect(cpu?.type === 'gauge' && column?.values).toEqual(cpu?.type === 'gauge' && cpu.values);
});

test('no two columns have one name', () => {
  const text = file('data.csv', smallTelemetry(2));
  const names = text.slice(0, text.indexOf('\n')).split(',');
  expect(new Set(names).size).toBe(names.length);
});

test('the time that is told is the first breach of the page, in Unix seconds', () => {
  expect(rcaEvalTime(file('inject_time.txt'), 'inject_time.txt')).toBe(start / 1000 + 45);
});

test('texts are quoted as everywhere: no formula, no broken line', () => {
  const [line] = telemetry().logs;
  const body = '=1+1, "quoted"\nand more';
  const rows = parseCsv(
    file('logs.csv', telemetry({ logs: [{ ...line, body } as NonNullable<typeof line>] })),
  );
  expect(rows[1]?.[4]).toBe(`'${body}`);
});

test('logs and traces carry the trace that joins them', () => {
  const [logHead = [], log = []] = parseCsv(file('logs.csv'));
  const [traceHead = [], root = [], child = []] = parseCsv(file('traces.csv'));
  const cell = (head: readonly string[], row: readonly string[], name: string) => row[head.indexOf(name)];
  expect(cell(logHead, log, 'trace_id')).toBe(cell(traceHead, root, 'traceID'));
  expect(cell(traceHead, child, 'parentSpanID')).toBe(cell(traceHead, root, 'spanID'));
  expect(cell(traceHead, root, 'duration')).toBe('12250');
});

test('a name with a comma does not make a column of its own', () => {
  const text = file('data.csv', telemetry({ metrics: [series({ labels: { client: 'a,b\nc' } })] }));
  expect(text.split('\n')[0]).toBe('time,cart_cpu_usage_cores_a-b-c');
});
