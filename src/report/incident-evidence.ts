import { leavesBand } from '../incident/band.ts';
import { type Change, evidenceOf } from '../incident/evidence.ts';
import type { Incident } from '../incident/incident.ts';
import { logPatterns, logs } from '../incident/logs.ts';
import { metricsOf } from '../incident/metrics.ts';
import { profile } from '../incident/profiles.ts';
import { type Metric, stepSeconds } from '../incident/signal.ts';
import { selfTimes, traces } from '../incident/traces.ts';
import { iso } from '../incident/truth.ts';

/** The evidence of an incident, by view. `page` is the step at which the first page's condition first held. */
type View = (incident: Incident, page: number, service?: string) => string[];

const columns = 80;

const clock = (t: number): string => iso(t).slice(11, 19);

/** Cut to a width, the end marked where it is missing. */
const cell = (text: string, width: number): string =>
  (text.length > width ? `${text.slice(0, width - 1)}~` : text).padEnd(width);

const line = (text: string): string => cell(text, columns).trimEnd();

/** A number in nine columns, with its first figures. */
function figure(value: number): string {
  if (Number.isNaN(value)) return '-'.padStart(9);
  const size = Math.abs(value);
  const text = size >= 1e6 ? value.toExponential(2) : size >= 100 ? value.toFixed(0) : value.toPrecision(3);
  return text.padStart(9);
}

const seconds = (value: number): string =>
  (value < 1 ? `${(value * 1000).toFixed(1)}ms` : `${value.toFixed(2)}s`).padStart(8);

const alertsView: View = ({ alerts }) =>
  alerts.flatMap(({ breachedAt, firedAt, severity, rule, node, summary }) => [
    line(`${clock(firedAt)}  ${severity.padEnd(6)}  ${rule} on ${node}`),
    line(`          ${summary}; held since ${clock(breachedAt)}`),
  ]);

const changesView: View = ({ changes }) =>
  changes.map(({ t, kind, summary, from, to }) =>
    line(`${clock(t)}  ${kind.padEnd(11)}  ${summary}${from && to ? ` (${from} -> ${to})` : ''}`),
  );

const rate = ({ before, after }: Change): string =>
  `${(before / stepSeconds).toFixed(1).padStart(6)}>${(after / stepSeconds).toFixed(1).padEnd(6)}`;

const share = (errors: Change, count: Change, side: 'before' | 'after'): string =>
  `${((100 * errors[side]) / Math.max(1, count[side])).toFixed(1)}%`.padStart(6);

/** Per edge: attempts a second, errors after, P99 before and after as the caller and as the callee sees it. */
const topologyView: View = (incident, page) => {
  const { calls, mean } = evidenceOf(metricsOf(incident), page);
  const head = [
    line('caller -> callee                      attempts/s  errors  P99 before   P99 after'),
    line('                                    before>after   after  at caller    at callee'),
  ];
  const rows = calls.flatMap((call) => {
    const count = mean('client_attempts_total', call);
    const client = mean('client_request_duration_p99_seconds', call);
    const server = mean('request_duration_p99_seconds', call.callee);
    const ends = `${cell(call.caller, 17)} ${cell(call.callee, 17)}`;
    const failed = share(mean('client_errors_total', call), count, 'after');
    return [
      line(`${ends} ${rate(count)} ${failed}  ${seconds(client.before)}>${seconds(client.after).trim()}`),
      line(
        `${' '.repeat(57)}${server.after > 0 ? `${seconds(server.before)}>${seconds(server.after).trim()}` : 'no metrics'}`,
      ),
    ];
  });
  return [...head, ...rows];
};

/** A metric before and after, and when it left its band of four standard deviations. */
function metricRow({ start }: Incident, metric: Metric, evidence: ReturnType<typeof evidenceOf>): string {
  const of = metric.callee === undefined ? metric.node : { caller: metric.node, callee: metric.callee };
  const { before, after } = evidence.mean(metric.name, of);
  const left = leavesBand(evidence.series(metric.name, of) ?? new Float64Array())?.left;
  const when = left === undefined ? '' : `out of band ${clock(start + left * stepSeconds * 1000)}`;
  const name = metric.callee === undefined ? metric.name : `${metric.name} to ${metric.callee}`;
  return line(`${cell(name, 38)} ${figure(before)} ${figure(after)}  ${when}`);
}

const concerns = (metric: Metric, service: string | undefined): boolean =>
  service === undefined || metric.node === service || metric.callee === service;

/** Metrics of a service, before and after; those that left their band say when. */
const metricsView: View = (incident, page, service) => {
  const metrics = [...metricsOf(incident)];
  const evidence = evidenceOf(metrics, page);
  const shown = metrics.filter(
    (metric) =>
      metric.type !== 'histogram' && Object.keys(metric.labels).length === 0 && concerns(metric, service),
  );
  const byNode = new Map<string, string[]>();
  for (const metric of shown)
    byNode.set(metric.node, [...(byNode.get(metric.node) ?? []), metricRow(incident, metric, evidence)]);
  return [...byNode].flatMap(([node, rows]) => [
    line(`${cell(node, 38)} ${'before'.padStart(9)} ${'after'.padStart(9)}`),
    ...rows.map((row) => line(`  ${row}`)),
  ]);
};

const logsView: View = (incident, page, service) => {
  const at = incident.start + page * stepSeconds * 1000;
  const lines = logs(incident).filter(({ node }) => service === undefined || node === service);
  return [
    line('first    before  after  level  node'),
    ...logPatterns(lines, at).flatMap(({ node, severity, template, before, after, firstSeen }) => [
      line(
        `${clock(firstSeen)} ${String(before).padStart(6)} ${String(after).padStart(6)}  ${severity.padEnd(5)}  ${node}`,
      ),
      line(`    ${template}`),
    ]),
  ];
};

/** Mean self time of spans by node before and after the page, and how many of them failed. */
const tracesView: View = (incident, page, service) => {
  const at = incident.start + page * stepSeconds * 1000;
  const spans = traces(incident);
  const own = selfTimes(spans);
  const rows = new Map<string, { before: number[]; after: number[]; failed: number }>();
  for (const { spanId, node, start, ok, kind } of spans) {
    if (kind === 'client' || (service !== undefined && node !== service)) continue;
    const row = rows.get(node) ?? { before: [], after: [], failed: 0 };
    rows.set(node, row);
    (start < at ? row.before : row.after).push(own.get(spanId) ?? 0);
    if (start >= at && !ok) row.failed += 1;
  }
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length) / 1000;
  return [
    line(`${cell('node', 28)} spans   self before    self after   failed after`),
    ...[...rows].map(([node, { before, after, failed }]) =>
      line(
        `${cell(node, 28)} ${String(before.length + after.length).padStart(5)}  ${seconds(mean(before)).padStart(11)}  ${seconds(mean(after)).padStart(12)}  ${String(failed).padStart(6)}`,
      ),
    ),
  ];
};

/** CPU time by function, before and after the page. */
const profileView: View = (incident, page, service) => {
  const shown = incident.world.nodes.flatMap(({ name, kind }, index) =>
    kind !== 'third-party' && (service === undefined || name === service) ? [{ name, index }] : [],
  );
  return shown.flatMap(({ name, index }) => {
    const before = new Map(profile(incident, index, 0, 96).map((row) => [row.function, row.share]));
    const rows = profile(incident, index, page, incident.steps).map((row) => {
      const percent = (value: number) => `${(100 * value).toFixed(1)}%`.padStart(7);
      return line(
        `  ${cell(row.function, 50)} ${percent(before.get(row.function) ?? 0)} ${percent(row.share)}`,
      );
    });
    return [line(`${cell(name, 52)}  before   after`), ...rows];
  });
};

/** The views by name. */
export const evidenceViews = {
  alerts: alertsView,
  topology: topologyView,
  service: metricsView,
  traces: tracesView,
  logs: logsView,
  changes: changesView,
  metrics: metricsView,
  profile: profileView,
} as const satisfies Readonly<Record<string, View>>;

export type ViewName = keyof typeof evidenceViews;
