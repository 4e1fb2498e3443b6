import { indicatorOf, type Seen } from './alerts.ts';
import { type Rule, smoothed } from './rules.ts';

/** How far an indicator is beyond its threshold once the fault is there: 1 is the threshold, what is usual is less. */
export function severityOf(seen: Seen, rule: Rule, onset: number, usual: number): number {
  const values = smoothed(indicatorOf(seen, rule), rule.window).slice(onset);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const worse = sorted[Math.floor(sorted.length * (rule.below ? 0.3 : 0.7))] ?? usual;
  return rule.below ? (usual - worse) / (usual - rule.threshold) : worse / rule.threshold;
}

/**
 * About the least dose that reaches a severity on the seed's own noise, at most an eighth beyond it where the
 * model allows; none when the most does not. With doses drawn blindly most faults would do nothing, or everything.
 */
export function bisectDose(
  [least, most]: readonly [number, number],
  target: number,
  severity: (dose: number) => number,
): number | undefined {
  if (severity(most) < target) return undefined;
  let low = Math.log(least);
  let high = Math.log(most);
  for (let i = 0; i < 8; i++) {
    const middle = (low + high) / 2;
    const reached = severity(Math.exp(middle));
    if (reached < target) low = middle;
    else high = middle;
    if (reached >= target && reached < target * 1.125) break;
  }
  return Math.exp(high);
}
