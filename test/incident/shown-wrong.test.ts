import { expect, test, vi } from 'vitest';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import { showAndAreToldApart } from './shown.ts';
import { signs } from './signs.ts';

vi.setConfig({ testTimeout: 60_000 });

test('every kind of fault has a sign', () => {
  expect(Object.keys(signs).sort()).toEqual(faultKinds.map(({ name }) => name).sort());
});

// What fails, asks too much or judges worse, neighbours together; the others are in shown-slow.test.ts.
showAndAreToldApart([
  'disk-full',
  'bad-deploy',
  'file-handles',
  'schema-change',
  'partition',
  'wrong-port',
  'dns-failure',
  'expired-certificate',
  'rotated-credential',
  'provider-rate-limit',
  'chatty-caller',
  'retry-storm',
  'cache-broken',
  'flash-crowd',
  'feature-nulls',
  'training-serving-skew',
  'input-drift',
  'bad-model-release',
  'stale-index',
]);
