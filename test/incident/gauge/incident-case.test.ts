import { expect, test } from 'vitest';
import { faultKinds } from '../../../src/incident/fault-kinds.ts';
import { incidentCase } from '../../../src/incident/gauge/incident-case.ts';
import { type Generated, generate } from '../../../src/incident/generate.ts';

/** The first incident of a kind that pages as it should. */
function first(name: string): Generated {
  const kind = faultKinds.find((one) => one.name === name)!;
  for (let seed = 1; ; seed++) {
    const generated = generate({ seed, attempt: 0, kind });
    if (generated) return generated;
  }
}

const { incident, symptom, replays } = first('provider-rate-limit');
const of = incidentCase(incident, symptom);
const { nodes, edges, hosts } = incident.world;

test('nodes, hosts and call edges can be named; the node that paged cannot', () => {
  const page = nodes[symptom.rule.node]!.name;
  expect(of.entities).toHaveLength(nodes.length + hosts.length + edges.length - 1);
  expect(of.entities).not.toContain(page);
  expect(of.entities).toContain(incident.fault.cause.name);
  expect(of.series.map(({ entity }) => entity)).not.toContain(page);
});

test('a third party shows only from its callers', () => {
  const outside = nodes.findIndex(({ kind }) => kind === 'third-party');
  const callers = edges.filter(({ callee }) => callee === outside).length;
  const seen = of.series.filter(({ entity }) => entity === nodes[outside]?.name);
  expect(seen).toHaveLength(2 * callers);
});

test("the abnormal part begins where the alert's condition first held, which is after the onset", () => {
  expect(of.breach).toBe(symptom.breached);
  expect(of.breach).toBeGreaterThanOrEqual(incident.fault.onset);
});

test('a replay with other noise is another case of the same entities', () => {
  const replay = incidentCase(replays[0]!, symptom);
  expect(replay.entities).toEqual(of.entities);
  expect(replay.series[0]?.values).not.toEqual(of.series[0]?.values);
});
