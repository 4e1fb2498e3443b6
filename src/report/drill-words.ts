import type { DrillDocument, DrillDocumentItem } from './drill-json.ts';
import { oneLine } from './fitted.ts';

/** `82.5`, `80.0`: one decimal, so that columns line up. */
export const scoreText = (score: number): string => score.toFixed(1);

/** `0:41`, `12:05`. */
function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** What became of a question: its grade, or that it was skipped. */
export const gradeText = ({ skipped, grade }: DrillDocumentItem): string => (skipped ? 'skipped' : grade);

/** How long a question took, and whether that was too long. */
export const timeText = ({ skipped, seconds, timedOut }: DrillDocumentItem): string =>
  skipped ? '-' : `${clockText(seconds)}${timedOut ? ' over' : ''}`;

/** `passed` or `failed`; a drill that was not finished fails, and says so. */
export const verdictText = ({ passed, complete }: Pick<DrillDocument, 'passed' | 'complete'>): string =>
  passed ? 'passed' : complete ? 'failed' : 'failed (incomplete)';

/** The name of each question: its id, with the pack in front where two packs have the same. */
export function namesOf(items: readonly DrillDocumentItem[]): string[] {
  const packs = new Map<string, Set<string>>();
  for (const { id, pack } of items) packs.set(id, new Set([...(packs.get(id) ?? []), pack]));
  return items.map(({ id, pack }) => oneLine((packs.get(id)?.size ?? 1) > 1 ? `${pack}/${id}` : id));
}

/** The threshold of a category; names are compared without regard to case, as when the drill is summed up. */
export const neededIn = (category: string, limits: Readonly<Record<string, number>>): number | undefined =>
  Object.entries(limits).find(([name]) => name.toLowerCase() === category.toLowerCase())?.[1];
