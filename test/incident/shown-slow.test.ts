import { vi } from 'vitest';
import { showAndAreToldApart } from './shown.ts';

vi.setConfig({ testTimeout: 60_000 });

// What makes systems slow, neighbours together; the others are in shown-wrong.test.ts, so that two workers share them.
showAndAreToldApart([
  'cpu-hog',
  'cpu-throttling',
  'noisy-neighbour',
  'memory-leak',
  'gc-storm',
  'feature-flag',
  'accelerator-memory',
  'slow-disk',
  'slow-query',
  'lock-contention',
  'hot-partition',
  'workers-exhausted',
  'pool-exhausted',
  'network-delay',
  'packet-loss',
  'quota-reached',
  'poison-pill',
]);
