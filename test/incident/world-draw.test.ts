import { expect, test } from 'vitest';
import { draws } from '../../src/incident/noise.ts';
import { reached } from '../../src/incident/sites.ts';
import type { World } from '../../src/incident/world.ts';
import { drawWorld } from '../../src/incident/world-draw.ts';

const worlds: World[] = Array.from({ length: 500 }, (_, seed) => drawWorld(draws(seed)));

test('worlds have 5 to 12 services, of each size some', () => {
  const sizes = worlds.map(({ nodes }) => nodes.filter(({ kind }) => kind === 'service').length);
  expect(new Set(sizes)).toEqual(new Set([5, 6, 7, 8, 9, 10, 11, 12]));
});

test('calls go one way, nobody calls anybody twice, and names are told apart', () => {
  for (const { nodes, edges, hosts } of worlds) {
    for (const { caller, callee } of edges) expect(caller).toBeLessThan(callee);
    expect(new Set(edges.map(({ caller, callee }) => `${caller} ${callee}`)).size).toBe(edges.length);
    const names = [...nodes, ...hosts].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z-]+$/);
  }
});

test('every node is called, or works on a queue that somebody fills', () => {
  for (const { nodes, incoming } of worlds) {
    nodes.forEach(({ consumes }, index) => {
      expect(index === 0 || consumes !== undefined || incoming[index]!.length > 0).toBe(true);
    });
  }
});

test('each has a database, a queue with its worker, a third party and a model; most have a cache', () => {
  const has = (kind: string) => worlds.filter(({ nodes }) => nodes.some((node) => node.kind === kind)).length;
  for (const kind of ['database', 'queue', 'third-party', 'model']) expect(has(kind)).toBe(worlds.length);
  expect(has('cache')).toBeGreaterThan(worlds.length / 2);
});

test('requests reach three calls deep and deeper', () => {
  for (const world of worlds) {
    const seen = reached(world);
    expect(Math.max(...world.nodes.map(({ depth }, i) => (seen[i] ? depth : 0)))).toBeGreaterThanOrEqual(3);
  }
});

test('nothing is overloaded when all is well', () => {
  for (const { nodes, traffic } of worlds) {
    for (const { rate, work, cpuShare, cores } of nodes)
      expect((rate * (1 + traffic.day) * work * cpuShare) / cores).toBeLessThan(0.6);
  }
});
