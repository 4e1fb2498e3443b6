import { readFileSync } from 'node:fs';
import { UserError } from '../bank/user-error.ts';
import type { Locate } from '../content/problem.ts';
import { parseYaml } from '../content/yaml.ts';

/** An answers file: what is written for each id, and where. */
export interface AnswersFile {
  readonly file: string;
  readonly entries: ReadonlyMap<string, unknown>;
  readonly locate: Locate;
}

/** Reads an answers file, YAML or JSON; `-` is stdin, and a pipe will do. */
export function readAnswers(path: string): AnswersFile {
  const file = path === '-' ? 'stdin' : path;
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UserError(
      `the answers ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      'Give a file of answers; --template prints one to fill in.',
    );
  }
  const { value, locate, problems } = parseYaml(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'), file);
  const [first] = problems;
  if (first) throw new UserError(`${first.file}:${first.line}:${first.column} ${first.message}`, first.mend);
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    throw new UserError(
      `${file}:1:1 expected a map of ids and answers`,
      'Write `aiops-001: my answer`, a line or more an id.',
    );
  }
  return { file, entries: new Map(Object.entries(value ?? {})), locate };
}
