import { expect, test } from 'vitest';
import type { Effect } from '../../src/incident/effect.ts';
import { evidenceOf } from '../../src/incident/evidence.ts';
import { identify } from '../../src/incident/identify.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import { leaversOf } from '../../src/incident/residuals.ts';
import { edgeName } from '../../src/incident/world.ts';
import { madeIncident } from './incidents.ts';

const onset = 130;
const leavers = (incident: Incident) => leaversOf(evidenceOf(metricsOf(incident), onset));
const push = (effect: Partial<Effect>): Effect => ({ onset, ramp: 0, ...effect }) as Effect;

/** A slower way over the first calls of a request: to this callee of the entry. */
const delay = (index: number, amount: number, from = onset) =>
  push({ on: 'edge', knob: 'delay', index, amount, onset: from });

const calm = madeIncident(5);
const [way = 0, other = 0] = calm.world.outgoing[1] ?? [];
const named = (edge: number) => edgeName(calm.world, edge);

const page = {
  node: calm.world.nodes[0]!.name,
  indicator: 'latency',
  breach: onset + 2,
};

const identified = (...effects: readonly Effect[]) =>
  identify([...metricsOf(madeIncident(5, { effects }))], page);

test('while all is well next to nothing leaves its band', () => {
  const counts = Array.from({ length: 12 }, (_, seed) => leavers(madeIncident(seed)).length);
  expect(counts.reduce((a, b) => a + b, 0) / counts.length).toBeLessThan(2);
});

test('what only suffers from another stays within its band', () => {
  const out = leavers(madeIncident(5, { effects: [delay(way, 0.1)] })).filter(({ stays }) => stays);
  expect(new Set(out.map(({ owner }) => owner))).toEqual(new Set([named(way)]));
  expect(out[0]!.left).toBe(onset);
});

test('a caller that asks more leaves its band, and whom it asks does not', () => {
  const chatter = push({ on: 'edge', knob: 'chatter', index: way, amount: 1.5 });
  const out = leavers(madeIncident(5, { effects: [chatter] })).filter(({ stays }) => stays);
  expect(new Set(out.map(({ owner }) => owner))).toEqual(new Set([calm.world.nodes[1]!.name]));
});

test('two who add as much at once clear each other of nothing', () => {
  expect(identified(delay(way, 0.1))?.owner).toBe(named(way));
  expect(identified(delay(way, 0.1), delay(other, 0.1))).toBeUndefined();
});

test('a rival that adds little is cleared, and named as cleared', () => {
  const found = identified(delay(way, 0.1), delay(other, 0.004));
  expect(found?.owner).toBe(named(way));
  expect(found?.cleared).toContain(named(other));
});

test('a rival that passes while the symptom stands is cleared', () => {
  const passing = { ...delay(other, 0.1), until: onset + 30 };
  expect(identified(delay(way, 0.1), passing)?.owner).toBe(named(way));
});

test('a cause that leads by half a minute needs no rival cleared', () => {
  expect(identified(delay(way, 0.1), delay(other, 0.06, onset + 2))?.owner).toBe(named(way));
  expect(identified(delay(way, 0.1), delay(other, 0.06, onset + 1))).toBeUndefined();
});
