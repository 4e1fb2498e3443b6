// Golden signals don't identify a kind of fault: each has something in its logs, traces or profiles that its nearest
// neighbour lacks.
import { expect, test } from 'vitest';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { logs } from '../../src/incident/logs.ts';
import { profile } from '../../src/incident/profiles.ts';
import type { LogLine, Span } from '../../src/incident/signal.ts';
import { selfTimes, traces } from '../../src/incident/traces.ts';
import { incidentOf } from './incidents.ts';

/** A part of an incident, and what its signals were in it. */
interface Part {
  readonly incident: Incident;
  readonly from: number;
  readonly to: number;
  readonly logs: readonly LogLine[];
  readonly spans: readonly Span[];
  /** Self-times of all spans, and the usual one of each node. */
  readonly selves: ReadonlyMap<string, number>;
  readonly usual: ReadonlyMap<string, number>;
}

/** A figure of a part that a fault raises, not counting how long the part is. */
type Mark = (part: Part) => number;

/** What was before the fault, its change left out; and what is once it is at full strength. */
function parts(incident: Incident): [Part, Part] {
  const [lines, spans] = [logs(incident), traces(incident)];
  const selves = selfTimes(spans);
  const { onset, ramp } = incident.fault;
  const part = (from: number, to: number) => {
    const [start, end] = [incident.start + from * 15_000, incident.start + to * 15_000];
    const inside = (t: number) => t >= start && t < end;
    return {
      incident,
      from,
      to,
      selves,
      logs: lines.filter(({ t }) => inside(t)),
      spans: spans.filter(({ start }) => inside(start)),
    };
  };
  const before = part(0, onset - 4);
  const full = onset + Math.min(ramp, 40);
  const after = part(ramp === 0 ? onset - 4 : full, incident.steps);
  const usual = workOf(before);
  return [
    { ...before, usual },
    { ...after, usual },
  ];
}

/** Milliseconds of each node's own work in a call: the middle of them. */
const workOf = ({ incident, spans, selves }: Omit<Part, 'usual'>): Map<string, number> =>
  new Map(
    incident.world.nodes.map(({ name }) => {
      const own = spans.filter(({ node, kind }) => node === name && kind === 'server');
      return [name, median(own.map(({ spanId }) => selves.get(spanId) ?? 0))];
    }),
  );

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The nodes that a fault is about: an edge's caller first. */
function places({ world, fault: { site } }: Incident): string[] {
  const ends = world.edges[site.index];
  const nodes =
    site.on === 'edge' && ends ? [ends.caller, ends.callee] : [site.on === 'node' ? site.index : 0];
  return nodes.flatMap((node) => world.nodes[node]?.name ?? []);
}

/** Lines of a text, a step. */
const lines =
  (text: RegExp, here = false): Mark =>
  ({ logs, incident, from, to }) =>
    logs.filter(({ template, node }) => text.test(template) && (!here || places(incident).includes(node)))
      .length /
    (to - from);

/** The mean first figure of lines. */
const figure =
  (text: RegExp): Mark =>
  ({ logs }) =>
    mean(logs.filter(({ body }) => text.test(body)).map(({ body }) => Number(/[\d.]+/.exec(body)?.[0])));

/** The calls over a fault's edge. */
function crossing({ spans, incident }: Part): Span[] {
  const [caller, callee] = places(incident);
  return spans.filter(({ node, attributes }) => node === caller && attributes['server.address'] === callee);
}

const waitOf = ({ attributes }: Span): number => Number(attributes['connection.wait_ms'] ?? 0);

/** Milliseconds on the network of those calls that take least of it. */
const network: Mark = (part) => {
  const calls = crossing(part).filter(({ ok }) => ok);
  const times = calls.map((span) => (part.selves.get(span.spanId) ?? 0) - waitOf(span));
  return times.sort((a, b) => a - b)[Math.floor(times.length / 10)] ?? 0;
};

/** Waiting for a connection against time on the network. */
const pooled: Mark = (part) => {
  const calls = crossing(part).filter(({ ok }) => ok);
  const waits = mean(calls.map(waitOf));
  return waits / (mean(calls.map(({ spanId }) => part.selves.get(spanId) ?? 0)) - waits);
};

/** How many nodes take longer for their own work than they used to. */
const slowNodes: Mark = (part) =>
  [...workOf(part)].filter(([name, now]) => now > 1.25 * (part.usual.get(name) ?? 0)).length;

/** Calls over the fault's edge under one parent, further attempts left out. */
const repeated: Mark = (part) => {
  const calls = crossing(part).filter(
    ({ attributes }) => attributes['http.request.resend_count'] === undefined,
  );
  return calls.length / new Set(calls.map(({ parentId }) => parentId)).size;
};

/** Calls to stores with a cache before them, for each read of such a cache. */
const missed: Mark = ({ spans, incident: { world } }) => {
  let reads = 0;
  let misses = 0;
  for (const { caller, callee, cache } of world.edges) {
    if (cache === undefined) continue;
    const own = spans.filter(({ node }) => node === world.nodes[caller]?.name);
    const to = (name?: string) =>
      own.filter(({ attributes }) => attributes['server.address'] === name).length;
    reads += to(world.nodes[cache]?.name);
    misses += to(world.nodes[callee]?.name);
  }
  return misses / Math.max(1, reads);
};

/** Waits for workers, where they are not waits for connections that hold the workers up. */
const shortOfWorkers: Mark = (part) =>
  lines(/for a worker/, true)(part) / (0.1 + lines(/^waited .* for a connection/, true)(part));

/** Share of the CPU time of the fault's node that goes to its busiest function. */
const busiest: Mark = ({ incident, from, to }) => {
  const node = incident.world.nodes.findIndex(({ name }) => name === places(incident)[0]);
  return profile(incident, node, from, to)[0]?.share ?? 0;
};

/** For each kind a dose, what tells it from its neighbour, and by how much that has to rise. */
const signatures: Readonly<Record<string, readonly [number, Mark, number]>> = {
  'cpu-hog': [1, busiest, 1.15],
  'cpu-throttling': [0.5, lines(/^configuration reloaded/, true), 2],
  'memory-leak': [0.7, lines(/^heap/, true), 2],
  'gc-storm': [0.3, lines(/^stop-the-world/, true), 2],
  'disk-full': [0.8, lines(/no space left/), 2],
  'slow-disk': [40, lines(/^fsync/), 2],
  'workers-exhausted': [0.85, shortOfWorkers, 2],
  'pool-exhausted': [0.75, pooled, 2],
  'file-handles': [0.9, lines(/too many open files/), 2],
  'noisy-neighbour': [2, slowNodes, 1.5],
  'network-delay': [0.02, network, 2],
  'packet-loss': [0.02, lines(/sent again$/), 2],
  partition: [0.3, lines(/no route to host/), 2],
  'dns-failure': [0.3, lines(/no such host/), 2],
  'expired-certificate': [0.3, lines(/certificate has expired/), 2],
  'bad-deploy': [0.3, lines(/in [a-z]+[A-Z]\w+: request/), 2],
  'slow-query': [5, lines(/^slow query/), 2],
  'chatty-caller': [0.8, repeated, 1.5],
  'lock-contention': [0.02, lines(/waiting for a lock/), 2],
  'cache-broken': [0.6, missed, 2],
  'feature-flag': [3, lines(/^flag on/), 2],
  'retry-storm': [20, lines(/within .* trying again/, true), 2],
  'wrong-port': [0.3, lines(/connection refused/), 2],
  'rotated-credential': [0.3, lines(/credential not accepted/), 2],
  'quota-reached': [0.5, lines(/replicas ready/, true), 2],
  'poison-pill': [0.6, lines(/handed out again/), 2],
  'schema-change': [0.3, lines(/cannot decode/), 2],
  'hot-partition': [0.3, lines(/^one partition/), 2],
  'flash-crowd': [0.8, lines(/^request .* status/, true), 1.3],
  'feature-nulls': [0.1, lines(/were empty$/), 2],
  'training-serving-skew': [1, figure(/^features against training/), 2],
  'input-drift': [0.3, figure(/^input drift/), 1.5],
  'bad-model-release': [0.2, lines(/^loaded model/, true), 2],
  'accelerator-memory': [0.4, lines(/^accelerator memory/), 2],
  'provider-rate-limit': [0.5, lines(/rate limit exceeded/), 2],
  'stale-index': [0.27, lines(/h old$/), 2],
};

const kinds = faultKinds.filter(({ family }) => family !== 'healthy');

test('every kind of fault has one', () => {
  expect(Object.keys(signatures).sort()).toEqual(kinds.map(({ name }) => name).sort());
});

const shown = new Map<string, [Part, Part]>();
function seen(name: string): [Part, Part] {
  const known = shown.get(name) ?? parts(incidentOf(name, signatures[name]?.[0] ?? 1));
  shown.set(name, known);
  return known;
}

const rise = (mark: Mark, [before, after]: [Part, Part]): number =>
  mark(after) / Math.max(mark(before), 0.001);

test.each(kinds.map(({ name, neighbour }) => [name, neighbour]))(
  'logs, traces and profiles tell %s from %s',
  { timeout: 60_000 },
  (name, neighbour) => {
    const [, mark, least] = signatures[name] as readonly [number, Mark, number];
    const [own, other] = [rise(mark, seen(name)), rise(mark, seen(neighbour))];
    expect(own).toBeGreaterThan(least);
    expect(own / least).toBeGreaterThan(other);
  },
);
