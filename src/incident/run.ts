/** What the model gives for a node at each step, with units. Shares are of the calls that reached it. */
export const nodeChannels = {
  rate: 'calls that arrive, a second',
  failure: 'share of calls answered with an error, for whatever reason',
  own: 'share of calls that fail by its own doing: any of the next four',
  crash: 'share that fails in its code',
  turnedAway: 'share that finds the waiting room full',
  unstored: 'share that fails for want of disk',
  unopened: 'share that fails for want of file handles',
  mean: 'mean seconds of a call, as the node itself measures it',
  sd: 'standard deviation of these seconds',
  work: 'mean seconds of own work in a call, all slowdowns included; no waiting, no calls to others',
  wait: 'mean seconds that a call waits for a worker',
  busy: 'workers in use',
  backlog: 'calls that wait; messages, in a queue',
  cpu: 'cores in use',
  limit: 'cores that it may use, all replicas together',
  throttled: 'seconds a second in which its CPU limit held it',
  pause: 'seconds a second of garbage collection',
  memory: 'bytes of memory of a replica',
  restarts: 'restarts in this step',
  replicas: 'replicas that are ready',
  disk: 'share of the disk in use',
  io: 'mean seconds of a disk operation',
  handles: 'file handles open, each replica',
  hits: 'share of reads that the cache answered',
  locks: 'mean seconds that a call waits for locks',
  rows: 'rows looked at for a call',
  flagged: 'share of calls with the newest feature flag on',
  skew: 'load of the hottest partition over the mean load',
  age: 'seconds since the oldest waiting message came in',
  redelivered: 'messages handed out again, a second',
  quality: "share of a model's predictions that turn out good",
  nulls: 'share of features that are empty',
  drift: 'population stability index of the inputs against those of training',
  mismatch: 'distance of features in serving from those of training, in standard deviations',
  accelerator: 'share of the accelerator memory in use',
  stale: 'seconds since the index was last built',
  probe: 'share of probes from outside that fail; at the entry only',
} as const;

export type NodeChannel = keyof typeof nodeChannels;

/** What the model gives for a call edge at each step. Shares are of attempts. */
export const edgeChannels = {
  rate: 'attempts a second, retries included',
  calls: 'calls for each request of the caller, retries not counted',
  attempts: 'attempts for each call',
  failure: 'share of attempts that fail, for whatever reason',
  lost: 'share of calls that fail after the last attempt',
  mean: 'mean seconds of an attempt, as the caller measures it',
  sd: 'standard deviation of these seconds',
  timedOut: 'share that the caller gave up on',
  unreachable: 'share that found no way to the callee',
  refused: 'share whose connection was refused',
  unresolved: 'share whose name was not resolved',
  untrusted: 'share that failed for the certificate',
  unauthorized: 'share that was turned down for its credential',
  limited: 'share that was turned down for its rate',
  unparsed: 'share whose answer the caller cannot read',
  network: 'mean seconds on the network, there and back',
  loss: 'share of packets sent again',
  connectionWait: 'mean seconds that an attempt waits for a connection',
  connections: 'connections in use',
  rows: 'rows that the callee looks at for a call of this caller',
  expiry: 'seconds until the certificate of the connection expires',
} as const;

export type EdgeChannel = keyof typeof edgeChannels;

/** What the model gives for a host at each step. */
export const hostChannels = {
  cpu: 'cores wanted by all that runs on it, above its own cores when it is short of them',
  stolen: 'share of wanted CPU time that was not to be had',
} as const;

export type HostChannel = keyof typeof hostChannels;

export type NodeRun = Readonly<Record<NodeChannel, Float64Array>>;
export type EdgeRun = Readonly<Record<EdgeChannel, Float64Array>>;
export type HostRun = Readonly<Record<HostChannel, Float64Array>>;

/** What the model gave, mechanism by mechanism, a value a step. Nothing here has noise of measurement yet. */
export interface Run {
  /** Seed of all its noise, of what is measured too. */
  readonly noise: number;
  readonly steps: number;
  /** By the index of node, edge and host. */
  readonly nodes: readonly NodeRun[];
  readonly edges: readonly EdgeRun[];
  readonly hosts: readonly HostRun[];
  /** All the series, in this order. */
  readonly store: Float64Array;
}

/** How many of each a run is about. */
interface Size {
  readonly nodes: number;
  readonly edges: number;
  readonly hosts: number;
}

const count = (table: object): number => Object.keys(table).length;

const seriesOf = ({ nodes, edges, hosts }: Size): number =>
  nodes * count(nodeChannels) + edges * count(edgeChannels) + hosts * count(hostChannels);

/**
 * Something for every name of a table. It starts as a copy of the table, for such a copy is looked up by fixed places, and
 * what is put together from many names is a hash table, several times as slow.
 */
export function filled<Name extends string, T>(
  table: Readonly<Record<Name, unknown>>,
  make: () => T,
): Record<Name, T> {
  const made: Record<string, unknown> = { ...table };
  for (const name in made) made[name] = make();
  return made as Record<Name, T>;
}

/** A run over a store that holds all its series, one after the other: one allocation instead of a thousand. */
function runOver(store: Float64Array, size: Size, steps: number, noise: number): Run {
  let used = 0;
  const channels = <Name extends string>(table: Readonly<Record<Name, string>>) =>
    filled(table, () => {
      used += steps;
      return store.subarray(used - steps, used);
    });
  const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const nodes = many(size.nodes, () => channels(nodeChannels));
  const edges = many(size.edges, () => channels(edgeChannels));
  const hosts = many(size.hosts, () => channels(hostChannels));
  return { noise, steps, nodes, edges, hosts, store };
}

/** A run with nothing in it yet. */
export const emptyRun = (size: Size, steps: number, noise: number): Run =>
  runOver(new Float64Array(seriesOf(size) * steps), size, steps, noise);

/** A run that can go on without changing the first. */
export function copyRun({ nodes, edges, hosts, store, steps, noise }: Run): Run {
  const size = { nodes: nodes.length, edges: edges.length, hosts: hosts.length };
  return runOver(store.slice(), size, steps, noise);
}
