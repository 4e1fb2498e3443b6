import { names } from './names.ts';
import type { Draw } from './noise.ts';
import type { Node } from './world.ts';

/** A node before it is sized for its load. */
export type Planned = Pick<Node, 'name' | 'kind' | 'work' | 'spread' | 'cpuShare' | 'depth'> & {
  readonly consumes?: number;
};

/** A call edge before its timeout and pool are set. */
export interface PlannedEdge {
  readonly caller: number;
  readonly callee: number;
  readonly calls: number;
  readonly cache?: number;
  readonly critical: boolean;
}

/** Nodes and edges while they are being drawn: the one mutable thing, seen by this file only. */
interface Plan {
  readonly nodes: Planned[];
  readonly edges: PlannedEdge[];
  readonly draw: Draw;
}

// Seconds of own work, from least to most; share of it that is CPU time.
const habits = {
  entry: { work: [0.002, 0.006], cpuShare: 0.6 },
  service: { work: [0.005, 0.03], cpuShare: 0.55 },
  worker: { work: [0.02, 0.06], cpuShare: 0.5 },
  model: { work: [0.01, 0.03], cpuShare: 0.8 },
  database: { work: [0.0015, 0.008], cpuShare: 0.45 },
  cache: { work: [0.0003, 0.001], cpuShare: 0.7 },
  queue: { work: [0.001, 0.003], cpuShare: 0.4 },
  'third-party': { work: [0.06, 0.16], cpuShare: 0.3 },
  provider: { work: [0.15, 0.35], cpuShare: 0.3 },
} as const;

function add(
  plan: Plan,
  name: string,
  kind: Node['kind'],
  habit: keyof typeof habits,
  depth: number,
): number {
  const [low, high] = habits[habit].work;
  plan.nodes.push({
    name,
    kind,
    depth,
    work: plan.draw.between(`work ${name}`, low, high),
    spread: plan.draw.between(`spread ${name}`, 0.35, 0.8),
    cpuShare: habits[habit].cpuShare,
  });
  return plan.nodes.length - 1;
}

const depthOf = (plan: Plan, index: number): number => plan.nodes[index]?.depth ?? 0;

function connect(plan: Plan, edge: Omit<PlannedEdge, 'critical'> & { readonly critical?: boolean }): void {
  const { caller, callee } = edge;
  if (plan.edges.some((other) => other.caller === caller && other.callee === callee)) return;
  plan.edges.push({ critical: true, ...edge });
}

/** The entry, a spine that reaches deep, and the rest hung on it, with a few services shared by two callers. */
function drawServices(plan: Plan, count: number): number {
  const { draw } = plan;
  add(plan, draw.pick('entry', names.entry), 'service', 'entry', 0);
  const fronts = draw.shuffled('fronts', names.front);
  const others = draw.shuffled('services', names.service);
  const spine = draw.whole('spine', 3, 4);
  for (let i = 1; i < count; i++) {
    const parent = i <= spine ? i - 1 : draw.pick(`parent ${i}`, parents(plan));
    const depth = depthOf(plan, parent) + 1;
    const index = add(plan, (depth === 1 ? fronts : others)[i] as string, 'service', 'service', depth);
    connect(plan, { caller: parent, callee: index, calls: callsOf(plan, parent, `calls ${i}`) });
  }
  for (let i = 0; i < Math.floor(count / 4); i++) share(plan, i, count);
  return count;
}

/** Services that may get one more callee: not too deep, and not too many under one. */
const parents = (plan: Plan): number[] =>
  plan.nodes.flatMap(({ depth }, index) =>
    depth <= 3 && plan.edges.filter(({ caller }) => caller === index).length < 3 ? [index] : [],
  );

// The entry sends a request one way or another; inside, a request calls each of its callees about once.
const callsOf = (plan: Plan, caller: number, name: string): number =>
  caller === 0 ? plan.draw.between(name, 0.35, 0.7) : plan.draw.between(name, 0.6, 1.3);

function share(plan: Plan, i: number, count: number): void {
  const caller = plan.draw.whole(`sharer ${i}`, 1, count - 2);
  const callee = plan.draw.whole(`shared ${i}`, caller + 1, count - 1);
  if (depthOf(plan, callee) <= depthOf(plan, caller)) return;
  connect(plan, {
    caller,
    callee,
    calls: plan.draw.between(`shared calls ${i}`, 0.3, 0.8),
    critical: i % 2 === 0,
  });
}

/** A queue that a service fills, and the worker that empties it. */
function drawQueue(plan: Plan, services: number): number {
  const { draw } = plan;
  const producer = draw.whole('producer', 1, services - 1);
  const depth = depthOf(plan, producer) + 1;
  const queue = add(plan, `${plan.nodes[producer]?.name}-queue`, 'queue', 'queue', depth);
  connect(plan, { caller: producer, callee: queue, calls: draw.between('publish', 0.3, 0.8) });
  const worker = add(plan, draw.pick('worker', names.worker), 'service', 'worker', depth + 1);
  plan.nodes[worker] = { ...(plan.nodes[worker] as Planned), consumes: queue };
  return worker;
}

/** A model that is called by a service, and the features that it reads; sometimes an assistant too. */
function drawModels(plan: Plan, services: number): void {
  const { draw } = plan;
  const caller = draw.whole('model caller', 1, services - 1);
  const model = add(plan, draw.pick('model', names.model), 'model', 'model', depthOf(plan, caller) + 1);
  connect(plan, { caller, callee: model, calls: draw.between('predictions', 0.5, 1), critical: false });
  const features = add(
    plan,
    draw.pick('features', names.features),
    'database',
    'database',
    depthOf(plan, model) + 1,
  );
  connect(plan, { caller: model, callee: features, calls: draw.whole('lookups', 1, 3) });
  if (draw.unit('assistant?') < 0.6) drawAssistant(plan, services);
}

function drawAssistant(plan: Plan, services: number): void {
  const { draw } = plan;
  const caller = draw.whole('assistant caller', 1, services - 1);
  const depth = depthOf(plan, caller) + 1;
  const assistant = add(plan, draw.pick('assistant', names.assistant), 'model', 'model', depth);
  connect(plan, { caller, callee: assistant, calls: draw.between('questions', 0.06, 0.15) });
  const index = add(plan, draw.pick('index', names.index), 'database', 'database', depth + 1);
  connect(plan, { caller: assistant, callee: index, calls: 1 });
  const provider = add(plan, draw.pick('provider', names.provider), 'third-party', 'provider', depth + 1);
  connect(plan, { caller: assistant, callee: provider, calls: draw.between('completions', 1, 1.6) });
}

/** Stores for those who have nobody to call and for some others, caches before some of them; one third party. */
function drawStores(plan: Plan, services: number, worker: number): void {
  const { draw } = plan;
  const busy = new Set(plan.edges.map(({ caller }) => caller));
  const users = Array.from({ length: services - 1 }, (_, i) => i + 1).filter(
    (index) => !busy.has(index) || draw.unit(`store ${index}`) < 0.3,
  );
  const stores: number[] = [];
  for (const user of [...users, worker]) {
    const shared = stores.length > 0 && draw.unit(`shared store ${user}`) < 0.35;
    const store = shared ? draw.pick(`which store ${user}`, stores) : drawDatabase(plan, user);
    if (!shared) stores.push(store);
    const cache = user !== worker && draw.unit(`cache ${user}`) < 0.6 ? drawCache(plan, user) : undefined;
    const calls = draw.between(`queries ${user}`, 1, 3);
    connect(plan, { caller: user, callee: store, calls, ...(cache === undefined ? {} : { cache }) });
  }
  const customer = draw.whole('customer', 1, services - 1);
  const depth = depthOf(plan, customer) + 1;
  const third = add(plan, draw.pick('third party', names.thirdParty), 'third-party', 'third-party', depth);
  connect(plan, { caller: customer, callee: third, calls: draw.between('outside', 0.2, 0.6) });
}

const drawDatabase = (plan: Plan, user: number): number =>
  add(plan, `${plan.nodes[user]?.name}-db`, 'database', 'database', depthOf(plan, user) + 1);

function drawCache(plan: Plan, user: number): number {
  const cache = add(plan, `${plan.nodes[user]?.name}-cache`, 'cache', 'cache', depthOf(plan, user) + 1);
  connect(plan, {
    caller: user,
    callee: cache,
    calls: plan.draw.between(`reads ${user}`, 1, 3),
    critical: false,
  });
  return cache;
}

/** The shape of a world: who there is and who calls whom; 5 to 12 services, the worker among them. */
export function planWorld(
  draw: Draw,
  count: number,
): { nodes: readonly Planned[]; edges: readonly PlannedEdge[] } {
  const plan: Plan = { nodes: [], edges: [], draw };
  const services = drawServices(plan, count - 1);
  const worker = drawQueue(plan, services);
  drawModels(plan, services);
  drawStores(plan, services, worker);
  return plan;
}
