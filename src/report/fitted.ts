import stringWidth from 'fast-string-width';

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
export function fitted(text: string, width: number): string {
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
  const short = fitted(text, width);
  return short + ' '.repeat(width - stringWidth(short));
}

/** The same, with the blanks in front. */
export function right(text: string, width: number): string {
  const short = fitted(text, width);
  return ' '.repeat(width - stringWidth(short)) + short;
}

/** The columns that the widest of some texts takes, within bounds. */
export const widest = (texts: readonly string[], least: number, most: number): number =>
  Math.min(most, Math.max(least, ...texts.map((text) => stringWidth(text))));
