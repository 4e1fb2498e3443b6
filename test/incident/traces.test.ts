import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Incident } from '../../src/incident/incident.ts';
import type { Span } from '../../src/incident/signal.ts';
import { selfTimes, stepSpans, traces } from '../../src/incident/traces.ts';
import { brokenIncident, madeIncident, onset, start } from './incidents.ts';

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
const before = (spans: readonly Span[]) => spans.filter((span) => span.start < start + onset * 15_000);
const after = (spans: readonly Span[]) => spans.filter((span) => span.start >= start + onset * 15_000);

test('children lie within their parents, and every parent is there', () => {
  fc.assert(
    fc.property(aSeed, aKind, (seed, kind) => {
      const spans = traces(brokenIncident(seed, kind) ?? madeIncident(seed, { steps: 40 }));
      const known = byId(spans);
      for (const { parentId, traceId, start, end } of spans) {
        expect(end).toBeGreaterThanOrEqual(start);
        if (parentId === undefined) continue;
        const parent = known.get(parentId);
        expect(parent?.traceId).toBe(traceId);
        expect(parent?.start).toBeLessThanOrEqual(start);
        expect(parent?.end).toBeGreaterThanOrEqual(end);
      }
      expect(known.size).toBe(spans.length);
    }),
    { numRuns: 25 },
  );
});

test('the self-times of a trace add up to the time of its root', () => {
  fc.assert(
    fc.property(aSeed, aKind, (seed, kind) => {
      const spans = traces(brokenIncident(seed, kind) ?? madeIncident(seed, { steps: 40 }));
      const selves = selfTimes(spans);
      const sums = new Map<string, number>();
      for (const { traceId, spanId } of spans)
        sums.set(traceId, (sums.get(traceId) ?? 0) + (selves.get(spanId) as number));
      for (const { traceId, parentId, start, end } of spans)
        if (parentId === undefined) expect(sums.get(traceId)).toBeCloseTo(end - start, 1);
      expect(Math.min(...selves.values())).toBeGreaterThanOrEqual(-0.001);
    }),
    { numRuns: 25 },
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

test('spans take as long as the histograms say, mean and spread, for every node that has enough', () => {
  const ratios: number[] = [];
  for (let seed = 0; seed < 20; seed++) {
    const incident = madeIncident(seed, { services: 6, steps: 120 });
    const servers = traces(incident).filter(({ kind }) => kind === 'server' || kind === 'consumer');
    incident.world.nodes.forEach(({ name }, i) => {
      const own = inMs(servers.filter(({ node }) => node === name));
      const run = incident.run.nodes[i];
      if (own.length > 200 && run) ratios.push(mean(own) / (mean([...run.mean]) * 1000));
    });
  }
  expect(ratios.length).toBeGreaterThan(150);
  expect(mean(ratios)).toBeGreaterThan(0.98);
  expect(mean(ratios)).toBeLessThan(1.02);
  expect(Math.max(...ratios)).toBeLessThan(1.3);
  expect(Math.min(...ratios)).toBeGreaterThan(0.75);
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
  const incident = brokenIncident(7, 'retry-storm', 0.99) as Incident;
  const spans = traces(incident);
  const again = spans.filter(({ attributes }) => attributes['http.request.resend_count'] === 1);
  expect(again.length).toBeGreaterThan(50);
  for (const { parentId, name, start } of again) {
    const first = spans.find(
      (span) => span.parentId === parentId && span.name === name && span.start < start,
    );
    expect(first?.ok).toBe(false);
    expect(first?.end).toBeLessThanOrEqual(start);
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

type Mark = (spans: readonly Span[], incident: Incident) => number;

const failing =
  (reason: string): Mark =>
  (spans) =>
    spans.filter(({ attributes }) => attributes['error.type'] === reason).length;
const over =
  (key: string, limit: (incident: Incident) => number): Mark =>
  (spans, incident) =>
    spans.filter(({ attributes }) => Number(attributes[key] ?? 0) > limit(incident)).length;

/** Calls of the same name under one parent, the most of each trace, on average. */
const repeated: Mark = (spans) => {
  const counts = new Map<string, number>();
  for (const { parentId, name } of spans)
    counts.set(`${parentId} ${name}`, (counts.get(`${parentId} ${name}`) ?? 0) + 1);
  const most = new Map<string, number>();
  for (const { traceId, parentId, name } of spans)
    most.set(traceId, Math.max(most.get(traceId) ?? 0, counts.get(`${parentId} ${name}`) as number));
  return mean([...most.values()]);
};

/** For each kind: what shows in its traces, and the nearest neighbour that lacks it; both with their doses. */
const marks: [kind: string, dose: number, neighbour: string, dose: number, mark: Mark][] = [
  ['retry-storm', 0.97, 'chatty-caller', 3, over('http.request.resend_count', () => 1)],
  [
    'lock-contention',
    0.3,
    'slow-query',
    10,
    (spans) => spans.filter(({ name }) => name === 'wait for lock').length,
  ],
  [
    'slow-query',
    20,
    'slow-disk',
    30,
    over('db.rows_examined', ({ world }) => 2 * Math.max(...world.nodes.map(({ rows }) => rows))),
  ],
  ['pool-exhausted', 0.98, 'network-delay', 0.1, over('connection.wait_ms', () => 5)],
  ['chatty-caller', 20, 'network-delay', 0.1, repeated],
  ['partition', 0.5, 'wrong-port', 0.5, failing('unreachable')],
  ['wrong-port', 0.5, 'dns-failure', 0.5, failing('connection_refused')],
  ['dns-failure', 0.5, 'wrong-port', 0.5, failing('name_not_resolved')],
  ['expired-certificate', 0.5, 'rotated-credential', 0.5, failing('certificate')],
  ['rotated-credential', 0.5, 'expired-certificate', 0.5, failing('unauthorized')],
  ['provider-rate-limit', 0.7, 'rotated-credential', 0.5, failing('rate_limited')],
  ['schema-change', 0.5, 'bad-deploy', 0.5, failing('malformed_answer')],
  ['bad-deploy', 0.5, 'file-handles', 1.2, failing('exception')],
  ['file-handles', 1.2, 'bad-deploy', 0.5, failing('too_many_open_files')],
  ['disk-full', 1, 'bad-deploy', 0.5, failing('no_space')],
];

test.each(marks)('traces tell %s (%d) from %s (%d)', (kind, dose, neighbour, otherDose, mark) => {
  const told: string[] = [];
  for (let seed = 0; seed < 40 && told.length < 4; seed++) {
    const [own, other] = [brokenIncident(seed, kind, dose), brokenIncident(seed, neighbour, otherDose)];
    if (!own || !other) continue;
    const spans = traces(own);
    const [now, then] = [mark(after(spans), own), mark(before(spans), own)];
    const others = mark(after(traces(other)), other);
    told.push(now > 2 * then && now > 2 * others ? 'yes' : `seed ${seed}: ${then}, ${now} against ${others}`);
  }
  expect(told).toHaveLength(4);
  expect(told.filter((one) => one !== 'yes')).toEqual([]);
});
