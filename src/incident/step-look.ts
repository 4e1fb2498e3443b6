import type { Effect } from './effect.ts';
import { ownReasons, shareOf, wayReasons } from './failure-reason.ts';
import type { Incident } from './incident.ts';
import { logMean, logVariance } from './lognormal.ts';
import type { EdgeRun, NodeRun, Run } from './run.ts';
import type { Span } from './signal.ts';
import { turnedTo } from './turned.ts';
import type { Edge, Node, World } from './world.ts';

/** A node at a step, as its spans are drawn from it. Times are in milliseconds. */
export interface NodeLook {
  readonly node: Node;
  readonly run: NodeRun;
  /** Whether it writes spans: not what is somebody else's, nor a node whose spans are missing. */
  readonly seen: boolean;
  readonly edges: readonly EdgeLook[];
  /** μ and σ of the logarithm of its own time: a call without its calls to others. */
  readonly mu: number;
  readonly sigma: number;
  /** Parts of the mean of that time: work, and waiting for a worker; and the share of it that is waiting for locks. */
  readonly work: number;
  readonly wait: number;
  readonly locks: number;
  /** Share of calls that fail by its own doing, at most. */
  readonly failing: number;
  /** Attributes of its spans. */
  readonly attributes: Span['attributes'];
}

/** A call edge at a step, likewise. */
export interface EdgeLook {
  readonly edge: Edge;
  readonly index: number;
  readonly run: EdgeRun;
  readonly callee: NodeLook;
  /** Calls for each request of the caller, and further attempts after a failed one. */
  readonly calls: number;
  readonly retries: number;
  readonly timeout: number;
  readonly mean: number;
  readonly network: number;
  readonly connectionWait: number;
  /** Share of attempts in which a packet has to be sent again. */
  readonly resent: number;
  /** Share of attempts that fail on their way. */
  readonly failing: number;
  /** Rows that these calls look at, over those of all calls. */
  readonly rows: number;
  /** What spans of its calls have in common. */
  readonly subject: Pick<Span, 'name' | 'kind' | 'attributes'>;
}

/** The look of all nodes at a step, by their index. Edges lead to higher indices, so callees come first. */
export function lookAt(incident: Incident, effects: readonly Effect[], step: number): readonly NodeLook[] {
  const { nodes, outgoing } = incident.world;
  const looks = new Array<NodeLook>(nodes.length);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const edges = (outgoing[index] ?? []).map((edge) => edgeLook(incident, effects, edge, looks, step));
    looks[index] = nodeLook(incident, index, edges, step);
  }
  return looks;
}

/** The least coefficient of variation: nothing takes the same time twice. */
const leastSpread = 0.05;

/**
 * A node's own time is what is left of the mean and variance of its calls, those of its callees taken off, so that
 * spans which add up to a call have the distribution of its histogram (means and variances add; Fenton 1960).
 */
function nodeLook(
  { world, run: { nodes }, blind }: Incident,
  index: number,
  edges: readonly EdgeLook[],
  step: number,
): NodeLook {
  const node = world.nodes[index] as Node;
  const run = nodes[index] as NodeRun;
  const work = at(run.work, step);
  const wait = at(run.wait, step);
  const mean = Math.max(1e-6, work + wait);
  let rest = at(run.sd, step) * at(run.sd, step);
  for (const edge of edges) rest -= varianceOf(edge, step);
  const variance = logVariance(mean, Math.sqrt(Math.max(rest, leastSpread * leastSpread * mean * mean)));
  return {
    node,
    run,
    edges,
    seen: node.kind !== 'third-party' && !blind.includes(index),
    mu: logMean(mean * 1000, variance),
    sigma: Math.sqrt(variance),
    work: work * 1000,
    wait: wait * 1000,
    locks: Math.min(1, at(run.locks, step) / mean),
    failing: shareOf(ownReasons, run, step),
    attributes: attributesOf(node, run, nodes, step),
  };
}

const at = (values: Float64Array | undefined, step: number): number => values?.[step] ?? 0;

/** What calls over an edge add to the variance of a call: their own, and that of their number where it is not whole. */
function varianceOf({ run, calls }: EdgeLook, step: number): number {
  const attempts = at(run.attempts, step);
  const mean = at(run.mean, step);
  const sd = at(run.sd, step);
  const part = calls - Math.floor(calls);
  return calls * attempts * sd * sd + part * (1 - part) * attempts * mean * attempts * mean;
}

function attributesOf(
  { rows, consumes }: Node,
  run: NodeRun,
  nodes: Run['nodes'],
  step: number,
): Span['attributes'] {
  if (consumes !== undefined)
    return { 'messaging.message.age_ms': Math.round(at(nodes[consumes]?.age, step) * 1000) };
  return rows > 0 ? { 'db.rows_examined': Math.round(at(run.rows, step)) } : {};
}

/** Packets of an attempt, any of which may get lost, as `edge-call.ts` has it. */
const packets = 6;

function edgeLook(
  { world, run }: Incident,
  effects: readonly Effect[],
  index: number,
  looks: readonly NodeLook[],
  step: number,
): EdgeLook {
  const edge = world.edges[index] as Edge;
  const out = run.edges[index] as EdgeRun;
  const callee = looks[edge.callee] as NodeLook;
  return {
    edge,
    index,
    run: out,
    callee,
    calls: at(out.calls, step),
    retries: edge.retries + turnedTo(effects, 'edge', 'moreRetries', index, step),
    timeout: edge.timeout * 1000 * (1 - turnedTo(effects, 'edge', 'hurry', index, step)),
    mean: at(out.mean, step) * 1000,
    network: at(out.network, step) * 1000,
    connectionWait: at(out.connectionWait, step) * 1000,
    resent: 1 - Math.exp(-packets * at(out.loss, step)),
    failing: shareOf(wayReasons, out, step),
    rows: callee.node.rows > 0 ? at(out.rows, step) / Math.max(1, at(callee.run.rows, step)) : 1,
    subject: callTo(callee.node),
  };
}

const subjects = new WeakMap<Node, EdgeLook['subject']>();

/** What all spans of calls to a node share. */
function callTo(node: Node): EdgeLook['subject'] {
  const known: EdgeLook['subject'] = subjects.get(node) ?? {
    name: operation(node),
    kind: node.kind === 'queue' ? 'producer' : 'client',
    attributes: { 'server.address': node.name },
  };
  subjects.set(node, known);
  return known;
}

const verbs: Readonly<Record<Node['kind'], string>> = {
  service: 'POST',
  database: 'SELECT',
  cache: 'GET',
  queue: 'publish',
  'third-party': 'POST',
  model: 'predict',
};

/** What a call to a node is called. */
export const operation = ({ kind, name }: Node): string => `${verbs[kind]} ${name}`;

/** The mean number of spans of a request and of its messages, when all is well. */
export const spansOfRequest = ({ nodes }: World): number =>
  nodes.reduce((sum, { rate, kind }) => sum + rate * (kind === 'third-party' ? 1 : 2), 0) /
  (nodes[0]?.rate ?? 1);
