// What would have been: the laws of what-if, over 500 incidents as they are dealt.
import { beforeAll, expect, test, vi } from 'vitest';
import { firedOver, indicatorOf, type Seen } from '../../src/incident/alerts.ts';
import { type Generated, generate } from '../../src/incident/generate.ts';
import type { Decoy, Incident } from '../../src/incident/incident.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import { firstBreach, type Rule, smoothed } from '../../src/incident/rules.ts';
import type { Run } from '../../src/incident/run.ts';
import type { Metric } from '../../src/incident/signal.ts';
import { goOn, runUp, simulate } from '../../src/incident/simulate.ts';
import { checksum, drawn, recorded, ticketOf } from './tickets.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const kinds = Object.keys(recorded);
const healthy = kinds.slice(-4);

/** Thirteen of each kind that breaks something, eight of each that does not: 500. */
function* sample(): Generator<Generated> {
  for (const name of kinds) yield* drawn(name, healthy.includes(name) ? 8 : 13);
}

/** What each incident would have been, by what was found of it; the runs themselves would fill the memory. */
interface Facts {
  readonly name: string;
  readonly isTight: boolean;
  readonly onset: number;
  readonly checksum: string;
  readonly recorded: string;
  /** The first step at which the fault changes anything: `steps` where nothing. */
  readonly parts: number;
  readonly steps: number;
  /** Pages without the fault, and with no fault and fresh noise. */
  readonly calmPages: readonly string[];
  readonly freshPages: readonly string[];
  /** By how many usual deviations the symptom's indicator is off from its usual mean at most, without the fault and with it. */
  readonly calm: number;
  readonly harmed: number;
  /** Steps by which the first breach moves when decoys go, each alone and all together; NaN where nothing pages. */
  readonly moved: readonly number[];
}

const effectsOf = (decoys: readonly Decoy[]) => decoys.flatMap(({ effects }) => effects);

/** The first step at which two runs differ. */
function firstApart({ store, steps }: Run, other: Run): number {
  let first = steps;
  // Every series has a value a step, one series after the other.
  for (let i = 0; i < store.length; i++)
    if (store[i] !== other.store[i] && i % steps < first) first = i % steps;
  return first;
}

const pagesOf = (seen: Seen, rules: readonly Rule[]): string[] =>
  firedOver(seen, rules).flatMap(({ rule }) => (rule.severity === 'page' ? [rule.name] : []));

function look({ incident, symptom, ticket }: Generated): Facts {
  const { world, run, start, steps, fault, decoys } = incident;
  const { rule } = symptom;
  const begin = Math.min(fault.onset, ...effectsOf(decoys).map(({ onset }) => onset));
  const paused = runUp({ world, noise: run.noise, steps, start }, begin);
  const seen = (effects: Incident['fault']['effects']): Seen => ({
    world,
    start,
    run: goOn(paused, effects),
  });
  const never = seen(effectsOf(decoys));
  const noise = run.noise + 1;
  const fresh = { world, start, run: simulate({ world, effects: [], noise, steps, start }) };
  // A threshold that is too tight is the whole of what is wrong there.
  const rules = fault.kind.pages === 'tight' ? [] : incident.rules;
  const without = decoys.length > 1 ? decoys.map((one) => decoys.filter((other) => other !== one)) : [];
  const breach = (of: Seen) => firstBreach(rule, indicatorOf(of, rule))?.breached ?? Number.NaN;
  return {
    name: `${fault.kind.name} ${ticket.seed}`,
    isTight: fault.kind.pages === 'tight',
    onset: fault.onset,
    checksum: checksum(incident),
    recorded: recorded[fault.kind.name]!.find(([seed]) => seed === ticket.seed)![2],
    parts: firstApart(run, never.run),
    steps,
    calmPages: pagesOf(never, rules),
    freshPages: pagesOf(fresh, rules),
    ...inBand(rule, fresh, never, incident, fault.onset),
    moved: [[], ...without].map(
      (rest) => breach(seen([...effectsOf(rest), ...fault.effects])) - symptom.breached,
    ),
  };
}

/** Mean and deviation of an hour of fresh noise in which nothing happens are what is usual. */
function inBand(rule: Rule, fresh: Seen, never: Seen, broken: Seen, onset: number) {
  const values = (of: Seen) => smoothed(indicatorOf(of, rule), rule.window).filter(Number.isFinite);
  const usual = values(fresh);
  const mean = usual.reduce((a, b) => a + b, 0) / usual.length;
  const variance = usual.reduce((a, b) => a + (b - mean) * (b - mean), 0) / usual.length;
  // No lag is usual, and a probe that fails now and then: a fiftieth of the threshold is as little.
  const least = rule.indicator === 'lag' || rule.indicator === 'probe' ? rule.threshold / 50 : 0;
  const sd = Math.max(Math.sqrt(variance), least);
  const off = (of: Seen): number[] =>
    [...values(of).slice(onset)].map((value) => (rule.below ? mean - value : value - mean) / sd);
  return { calm: Math.max(...off(never)), harmed: Math.max(...off(broken)) };
}

const facts: Facts[] = [];
const but = (told: (one: Facts) => boolean): string[] => facts.filter(told).map(({ name }) => name);

beforeAll(() => {
  for (const generated of sample()) facts.push(look(generated));
});

test('there are 500 of them', () => {
  expect(facts).toHaveLength(500);
});

test('the same seed gives the same bytes, in another process and on another day', () => {
  expect(but((one) => one.checksum !== one.recorded)).toEqual([]);
});

test('the same seed gives the same bytes with the dose searched for, in another order', () => {
  for (const name of kinds.filter((_, i) => i % 4 === 0).reverse()) {
    const row = recorded[name]![12]!;
    const { dose, ...ticket } = ticketOf(name, row);
    const found = generate(ticket)!.incident;
    expect([found.fault.dose, checksum(found)], name).toEqual([dose, row[2]]);
  }
});

test('without the fault nothing before the onset changes, and something at the onset does', () => {
  expect(but(({ parts, onset, isTight }) => !isTight && parts !== onset)).toEqual([]);
  // Nothing is done to a system whose only fault is a rule.
  expect(but(({ parts, steps, isTight }) => isTight && parts !== steps)).toEqual([]);
});

test('without the fault nobody is paged, decoys and all', () => {
  expect(but(({ calmPages }) => calmPages.length > 0)).toEqual([]);
});

test('noise alone pages nobody, fresh noise neither', () => {
  expect(but(({ freshPages }) => freshPages.length > 0)).toEqual([]);
});

// Of 500 hours with 100 values each the farthest one is some five deviations off: noise that wanders has fat tails.
const band = 6;

test('without the fault the indicator of every symptom is back in its band', () => {
  expect(but(({ calm, isTight }) => !isTight && calm > band)).toEqual([]);
});

test('no fault does nothing: with it the indicator of every symptom leaves its band', () => {
  expect(but(({ harmed, isTight }) => !isTight && harmed <= band)).toEqual([]);
});

test('without a decoy the symptom stays where it was: each alone removed, and all of them', () => {
  expect(but(({ moved }) => moved.some((steps) => !(Math.abs(steps) <= 4)))).toEqual([]);
  expect(facts.flatMap(({ moved }) => moved).length).toBeGreaterThan(700);
});

/** The series of a metric by its name and whose it is; what a counter grew by in each step. */
function series(metrics: readonly Metric[], name: string, node: string): Float64Array {
  const found = metrics.find((one) => one.name === name && one.node === node && one.callee === undefined);
  if (found?.type !== 'counter' && found?.type !== 'gauge') throw new Error(`no ${name} of ${node}`);
  const { type, values } = found;
  return type === 'gauge' ? values : values.map((value, step) => value - (values[step - 1] ?? 0));
}

/** What a rule watches, from exported metrics alone. */
function watched(metrics: readonly Metric[], { indicator }: Rule, node: string): Float64Array {
  switch (indicator) {
    case 'latency':
      return series(metrics, 'request_duration_p99_seconds', node);
    case 'errors': {
      const count = series(metrics, 'requests_total', node);
      return series(metrics, 'request_errors_total', node).map(
        (errors, step) => errors / Math.max(1, count[step]!),
      );
    }
    case 'lag':
      return series(metrics, 'queue_oldest_message_seconds', node);
    default:
      return series(metrics, 'model_quality_ratio', node);
  }
}

test('what pages is what is exported, and before the onset the fault leaves no mark on any metric', () => {
  for (const name of ['cpu-hog', 'bad-deploy', 'poison-pill', 'stale-index', 'network-delay', 'flash-crowd'])
    for (const { incident, symptom } of drawn(name, 2)) {
      const { world, run, start, steps, fault, decoys } = incident;
      const effects = effectsOf(decoys);
      const never = { ...incident, run: simulate({ world, effects, noise: run.noise, steps, start }) };
      const [hit, calm] = [[...metricsOf(incident)], [...metricsOf(never)]];
      const rule = symptom.rule;
      if (['latency', 'errors', 'lag', 'quality'].includes(rule.indicator)) {
        const seen = watched(hit, rule, world.nodes[rule.node]!.name);
        const asked = indicatorOf(incident, rule);
        // Latencies are exported in whole microseconds.
        for (const [step, value] of seen.entries()) expect(Math.abs(value - asked[step]!)).toBeLessThan(1e-6);
      }
      const early = (metrics: readonly Metric[]) =>
        metrics.map((metric) => ('values' in metric ? metric.values : metric.sums).slice(0, fault.onset));
      expect(early(hit).join() === early(calm).join(), name).toBe(true);
    }
});
