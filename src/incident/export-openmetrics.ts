import { grouped } from '../bank/group.ts';
import { type HistogramSeries, type Metric, type Series, stepSeconds, type Telemetry } from './signal.ts';

/**
 * Metrics as OpenMetrics text (version 1.0), each family whole and each series in the order of time. Timestamps are
 * whole seconds, because `promtool check metrics` takes no others. A counter's family is named as its samples are,
 * with `_total`, as OpenMetrics 2.0 has it and that check wants it; such a name cannot end in a unit, so it has none.
 */
export function openMetrics({ start, metrics }: Pick<Telemetry, 'start' | 'metrics'>): string {
  const families = [...grouped(metrics, ({ name }) => name).values()];
  return `${families.map((family) => familyText(family, start / 1000)).join('')}# EOF\n`;
}

function familyText(family: readonly Metric[], start: number): string {
  const { name, help, unit, type } = family[0] as Metric;
  const head = [`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} ${type}`];
  if (unit !== '' && name.endsWith(`_${unit}`)) head.push(`# UNIT ${name} ${unit}`);
  const samples = family.flatMap((metric) =>
    metric.type === 'histogram' ? histogramSamples(metric, start) : samplesOf(metric, start),
  );
  return `${[...head, ...samples].join('\n')}\n`;
}

function samplesOf(series: Series, start: number): string[] {
  const id = `${series.name}{${labelsOf(series)}}`;
  const lines: string[] = [];
  series.values.forEach((value, step) => {
    if (!Number.isNaN(value)) lines.push(`${id} ${numberText(value)} ${start + step * stepSeconds}`);
  });
  return lines;
}

function histogramSamples(histogram: HistogramSeries, start: number): string[] {
  const labels = labelsOf(histogram);
  const buckets = [...histogram.bounds, Number.POSITIVE_INFINITY].map(
    (bound) => `${histogram.name}_bucket{${labels},le="${boundText(bound)}"}`,
  );
  return histogram.counts.flatMap((counts, step) => {
    const time = start + step * stepSeconds;
    return [
      ...buckets.map((id, i) => `${id} ${numberText(counts[i] ?? 0)} ${time}`),
      `${histogram.name}_count{${labels}} ${numberText(counts.at(-1) ?? 0)} ${time}`,
      `${histogram.name}_sum{${labels}} ${numberText(histogram.sums[step] ?? 0)} ${time}`,
    ];
  });
}

function labelsOf({ node, callee, labels }: Metric): string {
  const all = { service: node, ...(callee === undefined ? {} : { callee }), ...labels };
  return Object.entries(all)
    .map(([key, value]) => `${key}="${escaped(value)}"`)
    .join(',');
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

const numberText = (value: number): string =>
  Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';

// OpenMetrics 1.0, "Considerations: Canonical Numbers": 1 is written 1.0.
const boundText = (bound: number): string => (Number.isInteger(bound) ? bound.toFixed(1) : numberText(bound));
