import type { Item, OpenItem } from '../bank/item.ts';

/** What a question was made for: to ask a missed point by itself, or to stand in the place of the whole. */
export type Made = {
  /** What it is, in a word or two: shown above it. */
  readonly label: string;
  /** Markdown: the bare question. What else the prompt quotes is not held against a typed answer. */
  readonly question: string;
} & (
  | { readonly type: 'point'; readonly of: OpenItem; readonly key: string }
  | { readonly type: 'variant'; readonly name: string }
);

/** An item as a session asks it: as it was written, or made of one. A variant has the id of its item, a point its own. */
export type Asked = Item & { readonly made?: Made };

/** The question of the bank that something asked belongs to: what is reviewed, or suspended. */
export const questionOf = (asked: Asked): Item => (asked.made?.type === 'point' ? asked.made.of : asked);
