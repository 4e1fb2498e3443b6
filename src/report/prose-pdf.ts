import { inlineNodes, type MarkdownNode, plainText, proseNodes } from './prose.ts';

/** A piece of a PDF document, as pdfmake takes it (pdfmake.github.io, "Document definition object"). */
export interface PdfNode {
  readonly [key: string]: unknown;
}

/** Markdown as pieces of a PDF document. Links are printed, pictures named. */
export const prosePdf = (text: string): PdfNode[] => blocks(proseNodes(text));

/** A heading stays with what follows it. */
const blocks = (nodes: readonly MarkdownNode[]): PdfNode[] => together(nodes.map(block), isHeading);

/** Whether a piece must not be the last one of a page. */
export const isHeading = ({ heading }: PdfNode): boolean => heading === true;

/** Each piece that must not end a page joined with the one behind it. */
export function together(pieces: readonly PdfNode[], holds: (piece: PdfNode) => boolean): PdfNode[] {
  const joined: PdfNode[] = [];
  let held: PdfNode[] = [];
  for (const piece of pieces) {
    held.push(piece);
    if (holds(piece)) continue;
    if (held.length > 1 && isShort(held)) joined.push({ stack: held, unbreakable: true });
    else joined.push(...held);
    held = [];
  }
  return [...joined, ...held];
}

// pdfmake drops what must not be broken and is longer than a page. These are about half a page.
function isShort(pieces: readonly PdfNode[]): boolean {
  const written = JSON.stringify(pieces);
  return written.length < 3000 && written.split('\\n').length < 30;
}

const gap = [0, 0, 0, 5] as const;

function block(node: MarkdownNode): PdfNode {
  const { token, children } = node;
  switch (node.type) {
    case 'heading':
      return { text: inline(inlineNodes(node)), bold: true, margin: gap, heading: true };
    case 'paragraph':
      return paragraph(node);
    case 'fence':
    case 'code_block':
      return codeBlock(token.content.trimEnd());
    case 'blockquote':
      return { stack: blocks(children), margin: [12, 0, 0, 5], italics: true };
    case 'bullet_list':
      return { ul: items(children), margin: gap };
    case 'ordered_list':
      return { ol: items(children), start: Number(token.attrGet('start') ?? 1), margin: gap };
    case 'table':
      return table(node);
    case 'hr':
      return { text: '* * *', alignment: 'center', margin: gap };
    default:
      return { text: token.content, margin: gap };
  }
}

// A line that is all bold, such as `**Key points**`, is a heading by another name.
function paragraph(node: MarkdownNode): PdfNode {
  const pieces = inlineNodes(node);
  const isLabel = pieces.length === 1 && pieces[0]?.type === 'strong';
  const margin = node.token.hidden ? [0, 0, 0, 2] : gap;
  return { text: inline(pieces), margin, ...(isLabel ? { heading: true } : {}) };
}

const items = (nodes: readonly MarkdownNode[]): PdfNode[] =>
  nodes.map(({ children }) => ({ stack: blocks(children) }));

// Blanks at the start of a line are what code is shaped by.
const codeBlock = (code: string): PdfNode => ({
  table: {
    widths: ['*'],
    body: [[{ text: code, font: 'Mono', fontSize: 8, preserveLeadingSpaces: true, fillColor: '#f4f4f4' }]],
  },
  layout: 'noBorders',
  margin: gap,
});

function table({ children }: MarkdownNode): PdfNode {
  const rows = children.flatMap((part) => part.children);
  const body = rows.map((row) =>
    row.children.map((cell) => ({
      text: inline(inlineNodes(cell)),
      bold: cell.type === 'th',
      alignment: (cell.token.attrGet('style') ?? '').includes('right') ? 'right' : 'left',
    })),
  );
  const dontBreakRows = body.every(isShort);
  return { table: { headerRows: 1, dontBreakRows, body }, layout: 'lightHorizontalLines', margin: gap };
}

const inline = (nodes: readonly MarkdownNode[], style: PdfNode = {}): PdfNode[] =>
  nodes.flatMap((node) => inlineNode(node, style));

function inlineNode({ type, token, children }: MarkdownNode, style: PdfNode): PdfNode[] {
  switch (type) {
    case 'strong':
      return inline(children, { ...style, bold: true });
    case 'em':
      return inline(children, { ...style, italics: true });
    case 's':
      return inline(children, { ...style, decoration: 'lineThrough' });
    case 'code_inline':
      return [{ ...style, text: token.content, font: 'Mono', italics: false }];
    case 'hardbreak':
      return [{ text: '\n' }];
    case 'softbreak':
      return [{ text: ' ' }];
    case 'link':
      return link(token.attrGet('href') ?? '', inline(children, style), style);
    case 'image':
      return [{ ...style, text: `[picture: ${token.content}]` }];
    default:
      return [{ ...style, text: plainText(token.content) }];
  }
}

// On paper a link is what it says.
function link(href: string, text: PdfNode[], style: PdfNode): PdfNode[] {
  const shown = text.map((piece) => String(piece.text)).join('');
  return shown === href ? text : [...text, { ...style, text: ` (${href})`, color: '#555555' }];
}
