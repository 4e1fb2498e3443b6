import type { Indicator } from './fault.ts';

/** An alerting rule: what it watches, over how long, and how much is too much. */
export interface Rule {
  readonly name: string;
  readonly summary: string;
  readonly severity: 'page' | 'ticket';
  readonly indicator: Indicator | 'cpu' | 'memory' | 'disk' | 'probe' | 'traffic';
  /** The node that it watches, by index. */
  readonly node: number;
  /** It breaches above this, or below it when low is bad. */
  readonly threshold: number;
  readonly below: boolean;
  /** Steps that are averaged, and steps for which the condition has to hold. */
  readonly window: number;
  readonly for: number;
  /** The step from which it is in force, when not from the start. */
  readonly since?: number;
}

/** When a rule's condition began to hold, and when it had held for long enough: steps. */
export interface Breach {
  readonly breached: number;
  readonly fired: number;
}

/** Mean of the last `window` values at each step; what is not a number is left out. */
export function smoothed(values: Float64Array, window: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let step = 0; step < values.length; step++) {
    let total = 0;
    let count = 0;
    for (let k = Math.max(0, step - window + 1); k <= step; k++) {
      const value = values[k] as number;
      if (Number.isNaN(value)) continue;
      total += value;
      count += 1;
    }
    out[step] = count > 0 ? total / count : Number.NaN;
  }
  return out;
}

/** The mean of a series that was reported at every step. */
export const meanOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The first time that a rule fires over a series, if it does. */
export function firstBreach(rule: Rule, values: Float64Array): Breach | undefined {
  const seen = smoothed(values, rule.window);
  let held = 0;
  for (let step = rule.since ?? 0; step < seen.length; step++) {
    const value = seen[step] as number;
    held = (rule.below ? value < rule.threshold : value > rule.threshold) ? held + 1 : 0;
    if (held === rule.for) return { breached: step - rule.for + 1, fired: step };
  }
  return undefined;
}
