/** Seconds between two points of a metric: one step of the world. */
export const stepSeconds = 15;

/** What a series is about: whose it is, and for a call edge who was called. */
export interface Subject {
  /** A service, host, store, queue, third party or model. */
  readonly node: string;
  /** Set on what a caller measures of its calls to another. */
  readonly callee?: string;
}

/**
 * A metric over all steps of an incident. Names and units follow the OpenMetrics conventions: base units
 * (seconds, bytes, ratios), the unit as the name's suffix, counters end in `_total`.
 */
export interface Series extends Subject {
  readonly name: string;
  readonly help: string;
  readonly unit: string;
  readonly type: 'gauge' | 'counter';
  readonly labels: Readonly<Record<string, string>>;
  /** One value a step; NaN where nothing was reported. */
  readonly values: Float64Array;
}

/** A latency histogram over all steps: cumulative from the start, as a scraper sees it. */
export interface HistogramSeries extends Subject {
  readonly name: string;
  readonly help: string;
  readonly unit: string;
  readonly type: 'histogram';
  readonly labels: Readonly<Record<string, string>>;
  /** Upper bounds, rising, without the last, infinite one. */
  readonly bounds: readonly number[];
  /** For each step, the cumulative counts of all buckets, the infinite one last. */
  readonly counts: readonly Float64Array[];
  /** For each step, the cumulative sum of what was observed. */
  readonly sums: Float64Array;
}

export type Metric = Series | HistogramSeries;

export type Severity = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** One line of a log. */
export interface LogLine {
  /** ms since 1970. */
  readonly t: number;
  readonly node: string;
  readonly severity: Severity;
  /** The text before its figures were filled in: what lines of one kind share. */
  readonly template: string;
  readonly body: string;
  /** The trace in whose work it was written, where there is one. */
  readonly traceId?: string;
}

/** One unit of work of a request. Times are ms since 1970, with fractions. */
export interface Span {
  /** 32 and 16 hexadecimal digits, as W3C Trace Context has them. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId?: string;
  readonly node: string;
  readonly name: string;
  readonly kind: 'server' | 'client' | 'internal' | 'producer' | 'consumer';
  readonly start: number;
  readonly end: number;
  readonly ok: boolean;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** Share of the CPU time of a node by function, over some steps; the shares sum to 1. */
export interface ProfileRow {
  readonly function: string;
  readonly share: number;
}

/** Something that somebody or something changed. */
export interface ChangeEvent {
  /** ms since 1970. */
  readonly t: number;
  readonly node: string;
  readonly kind:
    | 'deploy'
    | 'config'
    | 'flag'
    | 'scale'
    | 'certificate'
    | 'credential'
    | 'schema'
    | 'job'
    | 'model';
  readonly summary: string;
  /** The old and the new value, where there is one. */
  readonly from?: string;
  readonly to?: string;
}

/** A rule that fired. */
export interface Alert extends Subject {
  readonly rule: string;
  readonly summary: string;
  /** ms since 1970: when its condition first held, and when it had held for long enough. */
  readonly breachedAt: number;
  readonly firedAt: number;
  readonly severity: 'page' | 'ticket';
}

/** All that can be observed of an incident, and nothing of what caused it. */
export interface Telemetry {
  /** ms since 1970 of the first point of each metric, a whole number of seconds. */
  readonly start: number;
  readonly metrics: readonly Metric[];
  readonly logs: readonly LogLine[];
  readonly spans: readonly Span[];
  readonly changes: readonly ChangeEvent[];
  readonly alerts: readonly Alert[];
}
