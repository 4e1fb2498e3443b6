/** The level of a question, from easy to hard. */
export const levels = ['beginner', 'intermediate', 'advanced'] as const;
export type Level = (typeof levels)[number];

/** How a question is answered. */
export const kinds = ['open'] as const;
export type Kind = (typeof kinds)[number];

/**
 * One thing that a good answer says.
 *
 * `accept` holds groups of synonyms: a typed answer covers the point when one wording of every group
 * occurs in it. `weight` is relative to the other points of the same question (default 1).
 */
export interface KeyPoint {
  readonly text: string;
  readonly accept: readonly (readonly string[])[];
  readonly weight: number;
}

/** A question that an interviewer asks next, with its own key points. */
export interface FollowUp {
  readonly prompt: string;
  readonly keyPoints: readonly KeyPoint[];
  readonly answer: string;
}

/** Where an item was written: the file inside its pack (forward slashes) and a line that counts from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
}

/** One thing to practise: what a pack file becomes, and what a session deals. */
export interface Item {
  readonly id: string;
  readonly pack: string;
  readonly kind: Kind;
  readonly category: string;
  readonly level: Level;
  readonly title: string;
  readonly tags: readonly string[];
  readonly skills: readonly string[];
  readonly careers: readonly string[];
  /** Markdown. */
  readonly prompt: string;
  /** Markdown, one a rung, from a nudge to the points by name. */
  readonly hints: readonly string[];
  readonly keyPoints: readonly KeyPoint[];
  /** Markdown: the model answer. */
  readonly answer: string;
  readonly weakAnswers: readonly string[];
  readonly followUps: readonly FollowUp[];
  readonly references: readonly string[];
  /** Seconds for a spoken and for a typed answer. */
  readonly limits: { readonly spoken: number; readonly typed: number };
  readonly source: Source;
}

/** The name under which progress is kept: unique across packs. */
export const fullId = (item: Pick<Item, 'pack' | 'id'>): string => `${item.pack}/${item.id}`;
