import type { Seen } from './alerts.ts';
import { type Case, type CaseSeries, edgeName, type SelfTime } from './gauge/case.ts';
import { measureEdge, measureNode, type Red, timeEdge } from './measure.ts';
import { hostMetrics, nodeMetrics } from './metric-table.ts';
import { observe } from './metrics.ts';
import type { Rule } from './rules.ts';
import type { EdgeRun, HostRun, NodeRun } from './run.ts';
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

/** Mean seconds of a node's own work before and after the breach, as traces show it: calls to others left out. */
function selfTime({ world, run }: Seen, i: number, red: Red, breach: number): SelfTime {
  const own = red.mean.map((mean, step) => {
    let others = 0;
    for (const e of world.outgoing[i] as readonly number[]) {
      const { calls, attempts, mean: each } = run.edges[e] as EdgeRun;
      others += (calls[step] as number) * (attempts[step] as number) * (each[step] as number);
    }
    return mean - others;
  });
  const over = (part: Float64Array) => part.reduce((a, b) => a + b, 0) / Math.max(1, part.length);
  return { normal: over(own.subarray(0, breach)), abnormal: over(own.subarray(breach)) };
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
 * counting for the callee; split where the rule's condition first held. Nodes of `blind` have no spans.
 */
export function caseOf(seen: Seen, rule: Rule, breach: number, blind: readonly number[]): Case {
  const { world, run } = seen;
  const kind: Kind = rule.indicator === 'errors' || rule.indicator === 'probe' ? 'errors' : 'latency';
  const symptom = nameOf(world, rule.node);
  const series: CaseSeries[] = [];
  const selfTimes = new Map<string, SelfTime>();
  world.nodes.forEach(({ name, kind: what }, i) => {
    if (what === 'third-party' || name === symptom) return;
    const red = measureNode(world, run, i);
    series.push(callSeries(name, kind, red, 'server'));
    if (rule.indicator === 'quality') series.push(...qualitySeries(seen, i));
    if (!blind.includes(i)) selfTimes.set(name, selfTime(seen, i, red, breach));
  });
  world.edges.forEach((edge, e) => {
    const red = kind === 'latency' ? timeEdge(world, run, e) : measureEdge(world, run, e);
    series.push(callSeries(nameOf(world, edge.callee), kind, red, `client ${nameOf(world, edge.caller)}`));
  });
  series.push(...hostSeries(seen));
  const edges = world.edges.map((edge) => namesOf(world, edge));
  const nodes = [...world.nodes, ...world.hosts].map(({ name }) => name);
  return {
    entities: [...nodes.filter((name) => name !== symptom), ...edges.map(edgeName)],
    edges,
    symptom: { node: symptom, metric: kind, statistic: 'server', direction: 'up' },
    breach,
    series: series.filter(({ entity }) => entity !== symptom),
    selfTimes,
  };
}
