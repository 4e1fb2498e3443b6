import * as v from 'valibot';
import { didYouMean } from '../bank/suggest.ts';
import type { Locate, Problem, ProblemCode } from './problem.ts';
import { fitsAsItStands } from './quick-look.ts';

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
  if (fitsAsItStands(schema, data)) return { output: data as v.InferOutput<Schema>, problems: [] };
  const result = v.safeParse(schema, data);
  const misfits = findMisfits(schema, data);
  if (result.success && misfits.length === 0) return { output: result.output, problems: [] };
  const whole = at.length === 0 ? 'the file' : 'the question';
  const told = new Set(misfits.map(({ path, known }) => placeName(path, known ? 'key' : 'list')));
  // One fault a value: what is empty, say, does not match a pattern either.
  const located = (result.issues ?? [])
    .flatMap((issue) => innermost(issue, []))
    .filter(({ path }) => !isInsideList(path, told) && isNew(placeName(path, 'key'), told));
  const faults = [
    ...located.map(({ issue, path }) => ({ path, ...describe(issue, path, schema, whole) })),
    ...misfits.map((misfit) => ({ path: misfit.path, ...describeMisfit(misfit, whole) })),
  ];
  return {
    problems: faults.map(({ path, ...fault }) => ({
      file,
      ...locate([...at, ...path], fault.code === 'unknown-key' ? 'key' : undefined),
      severity: 'error' as const,
      ...fault,
    })),
  };
}

/** A key that a map does not have, with the keys that it has; or, without those, a list in another's place. */
interface Misfit {
  readonly path: readonly Step[];
  readonly known?: readonly string[];
  readonly wanted: string;
}

// valibot names the first unknown key of a map only, takes `constructor` for a known one, and a list for a map.
function findMisfits(schema: v.GenericSchema, data: unknown, path: readonly Step[] = []): Misfit[] {
  if (data === null || typeof data !== 'object') return [];
  const { entries, item, value, message } = shapeOf(schema, Array.isArray(data));
  const wanted = typeof message === 'string' ? message : 'a map';
  if (Array.isArray(data)) {
    if (item) return data.flatMap((inner, i) => findMisfits(item, inner, [...path, i]));
    return entries || value ? [{ path, wanted }] : [];
  }
  return Object.entries(data).flatMap(([key, inner]) => {
    if (value && passedOver.has(key)) return [{ path: [...path, key], known: [], wanted }];
    const entry = value ?? (entries && Object.hasOwn(entries, key) ? entries[key] : undefined);
    const below = [...path, key];
    if (entry) return findMisfits(entry, inner, below);
    return entries ? [{ path: below, known: Object.keys(entries), wanted }] : [];
  });
}

// Keys of a record that valibot drops without a word.
const passedOver = new Set(['__proto__', 'constructor', 'prototype']);

/** What a schema holds: the entries of a map, the values of a record, the items of a list. */
interface Shape {
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly value?: v.GenericSchema;
  readonly item?: v.GenericSchema;
  readonly message?: unknown;
}

// The shape of an optional value is the value's; that of a union its map's, or its list's where a list stands.
function shapeOf(schema: v.GenericSchema, isList: boolean): Shape {
  const { wrapped, options } = schema as { wrapped?: v.GenericSchema; options?: readonly Shape[] };
  if (wrapped) return shapeOf(wrapped, isList);
  if (!Array.isArray(options)) return schema as Shape;
  const list = isList ? options.find(({ item }) => item) : undefined;
  const meant = list ?? options.find(({ entries, value }) => entries ?? value);
  return meant ? { ...meant, message: (schema as Shape).message } : (schema as Shape);
}

function shapeAt(schema: v.GenericSchema, path: readonly Step[]): Shape {
  let shape = shapeOf(schema, typeof path[0] === 'number');
  for (const [i, step] of path.entries()) {
    const inner = shape.item ?? shape.value ?? shape.entries?.[step];
    if (!inner) return {};
    shape = shapeOf(inner, typeof path[i + 1] === 'number');
  }
  return shape;
}

const placeName = (path: readonly Step[], what: 'key' | 'list'): string => `${what}\n${path.join('\n')}`;

function isNew(name: string, told: Set<string>): boolean {
  const before = told.size;
  return told.add(name).size > before;
}

// What valibot says of a list that stands for a map, and of what is in it, is said once, of the whole list.
const isInsideList = (path: readonly Step[], told: ReadonlySet<string>): boolean =>
  [...path, ''].some((_, i) => told.has(placeName(path.slice(0, i), 'list')));

interface Located {
  readonly issue: Issue;
  readonly path: readonly Step[];
}

// A union fails with the faults of each of its branches: the ones that got furthest into the data are the
// ones that the writer meant.
function innermost(issue: Issue, above: readonly Step[]): Located[] {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key as Step)];
  const deeper = (issue.issues ?? []).filter((sub) => (sub.path?.length ?? 0) > 0);
  // A branch for maps looks into a list too, and misses its keys there.
  const ofList = Array.isArray(issue.input) ? deeper.filter(({ path }) => path?.[0]?.type === 'array') : [];
  const inner = ofList.length > 0 ? ofList : deeper;
  return inner.length > 0 ? inner.flatMap((sub) => innermost(sub, path)) : [{ issue, path }];
}

const nameOf = (path: readonly Step[], whole: string): string =>
  path.map((step) => String(step).slice(0, 40)).join('.') || whole;

type Description = { code: ProblemCode; message: string; mend: string };

function describeMisfit({ path, known, wanted }: Misfit, whole: string): Description {
  const name = nameOf(path, whole);
  if (!known) {
    const message = `\`${name}\`: expected ${wanted}, found a list`;
    return { code: 'wrong-type', message, mend: `Write ${wanted}.` };
  }
  const meant = didYouMean(String(path.at(-1)).slice(0, 40), known);
  const others = known.length > 0 ? `Remove it; the keys here are ${known.join(', ')}.` : 'Use another name.';
  return {
    code: 'unknown-key',
    message: `unknown key \`${name}\``,
    mend: meant ? `Did you mean \`${meant}\`?` : others,
  };
}

function describe(issue: Issue, path: readonly Step[], schema: v.GenericSchema, whole: string): Description {
  const name = nameOf(path, whole);
  if (issue.received === 'undefined') {
    // The issue is that of the map around it; what should stand there, the schema of the value knows.
    const { message } = shapeAt(schema, path);
    const wanted = typeof message === 'string' ? message : expectation(issue);
    return { code: 'missing', message: `\`${name}\` is missing`, mend: `Write \`${name}\`: ${wanted}.` };
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
