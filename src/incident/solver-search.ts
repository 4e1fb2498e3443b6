import { type Call, rise, times } from './evidence.ts';
import { type Blame, type Search, blame, named, callsOf, most, cost, outsideRise, heldConnections, hasNoReasonOfItsOwn, starvedHost, heldWorkers, lostRise, ownFailure, usedUp } from './solver-signs.ts';

/** Why a node is slow: its own work, waiting for a worker, or somebody whom it calls. */
export function slow(search: Search, node: string): Blame {
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
export function slowCall(search: Search, call: Call): Blame {
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

/** Why calls wait for a worker: fewer workers, more calls, longer calls. */
export function waiting(search: Search, node: string, worst: Call | undefined): Blame {
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

/** Who sent more: the caller whose calls grew most, and why they did. */
export function loaded(search: Search, node: string): Blame {
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

/** Why a node answers with errors: by itself, for want of room, or because of somebody whom it calls. */
export function failing(search: Search, node: string): Blame {
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
