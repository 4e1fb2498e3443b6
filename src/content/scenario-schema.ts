import * as v from 'valibot';
import { levels } from '../bank/item.ts';
import { duration, idText, names, text } from './schema.ts';

const about = v.description;

const minutes = v.pipe(
  v.number('a number of minutes'),
  v.minValue(0, 'minutes from 0'),
  v.maxValue(100_000, 'minutes, 100000 at most'),
);

const chart = v.strictObject(
  { x: text, y: v.pipe(v.array(text, 'a list of columns'), v.nonEmpty('a list of columns')) },
  'a map of x and y',
);

const evidence = v.strictObject(
  {
    id: v.pipe(idText, about('How stages name it.')),
    title: v.pipe(text, about('What the learner asks for.')),
    minutes: v.optional(v.pipe(minutes, about('Minutes of the story that looking at it takes.'))),
    text: v.optional(v.pipe(text, about('What it says, or how to read the file (Markdown).'))),
    file: v.optional(v.pipe(text, about('A file beside the scenario: CSV or plain text.'))),
    chart: v.optional(v.pipe(chart, about('Columns of the CSV file to draw over another.'))),
  },
  'a map of id, title, minutes, text, file and chart',
);

const option = v.strictObject(
  {
    id: v.pipe(idText, about('Keeps progress when the wording changes.')),
    text: v.pipe(text, about('The decision, as the learner chooses it.')),
    score: v.pipe(
      v.number('a score'),
      v.minValue(0, 'a score from 0 to 100'),
      v.maxValue(100, 'a score from 0 to 100'),
      about('How good the decision is, 0 to 100.'),
    ),
    minutes: v.optional(v.pipe(minutes, about('Minutes of the story that it costs.'))),
    next: v.optional(v.pipe(text, about('The id of the stage that follows; without one the scenario ends.'))),
    outcome: v.pipe(text, about('What happens then (Markdown).')),
    why: v.pipe(text, about('Why it was right or wrong, for the debrief (Markdown).')),
  },
  'a map of id, text, score, minutes, next, outcome and why',
);

const stage = v.strictObject(
  {
    id: v.pipe(idText, about('Keeps progress when the wording changes.')),
    title: text,
    situation: v.pipe(text, about('Where the learner stands now (Markdown).')),
    question: v.pipe(text, about('What is to be decided, in a line.')),
    evidence: v.optional(v.pipe(names, about('Ids of what can be looked at from here on.'))),
    hints: v.optional(v.pipe(v.array(text, 'a list of hints'), about('One a rung (Markdown).'))),
    limit: v.optional(v.pipe(duration, about('The time to decide in: 5m unless it is said.'))),
    options: v.pipe(
      v.array(option, 'a list of options'),
      v.minLength(2, 'two options or more'),
      about('The decisions to choose from, two or more.'),
    ),
  },
  'a map of id, title, situation, question, evidence, hints, limit and options',
);

/** A scenario as people write it, whatever the file's form. */
export const scenarioSchema = v.strictObject(
  {
    title: text,
    summary: v.pipe(text, about('One or two sentences for lists.')),
    level: v.optional(v.picklist(levels, `one of ${levels.join(', ')}`)),
    minutes: v.pipe(minutes, about('Minutes that it takes to play.')),
    skills: v.optional(names),
    careers: v.optional(names),
    tags: v.optional(names),
    briefing: v.pipe(text, about('What the learner knows at the start (Markdown).')),
    evidence: v.optional(v.array(evidence, 'a list of evidence')),
    stages: v.pipe(v.array(stage, 'a list of stages'), v.nonEmpty('a list of stages')),
    debrief: v.pipe(text, about('The reasoning, told at the end (Markdown).')),
    references: v.optional(v.array(text, 'a list of texts')),
  },
  'a map',
);

export type WrittenScenario = v.InferOutput<typeof scenarioSchema>;
