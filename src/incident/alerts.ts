import { measureNode } from './measure.ts';
import { nodeMetrics } from './metric-table.ts';
import { observe, probeFailures } from './metrics.ts';
import type { Draw } from './noise.ts';
import { type Breach, firstBreach, type Rule, smoothed } from './rules.ts';
import type { NodeChannel, NodeRun, Run } from './run.ts';
import { type Alert, stepSeconds } from './signal.ts';
import { expectedRate } from './traffic.ts';
import type { Node, World } from './world.ts';

/** A run and what is known about when it was. */
export interface Seen {
  readonly world: World;
  readonly run: Run;
  /** ms since 1970 of step 0. */
  readonly start: number;
}

const channels = {
  lag: 'age',
  quality: 'quality',
  cpu: 'cpu',
  memory: 'memory',
  disk: 'disk',
} as const satisfies Readonly<Record<string, NodeChannel>>;

function observed({ world, run }: Seen, channel: NodeChannel, i: number): Float64Array {
  const row = nodeMetrics.find((metric) => metric.channel === channel && metric.has(world.nodes[i] as Node));
  if (!row) throw new Error(`no metric shows ${channel} of ${world.nodes[i]?.name}`);
  return observe(run, row, run.nodes[i] as NodeRun, (world.nodes[i] as Node).name);
}

const ratio = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, step) => value / Math.max(1, b[step] as number));

/** The series that a rule reads: metrics as they are exported, or the ratio of two. */
export function indicatorOf(seen: Seen, { indicator, node }: Rule): Float64Array {
  const { world, run, start } = seen;
  const owner = world.nodes[node] as Node;
  switch (indicator) {
    case 'latency':
      return measureNode(world, run, node).p99;
    case 'errors': {
      const { errors, count } = measureNode(world, run, node);
      return ratio(errors, count);
    }
    case 'probe':
      return probeFailures(world, run).map((failed) => failed / stepSeconds);
    case 'traffic':
      return measureNode(world, run, node).count.map(
        (count, step) => count / stepSeconds / expectedRate(world.traffic, start + step * stepSeconds * 1000),
      );
    case 'cpu':
      return observed(seen, 'cpu', node).map((cores) => cores / owner.cores);
    case 'memory':
      return observed(seen, 'memory', node).map((bytes) => bytes / owner.memoryLimit);
    default:
      return observed(seen, channels[indicator], node);
  }
}

/** Objectives that people write, seconds and shares: two digits at most. */
function nice(value: number): number {
  let unit = 0.001;
  while (value >= unit * 10) unit *= 10;
  const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  const digit = steps.find((step) => step * unit >= value) ?? 10;
  return Math.round(digit * unit * 1e6) / 1e6;
}

type Watched = Pick<Rule, 'indicator' | 'node' | 'window' | 'for'> & { readonly name: string };

/** Rules for what users feel: they page. Their thresholds keep clear of what is usual, as a run without faults shows it. */
function symptomRules(seen: Seen, draw: Draw): Rule[] {
  const { world } = seen;
  const waits = (name: string) => draw.whole(`for ${name}`, 6, 16);
  const watched: Watched[] = [
    { name: 'LatencyObjective', indicator: 'latency', node: 0, window: 4, for: waits('latency') },
    {
      name: 'ErrorBudgetBurn',
      indicator: 'errors',
      node: 0,
      window: draw.pick('burn window', [4, 8, 20]),
      for: waits('errors') / 2,
    },
  ];
  world.nodes.forEach(({ kind }, node) => {
    if (kind === 'queue')
      watched.push({ name: 'QueueLag', indicator: 'lag', node, window: 2, for: waits('lag') });
    if (kind === 'model')
      watched.push({
        name: 'ModelQuality',
        indicator: 'quality',
        node,
        window: 8,
        for: waits(`quality ${node}`),
      });
  });
  return watched.map((one) => symptomRule(seen, draw, { ...one, for: Math.floor(one.for) }));
}

function symptomRule(seen: Seen, draw: Draw, watched: Watched): Rule {
  const { indicator, node, window } = watched;
  const rule = { ...watched, severity: 'page', below: indicator === 'quality', threshold: 0 } as const;
  const usual = smoothed(indicatorOf(seen, { ...rule, summary: '' }), window);
  const name = seen.world.nodes[node]?.name;
  const most = usual.reduce((a, b) => Math.max(a, b), 0);
  const least = usual.reduce((a, b) => Math.min(a, b), 1);
  switch (indicator) {
    case 'latency': {
      const threshold = nice(most * draw.between('latency objective', 1.15, 1.4));
      return { ...rule, threshold, summary: `P99 latency of ${name} over ${seconds(threshold)}` };
    }
    case 'errors':
      return { ...rule, threshold: 0.0144, summary: `${name} burns its error budget 14.4 times too fast` };
    case 'lag': {
      const threshold = Math.max(60, nice(most * 3));
      return { ...rule, threshold, summary: `oldest message of ${name} waits over ${seconds(threshold)}` };
    }
    default: {
      const threshold = Math.floor((least - draw.between(`drop ${node}`, 0.02, 0.05)) * 100) / 100;
      return {
        ...rule,
        threshold,
        summary: `good predictions of ${name} under ${Math.round(threshold * 100)} %`,
      };
    }
  }
}

const seconds = (value: number): string => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value} s`);

/** Rules for what may hurt users soon: of the entry's probe and traffic they page, of resources they mostly do not. */
function causeRules({ world }: Seen, draw: Draw): Rule[] {
  const entry = world.nodes[0]?.name;
  const page = { severity: 'page', below: false, node: 0 } as const;
  const rules: Rule[] = [
    {
      ...page,
      name: 'ProbeFailing',
      summary: `probes of ${entry} from outside fail`,
      indicator: 'probe',
      threshold: 0.2,
      window: 4,
      for: 8,
    },
    {
      ...page,
      name: 'TrafficAnomaly',
      summary: `${entry} gets over 1.25 times its usual traffic`,
      indicator: 'traffic',
      threshold: 1.25,
      window: 8,
      for: 12,
    },
  ];
  world.nodes.forEach(({ name, kind, disk }, node) => {
    const one = { node, below: false, window: 4 } as const;
    if (kind === 'database')
      rules.push({
        ...one,
        name: 'CpuSaturation',
        severity: 'page',
        summary: `${name} uses over 60 % of its CPU`,
        indicator: 'cpu',
        threshold: 0.6,
        for: 20,
      });
    if (kind === 'service' && draw.unit(`memory rule ${name}`) < 0.5)
      rules.push({
        ...one,
        name: 'MemoryHigh',
        severity: 'ticket',
        summary: `${name} uses over 90 % of its memory`,
        indicator: 'memory',
        threshold: 0.9,
        for: 20,
      });
    if (disk > 0)
      rules.push({
        ...one,
        name: 'DiskFilling',
        severity: 'ticket',
        summary: `disk of ${name} over 90 % full`,
        indicator: 'disk',
        threshold: 0.9,
        for: 40,
      });
  });
  return rules;
}

/** The rules of a team that is sane, for a world as it is when all is well. */
export const rulesFor = (usual: Seen, draw: Draw): Rule[] => [
  ...symptomRules(usual, draw),
  ...causeRules(usual, draw),
];

/** A rule that fired over a run. */
export interface Fired extends Breach {
  readonly rule: Rule;
}

/** Rules that fire, in order of time. */
export function firedOver(seen: Seen, rules: readonly Rule[]): Fired[] {
  const fired = rules.flatMap((rule) => {
    const breach = firstBreach(rule, indicatorOf(seen, rule));
    return breach ? [{ rule, ...breach }] : [];
  });
  return fired.sort((a, b) => a.fired - b.fired || a.breached - b.breached);
}

/** A rule that fired, as the learner is told. */
export function alertOf({ world, start }: Seen, { rule, breached, fired }: Fired): Alert {
  const time = (step: number) => start + step * stepSeconds * 1000;
  return {
    node: (world.nodes[rule.node] as Node).name,
    rule: rule.name,
    summary: rule.summary,
    severity: rule.severity,
    breachedAt: time(breached),
    firedAt: time(fired),
  };
}
