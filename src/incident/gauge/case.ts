/** Which way a value moves when things get worse. */
export type Direction = 'up' | 'down';

/** What was measured, and how a row of it was summed up: `latency`, `Average`. */
export interface Indicator {
  readonly metric: string;
  readonly statistic: string;
}

/** Where and in what the harm was noticed. */
export interface Symptom extends Indicator {
  readonly node: string;
  readonly direction: Direction;
}

/** One caller calls one callee. */
export interface CallEdge {
  readonly caller: string;
  readonly callee: string;
}

/** What was measured of one entity, a value a row. What a caller measured of its calls is the callee's. */
export interface CaseSeries extends Indicator {
  readonly entity: string;
  readonly direction: Direction;
  /** NaN where nothing was reported. */
  readonly values: Float64Array;
  /** What an interquartile range of zero counts as, in the series' own unit. */
  readonly zeroIqr: number;
}

/** Mean seconds of a node's own work in a request, its callees' left out. */
export interface SelfTime {
  readonly normal: number;
  readonly abnormal: number;
}

/** What a method of the gauge may look at, and nothing more: no onset, no fault, no cause. */
export interface Case {
  /** What may be named as the cause: nodes, and call edges where an edge can be one. The symptom's node is left out. */
  readonly entities: readonly string[];
  /** The call graph over nodes; empty where it is not known. */
  readonly edges: readonly CallEdge[];
  /** Absent where a recording does not tell it. */
  readonly symptom?: Symptom;
  /** The first row of the abnormal part: where the alert's condition first held, never the true onset. */
  readonly breach: number;
  readonly series: readonly CaseSeries[];
  /** From traces, where there are any. */
  readonly selfTimes?: ReadonlyMap<string, SelfTime>;
}

/** How an edge is named among the entities. */
export const edgeName = ({ caller, callee }: CallEdge): string => `${caller}->${callee}`;
