import { release, setting } from './change-texts.ts';
import type { FaultKind } from './fault.ts';
import { criticalNodes, nodesOf, onNode, reached } from './sites.ts';

/** Data, queues and load. */
export const dataFaults: readonly FaultKind[] = [
  {
    name: 'poison-pill',
    title: 'messages that always fail hold the consumers',
    family: 'data',
    indicator: 'lag',
    sites: ({ nodes }) =>
      nodes.flatMap(({ consumes }, index) =>
        consumes === undefined ? [] : [{ on: 'node', index } as const],
      ),
    blames: ({ nodes }, { index }) => nodes[index]?.consumes ?? index,
    pushes: onNode('poison'),
    doses: [0.3, 0.99],
    ramp: [4, 20],
    shows: ['queue_redelivered_total', 'queue_oldest_message_seconds'],
    neighbour: 'workers-exhausted',
    signature: 'queue_redelivered_total',
  },
  {
    name: 'schema-change',
    title: 'an answer changed its form, and callers cannot read it',
    family: 'data',
    indicator: 'errors',
    sites: criticalNodes('service'),
    pushes: (world, { index }, dose) =>
      (world.incoming[index] ?? []).map((edge) => ({
        on: 'edge',
        knob: 'unparsed',
        index: edge,
        amount: dose,
      })),
    doses: [0.02, 1],
    ramp: [0, 12],
    change: setting(
      'schema of answers',
      () => 'schema 12',
      () => 'schema 13',
      'schema',
    ),
    shows: ['unparsed_responses_total', 'client_errors_total'],
    neighbour: 'bad-deploy',
    signature: 'unparsed_responses_total',
  },
  {
    name: 'hot-partition',
    title: 'one partition takes most of the load',
    family: 'data',
    indicator: 'latency',
    sites: nodesOf('database'),
    pushes: onNode('hotPartition'),
    doses: [0.1, 40],
    ramp: [8, 24],
    shows: ['partition_skew_ratio', 'request_duration_p99_seconds'],
    neighbour: 'lock-contention',
    signature: 'partition_skew_ratio',
  },
  {
    name: 'flash-crowd',
    title: 'far more users than on any such day',
    family: 'load',
    indicator: 'latency',
    sites: () => [{ on: 'traffic', index: 0 }],
    pushes: (_, __, dose) => [{ on: 'traffic', knob: 'crowd', index: 0, amount: dose }],
    doses: [0.6, 6],
    ramp: [4, 20],
    shows: ['requests_total', 'cpu_usage_cores'],
    neighbour: 'chatty-caller',
    signature: 'requests_total',
  },
];

/** Models in serving, and what feeds them. */
export const aiFaults: readonly FaultKind[] = [
  {
    name: 'feature-nulls',
    title: 'the feature pipeline writes empty values',
    family: 'ai',
    indicator: 'quality',
    sites: (world) => feeding(world, false),
    pushes: onNode('nulls'),
    doses: [0.02, 0.9],
    ramp: [0, 16],
    change: setting(
      'feature pipeline',
      () => 'job 118',
      () => 'job 119',
      'job',
    ),
    shows: ['feature_null_ratio', 'model_quality_ratio'],
    neighbour: 'training-serving-skew',
    signature: 'feature_null_ratio',
  },
  {
    name: 'training-serving-skew',
    title: 'features are computed otherwise than in training',
    family: 'ai',
    indicator: 'quality',
    sites: nodesOf('model'),
    pushes: onNode('mismatch'),
    doses: [0.1, 8],
    ramp: [0, 0],
    change: setting(
      'feature library',
      () => '3.4',
      () => '3.5',
    ),
    shows: ['feature_mismatch_deviations', 'model_quality_ratio'],
    neighbour: 'feature-nulls',
    signature: 'feature_mismatch_deviations',
  },
  {
    name: 'input-drift',
    title: 'inputs drift after a campaign',
    family: 'ai',
    indicator: 'quality',
    sites: nodesOf('model'),
    pushes: onNode('drift'),
    doses: [0.05, 3],
    ramp: [16, 48],
    shows: ['model_input_drift_index', 'model_quality_ratio'],
    neighbour: 'training-serving-skew',
    signature: 'model_input_drift_index',
  },
  {
    name: 'bad-model-release',
    title: 'a new model that is worse, and heavier',
    family: 'ai',
    indicator: 'quality',
    sites: nodesOf('model'),
    pushes: (_, { index }, dose) => [
      { on: 'node', knob: 'worse', index, amount: dose },
      { on: 'node', knob: 'burn', index, amount: 0.35 },
    ],
    doses: [0.02, 0.8],
    ramp: [0, 0],
    change: release,
    shows: ['model_quality_ratio', 'cpu_usage_cores'],
    neighbour: 'input-drift',
    signature: 'cpu_usage_cores',
  },
  {
    name: 'accelerator-memory',
    title: 'accelerator memory runs out, batches shrink',
    family: 'ai',
    indicator: 'latency',
    sites: (world) => nodesOf('model')(world).filter(({ index }) => reached(world)[index]),
    pushes: onNode('accelerator'),
    doses: [0.25, 1],
    ramp: [12, 36],
    shows: ['accelerator_memory_ratio', 'request_duration_p99_seconds'],
    neighbour: 'cpu-hog',
    signature: 'accelerator_memory_ratio',
  },
  {
    name: 'provider-rate-limit',
    title: 'a provider turns requests down for their rate',
    family: 'ai',
    indicator: 'errors',
    sites: criticalNodes('third-party'),
    pushes: (world, { index }, dose) =>
      (world.incoming[index] ?? []).map((edge) => ({
        on: 'edge',
        knob: 'limited',
        index: edge,
        amount: dose,
      })),
    doses: [0.02, 1],
    ramp: [0, 12],
    shows: ['rate_limited_total', 'client_errors_total'],
    neighbour: 'rotated-credential',
    signature: 'rate_limited_total',
  },
  {
    name: 'stale-index',
    title: 'an embedding index restored from an old snapshot',
    family: 'ai',
    indicator: 'quality',
    sites: (world) => feeding(world, true),
    pushes: onNode('stale', (days) => days * 86_400),
    doses: [0.05, 20],
    ramp: [0, 0],
    change: setting(
      'index',
      () => 'built hourly',
      () => 'restored from a snapshot',
      'job',
    ),
    shows: ['index_age_seconds', 'model_quality_ratio'],
    neighbour: 'feature-nulls',
    signature: 'index_age_seconds',
  },
];

/** Stores that a model reads: those of an assistant, which asks a provider too, or those of the others. */
function feeding(world: Parameters<FaultKind['sites']>[0], assistant: boolean) {
  const callees = (index: number) =>
    (world.outgoing[index] ?? []).map((edge) => world.edges[edge]?.callee ?? 0);
  const kindOf = (index: number) => world.nodes[index]?.kind;
  return world.nodes.flatMap(({ kind }, model) => {
    const read = kind === 'model' ? callees(model) : [];
    const asks = read.some((index) => kindOf(index) === 'third-party');
    if (asks !== assistant) return [];
    return read.flatMap((index) => (kindOf(index) === 'database' ? [{ on: 'node', index } as const] : []));
  });
}
