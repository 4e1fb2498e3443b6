import { marked, type Token, type Tokens } from 'marked';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Theme } from './theme.ts';

/** The widest that running text gets: longer lines are hard to read. */
const widestText = 100;

/** Markdown as lines for a terminal of some width, no line longer than that width. */
export function renderMarkdown(text: string, theme: Theme, width: number): string {
  return blocks(marked.lexer(text), theme, Math.min(width, widestText)).join('\n');
}

function blocks(tokens: readonly Token[], theme: Theme, width: number): string[] {
  const lines: string[] = [];
  for (const token of tokens) {
    const block = blockLines(token, theme, width);
    if (block.length === 0) continue;
    if (lines.length > 0) lines.push('');
    lines.push(...block);
  }
  return lines;
}

function blockLines(token: Token, theme: Theme, width: number): string[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
      return wrapped(theme.strong(inline(token.tokens ?? [], theme)), width);
    case 'paragraph':
    case 'text':
      return wrapped(token.tokens ? inline(token.tokens, theme) : entities(token.raw), width);
    case 'code':
      return (token as Tokens.Code).text.split('\n').flatMap((line) => codeLine(line, theme, width));
    case 'blockquote':
      return blocks(token.tokens ?? [], theme, width - 2).map((line) => `${theme.faint('│')} ${line}`);
    case 'list':
      return listLines(token as Tokens.List, theme, width);
    case 'table':
      return tableLines(token as Tokens.Table, theme, width);
    case 'hr':
      return [theme.faint('─'.repeat(Math.min(width, 40)))];
    default:
      return wrapped(entities(token.raw.trimEnd()), width);
  }
}

const wrapped = (text: string, width: number): string[] =>
  wrapAnsi(text, Math.max(10, width), { hard: true }).split('\n');

// Code keeps its own line ends; a line that is too long goes on under a sign.
function codeLine(line: string, theme: Theme, width: number): string[] {
  const room = Math.max(10, width - 4);
  const pieces = wrapAnsi(line, room, { hard: true, trim: false, wordWrap: false }).split('\n');
  return pieces.map((piece, i) => `  ${i === 0 ? '  ' : `${theme.faint('↳')} `}${theme.code(piece)}`);
}

function listLines(list: Tokens.List, theme: Theme, width: number): string[] {
  const first = Number(list.start || 1);
  return list.items.flatMap((item, i) => {
    const sign = list.ordered ? `${first + i}.` : '•';
    const indent = ' '.repeat(sign.length + 1);
    const lines = blocks(item.tokens, theme, width - indent.length);
    const body = list.loose ? lines : lines.filter((line) => line !== '');
    return body.map((line, n) => (n === 0 ? `${theme.faint(sign)} ${line}` : `${indent}${line}`));
  });
}

function tableLines(table: Tokens.Table, theme: Theme, width: number): string[] {
  const rows = [table.header, ...table.rows].map((cells) => cells.map((cell) => inline(cell.tokens, theme)));
  const widths = columnWidths(rows, width);
  const lines = rows.flatMap((cells) => rowLines(cells, widths, table.align));
  const head = rowLines(rows[0] ?? [], widths, table.align).length;
  return [
    ...lines.slice(0, head).map((line) => theme.strong(line)),
    theme.faint(widths.map((w) => '─'.repeat(w)).join('──')),
    ...lines.slice(head),
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

function rowLines(
  cells: readonly string[],
  widths: readonly number[],
  align: Tokens.Table['align'],
): string[] {
  const columns = widths.map((w, i) => wrapAnsi(cells[i] ?? '', w, { hard: true }).split('\n'));
  const height = Math.max(1, ...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, n) =>
    columns
      .map((lines, i) => padded(lines[n] ?? '', widths[i] ?? 0, align[i] === 'right'))
      .join('  ')
      .trimEnd(),
  );
}

function padded(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return right ? space + text : text + space;
}

function inline(tokens: readonly Token[], theme: Theme): string {
  return tokens.map((token) => inlineToken(token, theme)).join('');
}

function inlineToken(token: Token, theme: Theme): string {
  const inner = () => inline(token.type === 'escape' ? [] : ((token as Tokens.Strong).tokens ?? []), theme);
  switch (token.type) {
    case 'strong':
      return theme.strong(inner());
    case 'em':
      return theme.accent(inner());
    case 'del':
      return `~${inner()}~`;
    case 'codespan':
      return theme.code((token as Tokens.Codespan).text);
    case 'br':
      return '\n';
    case 'link': {
      const { href, text } = token as Tokens.Link;
      return href === text ? href : `${inner()} ${theme.faint(`<${href}>`)}`;
    }
    case 'image':
      return `[picture: ${(token as Tokens.Image).text}]`;
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'text':
      return (token as Tokens.Text).tokens
        ? inner()
        : entities((token as Tokens.Text).text).replace(/\n/g, ' ');
    default:
      return entities(token.raw);
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

// Only the entities that cannot make a control character.
const entities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (_, name: string) =>
    name === '#39' ? "'" : (named[name] ?? ''),
  );
