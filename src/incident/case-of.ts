import type { Seen } from './alerts.ts';
import { type Case, type CaseSeries, edgeName, type SelfTime } from './gauge/case.ts';
import type { Incident } from './incident.ts';
import { measureEdge, measureNode, type Red, timeEdge } from './measure.ts';
import { hostMetrics, nodeMetrics } from './metric-table.ts';
import { observe } from './metrics.ts';
import type { Rule } from './rules.ts';
import type { HostRun, NodeRun } from './run.ts';
import type { Span } from './signal.ts';
import { selfTimes, stepSpans } from './traces.ts';
import type { Edge, Node, World } from './world.ts';

// What no spread counts as: a second, a thousandth.
const zeroIqr = { latency: 1, errors: 0.001 } as const;

type Kind = keyof typeof zeroIqr;

const ratio = ({ errors, count }: Red): Float64Array =>
  errors.map((error, step) => error / Math.max(1, count[step] as number));

function callSeries(entity: string, kind: Kind, red: Red, side: string): CaseSeries {
  const values = kind === 'latency' ? red.p99 : ratio(red);
  return { entity, metric: kind, statistic: side, direction: 'up', values, zeroIqr: zeroIqr[kind] };
}

const judged = ['quality', 'nulls', 'stale', 'drift', 'mismatch'] as const;

/** What is measured of data and models, for a page about a model. */
function qualitySeries({ world, run }: Seen, i: number): CaseSeries[] {
  const node = world.nodes[i] as Node;
  return judged.flatMap((channel) => {
    const row = nodeMetrics.find((metric) => metric.channel === channel && metric.has(node));
    if (!row) return [];
    const values = observe(run, row, run.nodes[i] as NodeRun, node.name);
    const direction = channel === 'quality' ? 'down' : 'up';
    return [
      { entity: node.name, metric: row.name, statistic: '', direction, values, zeroIqr: 0.001 } as const,
    ];
  });
}

const nameOf = ({ nodes }: World, index: number): string => nodes[index]?.name ?? '';

const namesOf = (world: World, { caller, callee }: Edge) => ({
  caller: nameOf(world, caller),
  callee: nameOf(world, callee),
});

/** Steps whose spans are looked at on either side of the breach: spread evenly, as traces are sampled. */
const sampledSteps = 80;

function spansBetween(incident: Incident, from: number, to: number): Span[] {
  const many = Math.min(sampledSteps, to - from);
  return Array.from({ length: many }, (_, i) =>
    stepSpans(incident, from + Math.floor(((to - from) * i) / many)),
  ).flat();
}

/** Mean seconds of own work in a call by node: self times of its spans, those of its calls to others left out. */
function ownSeconds(spans: readonly Span[]): Map<string, number> {
  const selves = selfTimes(spans);
  const own = new Map<string, { calls: number; ms: number }>();
  for (const { spanId, node, kind } of spans) {
    if (kind === 'client' || kind === 'producer') continue;
    const sum = own.get(node) ?? { calls: 0, ms: 0 };
    own.set(node, sum);
    sum.ms += selves.get(spanId) ?? 0;
    if (kind !== 'internal') sum.calls += 1;
  }
  return new Map([...own].map(([node, { calls, ms }]) => [node, ms / Math.max(1, calls) / 1000]));
}

/** Self times before and after the breach, of nodes that have spans on both sides of it. */
function selfTimesOf(incident: Incident, breach: number): ReadonlyMap<string, SelfTime> {
  const before = ownSeconds(spansBetween(incident, 0, breach));
  const after = ownSeconds(spansBetween(incident, breach, incident.steps));
  return new Map(
    [...before].flatMap(([node, normal]) => {
      const abnormal = after.get(node);
      return abnormal === undefined ? [] : [[node, { normal, abnormal }] as const];
    }),
  );
}

/** Hosts are ranked by the CPU that is wanted on them. */
function hostSeries({ world, run }: Seen): CaseSeries[] {
  const [row] = hostMetrics;
  if (!row) return [];
  return world.hosts.map(({ name }, h) => ({
    entity: name,
    metric: row.name,
    statistic: '',
    direction: 'up',
    values: observe(run, row, run.hosts[h] as HostRun, name),
    zeroIqr: 1,
  }));
}

/**
 * An incident as the gauge may see it: every node and edge by the symptom's own metric, what a caller measures of its calls
 * counting for the callee; split where the rule's condition first held. Self times come from spans, when they are
 * asked for: nodes whose spans are missing have none.
 */
export function caseOf(incident: Incident, rule: Rule, breach: number): Case {
  const { world } = incident;
  const symptom = nameOf(world, rule.node);
  const edges = world.edges.map((edge) => namesOf(world, edge));
  const nodes = [...world.nodes, ...world.hosts].map(({ name }) => name);
  const kind: Kind = rule.indicator === 'errors' || rule.indicator === 'probe' ? 'errors' : 'latency';
  let selfTimes: ReadonlyMap<string, SelfTime> | undefined;
  return {
    entities: [...nodes.filter((name) => name !== symptom), ...edges.map(edgeName)],
    edges,
    symptom: { node: symptom, metric: kind, statistic: 'server', direction: 'up' },
    breach,
    series: seriesOf(incident, kind, rule.indicator === 'quality').filter(({ entity }) => entity !== symptom),
    get selfTimes() {
      selfTimes ??= selfTimesOf(incident, breach);
      return selfTimes;
    },
  };
}

function seriesOf(seen: Seen, kind: Kind, ofModels: boolean): CaseSeries[] {
  const { world, run } = seen;
  const ofNodes = world.nodes.flatMap(({ name, kind: what }, i) =>
    what === 'third-party'
      ? []
      : [
          callSeries(name, kind, measureNode(world, run, i), 'server'),
          ...(ofModels ? qualitySeries(seen, i) : []),
        ],
  );
  const ofEdges = world.edges.map((edge, e) => {
    const red = kind === 'latency' ? timeEdge(world, run, e) : measureEdge(world, run, e);
    return callSeries(nameOf(world, edge.callee), kind, red, `client ${nameOf(world, edge.caller)}`);
  });
  return [...ofNodes, ...ofEdges, ...hostSeries(seen)];
}
