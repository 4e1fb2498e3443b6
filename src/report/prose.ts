import MarkdownIt, { type Token } from 'markdown-it';

/** A Markdown element and what is inside it. markdown-it gives a flat list of opening and closing tokens. */
export interface MarkdownNode {
  /** The token's type without `_open`. */
  readonly type: string;
  readonly token: Token;
  readonly children: readonly MarkdownNode[];
}

// No HTML. Entities are left to `plainText`: the parser's own could make control characters out of plain text.
const parser = new MarkdownIt('commonmark', { html: false })
  .enable(['table', 'strikethrough'])
  .disable('entity');

/** The blocks of a Markdown text. */
export const proseNodes = (text: string): MarkdownNode[] => nodesOf(parser.parse(text, {}));

/** The pieces of running text in a block. */
export const inlineNodes = ({ children }: MarkdownNode): MarkdownNode[] =>
  children.flatMap(({ token }) => nodesOf(token.children ?? []));

/** The tree that a flat list of tokens stands for. */
function nodesOf(tokens: readonly Token[]): MarkdownNode[] {
  const root: MarkdownNode[] = [];
  const open: MarkdownNode[][] = [root];
  for (const token of tokens) {
    if (token.nesting < 0) open.pop();
    else {
      const children: MarkdownNode[] = [];
      open.at(-1)?.push({ type: token.type.replace(/_open$/, ''), token, children });
      if (token.nesting > 0) open.push(children);
    }
  }
  return root;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A piece of text as it is read: the few entities that people write are what they stand for. */
export const plainText = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => named[name] ?? '');
