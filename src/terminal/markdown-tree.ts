import type { Token } from 'markdown-it';

/** A Markdown element and what is inside it. markdown-it gives a flat list of opening and closing tokens. */
export interface MarkdownNode {
  /** The token's type without `_open`. */
  readonly type: string;
  readonly token: Token;
  readonly children: readonly MarkdownNode[];
}

/** The tree that a flat list of tokens stands for. */
export function nodesOf(tokens: readonly Token[]): MarkdownNode[] {
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
