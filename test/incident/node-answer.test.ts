import { expect, test } from 'vitest';
import type { Effect } from '../../src/incident/effect.ts';
import { madeIncident } from './incidents.ts';

const onset = 24;

/** What a caller fails of its requests once calls over an edge are never answered. */
function failureWithout(seed: number, edge: number): number {
  const cut: Effect = { on: 'edge', knob: 'unresolved', index: edge, amount: 1, onset, ramp: 0 };
  const { world, run } = madeIncident(seed, { steps: 48, effects: [cut] });
  return run.nodes[world.edges[edge]!.caller]!.failure[40]!;
}

const seeds = [1, 2, 3, 4, 5, 6];

/** Needed calls without a cache before them, by how many of them a request makes. */
const needed = (isMany: (calls: number) => boolean) =>
  seeds.flatMap((seed) =>
    madeIncident(seed, { steps: 2 }).world.edges.flatMap(({ critical, calls, cache }, edge) =>
      critical && cache === undefined && isMany(calls) ? [{ seed, edge, calls }] : [],
    ),
  );

test('when calls are lost that a share of the requests makes, that share of them fails', () => {
  const some = needed((calls) => calls < 0.9).slice(0, 12);
  expect(some.length).toBeGreaterThan(5);
  for (const { seed, edge, calls } of some) expect(failureWithout(seed, edge)).toBeCloseTo(calls, 1);
});

test('when calls are lost that every request makes, every request fails', () => {
  for (const { seed, edge } of needed((calls) => calls >= 1).slice(0, 6))
    expect(failureWithout(seed, edge)).toBe(1);
});
