/** A page on one skill: what it is, what to use when, worked examples, what to practise next. */
export interface Guide {
  /** The id of the skill, as questions name it. */
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  /** One or two sentences. */
  readonly summary: string;
  readonly careers: readonly string[];
  /** Ids of its scenarios, from easy to hard. */
  readonly scenarios: readonly string[];
  /** Ids of its interview questions. */
  readonly questions: readonly string[];
  /** Markdown: the page itself. */
  readonly text: string;
}

/** A job that questions prepare for, and the skills that it asks for. */
export interface Career {
  readonly id: string;
  readonly pack: string;
  readonly name: string;
  readonly summary: string;
  readonly skills: readonly string[];
}

/** What a pack says beside its questions. */
export interface Library {
  readonly guides: readonly Guide[];
  readonly careers: readonly Career[];
}
