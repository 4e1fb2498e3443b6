const gap = /\{\{([^{}]+)\}\}/g;

/** The accepted wordings of each gap of a cloze text, in order. */
export const clozeGaps = (cloze: string): string[][] =>
  [...cloze.matchAll(gap)].map(([, inner = '']) => inner.split('|').map((wording) => wording.trim()));

/** The text with its gaps as numbered blanks, or filled in. */
export function withGaps(cloze: string, fill: (n: number) => string): string {
  let n = 0;
  return cloze.replace(gap, () => fill(n++));
}
