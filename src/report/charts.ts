const bars = '▁▂▃▄▅▆▇█';

/** Numbers as a line of bars, the highest the full height; none for zero. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(...values, 0);
  return values
    .map((value) =>
      value <= 0 || most === 0 ? ' ' : (bars[Math.ceil((value / most) * bars.length) - 1] ?? ''),
    )
    .join('');
}

/** A share from 0 to 1 as a bar of some columns. */
export function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}

/** How strong a count is among others, from 0 (none) to 4 (the strongest quarter). */
export function strength(count: number, most: number): number {
  return count <= 0 || most <= 0 ? 0 : Math.min(4, Math.ceil((4 * count) / most));
}

/** The least and the greatest of some numbers, NaN passed over; infinite where there is none. */
export function extremes(values: readonly number[]): { least: number; most: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/**
 * Numbers as columns, some rows high, the top row first: from an eighth of a row for the least number to all rows for
 * the greatest. More numbers than columns are averaged; where there is none (NaN) the column stays empty.
 */
export function columnChart(values: readonly number[], width: number, height: number): string[] {
  const columns = Math.min(width, values.length);
  const means = Array.from({ length: columns }, (_, i) => {
    const own = values.slice(
      Math.floor((i * values.length) / columns),
      Math.floor(((i + 1) * values.length) / columns),
    );
    const known = own.filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
  const { least, most } = extremes(values);
  const eighths = means.map((value) => {
    if (Number.isNaN(value)) return 0;
    if (most === least) return height * 4;
    return Math.max(1, Math.round(((value - least) / (most - least)) * height * bars.length));
  });
  return Array.from({ length: height }, (_, row) => {
    const floor = (height - 1 - row) * bars.length;
    return eighths
      .map((eighth) => {
        const here = Math.min(bars.length, eighth - floor);
        return here > 0 ? (bars[here - 1] ?? '') : ' ';
      })
      .join('')
      .trimEnd();
  });
}
