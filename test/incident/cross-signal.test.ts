import { expect, test, vi } from 'vitest';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { logs } from '../../src/incident/logs.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import { profile } from '../../src/incident/profiles.ts';
import { telemetryOf } from '../../src/incident/telemetry.ts';
import { traces } from '../../src/incident/traces.ts';
import { quick, quickIncident, quickOf, start } from './incidents.ts';

vi.setConfig({ testTimeout: 60_000 });

const seeds = Array.from({ length: 50 }, (_, seed) => seed);
const onset = start + quick.onset * 15_000;

/** An incident and the same without its fault, with what each shows. */
const pairs = (count = seeds.length) => seeds.slice(0, count).map((seed) => known.get(seed) ?? look(seed));

const known = new Map<number, ReturnType<typeof look>>();

function look(seed: number) {
  const pair = quickIncident(seed);
  const seen = { seed, ...pair, hit: shown(pair.incident), never: shown(pair.without) };
  known.set(seed, seen);
  return seen;
}

const shown = (incident: Incident) => ({ logs: logs(incident), spans: traces(incident) });

test('before the fault every line and every span is as it would have been without it', () => {
  for (const { seed, incident, hit, never } of pairs()) {
    const changed = incident.changes.flatMap(({ to }) => to ?? []);
    const past = ({ logs, spans }: typeof hit): string[] => [
      ...logs
        .filter(({ t, body }) => t < onset - 5000 && !changed.some((to) => body.endsWith(` ${to}`)))
        .map(({ t, node, body, traceId }) => `${t} ${node} ${body} ${traceId}`),
      ...spans.filter(({ end }) => end < onset - 5000).map((span) => JSON.stringify(span)),
    ];
    expect(past(hit).join('\n') === past(never).join('\n'), `seed ${seed}`).toBe(true);
  }
});

test('a node that a fault does not reach, by any edge or host, writes the same log', () => {
  let untouched = 0;
  for (const { incident, without, hit, never } of pairs()) {
    const { nodes, edges } = incident.world;
    const isSame = (a: object | undefined, b: object | undefined) => JSON.stringify(a) === JSON.stringify(b);
    const calmNodes = nodes.map((_, i) => isSame(incident.run.nodes[i], without.run.nodes[i]));
    const calmEdges = edges.map((_, e) => isSame(incident.run.edges[e], without.run.edges[e]));
    nodes.forEach(({ name }, i) => {
      const near = edges.flatMap(({ caller, callee }, e) =>
        caller === i || callee === i ? [calmEdges[e] && calmNodes[caller === i ? callee : caller]] : [],
      );
      if (!calmNodes[i] || near.includes(false) || incident.changes.some(({ node }) => node === name)) return;
      const own = ({ logs }: typeof hit) =>
        logs.filter(({ node }) => node === name).map(({ t, body }) => `${t} ${body}`);
      if (own(hit).length > 0) untouched++;
      expect(own(hit)).toEqual(own(never));
    });
  }
  expect(untouched).toBeGreaterThan(30);
});

test('times of spans fit the histograms of their nodes', () => {
  const apart: number[] = [];
  for (const { without, never } of pairs(20)) {
    // Some requests of the entry call nobody, so that its times have two humps and a histogram of one does not fit.
    const entry = without.world.nodes[0]?.name;
    const servers = never.spans.filter(({ kind }) => kind === 'server' || kind === 'consumer');
    for (const metric of metricsOf(without)) {
      if (metric.type !== 'histogram' || metric.callee !== undefined || metric.node === entry) continue;
      const own = servers
        .filter(({ node }) => node === metric.node)
        .map(({ start, end }) => (end - start) / 1000);
      if (own.length < 100) continue;
      const last = metric.counts.at(-1) as Float64Array;
      metric.bounds.forEach((bound, i) => {
        const share = (last[i] as number) / (last.at(-1) as number);
        if (share > 0.05 && share < 0.95)
          apart.push(Math.abs(own.filter((seconds) => seconds <= bound).length / own.length - share));
      });
    }
  }
  expect(apart.length).toBeGreaterThan(100);
  expect(apart.reduce((a, b) => a + b, 0) / apart.length).toBeLessThan(0.05);
  expect(Math.max(...apart)).toBeLessThan(0.35);
});

test('profiles are shares that sum to 1, move with burnt CPU, and stay put otherwise', () => {
  for (const { incident, without } of pairs()) {
    incident.world.nodes.forEach(({ kind }, node) => {
      const rows = profile(incident, node, quick.onset, quick.steps);
      if (kind === 'third-party') expect(rows).toEqual([]);
      else expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(profile(incident, node, 0, quick.onset)).toEqual(profile(without, node, 0, quick.onset));
    });
  }
});

/** Everything that names or describes an answer. */
const answers = faultKinds.flatMap(({ name, title }) => (name.includes('-') ? [name, title] : [title]));

test('no signal names the answer', () => {
  for (const kind of ['bad-deploy', 'retry-storm', 'cache-broken', 'gc-storm', 'stale-index']) {
    const { metrics, ...rest } = telemetryOf(quickOf(kind));
    const text = JSON.stringify([rest, metrics.map(({ name, help, labels }) => ({ name, help, labels }))]);
    expect(answers.filter((answer) => text.includes(answer))).toEqual([]);
    expect(text).not.toMatch(/\b(inject|fault|culprit|root.?cause|decoy)/i);
  }
});

test('neither the order of signals nor their names tell a faulty system from a calm one', () => {
  for (const { incident, without, hit, never } of pairs(10)) {
    const names = (of: Incident) =>
      [...metricsOf(of)].map(({ node, callee, name, labels }) => [node, callee, name, labels]);
    expect(names(incident)).toEqual(names(without));
    const heard = ({ logs }: typeof hit) => [...new Set(logs.map(({ node }) => node))].sort();
    expect(heard(hit)).toEqual(heard(never));
  }
});
