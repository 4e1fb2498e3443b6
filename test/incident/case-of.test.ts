import { expect, test } from 'vitest';
import { caseOf } from '../../src/incident/case-of.ts';
import type { Effect } from '../../src/incident/effect.ts';
import { drawLevel } from '../../src/incident/gauge/accuracy.ts';
import type { Rule } from '../../src/incident/rules.ts';
import { madeIncident } from './incidents.ts';

const rule: Rule = {
  name: 'ErrorBudgetBurn',
  summary: '',
  severity: 'page',
  indicator: 'errors',
  node: 0,
  threshold: 0.0144,
  below: false,
  window: 4,
  for: 4,
};

test('a node that nobody reaches any more has a self time, and the gauge comes to an end', () => {
  const calm = madeIncident(1, { steps: 60 });
  const [edge] = calm.world.outgoing[1]!;
  const cut: Effect = { on: 'edge', knob: 'untrusted', index: edge!, amount: 1, onset: 30, ramp: 0 };
  const incident = madeIncident(1, { steps: 60, effects: [cut] });
  const of = caseOf(incident, rule, 31);
  for (const { normal, abnormal } of of.selfTimes!.values())
    expect(Number.isFinite(normal) && Number.isFinite(abnormal)).toBe(true);
  expect(drawLevel(of, 'nobody')).toBe('other');
});

test('self times come from spans: who works longer has more, who only waits for it has not, and the blind have none', () => {
  const { world } = madeIncident(1);
  const stores = world.nodes.filter(({ kind }) => kind === 'database');
  const store = world.nodes.indexOf(stores.sort((a, b) => b.rate - a.rate)[0]!);
  const caller = world.edges[world.incoming[store]![0]!]!.caller;
  const slow: Effect = { on: 'node', knob: 'slowDisk', index: store, amount: 6, onset: 130, ramp: 0 };
  const name = (index: number) => world.nodes[index]!.name;
  const times = caseOf(madeIncident(1, { effects: [slow] }), rule, 130).selfTimes!;
  const grown = (index: number) => times.get(name(index))!.abnormal / times.get(name(index))!.normal;
  expect(grown(store)).toBeGreaterThan(3);
  expect(grown(caller)).toBeLessThan(grown(store) / 2);
  const unseen = caseOf(madeIncident(1, { effects: [slow], blind: [store] }), rule, 130).selfTimes!;
  expect(unseen.has(name(store))).toBe(false);
});
