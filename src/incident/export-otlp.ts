import { grouped } from '../bank/group.ts';
import {
  type Alert,
  type ChangeEvent,
  type HistogramSeries,
  type LogLine,
  type Metric,
  type Series,
  type Severity,
  type Span,
  stepSeconds,
  type Telemetry,
} from './signal.ts';

// OpenTelemetry protocol 1.x, the JSON mapping of its protobuf: ids in hexadecimal, 64-bit integers as texts, enums as
// numbers (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).

/** `ExportMetricsServiceRequest`: a resource a service, counters and histograms cumulative from the first point. */
export const otlpMetrics = ({ start, metrics }: Pick<Telemetry, 'start' | 'metrics'>): object => ({
  resourceMetrics: byNode(metrics, (own) => ({
    scopeMetrics: [{ scope, metrics: [...grouped(own, ({ name }) => name).values()].map(metric(start)) }],
  })),
});

/** `ExportLogsServiceRequest`: log lines, and changes and alerts as records with the name of an event. */
export const otlpLogs = ({
  logs,
  changes,
  alerts,
}: Pick<Telemetry, 'logs' | 'changes' | 'alerts'>): object => {
  const records = [
    ...logs.map((line) => ({ node: line.node, record: logRecord(line) })),
    ...changes.map((change) => ({ node: change.node, record: changeRecord(change) })),
    ...alerts.map((alert) => ({ node: alert.node, record: alertRecord(alert) })),
  ];
  return {
    resourceLogs: byNode(records, (own) => ({
      scopeLogs: [{ scope, logRecords: own.map(({ record }) => record) }],
    })),
  };
};

/** `ExportTraceServiceRequest`. */
export const otlpTraces = ({ spans }: Pick<Telemetry, 'spans'>): object => ({
  resourceSpans: byNode(spans, (own) => ({ scopeSpans: [{ scope, spans: own.map(spanJson) }] })),
});

const scope = { name: 'hotseat' };

function byNode<T extends { readonly node: string }>(
  list: readonly T[],
  content: (own: readonly T[]) => object,
): object[] {
  return [...grouped(list, ({ node }) => node)].map(([node, own]) => ({
    resource: { attributes: attributesOf({ 'service.name': node }) },
    ...content(own),
  }));
}

const metric =
  (start: number) =>
  (family: readonly Metric[]): object => {
    const { name, help, unit, type } = family[0] as Metric;
    const points = family.flatMap((one) =>
      one.type === 'histogram' ? histogramPoints(one, start) : numberPoints(one, start),
    );
    const cumulative = { aggregationTemporality: 2 };
    const data = {
      gauge: { gauge: { dataPoints: points } },
      counter: { sum: { dataPoints: points, ...cumulative, isMonotonic: true } },
      histogram: { histogram: { dataPoints: points, ...cumulative } },
    }[type];
    return { name, description: help, unit: ucum[unit] ?? unit, ...data };
  };

// The Unified Code for Units of Measure, which OpenTelemetry's conventions ask for.
const ucum: Readonly<Record<string, string>> = { seconds: 's', bytes: 'By', ratio: '1' };

function numberPoints(series: Series, start: number): object[] {
  const attributes = attributesOfMetric(series);
  const since = series.type === 'counter' ? { startTimeUnixNano: nanos(start - stepSeconds * 1000) } : {};
  const points: object[] = [];
  series.values.forEach((value, step) => {
    if (Number.isNaN(value)) return;
    points.push({ attributes, ...since, timeUnixNano: timeOf(start, step), asDouble: value });
  });
  return points;
}

function histogramPoints(histogram: HistogramSeries, start: number): object[] {
  const attributes = attributesOfMetric(histogram);
  const startTimeUnixNano = nanos(start - stepSeconds * 1000);
  return histogram.counts.map((counts, step) => ({
    attributes,
    startTimeUnixNano,
    timeUnixNano: timeOf(start, step),
    count: String(counts.at(-1) ?? 0),
    sum: histogram.sums[step] ?? 0,
    bucketCounts: Array.from(counts, (count, i) => String(count - (counts[i - 1] ?? 0))),
    explicitBounds: histogram.bounds,
  }));
}

const attributesOfMetric = ({ callee, labels }: Metric): object[] =>
  attributesOf({ ...(callee === undefined ? {} : { callee }), ...labels });

const timeOf = (start: number, step: number): string => nanos(start + step * stepSeconds * 1000);

const severities: Readonly<Record<Severity, number>> = { DEBUG: 5, INFO: 9, WARN: 13, ERROR: 17 };

const logRecord = ({ t, severity, template, body, traceId }: LogLine): object => ({
  timeUnixNano: nanos(t),
  severityNumber: severities[severity],
  severityText: severity,
  body: { stringValue: body },
  attributes: attributesOf({ 'log.template': template }),
  ...(traceId === undefined ? {} : { traceId }),
});

const changeRecord = ({ t, kind, summary, from, to }: ChangeEvent): object => ({
  timeUnixNano: nanos(t),
  severityNumber: severities.INFO,
  severityText: 'INFO',
  eventName: 'change',
  body: { stringValue: summary },
  attributes: attributesOf({
    'change.kind': kind,
    ...(from === undefined ? {} : { 'change.from': from }),
    ...(to === undefined ? {} : { 'change.to': to }),
  }),
});

const alertRecord = ({ rule, summary, callee, breachedAt, firedAt, severity }: Alert): object => ({
  timeUnixNano: nanos(firedAt),
  severityNumber: severities.ERROR,
  severityText: 'ERROR',
  eventName: 'alert',
  body: { stringValue: summary },
  attributes: attributesOf({
    'alert.rule': rule,
    'alert.severity': severity,
    'alert.breached_at': breachedAt,
    ...(callee === undefined ? {} : { callee }),
  }),
});

const spanKinds: Readonly<Record<Span['kind'], number>> = {
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
};

const spanJson = ({ traceId, spanId, parentId, name, kind, start, end, ok, attributes }: Span): object => ({
  traceId,
  spanId,
  ...(parentId === undefined ? {} : { parentSpanId: parentId }),
  name,
  kind: spanKinds[kind],
  startTimeUnixNano: nanos(start),
  endTimeUnixNano: nanos(end),
  attributes: attributesOf(attributes),
  status: ok ? {} : { code: 2 },
});

const attributesOf = (values: Readonly<Record<string, string | number | boolean>>): object[] =>
  Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));

function anyValue(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** Milliseconds as nanoseconds, in a text: a double holds too few digits. What is not earlier stays not earlier. */
function nanos(ms: number): string {
  const whole = Math.floor(ms);
  const rest = Math.min(999_999, Math.round((ms - whole) * 1e6));
  return `${whole}${String(rest).padStart(6, '0')}`;
}
