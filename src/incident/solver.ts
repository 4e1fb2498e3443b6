import { type Call, type Evidence, evidenceOf, rise, times } from './evidence.ts';
import type { Metric } from './signal.ts';

/** Where the page came from: the node of the alert, and what its rule looks at. */
export interface Page {
  readonly node: string;
  readonly indicator: string;
  /** Step at which its condition first held. */
  readonly breach: number;
}

/** Whom the metrics blame: an entity as it is written, or nobody; and the way there from the symptom. */
export interface Blame {
  readonly owner: string;
  readonly way: readonly string[];
  /** The metric that gives it away, and whose it is. */
  readonly metric: string;
  readonly at: Call | string;
}

interface Search {
  readonly evidence: Evidence;
  readonly way: string[];
  /** Nodes whose load was traced back. */
  readonly followed: Set<string>;
}

const nobody = (way: readonly string[] = []): Blame => ({ owner: '', way, metric: '', at: '' });

const blame = ({ way }: Search, owner: string, metric: string, at: Call | string = owner): Blame => ({
  owner,
  way,
  metric,
  at,
});

const named = ({ caller, callee }: Call): string => `${caller}->${callee}`;

/**
 * Names the owner of an incident from its metrics alone. It walks from the page to where what is measured is no longer
 * explained by what was measured of others: means add along a path, busy workers are rate × time (Little), load is
 * calls × attempts of the callers.
 */
export function solve(metrics: Iterable<Metric>, { node, indicator, breach }: Page): Blame {
  const search: Search = { evidence: evidenceOf(metrics, breach), way: [], followed: new Set() };
  switch (indicator) {
    case 'latency':
      return tooSmall(search, node) ? nobody() : slow(search, node);
    case 'errors':
      return failing(search, node);
    case 'lag':
      return lagging(search, node);
    case 'quality':
      return misjudging(search, node);
    case 'traffic':
      return crowded(search, node);
    case 'probe':
      return failureRise(search, node) > 0.01 ? failing(search, node) : nobody();
    default:
      return harmed(search, node);
  }
}

/** A page of a resource matters when somebody who calls it is worse off. */
function harmed(search: Search, node: string): Blame {
  const { mean, seconds } = search.evidence;
  const load = times(mean('requests_total', node));
  const slower = times(seconds('request_duration_seconds', node));
  if (load > 1.25) return loaded(search, node);
  return slower > 1.25 ? slow(search, node) : nobody();
}

/** More traffic alone is no fault while users feel nothing of it. */
function crowded(search: Search, node: string): Blame {
  const { seconds } = search.evidence;
  const felt = times(seconds('request_duration_seconds', node)) > 1.25 || failureRise(search, node) > 0.005;
  return felt ? blame(search, 'traffic', 'requests_total') : nobody();
}

const tooSmall = ({ evidence }: Search, node: string): boolean =>
  times(evidence.seconds('request_duration_seconds', node)) < 1.04 &&
  times(evidence.mean('request_duration_p99_seconds', node)) < 1.1;

const callsOf = ({ evidence }: Search, caller: string): Call[] =>
  evidence.calls.filter((call) => call.caller === caller);

const most = <T>(list: readonly T[], value: (one: T) => number): T | undefined =>
  list.reduce<T | undefined>(
    (best, one) => (best === undefined || value(one) > value(best) ? one : best),
    undefined,
  );

/** Seconds that calls over an edge add to a request of the caller, before and after. */
function cost({ evidence }: Search, call: Call) {
  const calls = evidence.mean('client_calls_per_request', call);
  const attempts = evidence.mean('client_attempts_per_call', call);
  const each = evidence.seconds('client_request_duration_seconds', call);
  return {
    before: calls.before * attempts.before * each.before,
    after: calls.after * attempts.after * each.after,
  };
}

/** Why a node is slow: its own work, waiting for a worker, or somebody whom it calls. */
function slow(search: Search, node: string): Blame {
  if (search.way.includes(node)) return blame(search, node, 'request_duration_seconds');
  search.way.push(node);
  const { mean } = search.evidence;
  const work = rise(mean('work_seconds', node));
  const wait = rise(mean('worker_wait_seconds', node));
  const worst = most(callsOf(search, node), (call) => rise(cost(search, call)));
  const others = worst ? rise(cost(search, worst)) : 0;
  if (worst && others >= work && others >= wait) return slowCall(search, worst);
  if (wait > work) return waiting(search, node, worst);
  return working(search, node);
}

/** Why calls over an edge cost more: more of them, the way there, or who answers. */
function slowCall(search: Search, call: Call): Blame {
  const { mean, seconds } = search.evidence;
  const each = seconds('client_request_duration_seconds', call);
  const calls = mean('client_calls_per_request', call);
  const attempts = mean('client_attempts_per_call', call);
  const answer = rise(seconds('request_duration_seconds', call.callee)) || outsideRise(search, call);
  const way = rise(each) - answer;
  if (times(calls) > 1.3) return moreCalls(search, call);
  if (times(attempts) > 1.3 && times(each) < 1.5) return failedCall(search, call);
  const delay = rise(mean('network_round_trip_seconds', call)) + rise(mean('tcp_retransmits_ratio', call));
  if (way > answer || delay > Math.abs(answer)) return wayThere(search, call);
  const rows = times(mean('query_rows_examined_per_call', call));
  if (rows > 1.3) return blame(search, call.caller, 'query_rows_examined_per_call', call);
  return slow(search, call.callee);
}

/** A third party reports nothing: what its callers see beyond the network is its own. */
function outsideRise({ evidence }: Search, call: Call): number {
  if (evidence.series('requests_total', call.callee)) return 0;
  const { mean, seconds } = evidence;
  const network = rise(mean('network_round_trip_seconds', call));
  const packets = times(mean('tcp_retransmits_ratio', call)) > 3;
  return packets ? 0 : rise(seconds('client_request_duration_seconds', call)) - network;
}

/** More calls than before: a cache that holds less, or a caller that asks more. */
function moreCalls(search: Search, call: Call): Blame {
  const cache = callsOf(search, call.caller).find(
    ({ callee }) =>
      times(search.evidence.mean('cache_hit_ratio', callee)) < 0.93 &&
      search.evidence.series('cache_hit_ratio', callee),
  );
  return cache
    ? blame(search, cache.callee, 'cache_hit_ratio')
    : blame(search, call.caller, 'client_calls_per_request', call);
}

/** The callee is fine and the caller waits: the network, packets, or the pool of connections. */
function wayThere(search: Search, call: Call): Blame {
  const { mean } = search.evidence;
  const waits = rise(mean('connection_wait_seconds', call));
  if (
    waits < rise(mean('network_round_trip_seconds', call)) ||
    times(mean('tcp_retransmits_ratio', call)) > 3
  )
    return blame(
      search,
      named(call),
      times(mean('tcp_retransmits_ratio', call)) > 3 ? 'tcp_retransmits_ratio' : 'network_round_trip_seconds',
      call,
    );
  if (heldConnections(search, call)) return blame(search, named(call), 'connection_wait_seconds', call);
  return times(mean('client_attempts_total', call)) > 1.4
    ? loaded(search, call.callee)
    : slow(search, call.callee);
}

/** Connections in use beyond attempts × seconds (Little): somebody does not give them back. */
function heldConnections({ evidence }: Search, call: Call): boolean {
  const inUse = evidence.mean('connections_in_use', call);
  const attempts = evidence.mean('client_attempts_total', call);
  const each = evidence.seconds('client_request_duration_seconds', call);
  const wait = evidence.mean('connection_wait_seconds', call);
  const needed = (attempts.after / 15) * Math.max(each.before, each.after - wait.after);
  return inUse.after > 1.3 * needed && inUse.after > 2 * inUse.before;
}

/** Why a node's own work takes longer: its host, what it is asked to look at, or itself. */
function working(search: Search, node: string): Blame {
  const { mean } = search.evidence;
  const asked = search.evidence.calls.filter(({ callee }) => callee === node);
  const rows = most(asked, (call) => times(mean('query_rows_examined_per_call', call)));
  if (rows && times(mean('query_rows_examined_per_call', rows)) > 1.3)
    return blame(search, rows.caller, 'query_rows_examined_per_call', rows);
  const host = starvedHost(search, node);
  if (host) return blame(search, host, 'host_cpu_stolen_ratio');
  if (hasNoReasonOfItsOwn(search, node) && times(mean('requests_total', node)) > 1.2)
    return loaded(search, node);
  return blame(search, node, 'work_seconds');
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

function hasNoReasonOfItsOwn(search: Search, node: string): boolean {
  const { mean } = search.evidence;
  if (ownReasons.some(([name, much]) => times(mean(name, node)) > much)) return false;
  if (times(mean('cpu_limit_cores', node)) < 0.9 || times(mean('replicas_ready', node)) < 0.9) return false;
  return cpuPerRequest(search, node) < 1.15;
}

function cpuPerRequest({ evidence }: Search, node: string): number {
  return times(evidence.mean('cpu_usage_cores', node)) / times(evidence.mean('requests_total', node));
}

/** The host that a node shares, when it is short of CPU and the node itself asks for no more than it did. */
function starvedHost(search: Search, node: string): string | undefined {
  const host = search.evidence.hostOf(node);
  if (host === undefined || !hasNoReasonOfItsOwn(search, node)) return undefined;
  const stolen = search.evidence.mean('host_cpu_stolen_ratio', host);
  return stolen.after > stolen.before + 0.08 ? host : undefined;
}

/** Why calls wait for a worker: fewer workers, more calls, longer calls. */
function waiting(search: Search, node: string, worst: Call | undefined): Blame {
  const { mean } = search.evidence;
  const less = ['replicas_ready', 'cpu_limit_cores'].find((name) => times(mean(name, node)) < 0.9);
  if (less) return blame(search, node, less);
  if (heldWorkers(search, node)) return blame(search, node, 'workers_busy');
  const load = times(mean('requests_total', node));
  const slower = worst ? rise(cost(search, worst)) : 0;
  const own = rise(mean('work_seconds', node));
  if (worst && slower > own && slower > 0.3 * cost(search, worst).before) return slowCall(search, worst);
  if (load > 1.2 && hasNoReasonOfItsOwn(search, node)) return loaded(search, node);
  return working(search, node);
}

/** Workers in use beyond rate × seconds (Little), where seconds are those of own work and of calls to others. */
function heldWorkers(search: Search, node: string): boolean {
  const { mean } = search.evidence;
  const busy = mean('workers_busy', node);
  const held = callsOf(search, node).map((call) => cost(search, call).after);
  const seconds = held.reduce((a, b) => a + b, mean('work_seconds', node).after);
  return (
    busy.after > 1.5 * (mean('requests_total', node).after / 15) * seconds && busy.after > 2 * busy.before
  );
}

/** Who sent more: the caller whose calls grew most, and why they did. */
function loaded(search: Search, node: string): Blame {
  const { calls, mean } = search.evidence;
  const callers = calls.filter(({ callee }) => callee === node);
  const worst = most(callers, (call) => rise(mean('client_attempts_total', call)));
  if (!worst) return blame(search, 'traffic', 'requests_total');
  if (search.followed.has(node)) return blame(search, node, 'requests_total');
  search.followed.add(node);
  if (times(mean('client_calls_per_request', worst)) > 1.25) return moreCalls(search, worst);
  if (times(mean('client_attempts_per_call', worst)) > 1.2) return failedCall(search, worst);
  return loaded(search, worst.caller);
}

/** Mean share of failures that a node answers with, after less before. */
function failureRise({ evidence }: Search, node: string): number {
  const errors = evidence.mean('request_errors_total', node);
  const count = evidence.mean('requests_total', node);
  return errors.after / Math.max(1, count.after) - errors.before / Math.max(1, count.before);
}

/** Failures over an edge for each request of the caller, after less before; those with a fallback count as well. */
function lostRise({ evidence }: Search, call: Call, caller: string): number {
  const errors = evidence.mean('client_errors_total', call);
  const count = evidence.mean('requests_total', caller);
  return errors.after / Math.max(1, count.after) - errors.before / Math.max(1, count.before);
}

/** Why a node answers with errors: by itself, for want of room, or because of somebody whom it calls. */
function failing(search: Search, node: string): Blame {
  if (search.way.includes(node)) return blame(search, node, 'request_errors_total');
  search.way.push(node);
  const { mean } = search.evidence;
  const rejected = rise(mean('rejected_ratio', node));
  const own = ownFailure(search, node);
  const worst = most(callsOf(search, node), (call) => lostRise(search, call, node));
  const others = worst ? lostRise(search, worst, node) : 0;
  if (rejected > own && rejected > 0.5 * others) return overrun(search, node);
  if (worst && others > own) return failedCall(search, worst);
  return blame(search, node, usedUp(search, node) ?? 'exception_ratio');
}

/** Failures that a node's own metrics own up to. */
const ownFailure = (search: Search, node: string): number =>
  usedUp(search, node) ? 1 : rise(search.evidence.mean('exception_ratio', node));

/** What a node has none left of: disk, file handles. */
function usedUp({ evidence }: Search, node: string): string | undefined {
  const used = { disk_used_ratio: 0.98, open_file_handles: 4_000 };
  return Object.entries(used).find(([name, much]) => latest(evidence.series(name, node)) >= much)?.[0];
}

const latest = (values: Float64Array | undefined): number => values?.at(-1) ?? 0;

/** Why a node turns calls away: it is slower, or gets more than it can do. */
function overrun(search: Search, node: string): Blame {
  const worst = most(callsOf(search, node), (call) => rise(cost(search, call)));
  return waiting(search, node, worst);
}

const ownersEdge = [
  'dns_failures_total',
  'connections_refused_total',
  'tls_failures_total',
  'connects_failed_total',
  'unauthorized_total',
] as const;

/** Why calls over an edge fail: on the way, by what the callee says, by patience, or because the callee fails. */
function failedCall(search: Search, call: Call): Blame {
  const { mean } = search.evidence;
  const grown = (name: string) => rise(mean(name, call));
  const way = most(ownersEdge, grown) as string;
  const told =
    grown('rate_limited_total') > grown('unparsed_responses_total')
      ? 'rate_limited_total'
      : 'unparsed_responses_total';
  const late = grown('client_timeouts_total');
  const known = Math.max(grown(way), grown(told), late);
  const rest = grown('client_errors_total') - grown(way) - grown(told) - late;
  if (rest > known) return failing(search, call.callee);
  if (grown(way) === known) return blame(search, named(call), way, call);
  if (grown(told) === known) return blame(search, call.callee, told, call);
  return givenUp(search, call);
}

/** More attempts than anybody usually allows, the first one and two more: somebody changed that. */
const manyAttempts = 3.2;

/** Calls that were given up on: too little patience and too many retries, or a callee that is slow by itself. */
function givenUp(search: Search, call: Call): Blame {
  const { mean, seconds } = search.evidence;
  const patience = rise(seconds('client_request_duration_seconds', call));
  const attempts = mean('client_attempts_per_call', call);
  if (
    attempts.after > manyAttempts ||
    (attempts.after > 1.3 && patience < 0.5 * rise(seconds('request_duration_seconds', call.callee)) + 0.02)
  )
    return blame(search, named(call), 'client_retries_total', call);
  if (times(mean('client_calls_per_request', call)) > 1.3) return moreCalls(search, call);
  const way = rise(mean('network_round_trip_seconds', call)) + rise(mean('connection_wait_seconds', call));
  if (
    way > rise(seconds('request_duration_seconds', call.callee)) ||
    times(mean('tcp_retransmits_ratio', call)) > 3
  )
    return wayThere(search, call);
  const rows = times(mean('query_rows_examined_per_call', call));
  if (rows > 1.3) return blame(search, call.caller, 'query_rows_examined_per_call', call);
  return slow(search, call.callee);
}

/** Why messages wait: some come back again and again, more come in, or the consumer is slow. */
function lagging(search: Search, queue: string): Blame {
  const { mean } = search.evidence;
  search.way.push(queue);
  if (times(mean('queue_redelivered_total', queue)) > 3)
    return blame(search, queue, 'queue_redelivered_total');
  if (times(mean('requests_total', queue)) > 1.3) return loaded(search, queue);
  const consumer = search.evidence.consumerOf(queue);
  if (consumer === undefined) return blame(search, queue, 'queue_oldest_message_seconds');
  const worst = most(callsOf(search, consumer), (call) => rise(cost(search, call)));
  const own = rise(mean('work_seconds', consumer)) > (worst ? rise(cost(search, worst)) : 0);
  return worst && !own && !heldWorkers(search, consumer)
    ? slowFrom(search, consumer, worst)
    : waiting(search, consumer, worst);
}

function slowFrom(search: Search, node: string, call: Call): Blame {
  search.way.push(node);
  return slowCall(search, call);
}

/** Why a model judges worse: what it reads, what it gets, or itself. */
function misjudging(search: Search, model: string): Blame {
  const { mean } = search.evidence;
  search.way.push(model);
  for (const { callee } of callsOf(search, model)) {
    if (times(mean('feature_null_ratio', callee)) > 3) return blame(search, callee, 'feature_null_ratio');
    if (rise(mean('index_age_seconds', callee)) > 2_000) return blame(search, callee, 'index_age_seconds');
  }
  return blame(search, model, 'model_quality_ratio');
}
