import type { Fired, Seen } from '../alerts.ts';
import { measureEdge, measureNode, type Red } from '../measure.ts';
import { hostMetrics } from '../metric-table.ts';
import { observe } from '../metrics.ts';
import type { HostRun } from '../run.ts';
import type { World } from '../world.ts';
import { type CallEdge, type Case, type CaseSeries, edgeName, type SelfTime } from './case.ts';

/** A robust deviation is at least a millisecond or an error a step, where nothing varied. */
const zeroIqr = { latency: 0.001, errors: 1, cpu: 0.01 } as const;

/**
 * The case of a generated incident, or of a replay of it: latencies (P99) and errors of nodes and, from the caller's
 * side, of call edges; the CPU that is wanted on hosts. What a caller measures of its calls counts for the callee.
 *
 * @param page the rule that paged over this run, and when its condition first held.
 */
export function incidentCase(
  { world, run }: Pick<Seen, 'world' | 'run'>,
  { rule, breached }: Pick<Fired, 'rule' | 'breached'>,
  selfTimes?: ReadonlyMap<string, SelfTime>,
): Case {
  const nodes = world.nodes.map(({ name }) => name);
  const hosts = world.hosts.map(({ name }) => name);
  const page = nodes[rule.node] ?? '';
  const edges = callEdges(world);
  const series = [
    ...world.nodes.flatMap(({ name, kind }, i) =>
      kind === 'third-party' ? [] : ofCalls(name, measureNode(world, run, i)),
    ),
    ...edges.flatMap(({ callee }, e) => ofCalls(callee, measureEdge(world, run, e))),
    ...hosts.map((name, h) => ofHost(run, name, run.hosts[h] as HostRun)),
  ];
  return {
    entities: [...nodes, ...hosts, ...edges.map(edgeName)].filter((name) => name !== page),
    edges,
    symptom: { node: page, metric: rule.indicator, statistic: '', direction: rule.below ? 'down' : 'up' },
    breach: breached,
    series: series.filter(({ entity }) => entity !== page),
    ...(selfTimes && { selfTimes }),
  };
}

const callEdges = ({ edges, nodes }: World): CallEdge[] =>
  edges.map(({ caller, callee }) => ({
    caller: nodes[caller]?.name ?? '',
    callee: nodes[callee]?.name ?? '',
  }));

const ofCalls = (entity: string, { p99, errors }: Red): CaseSeries[] => [
  series(entity, 'latency', 'p99', p99),
  series(entity, 'errors', 'sum', errors),
];

function ofHost(run: Seen['run'], name: string, host: HostRun): CaseSeries {
  const [wanted] = hostMetrics;
  if (!wanted) throw new Error('hosts report nothing');
  return series(name, 'cpu', 'mean', observe(run, wanted, host, name));
}

const series = (
  entity: string,
  metric: keyof typeof zeroIqr,
  statistic: string,
  values: Float64Array,
): CaseSeries => ({ entity, metric, statistic, direction: 'up', zeroIqr: zeroIqr[metric], values });
