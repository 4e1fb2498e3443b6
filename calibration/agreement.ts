/** The marks that examiners give: 0 nothing of value, 4 excellent. */
export const levels = [0, 1, 2, 3, 4] as const;
export type Level = (typeof levels)[number];

/** A pair of marks for one answer: the examiner's, and the grader's. */
export type Pair = readonly [human: Level, machine: Level];

/** How often the examiner gave the row's mark and the grader the column's. */
export function confusion(pairs: readonly Pair[]): number[][] {
  return levels.map((human) =>
    levels.map((machine) => pairs.filter(([h, m]) => h === human && m === machine).length),
  );
}

/**
 * Cohen's kappa with quadratic weights (Cohen 1968): 1 less the squared disagreement there is over what two
 * independent markers with the same habits would have by chance. 1 is perfect, 0 is chance. NaN for a set
 * in which both gave one and the same mark throughout.
 */
export function weightedKappa(pairs: readonly Pair[]): number {
  const table = confusion(pairs);
  const rows = levels.map((human) => sum(table[human] ?? []));
  const columns = levels.map((machine) => sum(table.map((row) => row[machine] ?? 0)));
  const cells = levels.flatMap((human) => levels.map((machine) => [human, machine] as const));
  const seen = sum(cells.map(([h, m]) => (h - m) ** 2 * (table[h]?.[m] ?? 0)));
  const chance = sum(cells.map(([h, m]) => (h - m) ** 2 * (rows[h] ?? 0) * (columns[m] ?? 0)));
  return 1 - (seen * pairs.length) / chance;
}

/** The least score for each mark above 0, chosen on the labelled set alone (`calibrate --choose`). */
export const thresholds: readonly number[] = [15, 35, 50, 75];

/** The mark that a score of 0 to 100 stands for. */
export const levelOf = (score: number, at: readonly number[] = thresholds): Level =>
  at.filter((least) => score >= least).length as Level;

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
