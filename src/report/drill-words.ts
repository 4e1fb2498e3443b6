import stringWidth from 'fast-string-width';
import type { DrillDocument, DrillDocumentItem } from './drill-json.ts';

/**
 * A text on one line, of visible characters: line ends and tabs become blanks, what steers a terminal or a
 * parser goes. Packs are escaped where they are read; result files of other people are not.
 */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

/** A text of at most so many terminal columns, its end cut off under `…`. */
export function shortened(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const char of text) {
    if (stringWidth(kept + char) > width - 1) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}

/** Shortened, or filled up with blanks, to exactly so many columns. */
export function left(text: string, width: number): string {
  const short = shortened(text, width);
  return short + ' '.repeat(width - stringWidth(short));
}

/** The same, with the blanks in front. */
export function right(text: string, width: number): string {
  const short = shortened(text, width);
  return ' '.repeat(width - stringWidth(short)) + short;
}

/** The columns that the widest of some texts takes, within bounds. */
export const widest = (texts: readonly string[], least: number, most: number): number =>
  Math.min(most, Math.max(least, ...texts.map((text) => stringWidth(text))));

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
