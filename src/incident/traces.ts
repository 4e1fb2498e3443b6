import { type AttemptReason, drawnReason, type OwnReason, ownReasons, wayReasons } from './failure-reason.ts';
import type { Incident } from './incident.ts';
import { logVariance } from './lognormal.ts';
import { mechanism, normal, poisson, uniform } from './noise.ts';
import { type Span, stepSeconds } from './signal.ts';
import type { Edge, Node, World } from './world.ts';

/** Spans of a service in a step that the sampling aims at: 30,000 in an hour of ten services. */
const spansPerService = 12.5;

/** Calls of a request that are recorded; a chatty caller makes more than anybody could read. */
const longestTrace = 400;

const requests = mechanism('trace');
const own = mechanism('span');

type Draft = { -readonly [Key in keyof Span]: Span[Key] };

/** A trace that is being written. Spans come in the order in which they begin. */
interface Writer {
  readonly incident: Incident;
  readonly step: number;
  readonly traceId: string;
  readonly spans: Draft[];
}

/** How a piece of work went: when it ended (ms since 1970), and why it failed, when it did. */
interface Outcome {
  readonly end: number;
  readonly failure?: OwnReason | AttemptReason;
}

/** Where a call stands in its trace: its key seeds all its noise, so that no other call's moves with it. */
interface Place {
  readonly at: number;
  readonly parentId: string | undefined;
  readonly key: number;
}

/** All spans of an incident, in the order in which their traces begin. */
export const traces = (incident: Incident): Span[] =>
  Array.from({ length: incident.steps }, (_, step) => stepSpans(incident, step)).flat();

/**
 * Spans of the requests and messages that were sampled in a step. As many are taken in every step, whatever the
 * traffic. A call's time is what the model says of it: waiting, own work, the network and the calls it makes, one after another.
 */
export function stepSpans(incident: Incident, step: number): Span[] {
  const { world, run } = incident;
  const entries = world.nodes.flatMap(({ consumes }, node) =>
    node === 0 || consumes !== undefined ? [node] : [],
  );
  const mean = tracesPerStep(world);
  const entryRate = run.nodes[0]?.rate[step] ?? 0;
  return entries.flatMap((node) => {
    const share = entryRate > 0 ? (run.nodes[node]?.rate[step] ?? 0) / entryRate : 0;
    const count = poisson(mean * share, run.noise, requests, step, node);
    const begins = Array.from({ length: count }, (_, i) =>
      uniform(run.noise, requests, step, 1000 * (node + 1) + i),
    ).sort((a, b) => a - b);
    return begins.flatMap((begin, i) => oneTrace(incident, step, node, begin, i));
  });
}

/** How many requests are sampled in a step: so many that the spans come to what is aimed at when all is well. */
function tracesPerStep({ nodes }: World): number {
  const services = nodes.filter(({ kind }) => kind === 'service').length;
  const spans = nodes.reduce((sum, { rate, kind }) => sum + rate * (kind === 'third-party' ? 1 : 2), 0);
  return (spansPerService * services * (nodes[0]?.rate ?? 0)) / spans;
}

function oneTrace(incident: Incident, step: number, node: number, begin: number, index: number): Span[] {
  const key = word(incident.run.noise, requests, step, 100_000 * (node + 1) + index);
  const traceId = [1, 2, 3, 4].map((part) => hex(word(key, requests, step, part))).join('');
  const writer: Writer = { incident, step, traceId, spans: [] };
  const at = incident.start + (step + begin) * stepSeconds * 1000;
  serve(writer, node, { at, parentId: undefined, key });
  return writer.spans;
}

const word = (seed: number, mechanism: number, step: number, draw: number): number =>
  Math.floor(uniform(seed, mechanism, step, draw) * 4294967296);

const hex = (word: number): string => word.toString(16).padStart(8, '0');

/** A node works on a call. What is somebody else's writes no span, nor does a node whose spans are missing. */
function serve(writer: Writer, index: number, { at, parentId, key }: Place): Outcome {
  const { incident, step } = writer;
  const node = incident.world.nodes[index] as Node;
  const run = incident.run.nodes[index] as Incident['run']['nodes'][number];
  const span = isSeen(incident, index)
    ? begin(writer, { at, parentId, key }, node, node.consumes === undefined ? 'server' : 'consumer')
    : undefined;
  const reason = drawnReason(ownReasons, run, step, uniform(key, own, step, 1));
  if (reason === 'overloaded') return ended(span, { end: at + 0.3, failure: reason });
  const inner = work(writer, index, { at, parentId: span?.spanId ?? parentId, key });
  return ended(span, reason === undefined ? inner : { end: inner.end, failure: reason });
}

const isSeen = ({ world, blind }: Incident, index: number): boolean =>
  world.nodes[index]?.kind !== 'third-party' && !blind.includes(index);

/** Waiting, own work in equal pieces, and between them the calls to others. */
function work(writer: Writer, index: number, { at, parentId, key }: Place): Outcome {
  const { incident, step } = writer;
  const node = incident.world.nodes[index] as Node;
  const { wait, work } = incident.run.nodes[index] as Incident['run']['nodes'][number];
  const calls = callsOf(writer, index, key);
  const seconds = (work[step] ?? 0) * lognormal(node.spread, key, step);
  const piece = (seconds * 1000) / (calls.length + 1);
  let now = at - Math.log(uniform(key, own, step, 2)) * (wait[step] ?? 0) * 1000;
  for (const [nth, edge] of calls.entries()) {
    const place = { at: now + piece, parentId, key: word(key, own, nth, 3) };
    const { end, failure } = call(writer, edge, place);
    now = end;
    if (failure !== undefined && incident.world.edges[edge]?.critical) return { end, failure };
  }
  return { end: now + piece };
}

/** Factors with mean 1 and this coefficient of variation. */
function lognormal(spread: number, key: number, step: number): number {
  const variance = logVariance(1, spread);
  return Math.exp(Math.sqrt(variance) * normal(key, own, step, 4) - variance / 2);
}

/** The edges of a request's calls, one for each call, by their mean number a request. */
function callsOf({ incident, step }: Writer, index: number, key: number): number[] {
  const { world, run } = incident;
  return (world.outgoing[index] ?? []).flatMap((edge) => {
    const mean = run.edges[edge]?.calls[step] ?? 0;
    const whole = Math.floor(mean);
    const count = whole + (uniform(key, own, step, 100 + edge) < mean - whole ? 1 : 0);
    return Array.from({ length: count }, () => edge);
  });
}

/** A call with its further attempts, which are siblings. */
function call(writer: Writer, index: number, place: Place): Outcome {
  const edge = writer.incident.world.edges[index] as Edge;
  let outcome: Outcome = { end: place.at };
  for (let nth = 0; nth <= edge.retries; nth++) {
    const key = word(place.key, own, index, 200 + nth);
    outcome = attempt(writer, index, { ...place, at: outcome.end, key }, nth);
    if (outcome.failure === undefined) break;
  }
  return outcome;
}

function attempt(writer: Writer, index: number, place: Place, nth: number): Outcome {
  const { incident, step, spans } = writer;
  const { caller, callee, timeout } = incident.world.edges[index] as Edge;
  const run = incident.run.edges[index] as Incident['run']['edges'][number];
  if (spans.length > longestTrace) return { end: place.at + (run.mean[step] ?? 0) * 1000 };
  const peer = incident.world.nodes[callee] as Node;
  const from = incident.world.nodes[caller] as Node;
  const span = isSeen(incident, caller) ? begin(writer, place, from, 'client', peer) : undefined;
  if (span && nth > 0) span.attributes = { ...span.attributes, 'http.request.resend_count': nth };
  const deadline = place.at + timeout * 1000;
  const way = (run.network[step] ?? 0) * 1000;
  const wait = -Math.log(uniform(place.key, own, step, 5)) * (run.connectionWait[step] ?? 0) * 1000;
  const reason = drawnReason(wayReasons, run, step, uniform(place.key, own, step, 6));
  if (reason !== undefined) return ended(span, { end: Math.min(deadline, place.at + wait + way), failure: reason });
  const first = spans.length;
  const at = place.at + wait + way / 2;
  const parentId = span?.spanId ?? place.parentId;
  const inner = serve(writer, callee, { at, parentId, key: word(place.key, own, index, 7) });
  if (inner.end + way / 2 > deadline) {
    cut(spans, first, deadline);
    return ended(span, { end: deadline, failure: 'timeout' });
  }
  return ended(span, { end: inner.end + way / 2, ...(inner.failure === undefined ? {} : { failure: 'upstream' }) });
}

/** Opens a span; a client's is named after what it calls. */
function begin(
  { traceId, spans }: Writer,
  { at, parentId, key }: Place,
  node: Node,
  kind: Span['kind'],
  peer?: Node,
): Draft {
  const called = peer ?? node;
  const span: Draft = {
    traceId,
    spanId: hex(key) + hex(word(key, own, spans.length, 8)),
    ...(parentId === undefined ? {} : { parentId }),
    node: node.name,
    name: `${operations[called.kind]} ${called.name}`,
    kind: peer?.kind === 'queue' ? 'producer' : kind,
    start: at,
    end: at,
    ok: true,
    attributes: peer ? { 'server.address': peer.name } : {},
  };
  spans.push(span);
  return span;
}

const operations: Readonly<Record<Node['kind'], string>> = {
  service: 'POST',
  database: 'SELECT',
  cache: 'GET',
  queue: 'publish',
  'third-party': 'POST',
  model: 'predict',
};

/** Closes a span. */
function ended(span: Draft | undefined, outcome: Outcome): Outcome {
  if (!span) return outcome;
  span.end = outcome.end;
  if (outcome.failure !== undefined) {
    span.ok = false;
    span.attributes = { ...span.attributes, 'error.type': outcome.failure };
  }
  return outcome;
}

/** The caller gave up: work that had begun for it is cancelled, and what had not begun never does. */
function cut(spans: Draft[], first: number, deadline: number): void {
  const begun = spans.slice(first).filter(({ start }) => start < deadline);
  spans.length = first;
  for (const span of begun) {
    if (span.end > deadline) {
      span.end = deadline;
      span.attributes = { ...span.attributes, cancelled: true };
    }
    spans.push(span);
  }
}
