import type { EdgeChannel, HostChannel, NodeChannel } from './run.ts';
import type { Edge, Node, NodeKind } from './world.ts';

/** A channel of the model as a metric: its name, its unit, how it is measured, and who has it. */
export interface Measured<Channel, Owner> {
  readonly name: string;
  readonly help: string;
  readonly unit: string;
  /** A counter adds the channel, a second's worth, over the seconds of each step; an event counter adds the channel itself. */
  readonly type: 'gauge' | 'counter' | 'events';
  readonly channel: Channel;
  /** Standard deviation of the measurement, as a share of the value. */
  readonly noise: number;
  /** Decimals that are kept. */
  readonly decimals: number;
  readonly has: (owner: Owner) => boolean;
}

const kinds =
  (...list: readonly NodeKind[]) =>
  ({ kind }: Node): boolean =>
    list.includes(kind);

const own = ({ kind }: Node): boolean => kind !== 'third-party';
const runsCode = kinds('service', 'model');
const hasDisk = kinds('database', 'queue');

/** A row: name, help, unit, type, channel, noise, decimals, who has it. */
function row<Channel, Owner>(
  name: string,
  help: string,
  type: 'gauge' | 'counter' | 'events',
  channel: Channel,
  [noise, decimals]: readonly [number, number],
  has: (owner: Owner) => boolean,
): Measured<Channel, Owner> {
  const unit = /_(seconds|ratio|bytes|cores|calls|index|deviations)(_total)?$/.exec(name)?.[1] ?? '';
  return { name, help, unit, type, channel, noise, decimals, has };
}

/** What nodes report of their resources (USE), and models of their quality. */
export const nodeMetrics: readonly Measured<NodeChannel, Node>[] = [
  row('cpu_usage_cores', 'CPU in use', 'gauge', 'cpu', [0.012, 4], own),
  row('cpu_limit_cores', 'CPU limit', 'gauge', 'limit', [0, 3], own),
  row('cpu_throttled_seconds_total', 'Time held by the CPU limit', 'counter', 'throttled', [0.1, 5], own),
  row('memory_working_set_bytes', 'Memory of a replica', 'gauge', 'memory', [0.008, 0], own),
  row('gc_pause_seconds_total', 'Time in garbage collection', 'counter', 'pause', [0.12, 5], runsCode),
  row('restarts_total', 'Restarts', 'events', 'restarts', [0, 0], own),
  row('replicas_ready', 'Replicas that take requests', 'gauge', 'replicas', [0, 0], own),
  row('workers_busy', 'Workers in use', 'gauge', 'busy', [0.03, 2], own),
  row('worker_wait_seconds', 'Mean wait for a worker', 'gauge', 'wait', [0.04, 7], own),
  row('work_seconds', 'Mean time in own work, without waits for others', 'gauge', 'work', [0.01, 7], own),
  row('requests_waiting', 'Requests that wait', 'gauge', 'backlog', [0, 0], runsCode),
  row('exception_ratio', 'Share of requests that end in an exception', 'gauge', 'crash', [0.25, 7], runsCode),
  row('rejected_ratio', 'Share of requests turned away for want of room', 'gauge', 'turnedAway', [0, 6], own),
  row('open_file_handles', 'File handles open, each replica', 'gauge', 'handles', [0.01, 0], runsCode),
  row(
    'feature_flag_ratio',
    'Share of requests with the newest flag on',
    'gauge',
    'flagged',
    [0.02, 4],
    runsCode,
  ),
  row('disk_used_ratio', 'Share of the disk in use', 'gauge', 'disk', [0.0005, 5], hasDisk),
  row('disk_operation_seconds', 'Mean time of a disk operation', 'gauge', 'io', [0.06, 7], hasDisk),
  row('lock_wait_seconds', 'Mean wait for locks of a call', 'gauge', 'locks', [0.25, 7], kinds('database')),
  row('rows_examined_per_call', 'Rows looked at for a call', 'gauge', 'rows', [0.01, 3], kinds('database')),
  row('partition_skew_ratio', 'Hottest partition over the mean', 'gauge', 'skew', [0.02, 4], hasDisk),
  row('feature_null_ratio', 'Share of values that are empty', 'gauge', 'nulls', [0.15, 6], kinds('database')),
  row('index_age_seconds', 'Age of the index or snapshot', 'gauge', 'stale', [0, 0], kinds('database')),
  row('cache_hit_ratio', 'Share of reads answered', 'gauge', 'hits', [0.004, 4], kinds('cache')),
  row('queue_messages', 'Messages that wait', 'gauge', 'backlog', [0, 0], kinds('queue')),
  row('queue_oldest_message_seconds', 'Age of the oldest message', 'gauge', 'age', [0.02, 3], kinds('queue')),
  row(
    'queue_redelivered_total',
    'Messages handed out again',
    'counter',
    'redelivered',
    [0.2, 3],
    kinds('queue'),
  ),
  row(
    'model_quality_ratio',
    'Share of predictions that turn out good',
    'gauge',
    'quality',
    [0.006, 5],
    kinds('model'),
  ),
  row(
    'model_input_drift_index',
    'Population stability index of the inputs',
    'gauge',
    'drift',
    [0.03, 5],
    kinds('model'),
  ),
  row(
    'feature_mismatch_deviations',
    'Distance of features from training',
    'gauge',
    'mismatch',
    [0.03, 5],
    kinds('model'),
  ),
  row(
    'accelerator_memory_ratio',
    'Share of accelerator memory in use',
    'gauge',
    'accelerator',
    [0.005, 5],
    kinds('model'),
  ),
];

const any = (): boolean => true;

/** What callers report of a call edge, besides calls, errors and durations. */
export const edgeMetrics: readonly Measured<EdgeChannel, Edge>[] = [
  row(
    'client_calls_per_request',
    'Calls for each own request, retries left out',
    'gauge',
    'calls',
    [0.015, 4],
    any,
  ),
  row('client_attempts_per_call', 'Attempts for each call', 'gauge', 'attempts', [0.001, 5], any),
  row('connections_in_use', 'Connections in use', 'gauge', 'connections', [0.03, 2], any),
  row('connection_wait_seconds', 'Mean wait for a connection', 'gauge', 'connectionWait', [0.05, 7], any),
  row('network_round_trip_seconds', 'Mean round trip', 'gauge', 'network', [0.01, 7], any),
  row('tcp_retransmits_ratio', 'Share of packets sent again', 'gauge', 'loss', [0.3, 7], any),
  row('query_rows_examined_per_call', 'Rows looked at for a call', 'gauge', 'rows', [0.01, 3], any),
  row('certificate_expiry_seconds', 'Time until the certificate expires', 'gauge', 'expiry', [0, 0], any),
];

/** What hosts report. */
export const hostMetrics: readonly Measured<HostChannel, unknown>[] = [
  row('host_cpu_wanted_cores', 'CPU wanted on the host', 'gauge', 'cpu', [0.01, 4], any),
  row('host_cpu_stolen_ratio', 'Share of wanted CPU time not to be had', 'gauge', 'stolen', [0.02, 5], any),
];
