import * as v from 'valibot';
import { didYouMean } from '../bank/suggest.ts';
import type { Locate, Problem, ProblemCode } from './problem.ts';

type Step = string | number;
type Issue = v.BaseIssue<unknown>;

/** Data held against a schema: the output when it fits, else every fault with its place. */
export function validate<Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  file: string,
  locate: Locate,
  at: readonly Step[] = [],
): { output?: v.InferOutput<Schema>; problems: Problem[] } {
  const result = v.safeParse(schema, data);
  if (result.success) return { output: result.output, problems: [] };
  const problems = result.issues
    .flatMap((issue) => innermost(issue, []))
    .map(({ issue, path }) => ({
      file,
      ...locate([...at, ...path]),
      severity: 'error' as const,
      ...describe(issue, path, schema),
    }));
  return { problems };
}

interface Located {
  readonly issue: Issue;
  readonly path: readonly Step[];
}

// A union fails with the faults of each of its branches: the ones that got furthest into the data are the
// ones that the writer meant.
function innermost(issue: Issue, above: readonly Step[]): Located[] {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key as Step)];
  const inner = (issue.issues ?? []).filter((sub) => (sub.path?.length ?? 0) > 0);
  return inner.length > 0 ? inner.flatMap((sub) => innermost(sub, path)) : [{ issue, path }];
}

function describe(
  issue: Issue,
  path: readonly Step[],
  schema: v.GenericSchema,
): { code: ProblemCode; message: string; mend: string } {
  const name = path.join('.') || 'the file';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const key = String(path.at(-1));
    const known = keysOf(schema);
    const meant = didYouMean(key, known);
    return {
      code: 'unknown-key',
      message: `unknown key \`${name}\``,
      mend: meant ? `Did you mean \`${meant}\`?` : `Remove it; the keys here are ${known.join(', ')}.`,
    };
  }
  if (issue.received === 'undefined') {
    return {
      code: 'missing',
      message: `\`${name}\` is missing`,
      mend: `Write \`${name}\`: ${expectation(issue)}.`,
    };
  }
  const wrongType = issue.kind === 'schema' && issue.type !== 'picklist';
  return {
    code: wrongType ? 'wrong-type' : path.at(-1) === 'id' ? 'bad-id' : 'bad-value',
    message: `\`${name}\`: expected ${expectation(issue)}, found ${found(issue)}`,
    mend:
      issue.expected === 'string'
        ? 'Put the value in quotes to make it a text.'
        : `Write ${expectation(issue)}.`,
  };
}

// Our schemas' messages say what is expected; valibot's own begin with a capital.
const expectation = (issue: Issue): string =>
  /^(Invalid|Expected)/.test(issue.message) ? (issue.expected ?? 'another value') : issue.message;

function found(issue: Issue): string {
  if (typeof issue.input === 'string') return `"${issue.input.slice(0, 40)}"`;
  if (Array.isArray(issue.input)) return 'a list';
  if (issue.input !== null && typeof issue.input === 'object') return 'a map';
  return String(issue.input);
}

const keysOf = (schema: v.GenericSchema): string[] =>
  'entries' in schema ? Object.keys(schema.entries as object) : [];
