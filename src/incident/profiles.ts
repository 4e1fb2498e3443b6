import type { Incident } from './incident.ts';
import { draws, type Mechanism, mechanism, normal } from './noise.ts';
import type { EdgeRun, NodeRun } from './run.ts';
import type { ProfileRow } from './signal.ts';
import { effectsOf, turnedTo } from './turned.ts';
import type { Edge, Node } from './world.ts';

/** CPU time by function: in a step relative to each other, over several in seconds. */
type Times = Map<string, number>;

/** A node of an incident at a step. */
interface Moment {
  readonly incident: Incident;
  readonly index: number;
  readonly node: Node;
  readonly run: NodeRun;
  readonly step: number;
}

/**
 * The share of CPU time of a node by function, from one step up to, not including, another; the largest first. What a
 * fault costs goes to the function that pays for it: the collector for garbage, scans for rows, clients for calls, the dialler
 * for connections that fail. Empty for what is somebody else's.
 */
export function profile(incident: Incident, index: number, from: number, to: number): ProfileRow[] {
  const node = incident.world.nodes[index] as Node;
  const run = incident.run.nodes[index] as NodeRun;
  if (node.kind === 'third-party') return [];
  const all: Times = new Map();
  for (let step = from; step < to; step++) {
    const times = stepTimes({ incident, index, node, run, step });
    const seconds = total(times);
    for (const [name, time] of times)
      all.set(name, (all.get(name) ?? 0) + ((run.cpu[step] ?? 0) * time) / seconds);
  }
  const seconds = total(all);
  return [...all]
    .map(([name, time]): ProfileRow => ({ function: name, share: time / seconds }))
    .sort((a, b) => b.share - a.share);
}

const total = (times: Times): number => [...times.values()].reduce((sum, time) => sum + time, 0);

/** The times of one step, as a sampling profiler sees them. */
function stepTimes(moment: Moment): Times {
  const { incident, index, node, run, step } = moment;
  const times = new Map(Object.entries(functions[node.kind](moment)));
  const usual = total(times);
  const hot = hotFunction(moment);
  times.set(hot, (times.get(hot) ?? 0) + usual * turnedTo(effectsOf(incident), 'node', 'burn', index, step));
  const pause = Math.min(0.95, run.pause[step] ?? 0);
  times.set('runtime.collectGarbage', (total(times) * pause) / (1 - pause));
  const noise: Mechanism = mechanism(`profile ${node.name}`);
  for (const [nth, [name, time]] of [...times].entries())
    times.set(name, time * Math.exp(0.03 * normal(incident.run.noise, noise, step, nth)));
  return times;
}

const handlers = ['applyRules', 'matchPattern', 'mergeItems', 'renderView', 'sortItems', 'validateInput'];

/** The functions of a node's own code: the same for a seed, whatever happens. */
const handlersOf = ({ incident, node }: Moment): string[] =>
  draws(incident.seed).shuffled(`functions ${node.name}`, handlers).slice(0, 3);

const hotFunction = (moment: Moment): string =>
  (moment.node.kind === 'service' ? handlersOf(moment)[0] : undefined) ?? hottest[moment.node.kind];

const hottest = {
  service: 'handle',
  model: 'tensor.multiply',
  database: 'executor.aggregate',
  cache: 'dict.find',
  queue: 'log.append',
  'third-party': '',
} as const;

type Functions = (moment: Moment) => Record<string, number>;

/** What each kind of node spends its CPU time on. The usual times come to about ten. */
const functions: Readonly<Record<Node['kind'], Functions>> = {
  service: (moment) => ({
    ...Object.fromEntries(handlersOf(moment).map((name, i) => [name, 1.4 - 0.3 * i])),
    'http.parseRequest': 1.2,
    'json.decode': 1.2,
    ...clientFunctions(moment),
    'exception.unwind': 0.02 + 4 * at(moment, 'crash'),
  }),
  model: (moment) => ({
    'tensor.multiply': 6,
    'features.join': 1.5,
    'batch.split': 0.1 + 30 * Math.max(0, at(moment, 'accelerator') - 0.9),
    ...clientFunctions(moment),
  }),
  database: (moment) => ({
    'executor.indexScan': 4,
    'executor.seqScan': 0.3 + 2 * Math.max(0, at(moment, 'rows') / moment.node.rows - 1),
    'buffer.read': 2,
    'lock.acquire': 0.2 + 40 * Math.min(1, at(moment, 'locks')),
    'wal.insert': 1,
    'file.write': 0.4 + 20 * Math.min(1, at(moment, 'io')),
    'planner.plan': 1,
  }),
  cache: (moment) => ({
    'dict.find': 4,
    'protocol.parse': 3,
    'net.send': 2,
    'evict.sample': 4 * (1 - at(moment, 'hits')),
  }),
  queue: (moment) => ({
    'log.append': 4,
    'index.lookup': 2,
    'net.send': 2,
    'redeliver.scan': 0.05 + 0.2 * at(moment, 'redelivered'),
  }),
  'third-party': () => ({}),
};

const at = ({ run, step }: Moment, channel: keyof NodeRun): number => run[channel][step] ?? 0;

/** What calls to others cost: by how many are made for a request, and by what becomes of them. */
function clientFunctions({ incident, index, step }: Moment): Record<string, number> {
  const { world, run } = incident;
  let usual = 0;
  let calls = 0;
  let dialled = 0;
  let handshakes = 0;
  for (const e of world.outgoing[index] ?? []) {
    const edge = world.edges[e] as Edge;
    const out = run.edges[e] as EdgeRun;
    const hits = edge.cache === undefined ? 0 : (world.nodes[edge.cache]?.hits ?? 0);
    const made = (out.calls[step] ?? 0) * (out.attempts[step] ?? 1);
    usual += edge.calls * (1 - hits);
    calls += made;
    dialled += made * ((out.refused[step] ?? 0) + (out.unreachable[step] ?? 0) + (out.unresolved[step] ?? 0));
    handshakes += made * (out.untrusted[step] ?? 0);
  }
  const factor = usual > 0 ? 1 / usual : 0;
  return {
    'client.call': 1.5 * calls * factor,
    'json.encode': 0.6 + calls * factor,
    'net.dial': 0.1 + 3 * dialled * factor,
    'tls.handshake': 0.1 + 3 * handshakes * factor,
  };
}
