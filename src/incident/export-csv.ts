import { csvText } from '../bank/csv.ts';
import { type HistogramSeries, type Metric, type Series, stepSeconds, type Telemetry } from './signal.ts';

/** A file of an export: its name and its text. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The layout of RCAEval's data sets (Pham et al., "RCAEval", WWW Companion 2025): `data.csv` with `time` in Unix
 * seconds and a column `<service>_<metric>` each, `logs.csv`, `traces.csv`, and `inject_time.txt`. That file holds the
 * first breach of the first page, in Unix seconds: when the fault began is for the learner to find.
 */
export const csvFiles = (telemetry: Telemetry): ExportFile[] => [
  { name: 'data.csv', text: dataCsv(telemetry) },
  { name: 'logs.csv', text: logsCsv(telemetry) },
  { name: 'traces.csv', text: tracesCsv(telemetry) },
  { name: 'changes.csv', text: changesCsv(telemetry) },
  { name: 'alerts.csv', text: alertsCsv(telemetry) },
  { name: 'inject_time.txt', text: `${Math.floor(firstBreach(telemetry) / 1000)}\n` },
];

/** When the condition of the first page first held: what the learner is told, ms since 1970. */
const firstBreach = ({ alerts, start }: Telemetry): number =>
  (alerts.find(({ severity }) => severity === 'page') ?? alerts[0])?.breachedAt ?? start;

/** A column of numbers, a step a row. */
interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

// Numbers stand without quotes here: the readers of such files are strict about it, and names hold no comma.
function dataCsv({ start, metrics }: Telemetry): string {
  const columns = metrics.flatMap(columnsOf);
  const steps = Math.max(0, ...columns.map(({ values }) => values.length));
  const rows = Array.from({ length: steps }, (_, step) =>
    [start / 1000 + step * stepSeconds, ...columns.map(({ values }) => cell(values[step]))].join(','),
  );
  return `${[['time', ...columns.map(({ name }) => name)].join(','), ...rows].join('\n')}\n`;
}

const cell = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value);

function columnsOf(metric: Metric): Column[] {
  if (metric.type === 'histogram') return [meanColumn(metric)];
  if (metric.type === 'gauge') return [{ name: columnName(metric, metric.name), values: metric.values }];
  const name = columnName(metric, metric.name.replace(/_total$/, '_per_second'));
  return [{ name, values: rates(metric) }];
}

/** A counter's rise a second over each step. */
const rates = ({ values }: Series): Float64Array =>
  values.map((value, step) => (value - (values[step - 1] ?? 0)) / stepSeconds);

/** The mean of what a histogram observed in each step; NaN where that is nothing. */
function meanColumn(histogram: HistogramSeries): Column {
  const { counts, sums } = histogram;
  const total = (step: number): number => counts[step]?.at(-1) ?? 0;
  const values = sums.map((sum, step) => (sum - (sums[step - 1] ?? 0)) / (total(step) - total(step - 1)));
  return { name: columnName(histogram, `${histogram.name}_mean`), values };
}

const columnName = ({ node, callee, labels }: Metric, metric: string): string =>
  [`${node}_${metric}`, ...(callee === undefined ? [] : ['to', callee]), ...Object.values(labels)]
    .join('_')
    .replaceAll(/[^\w.-]/g, '-');

const logsCsv = ({ logs }: Telemetry): string =>
  csvText([
    ['time', 'timestamp', 'container_name', 'level', 'message', 'log_template', 'trace_id'],
    ...logs.map(({ t, node, severity, body, template, traceId }) => [
      Math.floor(t / 1000),
      Math.floor(t),
      node,
      severity,
      body,
      template,
      traceId ?? '',
    ]),
  ]);

const tracesCsv = ({ spans }: Telemetry): string =>
  csvText([
    [
      'time',
      'traceID',
      'spanID',
      'parentSpanID',
      'serviceName',
      'operationName',
      'kind',
      'startTime',
      'duration',
      'statusCode',
      'attributes',
    ],
    ...spans.map((span) => [
      Math.floor(span.start / 1000),
      span.traceId,
      span.spanId,
      span.parentId ?? '',
      span.node,
      span.name,
      span.kind,
      Math.round(span.start * 1000),
      Math.round((span.end - span.start) * 1000),
      span.ok ? 0 : 2,
      JSON.stringify(span.attributes),
    ]),
  ]);

const changesCsv = ({ changes }: Telemetry): string =>
  csvText([
    ['time', 'service', 'kind', 'summary', 'from', 'to'],
    ...changes.map(({ t, node, kind, summary, from, to }) => [
      Math.floor(t / 1000),
      node,
      kind,
      summary,
      from ?? '',
      to ?? '',
    ]),
  ]);

const alertsCsv = ({ alerts }: Telemetry): string =>
  csvText([
    ['rule', 'service', 'callee', 'severity', 'breached', 'fired', 'summary'],
    ...alerts.map(({ rule, node, callee, severity, breachedAt, firedAt, summary }) => [
      rule,
      node,
      callee ?? '',
      severity,
      Math.floor(breachedAt / 1000),
      Math.floor(firedAt / 1000),
      summary,
    ]),
  ]);
