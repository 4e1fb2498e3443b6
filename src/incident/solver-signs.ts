import { type Call, type Evidence, rise, times } from './evidence.ts';

/** Whom the metrics blame: an entity as it is written, or nobody; and the way there from the symptom. */
export interface Blame {
  readonly owner: string;
  readonly way: readonly string[];
  /** The metric that gives it away, and whose it is. */
  readonly metric: string;
  readonly at: Call | string;
}

/** A walk over the evidence. */
export interface Search {
  readonly evidence: Evidence;
  readonly way: string[];
  /** Nodes whose load was traced back. */
  readonly followed: Set<string>;
}

/** An owner as the end of a search, and the metric that gives it away. */
export const blame = ({ way }: Search, owner: string, metric: string, at: Call | string = owner): Blame => ({
  owner,
  way,
  metric,
  at,
});

/** An edge as it is written. */
export const named = ({ caller, callee }: Call): string => `${caller}->${callee}`;

/** Whom a node calls. */
export const callsOf = ({ evidence }: Search, caller: string): Call[] =>
  evidence.calls.filter((call) => call.caller === caller);

/** The one with the largest value. */
export const most = <T>(list: readonly T[], value: (one: T) => number): T | undefined =>
  list.reduce<T | undefined>(
    (best, one) => (best === undefined || value(one) > value(best) ? one : best),
    undefined,
  );

/** Seconds that calls over an edge add to a request of the caller, before and after. */
export function cost({ evidence }: Search, call: Call) {
  const calls = evidence.mean('client_calls_per_request', call);
  const attempts = evidence.mean('client_attempts_per_call', call);
  const each = evidence.seconds('client_request_duration_seconds', call);
  return {
    before: calls.before * attempts.before * each.before,
    after: calls.after * attempts.after * each.after,
  };
}

/** A third party reports nothing: what its callers see beyond the network is its own. */
export function outsideRise({ evidence }: Search, call: Call): number {
  if (evidence.series('requests_total', call.callee)) return 0;
  const { mean, seconds } = evidence;
  const network = rise(mean('network_round_trip_seconds', call));
  const packets = times(mean('tcp_retransmits_ratio', call)) > 3;
  return packets ? 0 : rise(seconds('client_request_duration_seconds', call)) - network;
}

/** Connections in use beyond attempts × seconds (Little): somebody does not give them back. */
export function heldConnections({ evidence }: Search, call: Call): boolean {
  const inUse = evidence.mean('connections_in_use', call);
  const attempts = evidence.mean('client_attempts_total', call);
  const each = evidence.seconds('client_request_duration_seconds', call);
  const wait = evidence.mean('connection_wait_seconds', call);
  const needed = (attempts.after / 15) * Math.max(each.before, each.after - wait.after);
  return inUse.after > 1.3 * needed && inUse.after > 2 * inUse.before;
}

/** Signals of a node's own that slow it down by themselves, and how much of a rise counts. */
const ownReasons = [
  ['gc_pause_seconds_total', 1.6],
  ['disk_operation_seconds', 1.4],
  ['lock_wait_seconds', 2],
  ['partition_skew_ratio', 1.15],
  ['accelerator_memory_ratio', 1.2],
  ['feature_flag_ratio', 1.5],
] as const;

/** Whether nothing of a node's own slows it down. */
export function hasNoReasonOfItsOwn(search: Search, node: string): boolean {
  const { mean } = search.evidence;
  if (ownReasons.some(([name, much]) => times(mean(name, node)) > much)) return false;
  if (times(mean('cpu_limit_cores', node)) < 0.9 || times(mean('replicas_ready', node)) < 0.9) return false;
  return cpuPerRequest(search, node) < 1.15;
}

function cpuPerRequest({ evidence }: Search, node: string): number {
  return times(evidence.mean('cpu_usage_cores', node)) / times(evidence.mean('requests_total', node));
}

/** The host that a node shares, when it is short of CPU and the node itself asks for no more than it did. */
export function starvedHost(search: Search, node: string): string | undefined {
  const host = search.evidence.hostOf(node);
  if (host === undefined || !hasNoReasonOfItsOwn(search, node)) return undefined;
  const stolen = search.evidence.mean('host_cpu_stolen_ratio', host);
  return stolen.after > stolen.before + 0.08 ? host : undefined;
}

/** Workers in use beyond rate × seconds (Little), where seconds are those of own work and of calls to others. */
export function heldWorkers(search: Search, node: string): boolean {
  const { mean } = search.evidence;
  const busy = mean('workers_busy', node);
  const held = callsOf(search, node).map((call) => cost(search, call).after);
  const seconds = held.reduce((a, b) => a + b, mean('work_seconds', node).after);
  return (
    busy.after > 1.5 * (mean('requests_total', node).after / 15) * seconds && busy.after > 2 * busy.before
  );
}

/** Mean share of failures that a node answers with, after less before. */
export function failureRise({ evidence }: Search, node: string): number {
  const errors = evidence.mean('request_errors_total', node);
  const count = evidence.mean('requests_total', node);
  return errors.after / Math.max(1, count.after) - errors.before / Math.max(1, count.before);
}

/** Failures over an edge for each request of the caller, after less before; those with a fallback count as well. */
export function lostRise({ evidence }: Search, call: Call, caller: string): number {
  const errors = evidence.mean('client_errors_total', call);
  const count = evidence.mean('requests_total', caller);
  return errors.after / Math.max(1, count.after) - errors.before / Math.max(1, count.before);
}

/** Failures that a node's own metrics own up to. */
export const ownFailure = (search: Search, node: string): number =>
  usedUp(search, node) ? 1 : rise(search.evidence.mean('exception_ratio', node));

/** What a node has none left of: disk, file handles. */
export function usedUp({ evidence }: Search, node: string): string | undefined {
  const used = { disk_used_ratio: 0.98, open_file_handles: 4_000 };
  return Object.entries(used).find(([name, much]) => latest(evidence.series(name, node)) >= much)?.[0];
}

const latest = (values: Float64Array | undefined): number => values?.at(-1) ?? 0;
