import stringWidth from 'fast-string-width';

/** A text cut to a number of columns, with a sign that it goes on. */
export function fitted(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = text;
  while (stringWidth(cut) > width - 1) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
