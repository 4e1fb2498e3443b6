import * as v from 'valibot';
import { parseDuration } from '../bank/duration.ts';
import { kinds, levels } from '../bank/item.ts';

// One schema behind both forms: a Markdown file and a YAML file become the same written questions, and what
// holds for them is said once, here. A message names what was expected; the caller adds what was found.

const text = v.pipe(v.string('a text'), v.trim(), v.nonEmpty('a text that is not empty'));
const names = v.array(text, 'a list of names');

const duration = v.pipe(
  v.union([v.string(), v.number()], 'a duration such as 90s, 2m or 1m30s'),
  v.check((written) => parseDuration(written) !== undefined, 'a duration such as 90s, 2m or 1m30s'),
);

const keyPoint = v.union(
  [
    text,
    v.strictObject({
      text,
      accept: v.optional(v.array(v.array(text, 'a list of wordings'), 'a list of groups of wordings')),
      weight: v.optional(v.pipe(v.number('a number'), v.gtValue(0, 'a number above zero'))),
    }),
  ],
  'a text, or a map of text, accept and weight',
);
const keyPoints = v.array(keyPoint, 'a list of key points');

const followUp = v.strictObject({
  prompt: text,
  keyPoints: v.optional(keyPoints),
  answer: v.optional(text),
});

const sharedEntries = {
  kind: v.optional(v.picklist(kinds, `one of ${kinds.join(', ')}`)),
  category: v.optional(text),
  level: v.optional(v.picklist(levels, `one of ${levels.join(', ')}`)),
  tags: v.optional(names),
  skills: v.optional(names),
  careers: v.optional(names),
  limits: v.optional(v.strictObject({ spoken: v.optional(duration), typed: v.optional(duration) })),
};

/** What the questions of a file share: Markdown front matter, or the top of a YAML file. */
export const sharedSchema = v.strictObject(sharedEntries, 'a map');

/** One question as people write it, whatever the file's form. */
export const questionSchema = v.strictObject(
  {
    ...sharedEntries,
    id: v.pipe(
      text,
      v.regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'an id of lower-case letters, digits, `.`, `_` and `-`'),
    ),
    title: text,
    prompt: text,
    hints: v.optional(v.array(text, 'a list of hints')),
    keyPoints: v.optional(keyPoints),
    answer: text,
    weakAnswers: v.optional(v.array(text, 'a list of texts')),
    followUps: v.optional(v.array(followUp, 'a list of follow-ups')),
    references: v.optional(v.array(text, 'a list of texts')),
  },
  'a map',
);

export type Shared = v.InferOutput<typeof sharedSchema>;
export type WrittenQuestion = v.InferOutput<typeof questionSchema>;
export type WrittenKeyPoint = v.InferOutput<typeof keyPoint>;

/** `pack.yaml` at a pack's root. */
export const packSchema = v.strictObject(
  {
    id: v.pipe(
      text,
      v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'an id of lower-case letters, digits, `.`, `_` and `-`'),
    ),
    name: v.optional(text),
    version: v.optional(v.union([v.string(), v.number()], 'a version')),
    description: v.optional(text),
    license: v.optional(text),
  },
  'a map',
);
