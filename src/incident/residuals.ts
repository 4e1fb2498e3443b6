import { type Left, leavesBand } from './band.ts';
import { type Call, type Evidence, times } from './evidence.ts';
import {
  ageOfIndex,
  attemptsOfFailures,
  busyOfLoad,
  callsOfMisses,
  connectionsOfLoad,
  cpuOfRequests,
  diskOfTime,
  expectedTraffic,
  handlesOfWork,
  memoryOfLoad,
  type Prediction,
  pauseOfMemory,
  qualityOfInputs,
  shareOfAttempts,
  wantedOnHost,
} from './predictions.ts';
import { named } from './solver-signs.ts';

/** A mechanism that left its band: it did what its observed parents do not explain. */
export interface Leaver extends Left {
  /** Whose mechanism it is: an entity as it is written. */
  readonly owner: string;
  readonly metric: string;
  readonly at: Call | string;
}

/** A metric as a mechanism of its own: observed over predicted leaves its band upwards, or downwards where less is worse. */
interface Row<Of> {
  readonly metric: string;
  readonly down?: true;
  readonly predict?: Prediction<Of>;
  /** The least half-width of the band: what nobody would call a change. */
  readonly floor?: number;
  /** Added to both sides of the ratio, where next to nothing is rounded. */
  readonly beside?: number;
  readonly owner?: (evidence: Evidence, of: Of) => string;
}

/** Of a queue that hands out messages again, which hold its consumer; or else of the node. */
function ofQueueOrNode({ consumed, mean }: Evidence, node: string): string {
  const queue = consumed(node);
  return queue !== undefined && times(mean('queue_redelivered_total', queue)) > 3 ? queue : node;
}

const nodeRows: readonly Row<string>[] = [
  { metric: 'cpu_usage_cores', predict: cpuOfRequests },
  { metric: 'cpu_limit_cores', down: true },
  { metric: 'replicas_ready', down: true },
  { metric: 'memory_working_set_bytes', predict: memoryOfLoad },
  { metric: 'gc_pause_seconds_total', predict: pauseOfMemory },
  { metric: 'disk_used_ratio', predict: diskOfTime, floor: 0.005 },
  { metric: 'disk_operation_seconds' },
  { metric: 'lock_wait_seconds' },
  { metric: 'partition_skew_ratio' },
  { metric: 'feature_null_ratio' },
  { metric: 'index_age_seconds', predict: ageOfIndex },
  { metric: 'cache_hit_ratio', down: true },
  { metric: 'feature_flag_ratio' },
  { metric: 'exception_ratio' },
  { metric: 'workers_busy', predict: busyOfLoad, beside: 0.05, owner: ofQueueOrNode },
  { metric: 'open_file_handles', predict: handlesOfWork },
  { metric: 'queue_redelivered_total' },
  { metric: 'model_quality_ratio', down: true, predict: qualityOfInputs },
  { metric: 'model_input_drift_index' },
  { metric: 'feature_mismatch_deviations' },
  { metric: 'accelerator_memory_ratio' },
];

const ofEdge = (_: Evidence, call: Call): string => named(call);
const ofCaller = (_: Evidence, { caller }: Call): string => caller;
const ofCallee = (_: Evidence, { callee }: Call): string => callee;

/** Of a cache that holds much less than it did, or else of who calls. */
function ofCacheOrCaller({ calls, mean, series }: Evidence, { caller, callee }: Call): string {
  const cache = calls.find(
    (call) =>
      call.caller === caller &&
      series('cache_hit_ratio', call.callee) &&
      times(mean('cache_hit_ratio', call.callee)) < 0.93,
  );
  return cache && series('rows_examined_per_call', callee) ? cache.callee : caller;
}

/** Ways in which attempts fail, of which a few happen any day. */
const failed = (metric: string, owner: Row<Call>['owner'] = ofEdge): Row<Call> => ({
  metric,
  owner,
  predict: shareOfAttempts,
  floor: 0.002,
});

const callRows: readonly Row<Call>[] = [
  { metric: 'network_round_trip_seconds', owner: ofEdge },
  { metric: 'tcp_retransmits_ratio', owner: ofEdge },
  failed('dns_failures_total'),
  failed('connections_refused_total'),
  failed('tls_failures_total'),
  failed('connects_failed_total'),
  failed('unauthorized_total'),
  failed('rate_limited_total', ofCallee),
  failed('unparsed_responses_total', ofCallee),
  { metric: 'client_attempts_per_call', owner: ofEdge, predict: attemptsOfFailures, floor: 0.15 },
  { metric: 'client_calls_per_request', owner: ofCacheOrCaller, predict: callsOfMisses },
  { metric: 'connections_in_use', owner: ofEdge, predict: connectionsOfLoad, beside: 0.05 },
  { metric: 'query_rows_examined_per_call', owner: ofCaller },
];

/** Observed over predicted at each step. */
function residualOf<Of extends Call | string>(
  evidence: Evidence,
  { metric, predict, beside = 0 }: Row<Of>,
  of: Of,
): Float64Array | undefined {
  const seen = evidence.series(metric, of);
  if (!seen || !predict) return seen;
  const predicted = predict(evidence, of, seen);
  return predicted ? seen.map((value, step) => (value + beside) / (predicted(step) + beside)) : seen;
}

/**
 * The mechanisms that left their band, 4σ over two samples in a row, in the order of time. Each is predicted from its
 * observed parents by the model's own equations, so that what only suffers from another stays within its band.
 */
export function leaversOf(evidence: Evidence): Leaver[] {
  const leavers: Leaver[] = [];
  const look = <Of extends Call | string>(row: Row<Of>, of: Of, owner: string): void => {
    const values = residualOf(evidence, row, of);
    const gone = values && leavesBand(values, row.down ? 'down' : 'up', row.floor);
    if (gone) leavers.push({ owner, metric: row.metric, at: of, ...gone });
  };
  for (const node of evidence.nodes)
    for (const row of nodeRows) look(row, node, row.owner?.(evidence, node) ?? node);
  for (const call of evidence.calls)
    for (const row of callRows) look(row, call, row.owner?.(evidence, call) ?? named(call));
  for (const host of evidence.hosts.keys())
    look({ metric: 'host_cpu_wanted_cores', predict: wantedOnHost }, host, host);
  const entry = evidence.nodes[0] ?? '';
  look({ metric: 'requests_total', predict: expectedTraffic }, entry, 'traffic');
  return leavers.sort((a, b) => a.left - b.left);
}
