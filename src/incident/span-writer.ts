import type { Effect } from './effect.ts';
import type { AttemptReason, OwnReason } from './failure-reason.ts';
import type { Incident } from './incident.ts';
import { mechanism, uniform } from './noise.ts';
import type { OwnTime } from './own-time.ts';
import type { Span } from './signal.ts';
import type { Node } from './world.ts';

/** A span before it is closed. */
export type Draft = { -readonly [Key in keyof Span]: Span[Key] };

/** A trace that is being written. Its spans come in the order in which they begin. */
export interface Writer {
  readonly incident: Incident;
  readonly step: number;
  readonly traceId: string;
  readonly spans: Draft[];
  readonly effects: readonly Effect[];
  /** By the index of the node. */
  readonly own: readonly OwnTime[];
}

/** Where a piece of work stands in its trace. Its key seeds all its noise, so that no other's moves with it. */
export interface Place {
  /** ms since 1970. */
  readonly at: number;
  readonly parentId: string | undefined;
  readonly key: number;
}

/** How a piece of work went: when it ended (ms since 1970), and why it failed, when it did. */
export interface Outcome {
  readonly end: number;
  readonly failure?: OwnReason | AttemptReason;
}

const ids = mechanism('id');

/** A number of 32 bits that depends on nothing but its arguments. */
export const word = (seed: number, mechanism: number, step: number, draw: number): number =>
  Math.floor(uniform(seed, mechanism, step, draw) * 4294967296);

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The eight hexadecimal digits of 32 bits: by a table, because telemetry has very many of them. */
export const hex = (word: number): string =>
  `${bytes[word >>> 24]}${bytes[(word >>> 16) & 255]}${bytes[(word >>> 8) & 255]}${bytes[word & 255]}`;

/** The 32 hexadecimal digits of a trace. */
export const traceIdOf = (key: number): string =>
  [1, 2, 3, 4].map((part) => hex(word(key, ids, 0, part))).join('');

const operations: Readonly<Record<Node['kind'], string>> = {
  service: 'POST',
  database: 'SELECT',
  cache: 'GET',
  queue: 'publish',
  'third-party': 'POST',
  model: 'predict',
};

interface Called {
  readonly operation: string;
  readonly attributes: Span['attributes'];
}

const called = new WeakMap<Node, Called>();

/** What all spans of calls to a node share. */
function callTo(node: Node): Called {
  const known = called.get(node);
  if (known) return known;
  const made = {
    operation: `${operations[node.kind]} ${node.name}`,
    attributes: { 'server.address': node.name },
  };
  called.set(node, made);
  return made;
}

const nothing: Span['attributes'] = {};

/** Opens the span of a node's own work. */
export function beginServer(writer: Writer, place: Place, node: Node): Draft {
  return node.consumes === undefined
    ? open(writer, place, node, callTo(node).operation, 'server', nothing)
    : open(writer, place, node, 'process message', 'consumer', nothing);
}

/** Opens the span of a call, as its caller sees it. */
export function beginClient(writer: Writer, place: Place, caller: Node, callee: Node): Draft {
  const kind = callee.kind === 'queue' ? 'producer' : 'client';
  const { operation, attributes } = callTo(callee);
  return open(writer, place, caller, operation, kind, attributes);
}

/** Opens the span of a part of a node's own work. */
export const beginInternal = (writer: Writer, place: Place, node: Node, name: string): Draft =>
  open(writer, place, node, name, 'internal', nothing);

function open(
  { traceId, spans }: Writer,
  { at, parentId, key }: Place,
  node: Node,
  name: string,
  kind: Span['kind'],
  attributes: Span['attributes'],
): Draft {
  const spanId = hex(key) + hex(word(key, ids, spans.length, 0));
  const span: Draft = {
    traceId,
    spanId,
    node: node.name,
    name,
    kind,
    start: at,
    end: at,
    ok: true,
    attributes,
  };
  if (parentId !== undefined) span.parentId = parentId;
  spans.push(span);
  return span;
}

/** Notes something about a span. */
export function note(span: Draft | undefined, key: string, value: string | number | boolean): void {
  if (span) span.attributes = { ...span.attributes, [key]: value };
}

/** Closes a span. */
export function close(span: Draft | undefined, outcome: Outcome): Outcome {
  if (!span) return outcome;
  span.end = outcome.end;
  if (outcome.failure !== undefined) {
    span.ok = false;
    note(span, 'error.type', outcome.failure);
  }
  return outcome;
}

/** The caller gave up: what had begun for it is cancelled, and what had not begun never does. */
export function cut(spans: Draft[], first: number, deadline: number): void {
  const begun = spans.slice(first).filter(({ start }) => start < deadline);
  spans.length = first;
  for (const span of begun) {
    if (span.end > deadline) {
      span.end = deadline;
      note(span, 'cancelled', true);
    }
    spans.push(span);
  }
}
