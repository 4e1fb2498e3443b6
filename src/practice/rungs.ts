import type { KeyPoint } from '../bank/item.ts';

/** The first words of a text, half of them unless it is said how many: what names a point without telling it all. */
export function beginningOf(text: string, words?: number): string {
  const all = text.split(/\s+/);
  const some = all.slice(0, words ?? Math.ceil(all.length / 2));
  return some.length < all.length ? `${some.join(' ')} …` : all.join(' ');
}

/** A ladder of hints for points that nobody wrote hints for: how many, how they begin, and the points by name. */
export function rungsFor(points: readonly KeyPoint[]): string[] {
  if (points.length === 0) return [];
  const begin = (words?: number) => points.map(({ text }) => `- ${beginningOf(text, words)}`).join('\n');
  const count = points.length === 1 ? '1 point' : `${points.length} points`;
  return [`A full answer makes ${count}.`, `They begin:\n\n${begin(2)}`, `By name:\n\n${begin()}`];
}
