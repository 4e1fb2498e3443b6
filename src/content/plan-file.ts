import * as v from 'valibot';
import { parseDuration } from '../bank/duration.ts';
import { orders } from '../bank/order.ts';
import type { Block, Plan } from '../bank/plan.ts';
import { withLineFeeds } from './escape.ts';
import type { Problem } from './problem.ts';
import { duration, names, text } from './schema.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';

const count = v.pipe(
  v.number('a whole number'),
  v.integer('a whole number'),
  v.minValue(1, 'a number above zero'),
);
const score = v.pipe(
  v.number('a score'),
  v.minValue(0, 'a score from 0 to 100'),
  v.maxValue(100, 'a score from 0 to 100'),
);
// One name or several.
const nameOrNames = v.union([text, names], 'a name, or a list of names');

const block = v.strictObject(
  {
    title: v.optional(text),
    category: v.optional(nameOrNames),
    tag: v.optional(nameOrNames),
    skill: v.optional(nameOrNames),
    career: v.optional(nameOrNames),
    kind: v.optional(nameOrNames),
    level: v.optional(nameOrNames),
    id: v.optional(nameOrNames),
    search: v.optional(text),
    due: v.optional(v.boolean('true or false')),
    new: v.optional(v.boolean('true or false')),
    weak: v.optional(v.boolean('true or false')),
    count: v.optional(count),
    order: v.optional(v.picklist(orders, `one of ${orders.join(', ')}`)),
    answer: v.optional(v.picklist(['spoken', 'typed'], 'spoken or typed')),
    hints: v.optional(v.boolean('true or false')),
    limit: v.optional(duration),
    passMark: v.optional(score),
  },
  'a block: a map of filters, count, order, answer, hints, limit and passMark',
);

/** A plan as people write it. */
const planSchema = v.strictObject(
  {
    name: text,
    description: v.optional(text),
    time: v.optional(duration),
    failUnder: v.optional(
      v.union([score, v.record(text, score)], 'a score, or a map of categories and scores'),
    ),
    strict: v.optional(v.boolean('true or false')),
    blocks: v.pipe(v.array(block, 'a list of blocks'), v.nonEmpty('a list of blocks')),
  },
  'a map of name, blocks and the rest',
);

type WrittenBlock = v.InferOutput<typeof block>;

/** Reads a plan file. Every fault has its place; a plan with a fault is none. */
export function parsePlan(source: string, file: string): { plan?: Plan; problems: readonly Problem[] } {
  const { value, locate, problems } = parseYaml(withLineFeeds(source), file);
  if (problems.length > 0) return { problems };
  const { output, problems: faults } = validate(planSchema, value, file, locate);
  if (!output) return { problems: faults };
  const { name, description = '', time, failUnder, strict = false, blocks } = output;
  const timeSeconds = seconds(time);
  const plan: Plan = {
    name,
    description,
    strict,
    ...(timeSeconds === undefined ? {} : { timeSeconds }),
    failUnder:
      typeof failUnder === 'number' ? { total: failUnder, byCategory: {} } : { byCategory: failUnder ?? {} },
    blocks: blocks.map(toBlock),
  };
  return { plan, problems: [] };
}

const seconds = (written: string | number | undefined): number | undefined =>
  written === undefined ? undefined : parseDuration(written);

function toBlock(written: WrittenBlock, index: number): Block {
  const {
    title,
    due = false,
    new: fresh = false,
    weak = false,
    hints = true,
    limit,
    search,
    ...rest
  } = written;
  const { count: many, order, answer, passMark, ...named } = rest;
  const lists = Object.entries(named).map(([name, value]) => [
    name,
    typeof value === 'string' ? [value] : value,
  ]);
  const limitSeconds = seconds(limit);
  return {
    title: title ?? `Block ${index + 1}`,
    filter: { ...Object.fromEntries(lists), ...(search === undefined ? {} : { search }) },
    due,
    new: fresh,
    weak,
    hints,
    ...(many === undefined ? {} : { count: many }),
    ...(order === undefined ? {} : { order }),
    ...(answer === undefined ? {} : { answer }),
    ...(passMark === undefined ? {} : { passMark }),
    ...(limitSeconds === undefined ? {} : { limitSeconds }),
  };
}
