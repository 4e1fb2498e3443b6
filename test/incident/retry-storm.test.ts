// A retry storm is metastable: it outlives what set it off (Bronson et al., Metastable Failures, HotOS 2021).
import { expect, test } from 'vitest';
import { indicatorOf } from '../../src/incident/alerts.ts';
import type { Effect } from '../../src/incident/effect.ts';
import type { Generated } from '../../src/incident/generate.ts';
import { smoothed } from '../../src/incident/rules.ts';
import { replayed } from '../../src/incident/truth.ts';
import { drawn } from './tickets.ts';

const storms = [...drawn('retry-storm', 20)];
const isTrigger = ({ until }: Effect) => until !== undefined;

/** How far the symptom's indicator is over its threshold in the last minutes, under these effects and the same noise. */
function atTheEnd({ incident, symptom: { rule } }: Generated, effects: readonly Effect[]): number {
  return smoothed(indicatorOf(replayed(incident, effects), rule), 8).at(-1)! / rule.threshold;
}

test('a storm outlives its trigger: that was lifted long ago, and users still fail', () => {
  for (const storm of storms) {
    const { fault, steps } = storm.incident;
    const trigger = fault.effects.find(isTrigger)!;
    expect(trigger.until).toBeLessThanOrEqual(fault.onset + 16);
    expect(steps - trigger.until!).toBeGreaterThan(40);
    expect(atTheEnd(storm, fault.effects), `seed ${storm.ticket.seed}`).toBeGreaterThan(1);
  }
});

test('lifted before it could do harm the trigger leaves no storm behind', () => {
  for (const storm of storms) {
    const { fault } = storm.incident;
    const early = fault.effects.map((one) => (isTrigger(one) ? { ...one, until: fault.onset } : one));
    expect(atTheEnd(storm, early), `seed ${storm.ticket.seed}`).toBeLessThan(1);
  }
});

test('without the new retries the same trigger passes, where there were none before', () => {
  const calm = storms.filter(
    ({ incident: { world, fault } }) => world.edges[fault.site.index]!.retries === 0,
  );
  expect(calm.length).toBeGreaterThan(5);
  for (const storm of calm) {
    const rest = storm.incident.fault.effects.filter(({ knob }) => knob !== 'moreRetries');
    expect(atTheEnd(storm, rest), `seed ${storm.ticket.seed}`).toBeLessThan(1);
  }
});
