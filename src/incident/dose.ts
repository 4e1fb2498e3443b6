import { indicatorOf, type Seen } from './alerts.ts';
import type { Indicator } from './fault.ts';
import { type Rule, smoothed } from './rules.ts';

/** How far beyond its threshold an indicator is driven, at least and at most. */
export const severities: Readonly<Record<Indicator, readonly [number, number]>> = {
  latency: [1.2, 1.9],
  errors: [1.6, 5],
  lag: [1.5, 4],
  quality: [1.4, 2.6],
};

/** How far an indicator is beyond its threshold once the fault is there: 1 is the threshold, what is usual is less. */
export function severityOf(seen: Seen, rule: Rule, onset: number, usual: number): number {
  const values = smoothed(indicatorOf(seen, rule), rule.window).slice(onset);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const worse = sorted[Math.floor(sorted.length * (rule.below ? 0.3 : 0.7))] ?? usual;
  return rule.below ? (usual - worse) / (usual - rule.threshold) : worse / rule.threshold;
}

/** Halvings of the range of doses: after them it is down to some thousandths of a dose. */
const halvings = 12;

/** As near to the target as is looked for, and the most that will do. */
const near = 1.125;
const most = 2;

/** How far beyond a jump a lasting harm is driven. */
const beyond = 1.3;

/**
 * About the least dose that reaches a severity on the seed's own noise: at most an eighth beyond it where the model
 * allows, never twice as much. None when the most does not reach it, or when the model jumps over it: one more
 * request a second, and everything waits. With doses drawn blindly most faults would do nothing, or everything.
 *
 * @param lasting for what is all or nothing by its nature and has to outlive its trigger: as far beyond the jump as
 *   keeps other noise from falling back.
 */
export function bisectDose(
  doses: readonly [number, number],
  target: number,
  severity: (dose: number) => number,
  lasting = false,
): number | undefined {
  let [low, high] = [Math.log(doses[0]), Math.log(doses[1])];
  let reached = severity(doses[1]);
  if (reached < target) return undefined;
  for (let i = 0; i < halvings && reached >= target * near; i++) {
    const middle = (low + high) / 2;
    const tried = severity(Math.exp(middle));
    if (tried < target) low = middle;
    else [high, reached] = [middle, tried];
  }
  if (lasting) return Math.min(doses[1], beyond * Math.exp(high));
  return reached < target * most ? Math.exp(high) : undefined;
}
