import { deploy, flag, setting } from './change-texts.ts';
import type { Push } from './effect.ts';
import type { FaultKind } from './fault.ts';
import {
  calleeName,
  callerOf,
  criticalEdges,
  criticalNodes,
  edgesOf,
  nodesOf,
  onEdge,
  onNode,
} from './sites.ts';
import type { Edge, Node } from './world.ts';

const store = (_: Edge, callee: Node): boolean => callee.kind === 'database';
const inside = (_: Edge, callee: Node): boolean => ['service', 'database', 'model'].includes(callee.kind);

/** Somebody changed something: code. */
const codeFaults: readonly FaultKind[] = [
  {
    name: 'bad-deploy',
    title: 'a release that fails some requests',
    family: 'change',
    indicator: 'errors',
    sites: criticalNodes('service'),
    pushes: onNode('crash'),
    doses: [0.01, 0.9],
    ramp: [0, 12],
    change: deploy,
    shows: ['exception_ratio', 'request_errors_total'],
    neighbour: 'file-handles',
    signature: 'exception_ratio',
  },
  {
    name: 'slow-query',
    title: 'a release that queries without an index',
    family: 'change',
    indicator: 'latency',
    sites: edgesOf(store),
    blames: callerOf,
    pushes: onEdge('rows'),
    doses: [0.5, 300],
    ramp: [0, 12],
    change: deploy,
    shows: ['query_rows_examined_per_call', 'client_request_duration_p99_seconds'],
    neighbour: 'slow-disk',
    signature: 'query_rows_examined_per_call',
  },
  {
    name: 'chatty-caller',
    title: 'a release that calls once for each of many',
    family: 'change',
    indicator: 'latency',
    sites: edgesOf((_, callee) => callee.kind !== 'queue' && callee.kind !== 'third-party'),
    blames: callerOf,
    pushes: onEdge('chatter'),
    doses: [1, 39],
    ramp: [0, 16],
    change: deploy,
    shows: ['client_calls_per_request', 'requests_total'],
    neighbour: 'retry-storm',
    signature: 'client_calls_per_request',
  },
  {
    name: 'lock-contention',
    title: 'transactions wait for locks',
    family: 'change',
    indicator: 'latency',
    sites: nodesOf('database'),
    pushes: onNode('lockWait'),
    doses: [0.004, 3],
    ramp: [4, 24],
    change: (world, site, draw) =>
      setting(
        'migration',
        () => 'schema 41',
        () => 'schema 42',
        'schema',
      )(world, site, draw),
    shows: ['lock_wait_seconds', 'request_duration_p99_seconds'],
    neighbour: 'slow-query',
    signature: 'lock_wait_seconds',
  },
  {
    name: 'cache-broken',
    title: 'a cache that holds nothing: all ask its store, and for one thing many at once',
    family: 'change',
    indicator: 'latency',
    sites: nodesOf('cache'),
    pushes: ({ edges }, { index }, dose) => [
      { on: 'node', knob: 'missing', index, amount: Math.min(1, dose) },
      // Beyond an empty cache, a stampede.
      ...edges.flatMap(({ cache }, edge): Push[] =>
        cache === index && dose > 1 ? [{ on: 'edge', knob: 'chatter', index: edge, amount: dose - 1 }] : [],
      ),
    ],
    doses: [0.2, 40],
    ramp: [0, 8],
    change: setting(
      'eviction policy',
      () => 'allkeys-lru',
      () => 'volatile-ttl',
    ),
    shows: ['cache_hit_ratio', 'client_calls_per_request'],
    neighbour: 'chatty-caller',
    signature: 'cache_hit_ratio',
  },
  {
    name: 'feature-flag',
    title: 'a feature flag turns on slow code',
    family: 'change',
    indicator: 'latency',
    sites: nodesOf('service'),
    pushes: (_, { index }, dose) => [
      { on: 'node', knob: 'flagged', index, amount: 0.5 },
      { on: 'node', knob: 'work', index, amount: dose },
    ],
    doses: [1, 200],
    ramp: [0, 12],
    change: flag,
    shows: ['feature_flag_ratio', 'request_duration_p99_seconds'],
    neighbour: 'gc-storm',
    signature: 'feature_flag_ratio',
  },
];

/** Somebody changed something: a setting. */
const settingFaults: readonly FaultKind[] = [
  {
    name: 'retry-storm',
    title: 'a wrong timeout: retries that outlive their trigger',
    family: 'change',
    indicator: 'errors',
    sites: criticalEdges((edge, callee) => callee.kind === 'service' && edge.timeout <= 1),
    pushes: (world, { index }, dose) => [
      { on: 'edge', knob: 'hurry', index, amount: 0.6 },
      { on: 'edge', knob: 'moreRetries', index, amount: 5 },
      // The trigger: the callee is slow for four minutes, and would be well after that but for the retries.
      { on: 'node', knob: 'burn', index: (world.edges[index] as Edge).callee, amount: dose, lasts: 16 },
    ],
    lasting: true,
    doses: [0.5, 60],
    ramp: [0, 0],
    change: (world, site, draw) =>
      setting(
        `timeout and retries for ${calleeName(world, site)}`,
        () => 'the usual',
        () => 'short timeout, 5 more retries',
      )(world, site, draw),
    shows: ['client_retries_total', 'client_timeouts_total'],
    neighbour: 'chatty-caller',
    signature: 'client_retries_total',
  },
  {
    name: 'wrong-port',
    title: 'a wrong port or selector',
    family: 'change',
    indicator: 'errors',
    sites: criticalEdges(inside),
    pushes: onEdge('refused'),
    doses: [0.02, 1],
    ramp: [0, 0],
    change: (world, site, draw) =>
      setting(
        `endpoints of ${calleeName(world, site)}`,
        () => 'port 8080',
        () => 'port 8081',
      )(world, site, draw),
    shows: ['connections_refused_total', 'client_errors_total'],
    neighbour: 'dns-failure',
    signature: 'connections_refused_total',
  },
  {
    name: 'rotated-credential',
    title: 'a credential that was rotated on one side',
    family: 'change',
    indicator: 'errors',
    sites: criticalEdges(
      (edge, callee, caller) =>
        inside(edge, callee) || (callee.kind === 'third-party' && caller.kind === 'service'),
    ),
    pushes: onEdge('unauthorized'),
    doses: [0.02, 1],
    ramp: [0, 12],
    change: (world, site, draw) =>
      setting(
        `credential for ${calleeName(world, site)}`,
        () => 'key 7',
        () => 'key 8',
        'credential',
      )(world, site, draw),
    shows: ['unauthorized_total', 'client_errors_total'],
    neighbour: 'expired-certificate',
    signature: 'unauthorized_total',
  },
  {
    name: 'quota-reached',
    title: 'the autoscaler is held at too few replicas',
    family: 'change',
    indicator: 'latency',
    sites: nodesOf('service', 'model'),
    pushes: onNode('lostReplicas'),
    doses: [0.3, 0.9],
    ramp: [0, 8],
    change: setting(
      'replicas, at most',
      () => 'by load',
      () => 'a fixed quota',
      'scale',
    ),
    shows: ['replicas_ready', 'worker_wait_seconds'],
    neighbour: 'workers-exhausted',
    signature: 'replicas_ready',
  },
];

/** Code and settings. */
export const changeFaults: readonly FaultKind[] = [...codeFaults, ...settingFaults];
