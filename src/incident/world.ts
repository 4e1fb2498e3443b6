/** What a node is. A model serves predictions; a third party is somebody else's and shows only from its callers. */
export type NodeKind = 'service' | 'database' | 'cache' | 'queue' | 'third-party' | 'model';

/** Something that answers calls, and what it has to do so when all is well. */
export interface Node {
  readonly name: string;
  readonly kind: NodeKind;
  /** Index of its host; third parties have none. */
  readonly host?: number;
  /** Calls between the entry and it on the shortest way. */
  readonly depth: number;
  readonly replicas: number;
  /** Requests that it works on at a time, all replicas together. */
  readonly workers: number;
  /** Requests that may wait for a worker, all replicas together. */
  readonly room: number;
  /** Mean seconds of own work in a call, without calls to others. */
  readonly work: number;
  /** Coefficient of variation of that work. */
  readonly spread: number;
  /** Share of its work that is CPU time. */
  readonly cpuShare: number;
  /** CPU limit in cores, all replicas together. */
  readonly cores: number;
  /** Bytes of memory that it uses, and may use, each replica. */
  readonly memory: number;
  readonly memoryLimit: number;
  /** Requests a second that it gets at the traffic's mean. */
  readonly rate: number;
  /** Share of calls that fail by its own doing when all is well. */
  readonly failure: number;
  /** Share of reads that a cache answers. */
  readonly hits: number;
  /** Rows that a database looks at for a call. */
  readonly rows: number;
  /** Share of the disk that is used. */
  readonly disk: number;
  /** A model's share of good predictions. */
  readonly quality: number;
  /** A consumer's queue: the index of the node whose messages it works on. */
  readonly consumes?: number;
}

/** Who calls whom, and how. */
export interface Edge {
  readonly caller: number;
  readonly callee: number;
  /** Calls for each request of the caller, retries not counted; with a cache before them, when it holds nothing. */
  readonly calls: number;
  /** Seconds until the caller gives up on an attempt. */
  readonly timeout: number;
  /** Further attempts after a failed one. */
  readonly retries: number;
  /** Seconds of network for a call, there and back. */
  readonly network: number;
  /** Whether the caller's request fails with it. Otherwise there is a fallback. */
  readonly critical: boolean;
  /** Connections that the caller holds to the callee. */
  readonly connections: number;
  /** The cache that is asked first: calls are made for its misses only. */
  readonly cache?: number;
}

export interface Host {
  readonly name: string;
  readonly cores: number;
}

/** Requests a second at the entry over the day and the week. */
export interface Traffic {
  /** The mean. */
  readonly rate: number;
  /** Amplitude of the day's curve, as a share of the mean, and the hour (UTC) of its peak. */
  readonly day: number;
  readonly peakHour: number;
  /** Factor on Saturdays and Sundays. */
  readonly weekend: number;
}

/** A small production system. Every edge leads from a lower index to a higher one; node 0 is the entry. */
export interface World {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly hosts: readonly Host[];
  readonly traffic: Traffic;
  /** For each node, the indices of the edges that leave and that reach it. */
  readonly outgoing: readonly (readonly number[])[];
  readonly incoming: readonly (readonly number[])[];
}

/** An edge as it is written: `checkout->payments`. */
export function edgeName(world: World, edge: number): string {
  const { caller, callee } = world.edges[edge] as Edge;
  return `${world.nodes[caller]?.name}->${world.nodes[callee]?.name}`;
}
