import { expect, test } from 'vitest';
import { indicatorOf } from '../../src/incident/alerts.ts';
import type { Effect } from '../../src/incident/effect.ts';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import { type Generated, generate } from '../../src/incident/generate.ts';
import { smoothed } from '../../src/incident/rules.ts';
import { replayed } from '../../src/incident/truth.ts';

const kind = faultKinds.find(({ name }) => name === 'retry-storm')!;

function firstStorm(): Generated {
  for (let seed = 1; seed < 20; seed++) {
    const storm = generate({ seed, attempt: 0, kind });
    if (storm) return storm;
  }
  throw new Error('no storm in twenty seeds');
}

const { incident, symptom } = firstStorm();
const { fault, steps } = incident;
const isTrigger = ({ until }: Effect) => until !== undefined;

/** The symptom's indicator over the last minutes, under these effects and the same noise. */
function atTheEnd(effects: readonly Effect[]): number {
  return smoothed(indicatorOf(replayed(incident, effects), symptom.rule), 8).at(-1)!;
}

test('a storm outlives its trigger: that was lifted long ago, and users still fail', () => {
  const trigger = fault.effects.find(isTrigger)!;
  expect(trigger.until).toBeLessThanOrEqual(fault.onset + 16);
  expect(steps - trigger.until!).toBeGreaterThan(40);
  expect(atTheEnd(fault.effects)).toBeGreaterThan(symptom.rule.threshold);
});

test('lifted even earlier the trigger leaves no storm behind, for there is none yet', () => {
  const early = fault.effects.map((effect) =>
    isTrigger(effect) ? { ...effect, until: fault.onset } : effect,
  );
  expect(atTheEnd(early)).toBeLessThan(symptom.rule.threshold);
});

test('without the retries the same trigger passes', () => {
  const calm = fault.effects.filter(({ knob }) => knob !== 'moreRetries');
  expect(atTheEnd(calm)).toBeLessThan(symptom.rule.threshold);
});
