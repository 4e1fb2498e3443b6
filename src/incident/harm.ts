import { type Call, type Evidence, rise, times } from './evidence.ts';
import type { Leaver } from './residuals.ts';
import { callsOf, cost, failureRise, outsideRise, type Search, usedUp } from './solver-signs.ts';

/** What a mechanism adds to a request of the symptom's node, as it is measured: seconds, and the share that fails. */
export interface Harm {
  readonly seconds: number;
  readonly failures: number;
}

const none: Harm = { seconds: 0, failures: 0 };
const untold: Harm = { seconds: Number.POSITIVE_INFINITY, failures: Number.POSITIVE_INFINITY };

/** Nodes that requests of a node reach over calls; messages reach their consumer. */
function reachedFrom({ calls, consumerOf }: Evidence, node: string): ReadonlySet<string> {
  const reached = new Set([node]);
  for (const at of reached) {
    const consumer = consumerOf(at);
    if (consumer !== undefined) reached.add(consumer);
    for (const { caller, callee } of calls) if (caller === at) reached.add(callee);
  }
  return reached;
}

/** What can be measured of a mechanism's harm to the node of the symptom. */
export function harmOf(search: Search, symptom: string, { at, metric }: Leaver): Harm {
  const { evidence } = search;
  if (metric === 'queue_redelivered_total') return untold;
  if (metric === 'requests_total')
    return times(evidence.mean('requests_total', symptom)) > 1.1 ? untold : none;
  if (typeof at !== 'string') return ofCall(search, symptom, at, metric);
  if (metric === 'cache_hit_ratio') return ofCache(search, symptom, at);
  const nodes = evidence.hosts.get(at) ?? [at];
  return nodes.map((node) => ofNode(search, symptom, node)).reduce(added, none);
}

const added = (a: Harm, b: Harm): Harm => ({
  seconds: a.seconds + b.seconds,
  failures: a.failures + b.failures,
});

/** Requests of a node for each one of the symptom's. */
const visits = ({ mean }: Evidence, symptom: string, node: string): number =>
  mean('requests_total', node).after / Math.max(1, mean('requests_total', symptom).after);

function ofNode(search: Search, symptom: string, node: string): Harm {
  const { evidence } = search;
  const { mean } = evidence;
  if (!reachedFrom(evidence, symptom).has(node)) return none;
  const often = visits(evidence, symptom, node);
  const failed = usedUp(search, node)
    ? failureRise(search, node)
    : rise(mean('exception_ratio', node)) + rise(mean('rejected_ratio', node));
  const seconds = rise(mean('work_seconds', node)) + rise(mean('worker_wait_seconds', node));
  return { seconds: often * seconds, failures: often * failed };
}

/** A cache that holds less sends its callers to their stores. */
function ofCache(search: Search, symptom: string, cache: string): Harm {
  const { evidence } = search;
  const callers = evidence.calls.filter(({ callee }) => callee === cache).map(({ caller }) => caller);
  return callers
    .flatMap((caller) => callsOf(search, caller))
    .map((call) => ofCall(search, symptom, call, 'client_calls_per_request'))
    .reduce(added, none);
}

const reasons = [
  'dns_failures_total',
  'connections_refused_total',
  'tls_failures_total',
  'connects_failed_total',
  'unauthorized_total',
  'rate_limited_total',
  'unparsed_responses_total',
  'client_timeouts_total',
] as const;

function ofCall(search: Search, symptom: string, call: Call, metric: string): Harm {
  const { evidence } = search;
  if (!reachedFrom(evidence, symptom).has(call.caller)) return none;
  const requests = Math.max(1, evidence.mean('requests_total', symptom).after);
  const ways = isOfCaller(metric) ? (['client_timeouts_total'] as const) : reasons;
  const failed = ways.reduce((sum, name) => sum + rise(evidence.mean(name, call)), 0);
  const seconds = visits(evidence, symptom, call.caller) * secondsOf(search, call, metric);
  return { seconds, failures: failed / requests };
}

/** Who asks more can bring nothing about but waiting. */
const isOfCaller = (metric: string): boolean =>
  metric === 'client_calls_per_request' || metric === 'query_rows_examined_per_call';

/** More calls, calls that ask for more, or the way there: seconds that it adds to a request of the caller. */
function secondsOf(search: Search, call: Call, metric: string): number {
  const { mean, seconds } = search.evidence;
  if (metric === 'query_rows_examined_per_call') return rise(cost(search, call));
  const calls = mean('client_calls_per_request', call);
  const attempts = mean('client_attempts_per_call', call);
  const each = seconds('client_request_duration_seconds', call);
  if (metric === 'client_calls_per_request') return rise(calls) * attempts.after * each.after;
  if (metric === 'client_attempts_per_call') return rise(cost(search, call));
  const answer = rise(seconds('request_duration_seconds', call.callee)) || outsideRise(search, call);
  return (rise(each) - answer) * calls.after * attempts.after;
}
