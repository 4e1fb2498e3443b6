import { expect, test } from 'vitest';
import { faultKinds, incidentKinds } from '../../src/incident/fault-kinds.ts';
import { healthyKinds } from '../../src/incident/faults-healthy.ts';

test('there are at least 24 kinds of fault, and four healthy systems that page', () => {
  expect(faultKinds.length).toBeGreaterThanOrEqual(24);
  expect(healthyKinds).toHaveLength(4);
  expect(new Set(incidentKinds.map(({ name }) => name)).size).toBe(incidentKinds.length);
});

test('at most half of the kinds are clean steps', () => {
  const steps = faultKinds.filter(({ ramp }) => ramp !== 'endless' && ramp[1] === 0);
  expect(steps.length).toBeLessThanOrEqual(faultKinds.length / 2);
});

test('each kind has a neighbour among the others, and a signal of its own', () => {
  const names = faultKinds.map(({ name }) => name);
  for (const { name, neighbour, signature } of faultKinds) {
    expect(names).toContain(neighbour);
    expect(neighbour).not.toBe(name);
    expect(signature).not.toBe('');
  }
});
