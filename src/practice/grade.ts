import type { KeyPoint } from '../bank/item.ts';
import { hashText } from '../bank/random.ts';
import { atMost, type Grade } from '../memory/grade.ts';

/** The grade that a score of 0 to 100 stands for: under 50 again, under 70 hard, under 90 good, else easy. */
export function gradeOfScore(score: number): Grade {
  if (score < 50) return 'again';
  if (score < 70) return 'hard';
  return score < 90 ? 'good' : 'easy';
}

/** What the circumstances allow at most: hints and the clock are part of the grade. */
export function capFor(hintsUsed: number, timedOut: boolean): Grade {
  const byHints: Grade =
    hintsUsed >= 3 ? 'again' : hintsUsed === 2 ? 'hard' : hintsUsed === 1 ? 'good' : 'easy';
  return timedOut ? atMost(byHints, 'hard') : byHints;
}

/** 0 to 100: the share of the key points' weight that was covered. */
export function coverageScore(points: readonly KeyPoint[], covered: readonly boolean[]): number {
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const got = points.reduce((sum, { weight }, i) => sum + (covered[i] ? weight : 0), 0);
  return total === 0 ? 0 : Math.round((1000 * got) / total) / 10;
}

/** A short name for a key point that survives reordering, for the log. */
export const pointKey = (point: KeyPoint): string => hashText(point.text).toString(36);

/** The keys of the points that an answer covered, and of those that it missed; neither where there are no points. */
export const coverageKeys = (
  points: readonly KeyPoint[],
  covered: readonly boolean[],
): { readonly covered?: string[]; readonly missed?: string[] } =>
  points.length === 0
    ? {}
    : {
        covered: points.filter((_, i) => covered[i]).map(pointKey),
        missed: points.filter((_, i) => !covered[i]).map(pointKey),
      };
