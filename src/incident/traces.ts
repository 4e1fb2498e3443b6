import { drawnReason, ownReasons, wayReasons } from './failure-reason.ts';
import type { Incident } from './incident.ts';
import { bits, mechanism, normal, poisson, uniform } from './noise.ts';
import { type Span, stepSeconds } from './signal.ts';
import { close, cut, note, type Outcome, open, traceIdOf, type Writer } from './span-writer.ts';
import { type EdgeLook, lookAt, type NodeLook, operation, spansOfRequest } from './step-look.ts';
import { effectsOf } from './turned.ts';

/** Spans of a service in a step that the sampling aims at: 30,000 in an hour of ten services. */
const spansPerService = 12.5;

/** Spans of a trace after which calls are not recorded: a chatty caller makes more than anybody could read. */
const longestTrace = 400;

const requests = mechanism('trace');
const own = mechanism('span');

/** All spans of an incident, in the order in which their traces begin. */
export function traces(incident: Incident): Span[] {
  const all: Span[] = [];
  for (let step = 0; step < incident.steps; step++)
    for (const span of stepSpans(incident, step)) all.push(span);
  return all;
}

/**
 * Spans of the requests and messages that were sampled in a step: as many in every step, whatever the traffic. A call's
 * time is what the model says of it: own work and waiting, the network, and its calls to others, one after another.
 * Each call has a key that seeds all its noise, so that no other's moves with it.
 */
export function stepSpans(incident: Incident, step: number): Span[] {
  const { world, run, start } = incident;
  const looks = lookAt(incident, effectsOf(incident), step);
  const services = world.nodes.filter(({ kind }) => kind === 'service').length;
  const sampled = (spansPerService * services) / spansOfRequest(world);
  const spans: Span[] = [];
  for (const [index, look] of looks.entries()) {
    if (index > 0 && look.node.consumes === undefined) continue;
    const share = (look.run.rate[step] ?? 0) / Math.max(1e-9, looks[0]?.run.rate[step] ?? 0);
    const count = poisson(sampled * share, run.noise, requests, step, index);
    for (const { key, begin } of begins(run.noise, index, step, count)) {
      const writer: Writer = { step, traceId: traceIdOf(key), spans: [] };
      serve(writer, look, start + (step + begin) * stepSeconds * 1000, undefined, key, 1);
      for (const span of writer.spans) spans.push(span);
    }
  }
  return spans;
}

/** When the traces of a node begin in a step, as shares of it, in order; and their keys. */
const begins = (noise: number, index: number, step: number, count: number) =>
  Array.from({ length: count }, (_, i) => {
    const key = bits(noise, requests, step, 1000 * (index + 1) + i);
    return { key, begin: uniform(key, requests, step) };
  }).sort((a, b) => a.begin - b.begin);

/** A node works on a call. What writes no span leaves its callees' to its caller's. */
function serve(
  writer: Writer,
  look: NodeLook,
  at: number,
  parentId: string | undefined,
  key: number,
  rows: number,
): Outcome {
  const { step } = writer;
  const { node, seen, failing } = look;
  const span = seen ? open(writer, node.name, subjectOf(look, rows), at, parentId, key) : undefined;
  const draw = uniform(key, own, step, 1);
  const failure = draw < failing ? drawnReason(ownReasons, look.run, step, draw) : undefined;
  if (failure === 'overloaded') return close(span, { end: at + 0.3, failure });
  const inner = work(writer, look, at, span?.spanId ?? parentId, key, rows);
  return close(span, failure === undefined ? inner : { end: inner.end, failure });
}

function subjectOf({ node, attributes }: NodeLook, rows: number): Pick<Span, 'name' | 'kind' | 'attributes'> {
  if (node.consumes !== undefined) return { name: 'process message', kind: 'consumer', attributes };
  const looked =
    rows === 1
      ? attributes
      : { 'db.rows_examined': Math.round(Number(attributes['db.rows_examined']) * rows) };
  return { name: operation(node), kind: 'server', attributes: looked };
}

/** Own time in equal pieces, and between them the calls to others, which are made whatever becomes of each. */
function work(
  writer: Writer,
  look: NodeLook,
  at: number,
  parentId: string | undefined,
  key: number,
  rows: number,
): Outcome {
  const { step } = writer;
  const more = (look.work * rows + look.wait) / (look.work + look.wait);
  const time = Math.exp(look.mu + look.sigma * normal(key, own, step, 4)) * more;
  const edges = callsOf(look, uniform(key, own, step, 3));
  const locks = time * look.locks;
  const piece = (time - locks) / (edges.length + 1);
  if (locks > 1 && look.seen)
    open(writer, look.node.name, lockWait, at, parentId, bits(key, own, step, 9)).end = at + locks;
  let now = at + locks;
  let failure: Outcome['failure'];
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i] as EdgeLook;
    const done = call(writer, look, edge, now + piece, parentId, bits(key, own, i, 3));
    now = done.end;
    if (edge.edge.critical) failure ??= done.failure;
  }
  return { end: now + piece, failure };
}

const lockWait = { name: 'wait for lock', kind: 'internal', attributes: {} } as const;

/**
 * The edges of a request's calls, one for each call, by their mean number a request. What is left of these numbers
 * beyond whole ones is shared out by one draw (systematic sampling), so that a request is sent one way or another.
 */
function callsOf({ edges }: NodeLook, draw: number): EdgeLook[] {
  const calls: EdgeLook[] = [];
  let sum = draw;
  for (const edge of edges) {
    sum += edge.calls;
    for (; sum >= 1; sum--) calls.push(edge);
  }
  return calls;
}

/** A call with its further attempts, which are siblings. */
function call(
  writer: Writer,
  caller: NodeLook,
  edge: EdgeLook,
  at: number,
  parentId: string | undefined,
  key: number,
): Outcome {
  const retries = Math.floor(edge.retries + uniform(key, own, edge.index, 10));
  for (let nth = 0; ; nth++) {
    const outcome = attempt(writer, caller, edge, at, parentId, bits(key, own, edge.index, 200 + nth), nth);
    if (outcome.failure === undefined || nth >= retries) return outcome;
    at = outcome.end;
  }
}

/** Milliseconds until a lost packet is sent again. */
const resendMs = 200;

function attempt(
  writer: Writer,
  caller: NodeLook,
  edge: EdgeLook,
  at: number,
  parentId: string | undefined,
  key: number,
  nth: number,
): Outcome {
  const { step, spans } = writer;
  if (spans.length > longestTrace) return { end: at + edge.mean, failure: undefined };
  const span = caller.seen ? open(writer, caller.node.name, edge.subject, at, parentId, key) : undefined;
  if (nth > 0) note(span, 'http.request.resend_count', nth);
  const deadline = at + edge.timeout;
  const draw = uniform(key, own, step, 6);
  const lost = draw < edge.failing ? drawnReason(wayReasons, edge.run, step, draw) : undefined;
  if (lost !== undefined) {
    const end = lost === 'unreachable' ? deadline : Math.min(deadline, at + edge.network);
    return close(span, { end, failure: lost });
  }
  const wait = edge.connectionWait > 0 ? -Math.log(uniform(key, own, step, 5)) * edge.connectionWait : 0;
  if (wait > 1) note(span, 'connection.wait_ms', Math.round(wait));
  const resent = uniform(key, own, step, 11) < edge.resent ? resendMs : 0;
  const arrival = at + wait + resent + edge.network / 2;
  const first = spans.length;
  const inner = serve(
    writer,
    edge.callee,
    arrival,
    span?.spanId ?? parentId,
    bits(key, own, edge.index, 7),
    edge.rows,
  );
  const end = inner.end + edge.network / 2;
  if (end <= deadline) return close(span, { end, failure: inner.failure && 'upstream' });
  cut(spans, first, deadline);
  return close(span, { end: deadline, failure: 'timeout' });
}

/** Milliseconds of each span without those of its children, which never overlap; by span id. */
export function selfTimes(spans: readonly Span[]): Map<string, number> {
  const selves = new Map(spans.map(({ spanId, start, end }) => [spanId, end - start]));
  for (const { parentId, start, end } of spans) {
    const parent = parentId === undefined ? undefined : selves.get(parentId);
    if (parentId !== undefined && parent !== undefined) selves.set(parentId, parent - (end - start));
  }
  return selves;
}
