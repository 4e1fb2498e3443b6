import { setting } from './change-texts.ts';
import type { FaultKind } from './fault.ts';

/** What all of them have in common: nobody is to blame, and nothing is broken. */
const healthy = {
  family: 'healthy',
  doses: [1, 1],
  neighbour: '',
  signature: '',
} as const;

/** Systems that page though nothing is wrong with them. */
export const healthyKinds: readonly FaultKind[] = [
  {
    ...healthy,
    name: 'tight-threshold',
    title: 'a threshold within what is usual',
    indicator: 'latency',
    sites: () => [{ on: 'traffic', index: 0 }],
    pushes: () => [],
    ramp: [0, 0],
    shows: [],
    pages: 'tight',
  },
  {
    ...healthy,
    name: 'batch-window',
    title: 'a batch job in its window',
    indicator: 'latency',
    sites: ({ nodes }) =>
      nodes.flatMap(({ kind }, index) => (kind === 'database' ? [{ on: 'node', index } as const] : [])),
    pushes: (_, { index }) => [{ on: 'node', knob: 'batch', index, amount: 0.45 }],
    ramp: [4, 12],
    change: setting(
      'nightly batch',
      () => 'waiting',
      () => 'running',
      'job',
    ),
    shows: ['cpu_usage_cores'],
    pages: 'batch',
  },
  {
    ...healthy,
    name: 'broken-probe',
    title: 'a probe that is broken itself',
    indicator: 'errors',
    sites: () => [{ on: 'node', index: 0 }],
    pushes: () => [{ on: 'node', knob: 'brokenProbe', index: 0, amount: 0.6 }],
    ramp: [0, 0],
    shows: ['probe_failures_total'],
    pages: 'probe',
  },
  {
    ...healthy,
    name: 'traffic-peak',
    title: 'a real peak of traffic, and room for it',
    indicator: 'latency',
    sites: () => [{ on: 'traffic', index: 0 }],
    pushes: () => [{ on: 'traffic', knob: 'crowd', index: 0, amount: 0.35 }],
    ramp: [8, 24],
    shows: ['requests_total'],
    pages: 'peak',
  },
];
