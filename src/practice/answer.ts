/** What a learner answers. Indices are those of the item as written, not as shown. */
export type Answer =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'choice'; readonly picked: readonly number[] }
  | { readonly type: 'order'; readonly order: readonly number[] }
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'cloze'; readonly gaps: readonly string[] };

/** How good an answer is. */
export interface Mark {
  /** 0 to 100. */
  readonly score: number;
  /** What the answer got right, and what it lacks or got wrong, in words. */
  readonly matched: readonly string[];
  readonly missed: readonly string[];
  /** For each key point, the words of the answer that covered it; undefined where none did. */
  readonly points?: readonly (readonly string[] | undefined)[];
  /** A word on the whole, such as a unit that was mixed up. */
  readonly remark?: string;
}
