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
