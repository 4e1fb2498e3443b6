import type { Filter } from './filter.ts';
import type { Order } from './order.ts';

/** A part of a drill: which questions, how many, and how they are asked. */
export interface Block {
  readonly title: string;
  readonly filter: Filter;
  readonly due: boolean;
  readonly new: boolean;
  readonly weak: boolean;
  /** As many as this; without it, as many as the plan's time allows. */
  readonly count?: number;
  readonly order?: Order;
  /** How open questions are answered, whatever the learner's setting. */
  readonly answer?: 'spoken' | 'typed';
  readonly hints: boolean;
  /** Seconds for each question, instead of its own. */
  readonly limitSeconds?: number;
  /** The block's mean score has to reach this. */
  readonly passMark?: number;
}

/** A threshold for the whole, and for categories. */
export interface Thresholds {
  readonly total?: number;
  readonly byCategory: Readonly<Record<string, number>>;
}

/** A scripted drill. */
export interface Plan {
  readonly name: string;
  readonly description: string;
  readonly timeSeconds?: number;
  readonly failUnder: Thresholds;
  /** Over its limit an answer is cut off, not only capped; nothing is shown before an attempt was made. */
  readonly strict: boolean;
  readonly blocks: readonly Block[];
}
