import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { grouped } from '../../src/bank/group.ts';
import type { Span } from '../../src/incident/signal.ts';
import { selfTimes, stepSpans, traces } from '../../src/incident/traces.ts';
import { madeIncident, quickOf } from './incidents.ts';

vi.setConfig({ testTimeout: 60_000 });

const aSeed = fc.integer({ min: 0, max: 0xffffffff });
const aKind = fc.constantFrom(
  'network-delay',
  'retry-storm',
  'chatty-caller',
  'partition',
  'lock-contention',
);

const inMs = (spans: readonly Span[]): number[] => spans.map(({ start, end }) => end - start);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const byId = (spans: readonly Span[]) => new Map(spans.map((span) => [span.spanId, span]));

/** A calm world, or one that retries, times out and gives up. */
const someIncident = fc.oneof(
  aSeed.map((seed) => madeIncident(seed, { steps: 40, services: 6 })),
  fc.tuple(aKind, fc.nat({ max: 3 })).map(([kind, nth]) => quickOf(kind, nth)),
);

test('children lie within their parents, and every parent is there', () => {
  fc.assert(
    fc.property(someIncident, (incident) => {
      const spans = traces(incident);
      const known = byId(spans);
      const faults = spans.filter(({ parentId, traceId, start, end }) => {
        const parent = parentId === undefined ? undefined : known.get(parentId);
        const within = parent && parent.traceId === traceId && parent.start <= start && parent.end >= end;
        return end < start || (parentId !== undefined && !within);
      });
      expect(faults).toEqual([]);
      expect(known.size).toBe(spans.length);
    }),
    { numRuns: 12 },
  );
});

test('the self-times of a trace add up to the time of its root', () => {
  fc.assert(
    fc.property(someIncident, (incident) => {
      const spans = traces(incident);
      const selves = selfTimes(spans);
      const sums = new Map<string, number>();
      for (const { traceId, spanId } of spans)
        sums.set(traceId, (sums.get(traceId) ?? 0) + (selves.get(spanId) as number));
      const roots = spans.filter(({ parentId }) => parentId === undefined);
      expect(roots).toHaveLength(sums.size);
      const apart = roots.map(({ traceId, start, end }) =>
        Math.abs((sums.get(traceId) as number) - (end - start)),
      );
      expect(Math.max(...apart)).toBeLessThan(0.05);
      expect([...selves.values()].filter((ms) => ms < -0.001)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

test('ids are those of W3C Trace Context', () => {
  for (const { traceId, spanId } of traces(madeIncident(3, { steps: 20 }))) {
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(spanId).toMatch(/^[0-9a-f]{16}$/);
  }
});

test('any order of queries gives the same spans', () => {
  fc.assert(
    fc.property(aSeed, fc.shuffledSubarray(Array.from({ length: 12 }, (_, i) => i)), (seed, order) => {
      const incident = madeIncident(seed, { steps: 12, services: 5 });
      const inOrder = Array.from({ length: 12 }, (_, step) => stepSpans(incident, step));
      for (const step of order) expect(stepSpans(incident, step)).toEqual(inOrder[step]);
    }),
    { numRuns: 20 },
  );
});

test('spans take as long as the histograms say, for every node that has enough: on average, and each by its spread', () => {
  const ratios: number[] = [];
  for (let seed = 0; seed < 16; seed++) {
    const incident = madeIncident(seed, { services: 6, steps: 120 });
    const servers = traces(incident).filter(({ kind }) => kind === 'server' || kind === 'consumer');
    incident.world.nodes.forEach(({ name }, i) => {
      const own = inMs(servers.filter(({ node }) => node === name));
      const run = incident.run.nodes[i];
      if (own.length < 200 || !run) return;
      const ratio = mean(own) / (mean([...run.mean]) * 1000);
      const error = mean([...run.sd]) / mean([...run.mean]) / Math.sqrt(own.length);
      expect(Math.abs(ratio - 1), `seed ${seed}, ${name}`).toBeLessThan(6 * error + 0.05);
      ratios.push(ratio);
    });
  }
  expect(ratios.length).toBeGreaterThan(100);
  expect(mean(ratios)).toBeGreaterThan(0.98);
  expect(mean(ratios)).toBeLessThan(1.02);
});

test('as many spans as are aimed at, however many services: 12.5 of each in a step', () => {
  for (const services of [5, 8, 12]) {
    const counts = [1, 2, 3, 4].map(
      (seed) => traces(madeIncident(seed, { services })).length / services / 240,
    );
    expect(mean(counts)).toBeGreaterThan(10);
    expect(mean(counts)).toBeLessThan(15);
  }
});

test('a further attempt is a sibling of the first, and says so', () => {
  const spans = [0, 1, 2, 3, 4, 5].flatMap((nth) => traces(quickOf('partition', nth)));
  const bySpan = grouped(spans, ({ parentId, name }) => `${parentId} ${name}`);
  const again = spans.filter(({ attributes }) => attributes['http.request.resend_count'] !== undefined);
  expect(again.length).toBeGreaterThan(5);
  for (const { parentId, name, start } of again) {
    const ended = bySpan.get(`${parentId} ${name}`)?.filter(({ end }) => end <= start + 0.001) ?? [];
    expect(ended.at(-1)?.ok).toBe(false);
  }
});

test('a node whose spans are missing leaves its callees to its caller', () => {
  const whole = madeIncident(11, { steps: 60, services: 6 });
  const index = whole.world.edges.find(({ caller }) => caller > 0)?.caller as number;
  const name = whole.world.nodes[index]?.name;
  const spans = traces({ ...whole, blind: [index] });
  expect(traces(whole).some(({ node }) => node === name)).toBe(true);
  expect(spans.some(({ node }) => node === name)).toBe(false);
  const known = byId(spans);
  const callees = (whole.world.outgoing[index] ?? []).map(
    (e) => whole.world.nodes[whole.world.edges[e]?.callee ?? -1]?.name,
  );
  const orphans = spans.filter(
    ({ node, parentId }) =>
      callees.includes(node) &&
      parentId !== undefined &&
      known.get(parentId)?.attributes['server.address'] === name,
  );
  expect(orphans.length).toBeGreaterThan(10);
});

test('a third party shows from its callers only', () => {
  const { world, ...rest } = madeIncident(5, { steps: 60 });
  const outside = world.nodes.filter(({ kind }) => kind === 'third-party').map(({ name }) => name);
  const spans = traces({ world, ...rest });
  expect(spans.some(({ node }) => outside.includes(node))).toBe(false);
  expect(spans.some(({ attributes }) => outside.includes(String(attributes['server.address'])))).toBe(true);
});
