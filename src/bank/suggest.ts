/** The number of single-letter edits between two words (insert, delete, replace, swap of neighbours). */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(rows, i - 1, j) + 1,
          (row[j - 1] ?? 0) + 1,
          at(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          swap ? at(rows, i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return at(rows, a.length, b.length);
}

const at = (rows: readonly (readonly number[])[], i: number, j: number): number => rows[i]?.[j] ?? 0;

/** The name that was probably meant, if one is near enough to be worth saying. */
export function didYouMean(written: string, names: readonly string[]): string | undefined {
  const word = written.toLowerCase();
  const ranked = names
    .map((name) => ({ name, distance: nearness(word, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.name : undefined;
}

// A beginning that was typed out far enough counts as one edit: `scen` means Scenario-Based.
const nearness = (word: string, name: string): number =>
  word.length >= 3 && name.startsWith(word) ? 1 : editDistance(word, name);
