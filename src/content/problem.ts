/** Every kind of fault that content can have: a closed set, so that scripts can rely on the names. */
export type ProblemCode =
  | 'file-too-large'
  | 'file-unreadable'
  | 'file-not-utf8'
  | 'front-matter'
  | 'yaml-syntax'
  | 'yaml-refused'
  | 'unknown-key'
  | 'missing'
  | 'wrong-type'
  | 'bad-value'
  | 'bad-id'
  | 'no-id'
  | 'duplicate-id'
  | 'duplicate-part'
  | 'unknown-part'
  | 'no-questions'
  | 'unclosed-fence'
  | 'no-hints'
  | 'no-key-points'
  | 'no-why'
  | 'common-word'
  | 'unknown-name'
  | 'broken-link'
  | 'similar-question'
  | 'unreachable-stage'
  | 'no-exit'
  | 'unused-evidence';

/** A fault of a pack file, or a warning about one, as a value: collected, located, and shown all at once. */
export interface Problem {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1, in UTF-16 units. */
  readonly column: number;
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  /** What was expected and what was found. */
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
}

/** A fault of parsed data, before it is known where in the file its path stands. */
export interface DataFault {
  readonly path: readonly (string | number)[];
  readonly code: ProblemCode;
  readonly message: string;
  readonly mend: string;
}

/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Where in a text a value stands, or the key before it, by its path inside the parsed data. The nearest
 * ancestor's place serves.
 */
export type Locate = (path: readonly (string | number)[], part?: 'key') => Place;

/** Faults in the order in which a reader meets them. */
export const inReadingOrder = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
