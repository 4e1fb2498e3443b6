import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Token } from 'markdown-it';
import { inlineNodes, type MarkdownNode, plainText, proseNodes } from '../report/prose.ts';
import type { Theme } from './theme.ts';

/** The widest that running text gets: longer lines are hard to read. */
const widestText = 100;

/** Markdown as lines for a terminal of some width, no line longer than that width. */
export function renderMarkdown(text: string, theme: Theme, width: number): string {
  return blocks(proseNodes(text), theme, Math.min(width, widestText)).join('\n');
}

function blocks(nodes: readonly MarkdownNode[], theme: Theme, width: number): string[] {
  const lines: string[] = [];
  for (const node of nodes) {
    const block = blockLines(node, theme, width);
    if (lines.length > 0 && block.length > 0) lines.push('');
    lines.push(...block);
  }
  return lines;
}

function blockLines(node: MarkdownNode, theme: Theme, width: number): string[] {
  const { token, children } = node;
  switch (node.type) {
    case 'heading':
      return wrapped(theme.strong(inlineOf(node, theme)), width);
    case 'paragraph':
      return wrapped(inlineOf(node, theme), width);
    case 'fence':
    case 'code_block':
      return token.content
        .trimEnd()
        .split('\n')
        .flatMap((line) => codeLine(line, theme, width));
    case 'blockquote':
      return blocks(children, theme, width - 2).map((line) => `${theme.faint('│')} ${line}`);
    case 'bullet_list':
    case 'ordered_list':
      return listLines(node, theme, width);
    case 'table':
      return tableLines(node, theme, width);
    case 'hr':
      return [theme.faint('─'.repeat(Math.min(width, 40)))];
    default:
      return wrapped(token.content, width);
  }
}

/** Plain text as lines no longer than a width. */
export const wrapText = (text: string, width: number): string => wrapped(text, width).join('\n');

// A figure and its sign stay on one line.
const wrapped = (text: string, width: number): string[] =>
  wrapAnsi(text.replace(/(\d) %/g, '$1\u00a0%'), Math.max(10, width), { hard: true })
    .replaceAll('\u00a0%', ' %')
    .split('\n');

// Code keeps its own line ends; a line that is too long goes on under a sign.
function codeLine(line: string, theme: Theme, width: number): string[] {
  const room = Math.max(10, width - 4);
  const pieces = wrapAnsi(line, room, { hard: true, trim: false, wordWrap: false }).split('\n');
  return pieces.map((piece, i) => `  ${i === 0 ? '  ' : `${theme.faint('↳')} `}${theme.code(piece)}`);
}

function listLines({ type, token, children }: MarkdownNode, theme: Theme, width: number): string[] {
  const first = Number(token.attrGet('start') ?? 1);
  return children.flatMap((item, i) => {
    const sign = type === 'ordered_list' ? `${first + i}.` : '•';
    const indent = ' '.repeat(sign.length + 1);
    // A tight list's paragraphs are hidden: its items stand without blank lines.
    const tight = item.children.some((child) => child.token.hidden);
    const lines = blocks(item.children, theme, width - indent.length).filter((line) => !tight || line !== '');
    return lines.map((line, n) => (n === 0 ? `${theme.faint(sign)} ${line}` : `${indent}${line}`));
  });
}

function tableLines(table: MarkdownNode, theme: Theme, width: number): string[] {
  const rows = table.children.flatMap((part) => part.children);
  const cells = rows.map((row) => row.children.map((cell) => inlineOf(cell, theme)));
  const right = (rows[0]?.children ?? []).map((cell) =>
    (cell.token.attrGet('style') ?? '').includes('right'),
  );
  const widths = columnWidths(cells, width);
  const [head = [], ...body] = cells.map((row) => rowLines(row, widths, right));
  return [
    ...head.map((line) => theme.strong(line)),
    theme.faint(widths.map((w) => '─'.repeat(w)).join('──')),
    ...body.flat(),
  ];
}

// Columns share what there is by need: the widest gives way first.
function columnWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(3, ...rows.map((row) => stringWidth(row[i] ?? ''))));
  const room = width - 2 * (widths.length - 1);
  while (widths.reduce((a, b) => a + b, 0) > room && Math.max(...widths) > 3) {
    const widest = Math.max(...widths);
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function rowLines(cells: readonly string[], widths: readonly number[], right: readonly boolean[]): string[] {
  const columns = widths.map((w, i) => wrapped(cells[i] ?? '', w));
  const height = Math.max(1, ...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, n) =>
    columns
      .map((lines, i) => padded(lines[n] ?? '', widths[i] ?? 0, right[i] === true))
      .join('  ')
      .trimEnd(),
  );
}

function padded(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return right ? space + text : text + space;
}

/** The running text of a block. */
const inlineOf = (node: MarkdownNode, theme: Theme): string => inline(inlineNodes(node), theme);

const inline = (nodes: readonly MarkdownNode[], theme: Theme): string =>
  nodes.map((node) => inlineNode(node, theme)).join('');

function inlineNode({ type, token, children }: MarkdownNode, theme: Theme): string {
  switch (type) {
    case 'strong':
      return theme.strong(inline(children, theme));
    case 'em':
      return theme.accent(inline(children, theme));
    case 's':
      return `~${inline(children, theme)}~`;
    case 'code_inline':
      return theme.code(token.content);
    case 'hardbreak':
      return '\n';
    case 'softbreak':
      return ' ';
    case 'link':
      return linkText(token, inline(children, theme), theme);
    case 'image':
      return `[picture: ${token.content}]`;
    default:
      return plainText(token.content);
  }
}

function linkText(token: Token, text: string, theme: Theme): string {
  const href = token.attrGet('href') ?? '';
  return href === text ? href : `${text} ${theme.faint(`<${href}>`)}`;
}
