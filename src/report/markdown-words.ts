import { oneLine } from './fitted.ts';

/** A table of cells that are Markdown already; from a column on they are numbers, set to the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  firstNumber: number,
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i >= firstNumber ? '---:' : '---'));
  return [head, rule, ...rows].map(line).join('\n');
}

/**
 * A text that stays a text in a cell, a heading or a list item: on one line, without markup, links, HTML or
 * formulas, and without GitHub's mentions of people (`@name`) and issues (`#1`), which would notify somebody.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>~$]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replace(/^[-+=#]|(?<=^\d{1,9})[.)](?= |$)/, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/[@#](?=\w)/g, '$&&#8203;')
    .replace(/\|/g, '&#124;');
}
