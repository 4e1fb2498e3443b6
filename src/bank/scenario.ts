/** What can be looked at while a scenario is played: a text, a table or figures from a file, drawn if asked for. */
export interface Evidence {
  readonly id: string;
  readonly title: string;
  /** Minutes of the story that looking at it takes. */
  readonly minutes: number;
  /** Markdown: what it says, or how to read the file. */
  readonly text: string;
  /** A data file beside the scenario: CSV or plain text. */
  readonly file?: string;
  /** Columns of the file to draw, over another one. */
  readonly chart?: Chart;
}

/** Lines over a column of a CSV file. */
export interface Chart {
  readonly x: string;
  readonly y: readonly string[];
}

/** One way to decide at a stage. */
export interface Option {
  readonly id: string;
  readonly text: string;
  /** How good a decision it is, 0 to 100. */
  readonly score: number;
  /** Minutes of the story that it costs. */
  readonly minutes: number;
  /** The stage that follows; without one the scenario ends. */
  readonly next?: string;
  /** Markdown: what happens then. */
  readonly outcome: string;
  /** Markdown: why it was right or wrong, for the debrief. */
  readonly why: string;
}

/** A point at which the learner decides, with hints and a limit. */
export interface Stage {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly situation: string;
  /** What is asked, in a line. */
  readonly question: string;
  /** Ids of what can be looked at from here on. */
  readonly evidence: readonly string[];
  readonly hints: readonly string[];
  readonly options: readonly Option[];
  readonly limitSeconds: number;
  readonly line: number;
}

/** A case in stages: a briefing, evidence to ask for, decisions with consequences, a debrief. */
export interface Scenario {
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  readonly summary: string;
  readonly level: 'beginner' | 'intermediate' | 'advanced';
  /** Minutes that it takes to play. */
  readonly minutes: number;
  readonly skills: readonly string[];
  readonly careers: readonly string[];
  readonly tags: readonly string[];
  /** Markdown. */
  readonly briefing: string;
  readonly evidence: readonly Evidence[];
  /** The first one is where it begins. */
  readonly stages: readonly Stage[];
  /** Markdown: the reasoning, told afterwards. */
  readonly debrief: string;
  readonly references: readonly string[];
  /** The scenario file, and its folder, inside the pack. */
  readonly source: { readonly file: string; readonly line: number };
}

/** The best decision of a stage; the first of equals. */
export const bestOption = ({ options }: Stage): Option =>
  options.reduce((best, option) => (option.score > best.score ? option : best));
