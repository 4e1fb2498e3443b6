import { drawnReason, ownReasons, wayReasons } from './failure-reason.ts';
import type { Incident } from './incident.ts';
import { mechanism, normal, poisson, uniform } from './noise.ts';
import { type OwnTime, ownTimes } from './own-time.ts';
import type { EdgeRun, NodeRun } from './run.ts';
import { type Span, stepSeconds } from './signal.ts';
import {
  beginClient,
  beginInternal,
  beginServer,
  close,
  cut,
  note,
  type Outcome,
  type Place,
  traceIdOf,
  type Writer,
  word,
} from './span-writer.ts';
import { effectsOf, turnedTo } from './turned.ts';
import type { Edge, Node, World } from './world.ts';

/** Spans of a service in a step that the sampling aims at: 30,000 in an hour of ten services. */
const spansPerService = 12.5;

/** Spans of a trace after which calls are not recorded: a chatty caller makes more than anybody could read. */
const longestTrace = 400;

const requests = mechanism('trace');
const own = mechanism('span');

/** All spans of an incident, in the order in which their traces begin. */
export const traces = (incident: Incident): Span[] =>
  Array.from({ length: incident.steps }, (_, step) => stepSpans(incident, step)).flat();

/**
 * Spans of the requests and messages that were sampled in a step: as many in every step, whatever the traffic. A call's
 * time is what the model says of it: waiting, own work, the network, and the calls that it makes, one after another.
 */
export function stepSpans(incident: Incident, step: number): Span[] {
  const { world, run } = incident;
  const mean = tracesPerStep(world);
  const shared = { incident, step, effects: effectsOf(incident), own: ownTimes(world, run, step) };
  const entryRate = run.nodes[0]?.rate[step] ?? 0;
  return world.nodes.flatMap(({ consumes }, node) => {
    if (node > 0 && consumes === undefined) return [];
    const share = entryRate > 0 ? (run.nodes[node]?.rate[step] ?? 0) / entryRate : 0;
    const count = poisson(mean * share, run.noise, requests, step, node);
    const keys = Array.from({ length: count }, (_, i) =>
      word(run.noise, requests, step, 1000 * (node + 1) + i),
    );
    return keys
      .map((key) => ({ key, begin: uniform(key, requests, step) }))
      .sort((a, b) => a.begin - b.begin)
      .flatMap(({ key, begin }) => oneTrace(shared, node, begin, key));
  });
}

/** How many requests are sampled in a step: so many that the spans come to what is aimed at when all is well. */
function tracesPerStep({ nodes }: World): number {
  const services = nodes.filter(({ kind }) => kind === 'service').length;
  const spans = nodes.reduce((sum, { rate, kind }) => sum + rate * (kind === 'third-party' ? 1 : 2), 0);
  return (spansPerService * services * (nodes[0]?.rate ?? 0)) / spans;
}

function oneTrace(
  shared: Omit<Writer, 'traceId' | 'spans'>,
  node: number,
  begin: number,
  key: number,
): Span[] {
  const writer: Writer = { ...shared, traceId: traceIdOf(key), spans: [] };
  const at = shared.incident.start + (shared.step + begin) * stepSeconds * 1000;
  serve(writer, node, { at, parentId: undefined, key }, 1);
  return writer.spans;
}

/**
 * A node works on a call; `rows` is how many rows this caller's calls look at, over those of all. What is somebody
 * else's writes no span, nor does a node whose spans are missing: then its callees' hang on its caller's.
 */
function serve(writer: Writer, index: number, place: Place, rows: number): Outcome {
  const { incident, step } = writer;
  const node = incident.world.nodes[index] as Node;
  const run = incident.run.nodes[index] as NodeRun;
  const span = isSeen(incident, index) ? beginServer(writer, place, node) : undefined;
  if (node.rows > 0) note(span, 'db.rows_examined', Math.round((run.rows[step] ?? 0) * rows));
  if (node.consumes !== undefined) note(span, 'messaging.message.age_ms', messageAge(incident, node, step));
  const failure = drawnReason(ownReasons, run, step, uniform(place.key, own, step, 1));
  if (failure === 'overloaded') return close(span, { end: place.at + 0.3, failure });
  const inner = work(writer, index, { ...place, parentId: span?.spanId ?? place.parentId }, rows);
  return close(span, failure === undefined ? inner : { end: inner.end, failure });
}

const isSeen = ({ world, blind }: Incident, index: number): boolean =>
  world.nodes[index]?.kind !== 'third-party' && !blind.includes(index);

const messageAge = ({ run }: Incident, { consumes = 0 }: Node, step: number): number =>
  Math.round((run.nodes[consumes]?.age[step] ?? 0) * 1000);

/** Own time in equal pieces, and between them the calls to others, which are made whatever becomes of each. */
function work(writer: Writer, index: number, { at, parentId, key }: Place, rows: number): Outcome {
  const { incident, step } = writer;
  const edges = callsOf(writer, index, key);
  const { locks, ms } = ownMs(writer, index, key, rows);
  const piece = (ms - locks) / (edges.length + 1);
  let now = at;
  if (locks > 1 && isSeen(incident, index)) {
    const node = incident.world.nodes[index] as Node;
    beginInternal(writer, { at, parentId, key: word(key, own, step, 9) }, node, 'wait for lock').end =
      at + locks;
  }
  now += locks;
  let failure: Outcome['failure'];
  for (const [nth, edge] of edges.entries()) {
    const done = call(writer, edge, { at: now + piece, parentId, key: word(key, own, nth, 3) });
    now = done.end;
    if (incident.world.edges[edge]?.critical) failure ??= done.failure;
  }
  return { end: now + piece, ...(failure === undefined ? {} : { failure }) };
}

/** Milliseconds of a call's own time, and how many of them it waits for locks; `rows` as in `serve`. */
function ownMs(
  { own: times, step }: Writer,
  index: number,
  key: number,
  rows: number,
): { ms: number; locks: number } {
  const { mu, sigma, work, wait, locks } = times[index] as OwnTime;
  const more = (work * rows + wait) / Math.max(1e-6, work + wait);
  const ms = Math.exp(mu + sigma * normal(key, own, step, 4)) * more * 1000;
  return { ms, locks: ms * Math.min(1, locks) };
}

/**
 * The edges of a request's calls, one for each call, by their mean number a request. What is left of these numbers
 * beyond whole ones is shared out by one draw (systematic sampling), so that a request is sent one way or another.
 */
function callsOf({ incident, step }: Writer, index: number, key: number): number[] {
  const { world, run } = incident;
  let sum = uniform(key, own, step, 3);
  return (world.outgoing[index] ?? []).flatMap((edge) => {
    const before = Math.floor(sum);
    sum += run.edges[edge]?.calls[step] ?? 0;
    return new Array<number>(Math.floor(sum) - before).fill(edge);
  });
}

/** A call with its further attempts, which are siblings. */
function call(writer: Writer, index: number, place: Place): Outcome {
  const { incident, step } = writer;
  const edge = incident.world.edges[index] as Edge;
  const more = turnedTo(writer.effects, 'edge', 'moreRetries', index, step);
  const retries = edge.retries + Math.floor(more + uniform(place.key, own, index, 10));
  let outcome: Outcome = { end: place.at };
  for (let nth = 0; nth <= retries; nth++) {
    const key = word(place.key, own, index, 200 + nth);
    outcome = attempt(writer, index, { ...place, at: outcome.end, key }, nth);
    if (outcome.failure === undefined) break;
  }
  return outcome;
}

function attempt(writer: Writer, index: number, place: Place, nth: number): Outcome {
  const { incident, step, spans } = writer;
  const { world, run } = incident;
  const edge = world.edges[index] as Edge;
  const out = run.edges[index] as EdgeRun;
  if (spans.length > longestTrace) return { end: place.at + (out.mean[step] ?? 0) * 1000 };
  const seen = isSeen(incident, edge.caller);
  const [caller, callee] = [world.nodes[edge.caller] as Node, world.nodes[edge.callee] as Node];
  const span = seen ? beginClient(writer, place, caller, callee) : undefined;
  if (nth > 0) note(span, 'http.request.resend_count', nth);
  const timeout = edge.timeout * (1 - turnedTo(writer.effects, 'edge', 'hurry', index, step));
  const deadline = place.at + timeout * 1000;
  const way = (out.network[step] ?? 0) * 1000;
  const failure = drawnReason(wayReasons, out, step, uniform(place.key, own, step, 6));
  if (failure !== undefined)
    return close(span, {
      end: failure === 'unreachable' ? deadline : Math.min(deadline, place.at + way),
      failure,
    });
  const wait = -Math.log(uniform(place.key, own, step, 5)) * (out.connectionWait[step] ?? 0) * 1000;
  if (wait > 1) note(span, 'connection.wait_ms', Math.round(wait));
  const first = spans.length;
  const inner = serve(
    writer,
    edge.callee,
    {
      at: place.at + wait + resent(out, step, place.key) + way / 2,
      parentId: span?.spanId ?? place.parentId,
      key: word(place.key, own, index, 7),
    },
    callee.rows > 0 ? (out.rows[step] ?? 0) / (run.nodes[edge.callee]?.rows[step] ?? 1) : 1,
  );
  const end = inner.end + way / 2;
  if (end <= deadline)
    return close(span, { end, ...(inner.failure === undefined ? {} : { failure: 'upstream' }) });
  cut(spans, first, deadline);
  return close(span, { end: deadline, failure: 'timeout' });
}

/** Milliseconds until a lost packet is sent again, in the calls that lose one of six (as `edge-call.ts` has it). */
const resent = ({ loss }: EdgeRun, step: number, key: number): number =>
  uniform(key, own, step, 11) < 1 - Math.exp(-6 * (loss[step] ?? 0)) ? 200 : 0;

/** Milliseconds of each span without those of its children, which never overlap; by span id. */
export function selfTimes(spans: readonly Span[]): Map<string, number> {
  const selves = new Map(spans.map(({ spanId, start, end }) => [spanId, end - start]));
  for (const { parentId, start, end } of spans) {
    const parent = parentId === undefined ? undefined : selves.get(parentId);
    if (parentId !== undefined && parent !== undefined) selves.set(parentId, parent - (end - start));
  }
  return selves;
}
