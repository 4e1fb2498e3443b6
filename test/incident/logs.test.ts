import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { grouped } from '../../src/bank/group.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { logPatterns, logs, nodeLog } from '../../src/incident/logs.ts';
import type { LogLine } from '../../src/incident/signal.ts';
import { stepSpans, traces } from '../../src/incident/traces.ts';
import { madeIncident, quick, quickIncident, quickOf, start } from './incidents.ts';

vi.setConfig({ testTimeout: 60_000 });

const seeds = Array.from({ length: 50 }, (_, seed) => seed);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) * (value - middle)));
};

/** How many of some times fall into each of the equal parts of an hour. */
function counts(times: readonly number[], seconds: number, hours = 1): number[] {
  const bins = new Array<number>((hours * 3600) / seconds).fill(0);
  for (const t of times) {
    const bin = Math.floor((t - start) / 1000 / seconds);
    if (bin >= 0 && bin < bins.length) bins[bin] = (bins[bin] as number) + 1;
  }
  return bins;
}

test('any order of queries gives the same lines', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 14 })), { maxLength: 30 }),
      (seed, queries) => {
        const incident = madeIncident(seed, { steps: 12, services: 5 });
        const failed = (step: number) => stepSpans(incident, step).filter(({ ok }) => !ok);
        const log = nodeLog(incident);
        for (const [step, nth] of queries) {
          const node = nth % incident.world.nodes.length;
          const lines = log(node, step, failed(step));
          expect(nodeLog(incident)(node, step, failed(step))).toEqual(lines);
        }
        const all = incident.world.nodes.flatMap((_, node) =>
          Array.from({ length: 12 }, (_, step) => log(node, step, failed(step))).flat(),
        );
        expect(all.length).toBe(logs(incident).length);
      },
    ),
    { numRuns: 15 },
  );
});

test('lines come in the order of time, within the incident', () => {
  const lines = logs(quickOf('retry-storm'));
  expect(lines.every(({ t }, i) => i === 0 || t >= (lines[i - 1] as LogLine).t)).toBe(true);
});

test('some 12.5 lines of a service in a step when all is well, 30,000 in an hour of ten', () => {
  for (const services of [5, 8, 12]) {
    const each = [1, 2, 3].map(
      (seed) => logs(madeIncident(seed, { services, steps: 60 })).length / services / 60,
    );
    expect(mean(each)).toBeGreaterThan(10);
    expect(mean(each)).toBeLessThan(16);
  }
});

test('arrivals are not too even: counts a second spread more than those of a Poisson process', () => {
  const spreads = [1, 2, 3, 4, 5, 6].flatMap((seed) => {
    const lines = logs(madeIncident(seed, { services: 6 }));
    return [...grouped(lines, ({ node }) => node).values()]
      .filter((own) => own.length > 1500)
      .map((own) => {
        const bins = counts(
          own.map(({ t }) => t),
          1,
        );
        return variance(bins) / mean(bins);
      });
  });
  expect(spreads.length).toBeGreaterThan(10);
  expect(Math.min(...spreads)).toBeGreaterThan(1);
  expect(Math.max(...spreads)).toBeLessThan(3);
});

test('errors in the log follow the failures of the model, in number and in time', () => {
  let compared = 0;
  for (const seed of seeds) {
    const { incident } = quickIncident(seed);
    const errors = grouped(
      logs(incident).filter(({ severity }) => severity === 'ERROR'),
      ({ node }) => node,
    );
    incident.world.nodes.forEach(({ name, rate, kind }, i) => {
      if (kind === 'third-party') return;
      const kept = Math.min(1, 60 / (rate * 15));
      const { rate: calls, failure } = incident.run.nodes[i] as Incident['run']['nodes'][number];
      const expected = [...calls].map((value, step) => value * 15 * (failure[step] as number) * kept);
      const total = expected.reduce((a, b) => a + b, 0);
      const times = (errors.get(name) ?? []).map(({ t }) => t);
      // Each minute's rate is drawn between 0.7 and 1.3 of what is expected: 5 standard deviations of both.
      const sd = Math.sqrt(total + 0.03 * expected.reduce((a, b) => a + 4 * b * b, 0));
      expect(Math.abs(times.length - total), `${seed} ${name}`).toBeLessThan(5 * sd + 3);
      if (total < 100) return;
      compared++;
      const before = expected.slice(0, quick.onset).reduce((a, b) => a + b, 0);
      const seen = times.filter((t) => t < start + quick.onset * 15_000).length;
      expect(seen).toBeLessThan(before + 5 * Math.sqrt(before) + 3);
    });
  }
  expect(compared).toBeGreaterThan(20);
});

test('a failed request that was traced has its line: where, when, and why', () => {
  const incidents = [0, 1, 2, 3, 4, 5].map((nth) => quickOf('wrong-port', nth));
  const spans = new Set(
    incidents.flatMap((one) => traces(one).map(({ traceId, node }) => `${traceId} ${node}`)),
  );
  const linked = incidents.flatMap((one) => logs(one).filter(({ traceId }) => traceId !== undefined));
  expect(linked.length).toBeGreaterThan(20);
  expect(linked.filter(({ traceId, node }) => !spans.has(`${traceId} ${node}`))).toEqual([]);
  expect(linked.some(({ body }) => body.includes('connection refused'))).toBe(true);
});

test('a new value is in no line before its change event, and in some soon after', () => {
  let changes = 0;
  for (const seed of seeds) {
    const { incident } = quickIncident(seed);
    const lines = logs(incident);
    for (const { node, t, to, from } of incident.changes) {
      const own = lines.filter(
        (line) => line.node === node && to !== undefined && line.body.endsWith(` ${to}`),
      );
      if (to === undefined || !incident.world.nodes.some(({ name }) => name === node)) continue;
      expect(from).not.toBe(to);
      changes++;
      const [first] = own;
      expect(own.every((line) => line.t > t)).toBe(true);
      expect(first?.t).toBeLessThan(t + 15_000);
    }
  }
  expect(changes).toBeGreaterThan(8);
});

test('a line names no other node than one that its own calls, or that calls it', () => {
  for (const seed of seeds.slice(0, 36)) {
    const { incident } = quickIncident(seed);
    const { nodes, edges } = incident.world;
    const near = new Set(
      edges.flatMap(({ caller, callee }) => [`${caller} ${callee}`, `${callee} ${caller}`]),
    );
    const cacheOf = edges.flatMap(({ caller, cache }) => (cache === undefined ? [] : [`${caller} ${cache}`]));
    const index = new Map(nodes.map(({ name }, i) => [name, i]));
    const templates = new Set(logs(incident).map(({ node, template }) => `${node}\n${template}`));
    for (const one of templates) {
      const [own = '', template = ''] = one.split('\n');
      for (const word of template.match(/[a-z]+(-[a-z]+)*/g) ?? []) {
        const pair = `${index.get(own)} ${index.get(word)}`;
        if (index.has(word) && word !== own) expect(near.has(pair) || cacheOf.includes(pair), one).toBe(true);
      }
    }
  }
});

test('patterns count lines before and after, and know when they were first seen', () => {
  const line = (t: number, template: string, node = 'cart'): LogLine => ({
    t,
    node,
    severity: 'INFO',
    template,
    body: template,
  });
  const lines = [line(1, 'a'), line(2, 'b'), line(5, 'a'), line(5, 'a', 'stock'), line(6, 'a')];
  expect(logPatterns(lines, 5)).toEqual([
    { node: 'cart', severity: 'INFO', template: 'a', before: 1, after: 2, firstSeen: 1 },
    { node: 'cart', severity: 'INFO', template: 'b', before: 1, after: 0, firstSeen: 2 },
    { node: 'stock', severity: 'INFO', template: 'a', before: 0, after: 1, firstSeen: 5 },
  ]);
});
