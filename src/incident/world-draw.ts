import { names } from './names.ts';
import type { Draw } from './noise.ts';
import type { Edge, Host, Node, Traffic, World } from './world.ts';
import { type Planned, type PlannedEdge, planWorld } from './world-plan.ts';

const gibibyte = 1024 * 1024 * 1024;

/** Timeouts that people write: the least of these seconds that is not below what is asked. */
const usualTimeouts = [1, 2, 3, 5, 10];

function drawTraffic(draw: Draw): Traffic {
  return {
    rate: draw.between('traffic', 60, 180),
    day: draw.between('day', 0.15, 0.35),
    peakHour: draw.between('peak', 11, 21),
    weekend: draw.between('weekend', 0.6, 1.1),
  };
}

const hitsOf = (draw: Draw, { kind, name }: Planned): number =>
  kind === 'cache' ? draw.between(`hits ${name}`, 0.8, 0.95) : 0;

/** Calls a second that each node gets at the traffic's mean. */
function rates(
  nodes: readonly Planned[],
  edges: readonly PlannedEdge[],
  entry: number,
  hits: readonly number[],
) {
  const rate = nodes.map((_, index) => (index === 0 ? entry : 0));
  nodes.forEach(({ consumes }, index) => {
    if (consumes !== undefined) rate[index] = rate[consumes] as number;
    for (const { caller, callee, calls, cache } of edges) {
      if (caller !== index) continue;
      const misses = cache === undefined ? 1 : 1 - (hits[cache] as number);
      rate[callee] = (rate[callee] as number) + (rate[index] as number) * calls * misses;
    }
  });
  return rate;
}

/** Mean seconds of a call to each node, waiting left out, and so of holding a worker. */
function holds(nodes: readonly Planned[], edges: readonly PlannedEdge[], hits: readonly number[]): number[] {
  const hold = nodes.map(({ work }) => work * 1.1);
  for (let index = nodes.length - 1; index >= 0; index--) {
    for (const { caller, callee, calls, cache } of edges) {
      if (caller !== index) continue;
      const misses = cache === undefined ? 1 : 1 - (hits[cache] as number);
      hold[index] =
        (hold[index] as number) + calls * misses * ((hold[callee] as number) + networkOf(nodes[callee]));
    }
  }
  return hold;
}

const networkOf = (callee: Planned | undefined): number => (callee?.kind === 'third-party' ? 0.035 : 0.0012);

/** What a node is sized for, and where it runs. */
interface Needs {
  readonly rate: number;
  readonly hold: number;
  readonly hits: number;
  readonly peak: number;
  readonly host: number | undefined;
}

/** A node with what it needs for its load at the day's peak. */
function size(draw: Draw, planned: Planned, { rate, hold, hits, peak, host }: Needs): Node {
  const { name, kind, depth, work, spread, cpuShare, consumes } = planned;
  const outside = kind === 'third-party';
  const most = rate * peak;
  const wanted = (most * work * cpuShare) / draw.between(`cpu ${name}`, 0.25, 0.4);
  const memoryLimit = draw.pick(`limit ${name}`, [1, 2, 4]) * gibibyte;
  // Name by name: the model goes over nodes and edges all the time, and is fast where these have one shape.
  return {
    name,
    kind,
    depth,
    work,
    spread,
    cpuShare,
    hits,
    rate,
    replicas: outside ? 1 : draw.whole(`replicas ${name}`, 2, 5),
    workers: outside
      ? 10_000
      : Math.max(8, Math.ceil((most * hold) / draw.between(`busy ${name}`, 0.08, 0.2))),
    room: Math.max(50, Math.ceil(most * draw.between(`room ${name}`, 1.5, 3))),
    cores: outside ? 1_000 : Math.max(0.5, Math.ceil(wanted * 2) / 2),
    memory: memoryLimit * draw.between(`memory ${name}`, 0.4, 0.6),
    memoryLimit,
    failure: draw.between(`failure ${name}`, 0.00002, 0.0002),
    rows: kind === 'database' ? draw.whole(`rows ${name}`, 5, 60) : 0,
    disk: kind === 'database' || kind === 'queue' ? draw.between(`disk ${name}`, 0.4, 0.7) : 0,
    quality: kind === 'model' ? draw.between(`quality ${name}`, 0.8, 0.95) : 0,
    ...(host === undefined ? {} : { host }),
    ...(consumes === undefined ? {} : { consumes }),
  };
}

/** Hosts with the cores that nodes need, four or so on each; and for each node the index of its host. */
function drawHosts(draw: Draw, nodes: readonly Planned[], rates: readonly number[], peak: number) {
  const own = nodes.flatMap(({ kind }, index) => (kind === 'third-party' ? [] : [index]));
  const order = draw.shuffled('placing', own);
  const hostNames = draw.shuffled('hosts', names.host).slice(0, Math.ceil(own.length / 4));
  const hostOf = new Map(order.map((node, i) => [node, i % hostNames.length]));
  const hosts = hostNames.map((name, host): Host => {
    const wanted = nodes.reduce(
      (sum, { work, cpuShare }, i) =>
        sum + (hostOf.get(i) === host ? (rates[i] as number) * peak * work * cpuShare : 0),
      0,
    );
    return { name, cores: Math.max(2, Math.ceil(wanted / draw.between(`host ${name}`, 0.4, 0.6))) };
  });
  return { hosts, hostOf };
}

function finishEdge(draw: Draw, nodes: readonly Node[], hold: readonly number[], planned: PlannedEdge): Edge {
  const { caller, calls, critical, cache } = planned;
  const name = `${nodes[caller]?.name}->${nodes[planned.callee]?.name}`;
  const callee = nodes[planned.callee] as Node;
  const seconds = hold[planned.callee] as number;
  const rate = (nodes[caller] as Node).rate * calls;
  return {
    caller,
    callee: planned.callee,
    calls,
    critical,
    network: networkOf(callee) * draw.between(`network ${name}`, 0.6, 1.4),
    timeout: usualTimeouts.find((usual) => usual >= seconds * 12) ?? 10,
    retries: callee.kind === 'queue' ? 1 : draw.pick(`retries ${name}`, [0, 0, 1, 2]),
    connections: Math.max(8, Math.ceil((rate * 1.4 * seconds) / draw.between(`pool ${name}`, 0.1, 0.2))),
    ...(cache === undefined ? {} : { cache }),
  };
}

const listed = (nodes: readonly Node[], edges: readonly Edge[], end: 'caller' | 'callee'): number[][] =>
  nodes.map((_, node) => edges.flatMap((edge, index) => (edge[end] === node ? [index] : [])));

/** A production system of `services` services, 5 to 12, drawn from a seed and sized for its traffic. */
export function drawWorld(draw: Draw, services = draw.whole('services', 5, 12)): World {
  const plan = planWorld(draw, services);
  const traffic = drawTraffic(draw);
  const peak = 1 + traffic.day;
  const hits = plan.nodes.map((node) => hitsOf(draw, node));
  const rate = rates(plan.nodes, plan.edges, traffic.rate, hits);
  const hold = holds(plan.nodes, plan.edges, hits);
  const { hosts, hostOf } = drawHosts(draw, plan.nodes, rate, peak);
  const nodes = plan.nodes.map((node, i) =>
    size(draw, node, {
      rate: rate[i] as number,
      hold: hold[i] as number,
      hits: hits[i] as number,
      peak,
      host: hostOf.get(i),
    }),
  );
  const edges = plan.edges.map((edge) => finishEdge(draw, nodes, hold, edge));
  const outgoing = listed(nodes, edges, 'caller');
  const incoming = listed(nodes, edges, 'callee');
  return { nodes, edges, hosts, traffic, outgoing, incoming };
}
