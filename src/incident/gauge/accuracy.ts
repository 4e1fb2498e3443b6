import type { Case } from './case.ts';
import {
  bySignedZ,
  type Method,
  type MethodName,
  medianIqr,
  methods,
  selfTime,
  traversal,
} from './methods.ts';
import { hitChance, isFirst, type Ranking } from './ranking.ts';

/** How far down AC@k is counted. */
const deepest = 5;

/** How often the cause is among the first 1 and 3, and the mean of AC@1 to AC@5; each from 0 to 1. */
export interface Accuracy {
  readonly ac1: number;
  readonly ac3: number;
  readonly avg5: number;
}

/** AC@1 to AC@5 of one incident, for each method that could rank it. */
export type Hits = ReadonlyMap<MethodName, readonly number[]>;

/** What the simple methods make of a case: easy where sorting by z finds the cause. */
export type DrawLevel = 'easy' | 'medium' | 'hard' | 'other';

/** Every method's chance to have the cause among its first 1 to 5. */
export function hitsOf(of: Case, cause: string): Hits {
  const hits = new Map<MethodName, readonly number[]>();
  for (const { name, rank } of methods) {
    const ranking = rank(of);
    if (ranking) hits.set(name, chances(ranking, cause));
  }
  return hits;
}

const chances = (ranking: Ranking, cause: string): number[] =>
  Array.from({ length: deepest }, (_, i) => hitChance(ranking, cause, i + 1));

/**
 * AC@k and Avg@5 over incidents with one cause each (RCAEval: Pham et al., WWW 2025), as expectations where a method ties.
 *
 * @param hits AC@1 to AC@5 of each incident.
 * @returns undefined of none.
 */
export function accuracyOf(hits: readonly (readonly number[])[]): Accuracy | undefined {
  if (hits.length === 0) return undefined;
  const ac = (k: number) => mean(hits.map((of) => of[k - 1] ?? 0));
  return { ac1: ac(1), ac3: ac(3), avg5: mean([1, 2, 3, 4, 5].map(ac)) };
}

/**
 * The level of one draw, without replays: easy, z names the cause first; medium, median/IQR or the traversal does;
 * hard, none does, self-time included; other, the cause cannot be named, or self-time alone names it.
 */
export function drawLevel(of: Case, cause: string): DrawLevel {
  if (!of.entities.includes(cause)) return 'other';
  const finds = (method: Method): boolean => isFirst(method(of) ?? [], cause);
  if (finds(bySignedZ)) return 'easy';
  if (finds(medianIqr) || finds(traversal)) return 'medium';
  return finds(selfTime) ? 'other' : 'hard';
}

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;
