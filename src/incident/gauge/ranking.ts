/** An entity in its place; those whose keys are the same share a place. */
export interface Ranked {
  readonly entity: string;
  readonly score: number;
  /** How many are ranked strictly before it. */
  readonly above: number;
  /** How many share its place, itself among them. */
  readonly tied: number;
}

/** The most suspect first. */
export type Ranking = readonly Ranked[];

/**
 * Ranks entities by their keys: the first key decides, then the next. The last one is the score that is shown.
 *
 * @param keyed each entity with at least one key; a greater key is more suspect, NaN counts as −∞.
 */
export function rankBy(keyed: Iterable<readonly [string, readonly number[]]>): Ranking {
  const sorted = [...keyed]
    .map(([entity, of]) => [entity, of.map((key) => (Number.isNaN(key) ? -Infinity : key))] as const)
    .sort(([, a], [, b]) => compare(b, a));
  const ranking: Ranked[] = [];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && compare(keys(sorted, to), keys(sorted, from)) === 0) to++;
    for (const [entity, of] of sorted.slice(from, to))
      ranking.push({ entity, score: of.at(-1) ?? 0, above: from, tied: to - from });
  }
  return ranking;
}

const keys = (sorted: readonly (readonly [string, readonly number[]])[], i: number): readonly number[] =>
  sorted[i]?.[1] ?? [];

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((key, at) => key !== b[at]);
  return i < 0 ? 0 : (a[i] ?? 0) < (b[i] ?? 0) ? -1 : 1;
}

/** The place in the list, from 1, that an entity has on average when ties are broken by lot. */
export const expectedRank = ({ above, tied }: Ranked): number => above + (tied + 1) / 2;

/** The chance, 0 to 1, that the cause is among the first k when ties are broken by lot; 0 when it is not ranked. */
export function hitChance(ranking: Ranking, cause: string, k: number): number {
  const found = ranking.find(({ entity }) => entity === cause);
  return found ? Math.min(1, Math.max(0, (k - found.above) / found.tied)) : 0;
}

/** Whether the cause stands first, and alone. */
export const isFirst = (ranking: Ranking, cause: string): boolean => hitChance(ranking, cause, 1) === 1;
