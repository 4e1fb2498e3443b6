import { describe, expect, test } from 'vitest';
import { questionKinds as kinds } from '../../src/bank/item.ts';
import { entry, faults, frontMatter, ids, onlyItem, parse, parseYamlFile, yamlFile } from './builders.ts';

/** A YAML question whose own lines are 3 to 6. */
const written = (...lines: string[]) => parseYamlFile(yamlFile(entry('a', ...lines)));
const bare = (...lines: string[]) =>
  parseYamlFile(yamlFile(`- id: a\n  title: T\n  prompt: P\n  ${lines.join('\n  ')}\n`));

const parts = {
  choice: 'choices: [{text: a, correct: true}, {text: b, correct: false}]',
  order: 'order: [a, b]',
  number: 'number: {value: 1}',
  cloze: 'cloze: "{{a}}"',
};
const partKinds = ['choice', 'order', 'number', 'cloze'] as const;

describe('the kind of a question', () => {
  test.each(partKinds)('is what its parts make it: %s', (kind) => {
    expect(onlyItem(written(parts[kind])).kind).toBe(kind);
    expect(onlyItem(written(`kind: ${kind}`, parts[kind])).kind).toBe(kind);
  });

  test('is open without such parts', () => {
    expect(onlyItem(written()).kind).toBe('open');
    expect(onlyItem(written('kind: open')).kind).toBe('open');
  });

  test('may be shared by a file; what a question has or says goes before', () => {
    const text = (lines: string) =>
      `kind: choice\ncategory: C\nquestions:\n${entry('a', ...lines.split('\n'))}`;
    expect(onlyItem(parseYamlFile(text(parts.choice))).kind).toBe('choice');
    expect(onlyItem(parseYamlFile(text(parts.order))).kind).toBe('order');
    expect(onlyItem(parseYamlFile(text('kind: open'))).kind).toBe('open');
    expect(faults(parseYamlFile(text('level: beginner')))).toEqual(['4:3 missing', '4:3 missing']);
  });

  test('is said in any letter case in Markdown', () => {
    const text = `${frontMatter}## T {#a}\n\nP\n\n### Kind\n\nOpen\n\n### Answer\n\nA\n`;
    expect(onlyItem(parse(text)).kind).toBe('open');
  });

  test.each(
    kinds.flatMap((kind) => partKinds.filter((part) => part !== kind).map((part) => [kind, part] as const)),
  )('cannot be %s where the parts of %s stand: they would be dropped', (kind, other) => {
    const own = kind === 'open' ? 'tags: [x]' : parts[kind];
    const content = written(`kind: ${kind}`, own, parts[other]);
    expect(content.problems.map(({ code, line }) => [line, code])).toEqual([[9, 'bad-value']]);
    expect(ids(content)).toEqual([]);
  });
});

describe('in YAML a fault is named where it stands:', () => {
  test.each<[string, string[], string[]]>([
    ['an open question without an answer', ['hints: [h]'], ['3:3 missing']],
    ['no choices', ['kind: choice'], ['3:3 missing', '3:3 missing']],
    ['one choice', ['choices:', '  - {text: a, correct: true}'], ['7:5 missing']],
    [
      'no right choice',
      ['choices: [{text: a, correct: false}, {text: b, correct: false}]'],
      ['6:12 missing'],
    ],
    [
      'the same choice',
      ['choices:', '  - {text: a, correct: true}', '  - {text: a, correct: false}'],
      ['8:7 bad-value'],
    ],
    [
      'a choice without a mark',
      ['choices:', '  - {text: a}', '  - {text: b, correct: true}'],
      ['7:7 missing'],
    ],
    ['a mark that is a text', ['choices:', '  - {text: a, correct: "yes"}'], ['7:26 wrong-type']],
    ['a why that is a number', ['choices:', '  - {text: a, correct: true, why: 7}'], ['7:37 wrong-type']],
    ['a choice that is a text', ['choices: [a, b]'], ['6:13 wrong-type', '6:16 wrong-type']],
    ['an order of one', ['order: [a]'], ['6:10 missing']],
    ['an order of a number', ['order: [a, 2]'], ['6:14 wrong-type']],
    ['the same thing twice', ['order: [a, b, a]'], ['6:17 bad-value']],
    ['a number without an answer', ['number: {value: 1}'], ['3:3 missing']],
    ['nothing to compute', ['number: {unit: ms}'], ['6:3 missing']],
    ['a number that is one', ['number: 7'], ['6:11 wrong-type']],
    ['a value that is a text', ['number: {value: "7"}'], ['6:19 wrong-type']],
    ['a value without an end', ['number: {value: .inf}'], ['6:19 bad-value']],
    ['a value that is no number', ['number: {value: .nan}'], ['6:19 wrong-type']],
    ['a formula that is a list', ['number: {formula: [1]}'], ['6:21 wrong-type']],
    ['a tolerance without an end', ['number: {value: 1, tolerance: .inf}'], ['6:33 bad-value']],
    ['a parameter of nothing', ['number: {value: 1, params: {a: []}}'], ['6:34 bad-value']],
    ['a parameter of a text', ['number: {value: 1, params: {a: [1, x]}}'], ['6:38 wrong-type']],
    ['a parameter that is a number', ['number: {value: 1, params: {a: 7}}'], ['6:34 wrong-type']],
    ['a range without a step', ['number: {value: 1, params: {a: {from: 1, to: 2}}}'], ['6:31 missing']],
    [
      'a range with more',
      ['number: {value: 1, params: {a: {from: 1, to: 2, step: 1, by: 2}}}'],
      ['6:60 unknown-key'],
    ],
    [
      'a range without an end',
      ['number: {value: 1, params: {a: {from: 1, to: .inf, step: 1}}}'],
      ['6:48 bad-value'],
    ],
    [
      'a range that runs down',
      ['number: {value: 1, params: {a: {from: 2, to: 1, step: 1}}}'],
      ['6:31 bad-value'],
    ],
    ['a hostile name', ['number: {value: 1, params: {constructor: [1]}}'], ['6:31 unknown-key']],
    ['steps that are a list', ['number: {value: 1, steps: [a]}'], ['6:29 wrong-type']],
    ['a cloze that is a list', ['cloze: [a]'], ['6:10 wrong-type']],
    ['a cloze without a gap', ['cloze: a'], ['6:10 missing']],
  ])('%s', (_, lines, expected) => {
    expect(faults(bare(...lines))).toEqual(expected);
  });

  test('too many parameters and steps', () => {
    const many = (n: number, value: string) =>
      Array.from({ length: n }, (_, i) => `n${i}: ${value}`).join(', ');
    expect(faults(written(`number: {value: 1, params: {${many(21, '[1]')}}}`))).toEqual(['7:22 bad-value']);
    expect(faults(written(`number: {value: 1, steps: {${many(51, '1')}}}`))).toEqual(['7:22 bad-value']);
    expect(faults(written(`number: {value: 1, params: {${many(20, '[1]')}}, steps: {s: 1}}`))).toEqual([]);
  });
});

describe('a number question', () => {
  const spec = (yaml: string) => {
    const item = onlyItem(written(`number: ${yaml}`));
    return item.kind === 'number' ? item.number : undefined;
  };

  test.each<[string, { amount: number; relative: boolean }]>([
    ['{value: 1}', { amount: 0.01, relative: true }],
    ['{value: 1, tolerance: 5%}', { amount: 0.05, relative: true }],
    ['{value: 1, tolerance: 2.5 %}', { amount: 0.025, relative: true }],
    ['{value: 1, tolerance: 0.5}', { amount: 0.5, relative: false }],
    ['{value: 1, tolerance: "3"}', { amount: 3, relative: false }],
    ['{value: 1, tolerance: 0}', { amount: 0, relative: false }],
    ['{value: 1, tolerance: 1e-9}', { amount: 1e-9, relative: false }],
    ['{value: 1, tolerance: "2e-1%"}', { amount: 0.002, relative: true }],
  ])('%s counts what is off by %j', (yaml, tolerance) => {
    expect(spec(yaml)?.tolerance).toEqual(tolerance);
  });

  test('may be written with numbers for formulas, and has no unit then', () => {
    expect(spec('{formula: 1e-7, steps: {s: 2}}')).toEqual({
      params: {},
      steps: { s: '2' },
      formula: '1e-7',
      tolerance: { amount: 0.01, relative: true },
      unit: '',
    });
    expect(spec('{value: -1e+21}')?.formula).toBe('-1e+21');
  });

  test.each<[string, string]>([
    ['in the middle of a range', '{formula: 1 / (a - 5), params: {a: {from: 1, to: 9, step: 1}}}'],
    ['in the middle of a list', '{formula: 1 / a, params: {a: [1, 0, 2]}}'],
    ['where two meet', '{formula: 1 / (a - b), params: {a: [1, 2, 3], b: [7, 8, 3]}}'],
    ['in a step', '{formula: s, steps: {s: sqrt(a)}, params: {a: [4, 1, -1]}}'],
    [
      'at a corner of many',
      '{formula: 1 / (a - b), params: {a: {from: 0, to: 999, step: 1}, b: {from: 999, to: 1999, step: 1}}}',
    ],
  ])('that cannot be computed for every draw is a fault: %s', (_, yaml) => {
    const content = written(`number: ${yaml}`);
    expect(content.problems.map(({ code }) => code)).toEqual(['bad-value']);
    expect(content.problems[0]?.message).toMatch(/`: .* \(with .* = /);
  });

  test('is tried only with values that can be drawn', () => {
    expect(spec('{formula: 1 / (10 - a), params: {a: {from: 1, to: 10, step: 2}}}')).toBeDefined();
  });

  test('with a million draws of long formulas is read at once', () => {
    const params = Array.from({ length: 20 }, (_, i) => `p${i}: {from: 1, to: 999999, step: 1}`).join(', ');
    const sum = Array.from({ length: 240 }, (_, i) => `p${i % 20}`).join(' + ');
    const steps = Array.from({ length: 50 }, (_, i) => `s${i}: ${sum}`).join(', ');
    const start = performance.now();
    expect(spec(`{formula: s0 + s49, params: {${params}}, steps: {${steps}}}`)).toBeDefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('says a long formula in a short message, with the place in it', () => {
    const { problems } = written(`number: {formula: ${'1 + '.repeat(100)}b}`);
    expect(problems[0]?.message).toBe(`\`${'1 + '.repeat(10)}…\`: unknown name \`b\` at character 401`);
    expect(problems[0]?.mend).toContain('sqrt');
  });
});

test('choices and clozes need no answer, and quick kinds have a minute', () => {
  for (const kind of ['choice', 'order', 'cloze'] as const) {
    const item = onlyItem(bare(parts[kind]));
    expect([item.answer, item.limits]).toEqual(['', { spoken: 60, typed: 60 }]);
  }
});

test('accepted wordings are groups of one wording or more', () => {
  expect(faults(written('keyPoints: [{text: k, accept: [[a], []]}]'))).toEqual(['7:39 bad-value']);
});
