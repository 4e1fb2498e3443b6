import { type Call, evidenceOf, rise, times } from './evidence.ts';
import { type Metric } from './signal.ts';
import { slow, slowCall, waiting, loaded, failing } from './solver-search.ts';
import { type Blame, type Search, blame, callsOf, most, cost, heldWorkers, failureRise } from './solver-signs.ts';

/** Where the page came from: the node of the alert, and what its rule looks at. */
export interface Page {
  readonly node: string;
  readonly indicator: string;
  /** Step at which its condition first held. */
  readonly breach: number;
}

const nobody = (way: readonly string[] = []): Blame => ({ owner: '', way, metric: '', at: '' });

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
