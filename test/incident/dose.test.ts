import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bisectDose } from '../../src/incident/dose.ts';

const doses = [0.01, 100] as const;
const share = fc.double({ min: 0.1, max: 0.9, noNaN: true });

test('a dose reaches what it aims at, and an eighth more at most, where harm grows with it', () => {
  fc.assert(
    fc.property(share, fc.double({ min: 0.2, max: 3, noNaN: true }), (place, steepness) => {
      const harm = (dose: number) => Math.exp(steepness * Math.log(dose));
      const target = harm(doses[0]) * Math.exp(place * Math.log(harm(doses[1]) / harm(doses[0])));
      const dose = bisectDose(doses, target, harm)!;
      expect(harm(dose)).toBeGreaterThanOrEqual(target);
      expect(harm(dose)).toBeLessThan(target * 1.126);
    }),
  );
});

test('near a cliff a dose stays this side of twice what it aims at', () => {
  const steep = (dose: number) => (dose < 1 ? dose : 1 + 400 * (dose - 1));
  const dose = bisectDose(doses, 1.5, steep)!;
  expect(steep(dose)).toBeGreaterThanOrEqual(1.5);
  expect(steep(dose)).toBeLessThan(3);
});

test('where harm jumps from too little to far too much there is no dose', () => {
  const cliff = (dose: number) => (dose < 1 ? 0.5 : 28);
  expect(bisectDose(doses, 1.5, cliff)).toBeUndefined();
});

test('what has to last is driven beyond its jump', () => {
  const storm = (dose: number) => (dose < 1 ? 0.5 : 28);
  expect(bisectDose(doses, 1.5, storm, true)).toBeGreaterThan(1.2);
  expect(bisectDose([0.01, 1.1], 1.5, storm, true)).toBeLessThanOrEqual(1.1);
});

test('what the most does not reach has no dose', () => {
  expect(bisectDose(doses, 2, () => 1.9)).toBeUndefined();
});
