import * as v from 'valibot';
import { parseDuration } from '../bank/duration.ts';
import { functionNames } from '../bank/formula.ts';
import { levels, questionKinds } from '../bank/item.ts';
import { valueCount } from '../bank/param.ts';

// One schema behind both forms: a Markdown file and a YAML file become the same written questions, and what
// holds for them is said once, here. A message names what was expected; the caller adds what was found. The
// descriptions are for editors: scripts/schema.mts publishes them as JSON Schema.

const about = v.description;

export const text = v.pipe(v.string('a text'), v.trim(), v.nonEmpty('a text that is not empty'));
/** The id of a pack or a career. */
export const idText = v.pipe(
  text,
  v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'an id of lower-case letters, digits, `.`, `_` and `-`'),
);
export const names = v.array(text, 'a list of names');
const texts = v.array(text, 'a list of texts');

export const duration = v.pipe(
  v.union([v.string(), v.number()], 'a duration such as 90s, 2m or 1m30s'),
  v.check((written) => parseDuration(written) !== undefined, 'a duration such as 90s, 2m or 1m30s'),
);

const wordings = v.pipe(v.array(text, 'a list of wordings'), v.nonEmpty('a list of wordings'));
const keyPoint = v.union(
  [
    text,
    v.strictObject({
      text: v.pipe(text, about('One thing that a good answer says, as a sentence.')),
      accept: v.optional(
        v.pipe(
          v.array(wordings, 'a list of groups of wordings'),
          about(
            'Groups of wordings: an answer covers the point when one wording of every group occurs in it.',
          ),
        ),
      ),
      weight: v.optional(
        v.pipe(
          v.number('a number'),
          v.gtValue(0, 'a number above zero'),
          v.finite('a number'),
          about('What the point counts beside the others of its question; 1 unless it is said.'),
        ),
      ),
    }),
  ],
  'a text, or a map of text, accept and weight',
);
const keyPoints = v.pipe(
  v.array(keyPoint, 'a list of key points'),
  about(
    'What a good answer says: five to eight sentences, each a text, or a map of text, accept and weight.',
  ),
);

const followUp = v.strictObject(
  {
    prompt: v.pipe(text, about('What the interviewer asks next (Markdown).')),
    keyPoints: v.optional(keyPoints),
    answer: v.optional(v.pipe(text, about('The model answer to it (Markdown).'))),
  },
  'a map of prompt, keyPoints and answer',
);

const choice = v.strictObject({
  text: v.pipe(text, about('What can be ticked.')),
  correct: v.pipe(
    v.boolean('true or false, or a `[x]` or `[ ]` before the text'),
    about('Whether it is right to tick it.'),
  ),
  why: v.optional(v.pipe(text, about('Why it is right or wrong; shown after the answer.'))),
});

const finite = v.pipe(v.number('a number'), v.finite('a number'));
const mostValues = 1_000_000;
// Ends and steps that are none are named by themselves.
const isCountable = (range: { from: number; to: number; step: number }): boolean =>
  !(range.step > 0 && Number.isFinite(range.from) && Number.isFinite(range.to)) ||
  valueCount(range) <= mostValues;

const param = v.union(
  [
    v.pipe(v.array(finite, 'a list of numbers'), v.nonEmpty('a list of numbers'), about('One of these.')),
    v.pipe(
      v.strictObject({
        from: finite,
        to: finite,
        step: v.pipe(finite, v.gtValue(0, 'a step above zero')),
      }),
      v.check(({ from, to }) => from <= to, 'a `to` that is not below `from`'),
      v.check(isCountable, 'a range of a million values at most'),
      about('A step of a range, its ends included.'),
    ),
  ],
  'a list of numbers, or a map of from, to and step',
);
// `value` is the result itself, in texts; a function's name calls the function.
const takenNames = new Set([...functionNames, 'value']);
const name = v.pipe(
  v.string('a name'),
  v.regex(/^[A-Za-z_]\w{0,39}$/, 'a name of letters, digits and _, of 40 at most'),
  v.check((word) => !takenNames.has(word), 'a name that has no meaning of its own'),
);
const formula = v.union([text, finite], 'a formula');
const tolerance = v.union(
  [
    v.pipe(finite, v.minValue(0, 'a number from zero')),
    v.pipe(text, v.regex(/^\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,2})?\s*%?$/, 'a number or a percentage')),
  ],
  'a number or a percentage',
);

const number = v.strictObject({
  value: v.optional(v.pipe(finite, about('The number asked for, where nothing is drawn.'))),
  formula: v.optional(
    v.pipe(formula, about('The number asked for, as arithmetic over params and steps: a * b / 100.')),
  ),
  tolerance: v.optional(
    v.pipe(
      tolerance,
      about('How far off still counts: 5% of the value, or 0.5 in its unit. 1% unless said.'),
    ),
  ),
  unit: v.optional(v.pipe(text, about('The unit of the number, which an answer may name: ms, GB, %.'))),
  params: v.optional(
    v.pipe(
      v.record(name, param, 'a map of parameters'),
      v.maxEntries(20, '20 parameters at most'),
      about('Figures that are drawn anew each time; {{name}} shows one in prompt, hints and answer.'),
    ),
  ),
  steps: v.optional(
    v.pipe(
      v.record(name, formula, 'a map of formulas'),
      v.maxEntries(50, '50 steps at most'),
      about('Named intermediate results, in order; later ones may use earlier ones.'),
    ),
  ),
});

const sharedEntries = {
  kind: v.optional(
    v.pipe(
      v.picklist(questionKinds, `one of ${questionKinds.join(', ')}`),
      about('How the question is answered; its parts say so too.'),
    ),
  ),
  category: v.optional(v.pipe(text, about('The category, here or for the whole file.'))),
  level: v.optional(
    v.pipe(v.picklist(levels, `one of ${levels.join(', ')}`), about('intermediate unless it is said.')),
  ),
  tags: v.optional(v.pipe(names, about('Words to find the question by.'))),
  skills: v.optional(v.pipe(names, about('The skills that it trains.'))),
  careers: v.optional(v.pipe(names, about('The careers that it is for.'))),
  limits: v.optional(
    v.pipe(
      v.strictObject(
        { spoken: v.optional(duration), typed: v.optional(duration) },
        'a map of spoken and typed',
      ),
      about('The time for an answer, spoken and typed: 90s, 2m, 1m30s.'),
    ),
  ),
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
      about('Keeps progress when the wording changes: lower-case letters, digits, . _ -'),
    ),
    title: v.pipe(text, about('A few words for lists.')),
    prompt: v.pipe(text, about('The setting and the question (Markdown).')),
    hints: v.optional(
      v.pipe(
        v.array(text, 'a list of hints'),
        about('One a rung, from a nudge to the points by name (Markdown).'),
      ),
    ),
    keyPoints: v.optional(keyPoints),
    answer: v.optional(v.pipe(text, about('The model answer, or the worked solution (Markdown).'))),
    choices: v.optional(
      v.pipe(
        v.array(choice, 'a list of choices'),
        about('Makes a choice question: two or more, one right or several.'),
      ),
    ),
    order: v.optional(v.pipe(texts, about('Makes an order question: things, written in the right order.'))),
    number: v.optional(v.pipe(number, about('Makes a number question: a figure to be worked out.'))),
    cloze: v.optional(
      v.pipe(
        text,
        about('Makes a cloze question: a text with gaps, {{answer}} or {{answer|other wording}}.'),
      ),
    ),
    rubric: v.optional(
      v.pipe(text, about('Makes a question about one’s own story: what each grade looks like (Markdown).')),
    ),
    anatomy: v.optional(v.pipe(text, about('What a good story is made of (Markdown).'))),
    weakAnswers: v.optional(v.pipe(texts, about('Answers that fall short, and what they miss.'))),
    followUps: v.optional(
      v.pipe(v.array(followUp, 'a list of follow-ups'), about('What an interviewer asks next.')),
    ),
    references: v.optional(v.pipe(texts, about('Where it can be read: a paper, a specification.'))),
  },
  'a map',
);

export type Shared = v.InferOutput<typeof sharedSchema>;
export type WrittenQuestion = v.InferOutput<typeof questionSchema>;
export type WrittenKeyPoint = v.InferOutput<typeof keyPoint>;

/** `pack.yaml` at a pack's root. */
export const packSchema = v.strictObject(
  {
    id: idText,
    name: v.optional(text),
    version: v.optional(v.union([v.string(), v.number()], 'a version')),
    description: v.optional(text),
    license: v.optional(text),
  },
  'a map',
);
