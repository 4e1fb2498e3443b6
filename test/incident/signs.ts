// What gives each kind of fault away: a metric as it is exported, and a figure of its logs, traces or profiles, at the
// places that it is about.
import type { FaultKind } from '../../src/incident/fault.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { type NodeLog, nodeLog } from '../../src/incident/logs.ts';
import { measureEdge, measureNode } from '../../src/incident/measure.ts';
import { profile } from '../../src/incident/profiles.ts';
import { type LogLine, type Span, stepSeconds } from '../../src/incident/signal.ts';
import { selfTimes, stepSpans } from '../../src/incident/traces.ts';
import { exported, type Owner } from './exported.ts';

/** Steps of an incident, `to` not among them. */
interface Part {
  readonly incident: Incident;
  readonly from: number;
  readonly to: number;
}

/** A figure of a part that a fault raises; how long the part is does not count. */
type Mark = (part: Part) => number;

/** The step from which a fault is at its full strength; half of it where it grows to the end. */
const fullAt = ({ fault: { onset, ramp, kind } }: Incident): number =>
  onset + Math.floor(kind.ramp === 'endless' ? ramp / 2 : ramp);

/** Some minutes before the fault, its change left out, and as long once it is at full strength, or from its change on. */
function parts(incident: Incident): readonly [Part, Part] {
  const { onset, kind } = incident.fault;
  const from =
    kind.ramp === 'endless' ? incident.steps - 40 : Math.min(fullAt(incident), incident.steps - 40);
  return [
    { incident, from: onset - 44, to: onset - 4 },
    { incident, from: from === onset ? onset - 4 : from, to: from + 40 },
  ];
}

/** The nodes that a fault is about, by index: an edge's caller first; and whoever reads a store or fills a queue. */
function nodesOf({ world, fault: { site } }: Incident): number[] {
  if (site.on === 'host') return world.nodes.flatMap(({ host }, i) => (host === site.index ? [i] : []));
  if (site.on === 'edge') return [world.edges[site.index]!.caller, world.edges[site.index]!.callee];
  const { consumes } = world.nodes[site.index]!;
  const models = world.incoming[site.index]!.flatMap((e) => {
    const { caller } = world.edges[e]!;
    return world.nodes[caller]!.kind === 'model' ? [caller] : [];
  });
  return [site.index, ...(consumes === undefined ? [] : [consumes]), ...models];
}

/** Whose metrics a fault moves by itself: those nodes, the edge or the edges of the node, the host. */
function ownersOf(incident: Incident): Owner[] {
  const { world, fault } = incident;
  const { on, index } = fault.site;
  const near = ({ caller, callee, cache }: Incident['world']['edges'][number], e: number) =>
    on === 'edge' ? e === index : on !== 'host' && [caller, callee, cache].includes(index);
  return [
    ...nodesOf(incident).map((node) => ({ on: 'node', index: node }) as const),
    ...world.edges.flatMap((edge, e) => (near(edge, e) ? [{ on: 'edge', index: e } as const] : [])),
    ...(on === 'host' ? [{ on, index }] : []),
  ];
}

/**
 * The largest share of samples at full strength that lie six deviations of the hour before the fault off, over the series
 * of a name where the fault is. Four are the solver's band; what drifts over an hour by itself (disks fill, traffic has
 * its day) comes to five.
 */
function moved(incident: Incident, name: string): number {
  const shares = ownersOf(incident).map((owner) => {
    const values = exported(incident, name, owner);
    if (!values) return 0;
    const usual = values.slice(1, incident.fault.onset - 4).filter(Number.isFinite);
    const mean = meanOf(usual);
    const width = 6 * Math.sqrt(meanOf(usual.map((value) => (value - mean) * (value - mean)))) + 1e-9;
    const late = values.slice(fullAt(incident)).filter(Number.isFinite);
    return late.filter((value) => Math.abs(value - mean) > width).length / Math.max(1, late.length);
  });
  return Math.max(0, ...shares);
}

const meanOf = (values: Float64Array | readonly number[]): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const stepsOf = ({ from, to }: Part): number[] => Array.from({ length: to - from }, (_, i) => from + i);

const nameOf = ({ world }: Incident, node: number): string => world.nodes[node]!.name;

const known = new WeakMap<Incident, NodeLog>();

/** The log of an incident: to get ready for it takes as long as to read a part of it. */
function logOf(incident: Incident): NodeLog {
  const log = known.get(incident) ?? nodeLog(incident);
  known.set(incident, log);
  return log;
}

/** Whose logs are looked at: the fault's first node, all of its nodes, its callers, the entry. */
type Where = 'first' | 'all' | 'callers' | 'entry';

function linesOf(part: Part, where: Where): LogLine[] {
  const { world, fault } = part.incident;
  const nodes = {
    first: () => nodesOf(part.incident).slice(0, 1),
    all: () => nodesOf(part.incident),
    callers: () => world.incoming[fault.site.index]!.map((e) => world.edges[e]!.caller),
    entry: () => [0],
  }[where]();
  const log = logOf(part.incident);
  return stepsOf(part).flatMap((step) => nodes.flatMap((node) => log(node, step, [])));
}

/** Lines of a text, a step. */
const lines =
  (text: RegExp, where: Where = 'first'): Mark =>
  (part) =>
    linesOf(part, where).filter(({ template }) => text.test(template)).length / (part.to - part.from);

/** The mean first figure of lines. */
const figure =
  (text: RegExp): Mark =>
  (part) =>
    meanOf(
      linesOf(part, 'first')
        .filter(({ body }) => text.test(body))
        .map(({ body }) => Number(/[\d.]+/.exec(body)?.[0])),
    );

/** Mean milliseconds that the fault's first node writes down of its requests. */
const logged: Mark = (part) => {
  const requests = linesOf(part, 'first').filter(({ template }) => /^request .* status/.test(template));
  return meanOf(requests.map(({ body }) => Number(/[\d.]+(?= ms$)/.exec(body)?.[0])));
};

/** The spans of a part's last five minutes. */
const spansOf = ({ incident, to }: Part): Span[] =>
  Array.from({ length: 20 }, (_, i) => stepSpans(incident, to - 20 + i)).flat();

/** Milliseconds of own work of the fault's nodes, the middle of each, the second slowest of them. */
const ownWork: Mark = (part) => {
  const spans = spansOf(part);
  const selves = selfTimes(spans);
  const times = nodesOf(part.incident).map((node) => {
    const own = spans.filter(
      (span) => span.node === nameOf(part.incident, node) && /server|consumer/.test(span.kind),
    );
    return median(own.map(({ spanId }) => selves.get(spanId)!));
  });
  return times.sort((a, b) => b - a)[1] ?? 0;
};

/** Share of the CPU time of the fault's first node that goes to a function, or to the busiest one. */
const cpuOf =
  (name?: string): Mark =>
  ({ incident, to }) => {
    const rows = profile(incident, nodesOf(incident)[0]!, to - 20, to);
    return (name === undefined ? rows[0] : rows.find((row) => row.function === name))?.share ?? 0;
  };

const over = ({ from, to }: Part, values: Float64Array): number =>
  meanOf(values.slice(from, to).filter(Number.isFinite));

/** Connections in use against those that calls need: a second's attempts × their seconds (Little), waits left out. */
const heldConnections: Mark = (part) => {
  const { world, run, fault } = part.incident;
  if (fault.site.on !== 'edge') return 0;
  const red = measureEdge(world, run, fault.site.index);
  const of = (name: string) =>
    over(part, exported(part.incident, name, { on: 'edge', index: fault.site.index })!);
  const seconds = over(part, red.mean) - of('connection_wait_seconds');
  return of('connections_in_use') / ((over(part, red.count) / stepSeconds) * Math.max(0.001, seconds));
};

/** Workers in use of the fault's first node against those that requests need, likewise. */
const heldWorkers: Mark = (part) => {
  const { world, run } = part.incident;
  const index = nodesOf(part.incident)[0]!;
  const red = measureNode(world, run, index);
  const of = (name: string) => over(part, exported(part.incident, name, { on: 'node', index })!);
  const seconds = over(part, red.mean) - of('worker_wait_seconds');
  return of('workers_busy') / ((over(part, red.count) / stepSeconds) * Math.max(0.001, seconds));
};

/** Attempts for each call, over whichever edge of the fault has most of them. */
const attempts: Mark = (part) =>
  Math.max(
    0,
    ...ownersOf(part.incident).map((owner) => {
      const values = exported(part.incident, 'client_attempts_per_call', owner);
      return values ? over(part, values) : 0;
    }),
  );

/** A mark, and how many times as much as before it has to be. */
type Sign = readonly [mark: Mark, least: number];

const twice = 2;

/** The second signal of each kind: what logs, traces or profiles say of it. Lines that are new are new twice over. */
export const signs: Readonly<Record<string, Sign>> = {
  'cpu-hog': [cpuOf(), 1.15],
  'cpu-throttling': [lines(/^configuration reloaded/), twice],
  'memory-leak': [lines(/^heap/), twice],
  'gc-storm': [lines(/^stop-the-world/), twice],
  'disk-full': [lines(/no space left/), twice],
  'slow-disk': [lines(/^fsync/), twice],
  'workers-exhausted': [lines(/for a worker/), twice],
  'pool-exhausted': [lines(/for a connection/), twice],
  'file-handles': [lines(/too many open files/), twice],
  'noisy-neighbour': [ownWork, twice],
  'network-delay': [logged, 1.3],
  'packet-loss': [lines(/sent again$/), twice],
  partition: [lines(/no route to host/), twice],
  'dns-failure': [lines(/no such host/), twice],
  'expired-certificate': [lines(/certificate has expired/), twice],
  'bad-deploy': [lines(/in [a-z]+[A-Z]\w+: request/), twice],
  'slow-query': [lines(/^slow query/, 'all'), 8],
  'chatty-caller': [cpuOf('client.call'), 1.15],
  'lock-contention': [lines(/waiting for a lock/), twice],
  'cache-broken': [cpuOf('evict.sample'), 1.5],
  'feature-flag': [lines(/^flag on/), twice],
  'retry-storm': [lines(/within .* trying again/), twice],
  'wrong-port': [lines(/connection refused/), twice],
  'rotated-credential': [lines(/credential not accepted/), twice],
  'quota-reached': [lines(/replicas ready/), twice],
  'poison-pill': [lines(/handed out again/, 'all'), twice],
  'schema-change': [lines(/cannot decode/, 'callers'), twice],
  'hot-partition': [lines(/^one partition/), twice],
  'flash-crowd': [lines(/^request .* status/, 'entry'), 1.2],
  'feature-nulls': [lines(/were empty$/, 'all'), twice],
  'training-serving-skew': [figure(/^features against training/), twice],
  'input-drift': [figure(/^input drift/), 1.5],
  'bad-model-release': [lines(/^loaded model/), twice],
  'accelerator-memory': [lines(/^accelerator memory/), twice],
  'provider-rate-limit': [lines(/rate limit exceeded/, 'callers'), twice],
  'stale-index': [lines(/h old$/, 'all'), twice],
};

/** What tells a kind from its neighbour, where the metric of its own moves with the neighbour too. */
const tellingApart: Readonly<Record<string, Sign>> = {
  'cpu-hog': signs['cpu-hog']!,
  'workers-exhausted': [heldWorkers, 1.5],
  'pool-exhausted': [heldConnections, 1.5],
  'file-handles': signs['file-handles']!,
  'retry-storm': [attempts, 2],
  'flash-crowd': signs['flash-crowd']!,
};

/** How many times as much as before a mark is. Next to nothing counts as a line in a quarter of an hour. */
function rise(mark: Mark, incident: Incident): number {
  const [before, after] = parts(incident);
  return mark(after) / Math.max(mark(before), 1 / 60);
}

/** Whether an incident shows a sign. */
export const shows = ([mark, least]: Sign, incident: Incident): boolean => rise(mark, incident) > least;

/** Of the samples at full strength, those that have to be off: what flaps is off in every third or fourth. */
const quarter = 0.25;

/** Whether a metric moves where the fault is. */
export const moves = (incident: Incident, name: string): boolean => moved(incident, name) > quarter;

/** Whether an incident shows what tells a kind from its neighbour: its own metric, or what stands for it. */
export function tells({ name, signature }: FaultKind, incident: Incident): boolean {
  const sign = tellingApart[name];
  return sign ? shows(sign, incident) : moves(incident, signature);
}
