// Writes the schemas in schema/ which editors hold YAML pack files and scenarios against: `npm run schema`.
// With `--check` it writes nothing, and ends with 1 when a file is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { scenarioSchema } from '../src/content/scenario-schema.ts';
import { questionSchema, sharedSchema } from '../src/content/schema.ts';

type Json = Record<string, unknown>;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const parts = ['choices', 'order', 'number', 'cloze'] as const;
const partOf = { choice: 'choices', order: 'order', number: 'number', cloze: 'cloze' } as const;
const requires = (...names: readonly string[]): Json => ({ required: names });
const anyPart: Json = { anyOf: parts.map((part) => requires(part)) };
// biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
const when = (condition: Json, holds: Json): Json => ({ if: condition, then: holds });
const isKind = (kind: unknown): Json => ({ properties: { kind }, required: ['kind'] });

/** What valibot calls a fault and JSON Schema has no word for, or another one. */
function converted(schema: v.GenericSchema): Json {
  const json = toJsonSchema(schema, {
    overrideAction: ({ valibotAction: action, jsonSchema }) => {
      if (action.type === 'trim') return { ...jsonSchema, pattern: '\\S' };
      if (action.type === 'non_empty' && jsonSchema.type === 'string') return jsonSchema;
      if (action.type === 'regex') return { ...jsonSchema, pattern: patternOf(action, jsonSchema) };
      if (action.type === 'check' && 'anyOf' in jsonSchema) return duration;
      // A range's check, and what no JSON number can be.
      return action.type === 'check' || action.type === 'finite' ? jsonSchema : undefined;
    },
  });
  return json as Json;
}

const duration: JsonSchema = {
  anyOf: [
    { type: 'number', exclusiveMinimum: 0 },
    {
      type: 'string',
      pattern: '^\\s*(?=.*[1-9])(\\d+(\\.\\d+)?|(\\d+[hH])?(\\d+[mM])?(\\d+[sS])?)\\s*$',
    },
  ],
};

// A text is trimmed before it is matched; a name is not.
function patternOf(action: object, { pattern }: JsonSchema): string {
  const { source } = (action as { requirement: RegExp }).requirement;
  return pattern === '\\S' ? source.replace(/^\^/, '^\\s*').replace(/\$$/, '\\s*$') : source;
}

/** What holds of a question as a whole (src/content/item-kind.ts and number-part.ts). */
function question(): Json {
  const { $schema: _, required: __, ...json } = converted(questionSchema);
  const { choices, order, number, cloze } = json.properties as Record<string, Json>;
  Object.assign(choices ?? {}, {
    minItems: 2,
    contains: { properties: { correct: { const: true } }, required: ['correct'] },
  });
  Object.assign(order ?? {}, { minItems: 2, uniqueItems: true });
  Object.assign(number ?? {}, { oneOf: [requires('value'), requires('formula')] });
  Object.assign(cloze ?? {}, { pattern: '\\{\\{[^{}]+\\}\\}' });
  const pairs = parts.flatMap((part, i) => parts.slice(i + 1).map((other) => [part, other]));
  return {
    ...json,
    required: ['title', 'prompt'],
    allOf: [
      // Without an id the words of the title make one.
      when({ not: requires('id') }, { properties: { title: { pattern: '[A-Za-z0-9]' } } }),
      ...Object.entries(partOf).map(([kind, part]) => when(isKind({ const: kind }), requires(part))),
      when(isKind({ const: 'open' }), { not: anyPart }),
      ...pairs.map((pair) => ({ not: requires(...pair) })),
      when({ not: anyPart }, requires('answer')),
      when(requires('number'), requires('answer')),
    ],
  };
}

/** A YAML pack file: the shared fields, and the questions. */
function questionFile(): Json {
  const { $schema, properties, ...shared } = converted(sharedSchema);
  const questions = {
    type: 'array',
    minItems: 1,
    items: { $ref: '#/definitions/question' },
    description: 'The questions of this file.',
  };
  const everyQuestion = (holds: Json): Json => ({ properties: { questions: { items: holds } } });
  return {
    $schema,
    title: 'hotseat questions',
    description: 'A YAML file of a hotseat pack: fields that all its questions share, and the questions.',
    ...shared,
    properties: { ...(properties as Json), questions },
    required: ['questions'],
    allOf: [
      { anyOf: [requires('category'), everyQuestion(requires('category'))] },
      when(isKind({ enum: Object.keys(partOf) }), everyQuestion({ anyOf: [requires('kind'), anyPart] })),
    ],
    definitions: { question: question() },
  };
}

/** `scenarios/<id>/scenario.yaml`; what leads where is for \`hotseat check\`. */
const scenarioFile = (): Json => ({
  title: 'hotseat scenario',
  description: 'A staged case: a briefing, evidence to ask for, decisions with consequences, a debrief.',
  ...converted(scenarioSchema),
});

const published = {
  'hotseat-questions.schema.json': questionFile(),
  'hotseat-scenario.schema.json': scenarioFile(),
};
for (const [name, schema] of Object.entries(published)) {
  const file = join(root, 'schema', name);
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${relative(root, file)} is not current: run \`npm run schema\``);
    process.exitCode = 1;
  }
}
