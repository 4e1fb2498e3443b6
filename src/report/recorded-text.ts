import stringWidth from 'fast-string-width';
import { grouped } from '../bank/group.ts';
import type { CallEdge } from '../incident/gauge/case.ts';
import type { RecordedIncident, RecordedSeries } from '../incident/gauge/recorded.ts';
import { isoTime } from '../memory/day.ts';
import { fitted, left, oneLine, right } from './fitted.ts';

const width = 80;
const figureWidth = 8;
const nameWidth = width - 5 * figureWidth;

/**
 * A recorded incident as its evidence, without the truth: when, where the harm was noticed, who calls whom, and
 * what was measured before and since.
 *
 * @param node only what concerns it; without one, each node by the symptom's own metric, or all where there is none.
 */
export function recordedText(incident: RecordedIncident, node?: string): string {
  const parts = [head(incident), calls(incident.case.edges, node), measured(incident, node)];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => fitted(line.trimEnd(), width)).join('\n'))
    .join('\n\n')}\n`;
}

/** The nodes that something was measured of, in order of their names. */
export const recordedNodes = ({ metrics }: RecordedIncident): string[] =>
  [...new Set(metrics.series.map(({ node }) => node))].sort();

const utc = (seconds: number): string => isoTime(Math.round(seconds) * 1000, () => 0).replace('+00:00', 'Z');

function head({ name, layout, metrics, at, case: { symptom } }: RecordedIncident): string[] {
  const { times } = metrics;
  const noticed = symptom
    ? `Alert        ${utc(at)}: ${symptom.metric} of ${oneLine(symptom.node)} (${symptom.statistic})`
    : `Splits at    ${utc(at)}; there is no alert in this layout`;
  return [
    `${oneLine(name)}, in ${layout}'s layout`,
    `Rows         ${times.length}, ${utc(times[0] ?? 0)} to ${utc(times.at(-1) ?? 0)}`,
    noticed,
  ];
}

function calls(edges: readonly CallEdge[], node: string | undefined): string[] {
  const shown = edges.filter(({ caller, callee }) => node === undefined || [caller, callee].includes(node));
  return [...grouped(shown, ({ caller }) => caller)].flatMap(([caller, of]) => [
    `${oneLine(caller)} calls`,
    ...of.map(({ callee }) => `  ${oneLine(callee)}`),
  ]);
}

function measured(incident: RecordedIncident, node: string | undefined): string[] {
  const { symptom } = incident.case;
  const shown = incident.metrics.series.filter((one) =>
    node === undefined
      ? !symptom || (one.metric === symptom.metric && one.statistic === symptom.statistic)
      : one.node === node,
  );
  const label = ({ node: of, metric, statistic }: RecordedSeries) =>
    (node !== undefined ? [metric, statistic] : symptom ? [of] : [of, metric, statistic]).join(' ').trim();
  return [
    left('', nameWidth) + right('before', 3 * figureWidth) + right('since', 2 * figureWidth),
    left('Measured', nameWidth) +
      ['q1', 'median', 'q3', 'least', 'most'].map((text) => right(text, figureWidth)).join(''),
    ...shown
      .map((one) => ({ name: oneLine(label(one)), figures: figuresOf(incident, one) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name, figures }) => row(name, figures.map(figure))),
  ];
}

/** A name that is too long has a line of its own. */
function row(name: string, figures: readonly string[]): string[] {
  const cells = figures.map((text) => right(text, figureWidth)).join('');
  return stringWidth(name) < nameWidth
    ? [left(name, nameWidth) + cells]
    : [name, ' '.repeat(nameWidth) + cells];
}

/** Quartiles of the healthy rows, then least and most of the rows since the alert. */
function figuresOf({ since, healthy }: RecordedIncident, one: RecordedSeries): number[] {
  const normal = healthy?.series.find(
    ({ node, metric, statistic }) =>
      node === one.node && metric === one.metric && statistic === one.statistic,
  );
  const before = finite(healthy ? normal?.values : one.values.subarray(0, since)).sort();
  const after = finite(one.values.subarray(since)).sort();
  const quartiles = [0.25, 0.5, 0.75].map((q) => before[Math.floor(q * before.length)]);
  return [...quartiles, after[0], after.at(-1)].map((value) => value ?? Number.NaN);
}

const finite = (values: Float64Array = new Float64Array()): Float64Array => values.filter(Number.isFinite);

/** Three digits that count, more only before the point; `-` for nothing. */
function figure(value: number): string {
  if (Number.isNaN(value)) return '-';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-3)) return value.toExponential(1).replace('e+', 'e');
  return size >= 1000 ? `${Math.round(value)}` : `${Number(value.toPrecision(3))}`;
}
