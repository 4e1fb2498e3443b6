import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseAnyYaml } from 'yaml';
import { questionKinds as kinds } from '../../src/bank/item.ts';
import { writeYaml } from '../../src/content/write-yaml.ts';
import { root } from '../pty.ts';
import { anyItems } from './any-item.ts';
import { entry, parseYamlFile, yamlFile } from './builders.ts';

const schema = JSON.parse(readFileSync(join(root, 'schema/hotseat-questions.schema.json'), 'utf8'));
const fits = new Ajv({ allErrors: true, strict: false }).compile(schema);

/** Whether our reader loads a YAML file whole, and whether the published schema lets it through. */
function judged(text: string): { reader: boolean; schema: boolean } {
  const { problems } = parseYamlFile(text);
  return {
    reader: problems.every(({ severity }) => severity === 'warning'),
    schema: fits(parseAnyYaml(text)),
  };
}

const bare = (...lines: string[]): string =>
  yamlFile(`- id: a\n  title: T\n  prompt: P\n${lines.map((line) => `  ${line}\n`).join('')}`);
const full = (...lines: string[]): string => yamlFile(entry('a', ...lines));

test('the published schema is what `npm run schema` writes', () => {
  const { status, stderr } = spawnSync(
    join(root, 'node_modules/.bin/tsx'),
    ['scripts/schema.mts', '--check'],
    { cwd: root, encoding: 'utf8' },
  );
  expect(stderr).not.toContain('is not current');
  expect(status).toBe(0);
}, 60_000);

test('the schema is draft-07, as editors take it, and describes what can be written', () => {
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  expect(new Ajv().validateSchema(schema)).toBe(true);
  const { question } = schema.definitions;
  for (const [name, { description }] of Object.entries<{ description?: string }>(question.properties))
    expect(description, name).toMatch(/\S/);
});

describe('what the reader loads, the schema lets through', () => {
  test.each([
    full(),
    full('level: advanced', 'tags: [a]', 'skills: []', 'limits: {spoken: 90s, typed: 1h2m3s}'),
    full('limits: {spoken: 2M}', 'hints: [h]', 'weakAnswers: [w]', 'references: [r]'),
    full('limits: {spoken: 90, typed: "1.5"}'),
    full('keyPoints: [k, {text: l, accept: [[a, b], [c]], weight: 0.5}]'),
    full('followUps: [{prompt: p}, {prompt: q, answer: a, keyPoints: [k]}]'),
    full('kind: open'),
    bare('choices: [{text: a, correct: true, why: w}, {text: b, correct: false}]'),
    full('kind: choice', 'choices: [{text: a, correct: true}, {text: b, correct: true}]'),
    bare('order: [a, b]'),
    bare('cloze: "A {{b|c}}."'),
    full('number: {value: 42}'),
    full('number: {formula: 7, tolerance: 0.5, unit: ms}'),
    full(
      'number: {formula: a * s, tolerance: 5 %, params: {a: [1, 2], b: {from: 1, to: 2, step: 1}}, steps: {s: a}}',
    ),
    full('number: {value: 1, tolerance: "1e-3"}'),
    `questions:\n${entry('a', 'category: Own')}${entry('b', 'category: Own')}`,
    'category: C\nquestions:\n- title: No id\n  prompt: p\n  answer: a\n',
    `kind: order\ncategory: C\nquestions:\n${entry('a', 'order: [a, b]')}${entry('b', 'kind: open')}`,
    `# yaml-language-server: $schema=node_modules/hotseat/schema/hotseat-questions.schema.json\n${full()}`,
    '{"category": "C", "questions": [{"id": "a", "title": "T", "prompt": "P", "answer": " A "}]}',
  ])('%s', (text) => {
    expect(judged(text)).toEqual({ reader: true, schema: true });
  });

  test('whatever items a file is written from', () => {
    fc.assert(
      fc.property(anyItems(...kinds), (items) => {
        expect(fits(parseAnyYaml(writeYaml(items))), JSON.stringify(fits.errors)).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

describe('what the reader refuses, the schema refuses', () => {
  test.each([
    '[]',
    'category: C\n',
    'category: C\nquestions: []\n',
    'category: C\nquestions: {}\n',
    `questions:\n${entry('a')}`,
    `questions:\n${entry('a', 'category: Own')}${entry('b')}`,
    `categry: C\n${full()}`,
    `levels: beginner\n${full()}`,
    `category: 7\nquestions:\n${entry('a')}`,
    `kind: choice\ncategory: C\nquestions:\n${entry('a')}`,
    yamlFile('- a\n'),
    yamlFile('- id: a\n  title: T\n  answer: A\n'),
    yamlFile('- id: a\n  prompt: P\n  answer: A\n'),
    yamlFile('- title: 監視\n  prompt: P\n  answer: A\n'),
    bare('hints: [h]'),
    full('id2: x'),
    full('level: expert'),
    full('kind: riddle'),
    full('kind: cloze'),
    full('tags: a'),
    full('tags: [""]'),
    full('hints: ["  "]'),
    full('hints: [1]'),
    full('limits: 5m'),
    full('limits: {spoken: fast}'),
    full('limits: {spoken: 0}'),
    full('limits: {spoken: -1}'),
    full('limits: {spoken: 0m}'),
    full('limits: {written: 5m}'),
    full('keyPoints: [{weight: 1}]'),
    full('keyPoints: [{text: k, weight: 0}]'),
    full('keyPoints: [{text: k, accept: [a]}]'),
    full('keyPoints: [{text: k, accept: [[]]}]'),
    full('keyPoints: [{text: k, wieght: 1}]'),
    full('followUps: [f]'),
    full('followUps: [{prompt: p, hints: []}]'),
    full('choices: [{text: a, correct: true}]'),
    full('choices: [{text: a, correct: false}, {text: b, correct: false}]'),
    full('choices: [{text: a}, {text: b, correct: true}]'),
    full('choices: [a, b]'),
    full('order: [a]'),
    full('order: [a, a]'),
    full('order: [a, b]', 'cloze: "{{a}}"'),
    full('kind: open', 'order: [a, b]'),
    bare('number: {value: 1}'),
    full('number: {}'),
    full('number: {value: 1, formula: 1}'),
    full('number: {value: "1"}'),
    full('number: {value: 1, tolerance: -1}'),
    full('number: {value: 1, tolerance: about 5}'),
    full('number: {value: 1, params: {a: 7}}'),
    full('number: {value: 1, params: {a: []}}'),
    full('number: {value: 1, params: {a-b: [1]}}'),
    full('number: {value: 1, params: {a: {from: 1, to: 2}}}'),
    full('number: {value: 1, params: {a: {from: 1, to: 2, step: 0}}}'),
    full(`number: {value: 1, params: {${Array.from({ length: 21 }, (_, i) => `p${i}: [1]`).join(', ')}}}`),
    full('cloze: no gap'),
    full('cloze: "{{}}"'),
    ...['', 'A', '-a', 'a/b', 'a b', 'ä', 'a'.repeat(101)].map(
      (id) => `category: C\nquestions:\n- {id: "${id}", title: T, prompt: P, answer: A}\n`,
    ),
  ])('%s', (text) => {
    expect(judged(text)).toEqual({ reader: false, schema: false });
  });
});
