import { grouped } from '../bank/group.ts';
import type { Incident } from './incident.ts';
import { changeLine } from './log-changes.ts';
import { type Figure, type LineKind, logSource } from './log-kind.ts';
import { edgeLines } from './log-templates-edge.ts';
import { nodeLines } from './log-templates-node.ts';
import { usualLines } from './log-templates-usual.ts';
import { draws, type Mechanism, mechanism, poisson, uniform } from './noise.ts';
import { type LogLine, type Severity, type Span, stepSeconds } from './signal.ts';
import { stepSpans } from './traces.ts';
import { effectsOf } from './turned.ts';
import type { Node } from './world.ts';

/** A kind of line, ready to be written. */
interface Writer {
  readonly kind: LineKind;
  readonly node: string;
  readonly noise: Mechanism;
  /** The template's parts, with gaps for its figures. */
  readonly parts: readonly Figure[];
}

/** Adds the lines of a node in a step to a list. */
type AddLines = (node: number, step: number, failed: readonly Span[], lines: LogLine[]) => void;

/**
 * Writes logs. How many lines there are follows what the model gives for each step: each failed request is an error,
 * in a share of them that depends on the node's usual traffic alone. Nothing depends on the order of queries.
 */
function logWriter(incident: Incident): AddLines {
  const { world, seed } = incident;
  const effects = effectsOf(incident);
  const writersOf = (index: number): Writer[] => {
    const { name, kind } = world.nodes[index] as Node;
    if (kind === 'third-party') return [];
    const source = logSource(incident, index, draws(seed ^ mechanism(name)), effects);
    const kinds = [...usualLines(source), ...nodeLines(source), ...edgeLines(source)];
    return kinds.filter(isEver).map((kind) => ready(kind, name));
  };
  // Those who read one node's log do not wait for the others'.
  const known: Writer[][] = [];
  return (node, step, failed, lines) => {
    known[node] ??= writersOf(node);
    for (const writer of known[node]) write(incident, writer, step, failed, lines);
    addChanges(incident, node, step, lines);
  };
}

/**
 * The log of one node in one step, in the order of time. `failed` are the failed spans of that step: lines that tell of
 * such a failure come when the span ended and carry its trace.
 */
export type NodeLog = (node: number, step: number, failed: readonly Span[]) => LogLine[];

/** The log of an incident by node and step, for those who need a part of it. */
export function nodeLog(incident: Incident): NodeLog {
  const add = logWriter(incident);
  return (node, step, failed) => {
    const lines: LogLine[] = [];
    add(node, step, ownFailures(incident, node, failed), lines);
    return lines.sort(inTime);
  };
}

/** The whole log of an incident, in the order of time. */
export function logs(incident: Incident, spansOf = (step: number) => stepSpans(incident, step)): LogLine[] {
  const { world, steps, start } = incident;
  const add = logWriter(incident);
  const all: LogLine[] = [];
  // Work that began in one step may fail in a later one: such lines wait for those of that step.
  let later: LogLine[] = [];
  for (let step = 0; step < steps; step++) {
    const failed = spansOf(step).filter(({ ok }) => !ok);
    const lines = later;
    for (let node = 0; node < world.nodes.length; node++)
      add(node, step, ownFailures(incident, node, failed), lines);
    lines.sort(inTime);
    const end = start + (step + 1) * stepSeconds * 1000;
    const late = lines.findIndex(({ t }) => t >= end);
    later = late < 0 ? [] : lines.splice(late);
    for (const line of lines) all.push(line);
  }
  for (const line of later) all.push(line);
  return all;
}

const ownFailures = ({ world }: Incident, node: number, failed: readonly Span[]): readonly Span[] =>
  failed.length === 0 ? failed : failed.filter((span) => span.node === world.nodes[node]?.name);

const isEver = ({ needs }: LineKind): boolean => !needs || needs.some((value) => value > 0);

const inTime = (a: LogLine, b: LogLine): number => a.t - b.t;

const ready = (kind: LineKind, node: string): Writer => ({
  kind,
  node,
  noise: mechanism(`log ${node} ${kind.severity} ${kind.template}`),
  parts: kind.template.split('<*>').flatMap((part, i) => (i === 0 ? [part] : ['', part])),
});

const none: readonly Span[] = [];

/** Adds the lines of a kind in a step. */
function write(
  { run, start }: Incident,
  { kind, node, noise, parts }: Writer,
  step: number,
  failed: readonly Span[],
  lines: LogLine[],
): void {
  const count = countOf(kind, run.noise, noise, step);
  if (count === 0) return;
  const told =
    kind.tells === undefined || failed.length === 0 ? none : failed.filter((span) => tells(kind.tells, span));
  let time = 0;
  let i = 0;
  const draw = (index: number): number => uniform(run.noise, noise, step, 1000 + 8 * i + index);
  for (; i < count; i++) {
    time = arrival(run.noise, noise, step, i, time);
    const span = told[i];
    const t = Math.floor(span ? span.end : start + (step + time) * stepSeconds * 1000);
    const { severity, template } = kind;
    const body = kind.figures ? filled(parts, kind.figures(step, draw)) : template;
    lines.push(
      span
        ? { t, node, severity, template, body, traceId: span.traceId }
        : { t, node, severity, template, body },
    );
  }
}

/** Other lines than errors are held back above this many of a kind in a step, as log shippers do. */
const mostOfAKind = 60;
const rare = 0.1;

function countOf(
  { expected, exact, severity }: LineKind,
  seed: number,
  noise: Mechanism,
  step: number,
): number {
  const mean = expected(step);
  if (!(mean > 0)) return 0;
  if (exact) return Math.round(mean);
  // Most kinds have next to nothing to say at most times: e^-x is over 1 - x, so that this draw is none of theirs.
  if (mean < rare && uniform(seed, noise, step) < 1 - 2 * mean) return 0;
  const held = severity === 'ERROR' ? mean : Math.min(mean, mostOfAKind);
  return poisson(held * unrest(seed, noise, step), seed, noise, step);
}

/** Whether a failed span is what a line tells of: its reason, and for a call to another its name. */
function tells(told: string | undefined, { attributes }: Span): boolean {
  const peer = attributes['server.address'];
  return told === (peer === undefined ? attributes['error.type'] : `${attributes['error.type']} ${peer}`);
}

/** Parts with figures in their gaps. Joined at once, they are one text; added one by one they would be kept as a tree. */
function filled(parts: readonly Figure[], figures: readonly Figure[]): string {
  const body = parts.slice();
  for (let i = 0; i < figures.length; i++) body[2 * i + 1] = figures[i] as Figure;
  return body.join('');
}

/** Logs are more restless than a Poisson process: the rate of each step is drawn, with mean 1. */
const unrest = (seed: number, noise: Mechanism, step: number): number =>
  0.7 + 0.6 * uniform(seed, noise, Math.floor(step / 4), 2);

/** Share of lines that come right after another one: what goes wrong once goes wrong again. */
const clustered = 0.3;
const closeBy = 0.02;

/** When a line comes, as a share of a step: at random, or in a burst behind the one before. */
function arrival(seed: number, noise: Mechanism, step: number, i: number, before: number): number {
  const draw = uniform(seed, noise, step, 20_000 + 2 * i);
  if (i === 0 || uniform(seed, noise, step, 20_001 + 2 * i) >= clustered) return draw;
  return Math.min(0.9999, before - closeBy * Math.log(draw));
}

/** A change shows in the log of what was changed, some seconds after its event, once for each replica. */
function addChanges(
  { world, changes, start, run }: Incident,
  index: number,
  step: number,
  lines: LogLine[],
): void {
  const { name, kind, replicas } = world.nodes[index] as Node;
  const from = start + step * stepSeconds * 1000;
  for (const [nth, change] of changes.entries()) {
    const text = change.node === name && kind !== 'third-party' ? changeLine(change) : undefined;
    if (!text || Math.abs(change.t - from) > 2 * stepSeconds * 1000) continue;
    for (let replica = 0; replica < replicas; replica++) {
      const wait = 2000 + 9000 * uniform(run.noise, mechanism(`change ${name}`), nth, replica);
      const t = Math.floor(change.t + wait);
      if (t >= from && t < from + stepSeconds * 1000)
        lines.push({ t, node: name, severity: 'INFO', ...text });
    }
  }
}

/** What lines of a template have in common, before a time and from it on. */
export interface LogPattern {
  readonly node: string;
  readonly severity: Severity;
  readonly template: string;
  readonly before: number;
  readonly after: number;
  /** ms since 1970. */
  readonly firstSeen: number;
}

/** The templates of a log with their counts before `at` (ms since 1970) and from it on, in the order of first sight. */
export function logPatterns(lines: readonly LogLine[], at: number): LogPattern[] {
  const groups = grouped(lines, ({ node, severity, template }) => `${node}\n${severity}\n${template}`);
  return [...groups.values()].map((group) => {
    const { node, severity, template, t } = group[0] as LogLine;
    const before = group.filter((line) => line.t < at).length;
    return { node, severity, template, before, after: group.length - before, firstSeen: t };
  });
}
