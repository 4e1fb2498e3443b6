/** The level of a question, from easy to hard. */
export const levels = ['beginner', 'intermediate', 'advanced'] as const;
type Level = (typeof levels)[number];

/** How a question is answered. */
export const questionKinds = ['open', 'choice', 'order', 'number', 'cloze'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Every kind of item: questions, and the stages of scenarios. */
export const kinds = [...questionKinds, 'stage'] as const;
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
interface Source {
  readonly file: string;
  readonly line: number;
}

/** One thing that can be ticked in a choice question, and why it is right or wrong. */
export interface Choice {
  readonly text: string;
  readonly correct: boolean;
  readonly why: string;
}

/** The figures that a number question draws anew each time: one of a list, or a step of a range. */
export type Param = readonly number[] | { readonly from: number; readonly to: number; readonly step: number };

/** What a number question asks for. Formulas are arithmetic over the parameters (bank/formula.ts). */
export interface NumberSpec {
  readonly params: Readonly<Record<string, Param>>;
  /** Named intermediate results, in order: later ones may use earlier ones. */
  readonly steps: Readonly<Record<string, string>>;
  readonly formula: string;
  /** How far off still counts: of the value when `relative`, else in the unit. */
  readonly tolerance: { readonly amount: number; readonly relative: boolean };
  readonly unit: string;
}

/** What every item has, whatever its kind. */
interface Common {
  readonly id: string;
  readonly pack: string;
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
  /** Markdown: what each grade looks like. A question with one is about the learner's own story; nothing is matched. */
  readonly rubric: string;
  /** Markdown: what a good story is made of. */
  readonly anatomy: string;
  readonly weakAnswers: readonly string[];
  readonly followUps: readonly FollowUp[];
  readonly references: readonly string[];
  /** Seconds for a spoken and for a typed answer. */
  readonly limits: { readonly spoken: number; readonly typed: number };
  readonly source: Source;
}

/** A question that is answered in sentences, spoken or typed. */
export interface OpenItem extends Common {
  readonly kind: 'open';
}

/** One right choice, or several. */
export interface ChoiceItem extends Common {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
}

/** A decision of a scenario, by itself: one choice, each worth what the scenario says. */
export interface StageItem extends Common {
  readonly kind: 'stage';
  readonly choices: readonly Choice[];
  /** Its scenario begins with it, so that it makes sense without having been played. */
  readonly opening: boolean;
  /** 0 to 100, one for each choice. */
  readonly scores: readonly number[];
  /** What can be looked at: Markdown, and the file (its path inside the pack) where there is one. */
  readonly evidence: readonly {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly file?: string;
  }[];
}

/** Things to be put in order; written in the right one. */
export interface OrderItem extends Common {
  readonly kind: 'order';
  readonly order: readonly string[];
}

/** A figure to be worked out. */
export interface NumberItem extends Common {
  readonly kind: 'number';
  readonly number: NumberSpec;
}

/** A text with gaps: `{{answer}}`, or `{{answer|other wording}}`. */
export interface ClozeItem extends Common {
  readonly kind: 'cloze';
  readonly cloze: string;
}

/** What a question file becomes. */
type Question = OpenItem | ChoiceItem | OrderItem | NumberItem | ClozeItem;

/** One thing to practise: what a session deals. */
export type Item = Question | StageItem;

/** Whether an item is answered by choosing. */
export const isChoice = (item: Item): item is ChoiceItem | StageItem =>
  item.kind === 'choice' || item.kind === 'stage';

/** The name under which progress is kept: unique across packs. */
export const fullId = (item: Pick<Item, 'pack' | 'id'>): string => `${item.pack}/${item.id}`;

/**
 * What an item shares with its siblings, such as the stages of one scenario: its full id up to the last slash.
 * Undefined for one whose own id has no slash: it stands alone.
 */
export function siblingGroup(item: string): string | undefined {
  const last = item.lastIndexOf('/');
  return item.indexOf('/') === last ? undefined : item.slice(0, last);
}
