import { describe, expect, test } from 'vitest';
import {
  type Notes,
  readChoices,
  readNumber,
  readOrder,
  splitChoices,
} from '../../src/content/markdown-kinds.ts';
import { faults, frontMatter, ids, onlyItem, parse, question } from './builders.ts';

const block = (raw: string, line = 0) => ({ title: 'Part', line, raw, text: raw.trim() });

/** What a reader gives, with the places that it noted and the faults that it told. */
function read<T>(reader: (of: ReturnType<typeof block>, notes: Notes) => T, raw: string, line = 0) {
  const places: string[] = [];
  const told: string[] = [];
  const data = reader(block(raw, line), {
    note: (path, at) => places.push(`${path.join('.')}:${at}`),
    fault: (at, code, message) => told.push(`${at} ${code} ${message}`),
  });
  return { data, places, told };
}

/** A question of the shared file whose heading is line 5 and whose prompt begins on line 7. */
const asked = (...lines: string[]) => parse(`${frontMatter}## T {#a}\n\n${lines.join('\n')}\n`);

describe('choices', () => {
  test('are the task list of a prompt: marked is right, whatever the sign and the letter case', () => {
    const { items, problems } = asked('Which?', '', '- [x] one', '* [ ] two', '+ [X] three');
    expect(problems).toEqual([]);
    expect(items[0]).toMatchObject({
      kind: 'choice',
      prompt: 'Which?',
      choices: [
        { text: 'one', correct: true, why: '' },
        { text: 'two', correct: false, why: '' },
        { text: 'three', correct: true, why: '' },
      ],
    });
  });

  test('stand under `### Choices` as well', () => {
    const inPrompt = asked('Which?', '', '- [x] one', '- [ ] two');
    const inPart = asked('Which?', '', '### Choices', '', '- [x] one', '- [ ] two');
    expect(inPart).toEqual(inPrompt);
    const both = asked(
      'Which?',
      '',
      '- [x] one',
      '- [ ] two',
      '',
      '### Choices',
      '',
      '- [x] one',
      '- [ ] two',
    );
    expect(faults(both)).toEqual(['12:1 duplicate-part']);
    expect(ids(both)).toEqual([]);
  });

  test('have a why each, and texts that go on', () => {
    const raw = '- [x] one: it\n  goes on\n  - why: because\n    of it: yes\n- [ ] two\nlazily';
    expect(read(readChoices, raw, 10)).toEqual({
      data: [
        { text: 'one: it goes on', correct: true, why: 'because of it: yes' },
        { text: 'two lazily', correct: false },
      ],
      places: ['0:11', '0.why:13', '1:15'],
      told: [],
    });
  });

  test('leave the prompt around them as it was', () => {
    const item = onlyItem(
      asked(
        '- a list',
        '- of facts',
        '',
        '```md',
        '- [x] code',
        '```',
        '',
        '  - [ ] further in',
        '',
        '- [x] one',
        '- [ ] two',
        '  goes on',
        '',
        'Tick all that hold.',
        '',
        'And *why*?',
      ),
    );
    expect(item.prompt).toBe(
      '- a list\n- of facts\n\n```md\n- [x] code\n```\n\n  - [ ] further in\n\nTick all that hold.\n\nAnd *why*?',
    );
    expect(item).toMatchObject({ choices: [{ text: 'one' }, { text: 'two goes on' }] });
  });

  test.each<[string, string[], string[]]>([
    ['only one', ['- [x] one'], ['9:1 missing']],
    ['none that is right', ['- [ ] one', '- [ ] two'], ['9:1 missing']],
    ['one without a mark', ['- [x] one', '- two', '- [ ] three'], ['10:1 missing']],
    ['one with an unknown mark', ['- [x] one', '- [o] two', '- [ ] three'], ['10:1 missing']],
    ['one without a text', ['- [x] one', '- [ ]', '- [ ] three'], ['10:1 bad-value']],
    ['the first one without a text', ['- [x]', '- [ ] two'], ['9:1 bad-value']],
    ['two that are the same', ['- [x] one', '- [ ] two', '- [ ] one'], ['11:1 bad-value']],
    ['a why that is empty', ['- [x] one', '  - why:', '- [ ] two'], ['10:1 bad-value']],
    ['something else under one', ['- [x] one', '  - wy: so', '- [ ] two'], ['10:1 unknown-key']],
    ['words under one', ['- [x] one', '  - so', '- [ ] two'], ['10:1 unknown-key']],
    ['two whys', ['- [x] one', '  - why: a', '  - why: b', '- [ ] two'], ['11:1 unknown-key']],
    ['another text under one', ['- [x] one', '  - text: 1', '- [ ] two'], ['10:1 unknown-key']],
    ['another mark under one', ['- [x] one', '- [ ] two', '  - correct: true'], ['11:1 unknown-key']],
    ['a hostile key', ['- [x] one', '  - __proto__: x', '- [ ] two'], ['10:1 unknown-key']],
    ['another hostile key', ['- [x] one', '  - constructor: x', '- [ ] two'], ['10:1 unknown-key']],
  ])('with a fault are named at its line, in a prompt and in a part: %s', (_, list, expected) => {
    const inPrompt = asked('P', '', ...list);
    const inPart = asked('P', '', '### Choices', '', ...list);
    expect([ids(inPrompt), ids(inPart)]).toEqual([[], []]);
    expect(faults(inPrompt)).toEqual(expected);
    // The place of a part as a whole is its heading.
    const lower = expected.map((fault) => fault.replace(/^\d+/, (line) => String(Number(line) + 2)));
    expect(faults(inPart)).toEqual(lower.map((fault) => (fault === '11:1 missing' ? '9:1 missing' : fault)));
  });

  test('under a heading are all that stands there', () => {
    const before = asked('P', '', '### Choices', '', 'Pick one:', '', '- [x] one', '- [ ] two');
    expect(faults(before)).toEqual(['11:1 missing']);
    const behind = asked('P', '', '### Choices', '', '- [x] one', '- [ ] two', '', 'Pick one.');
    expect(faults(behind)).toEqual(['14:1 bad-value']);
    expect(behind.problems[0]?.message).toBe('expected a list, found `Pick one.`');
  });
});

test('a prompt without a task list is left as it is', () => {
  for (const raw of ['', 'Why?', 'a\n\n- b\n- [c] d\n- [] e\n[x] f\n- [x]g', '~~~\n- [x] a\n~~~']) {
    expect(splitChoices(block(raw))).toEqual({ prompt: raw.trim() });
  }
});

describe('an order', () => {
  test('is a numbered list, whatever its numbers are; indented lines go on', () => {
    expect(read(readOrder, '\n1. one\n   goes on\n1) two\n\n 9. three\nlazily', 10)).toEqual({
      data: ['one goes on', 'two', 'three lazily'],
      places: ['0:12', '1:14', '2:16'],
      told: [],
    });
  });

  test('keeps a number with a point inside its texts', () => {
    expect(read(readOrder, '1. from\n1.5 GB\n2. to 3. of 4').data).toEqual(['from 1.5 GB', 'to 3. of 4']);
  });

  test.each<[string, string[], string[]]>([
    ['nothing', [''], ['9:1 missing']],
    ['only one thing', ['1. one'], ['9:1 missing']],
    ['bullets', ['- one', '- two'], ['11:1 bad-value', '12:1 bad-value', '9:1 missing']],
    ['a text before the list', ['So:', '1. one', '2. two'], ['11:1 bad-value']],
    ['a text behind the list', ['1. one', '2. two', '', 'So.'], ['14:1 bad-value']],
    ['a bullet between', ['1. one', '   - more', '2. two'], ['12:1 bad-value']],
    ['a thing without a text', ['1. one', '2.', '3. three'], ['12:1 bad-value']],
    ['the same thing twice', ['1. one', '2. two', '3. one'], ['13:1 bad-value']],
  ])('with a fault is named at its line: %s', (_, lines, expected) => {
    const content = asked('P', '', '### Order', '', ...lines);
    expect(faults(content)).toEqual(expected);
    expect(ids(content)).toEqual([]);
  });
});

describe('a number', () => {
  test('has its parts in bullets, and every one is noted', () => {
    const raw = [
      '- formula: rate * window',
      '- tolerance: 2 %',
      '- unit: req/s: peak',
      '- param rate: 2, 3.5,-4',
      '- param window = 10 to 50 step 5',
      '- step half: window / 2',
      '- step',
      '  of: 1',
    ].join('\n');
    expect(read(readNumber, raw, 10)).toEqual({
      data: {
        formula: 'rate * window',
        tolerance: '2 %',
        unit: 'req/s: peak',
        params: { rate: [2, 3.5, -4], window: { from: 10, to: 50, step: 5 } },
        steps: { half: 'window / 2', of: '1' },
      },
      places: [
        'formula:11',
        'tolerance:12',
        'unit:13',
        'params.rate:14',
        'params.window:15',
        'steps.half:16',
        'steps.of:17',
      ],
      told: [],
    });
  });

  test.each<[string, unknown]>([
    ['42', 42],
    ['-0.5', -0.5],
    ['1e3', 1000],
    ['1,000', '1,000'],
    ['about 7', 'about 7'],
    ['', ''],
    ['Infinity', 'Infinity'],
    ['NaN', 'NaN'],
  ])('has the value %s as %j', (written, value) => {
    expect(read(readNumber, `- value: ${written}`).data).toEqual({ value });
  });

  test.each<[string, unknown]>([
    ['5', [5]],
    ['1, two', [1, 'two']],
    ['1,,2', [1, '', 2]],
    ['1 to 9', ['1 to 9']],
    ['a to 9 step 2', { from: 'a', to: 9, step: 2 }],
    ['1 to 9 step 2, 3', ['1 to 9 step 2', 3]],
  ])('has the parameter %s as %j', (written, value) => {
    expect(read(readNumber, `- param x: ${written}`).data).toEqual({ params: { x: value } });
  });

  test('leaves what stands twice, or has no name, for the schema to name', () => {
    const raw =
      '- value: 1\n- value: 2\n- param a: 1\n- param a: 2\n- step: 3\n- param: 4\n- words\n  - under';
    expect(read(readNumber, raw).data).toEqual({
      value: 1,
      'value: 2': 2,
      'param a: 2': '',
      step: '3',
      param: '4',
      words: '',
      under: '',
      params: { a: [1] },
    });
  });

  test('takes no other prototype', () => {
    const { data } = read(
      readNumber,
      '- __proto__: 1\n- param __proto__: 2\n- step __proto__: 3\n- param b: 2',
    );
    expect(Object.keys(data)).toEqual(['__proto__', 'params', 'steps']);
    expect(Object.keys(data.params as object)).toEqual(['__proto__', 'b']);
    expect(Object.getPrototypeOf(data.params)).toBe(Object.prototype);
  });

  test.each<[string, string[], string[]]>([
    ['nothing', [''], ['9:1 missing']],
    ['a unit alone', ['- unit: ms'], ['9:1 missing']],
    ['a value and a formula', ['- value: 1', '- formula: 1'], ['11:1 bad-value']],
    ['a value that is none', ['- unit: ms', '- value: 1,000'], ['12:1 wrong-type']],
    ['a formula that is empty', ['- formula:'], ['11:1 bad-value']],
    ['a formula that cannot be read', ['- unit: ms', '- formula: 2 *'], ['12:1 bad-value']],
    ['a formula with an unknown name', ['- param a: 1', '- formula: a + b'], ['12:1 bad-value']],
    ['a division by zero', ['- formula: 1 / a', '- param a: 3, 0'], ['11:1 bad-value']],
    ['a tolerance that is none', ['- value: 1', '- tolerance: some'], ['12:1 bad-value']],
    ['a tolerance below zero', ['- value: 1', '- tolerance: -1'], ['12:1 bad-value']],
    ['a parameter that is none', ['- formula: a', '- param a: few'], ['12:1 wrong-type']],
    ['a range that runs down', ['- formula: a', '- param a: 9 to 1 step 1'], ['12:1 bad-value']],
    ['a range without a step', ['- formula: a', '- param a: 1 to 9'], ['12:1 wrong-type']],
    ['a step of zero', ['- formula: a', '- param a: 1 to 9 step 0'], ['12:1 bad-value']],
    ['a range of very many', ['- formula: a', '- param a: 0 to 1e9 step 1'], ['12:1 bad-value']],
    ['a parameter with a bad name', ['- value: 1', '- param 2a: 1'], ['12:1 bad-value']],
    ['a parameter with a dash', ['- value: 1', '- param a-b: 1'], ['12:1 unknown-key']],
    ['a parameter named as a function', ['- value: 1', '- param max: 1'], ['12:1 bad-value']],
    ['a parameter named value', ['- value: 1', '- param value: 1'], ['12:1 bad-value']],
    ['a parameter named __proto__', ['- value: 1', '- param __proto__: 1'], ['12:1 unknown-key']],
    ['a parameter named constructor', ['- value: 1', '- param constructor: 1'], ['12:1 unknown-key']],
    ['a step that cannot be read', ['- value: 1', '- step s: (1'], ['12:1 bad-value']],
    ['a step that uses a later one', ['- value: 1', '- step s: t', '- step t: 1'], ['12:1 bad-value']],
    ['a step named as a parameter', ['- value: 1', '- param s: 1', '- step s: 1'], ['13:1 bad-value']],
    ['a part twice', ['- value: 1', '- unit: a', '- unit: b'], ['13:1 unknown-key']],
    ['a part that there is not', ['- value: 1', '- units: a'], ['12:1 unknown-key']],
    ['words', ['It is 4.', '- value: 1'], ['11:1 unknown-key']],
  ])('with a fault is named at its line: %s', (_, lines, expected) => {
    const content = asked('P', '', '### Number', '', ...lines, '', '### Answer', '', 'A');
    expect(faults(content)).toEqual(expected);
    expect(ids(content)).toEqual([]);
  });

  test('needs a worked solution', () => {
    expect(faults(asked('P', '', '### Number', '', '- value: 1'))).toEqual(['5:1 missing']);
  });
});

describe('a cloze', () => {
  test('is a text with gaps, of several lines', () => {
    const item = onlyItem(
      asked('Fill it in.', '', '### Cloze', '', 'A {{span|trace}}', '', 'of {{parents}}.'),
    );
    expect(item).toMatchObject({ kind: 'cloze', cloze: 'A {{span|trace}}\n\nof {{parents}}.', answer: '' });
  });

  test.each<[string, string, string]>([
    ['nothing', '', '9:1 bad-value'],
    ['no gap', 'A span.', '9:1 missing'],
    ['an empty gap', 'A {{}}.', '9:1 missing'],
    ['a blank gap', 'A {{ }}.', '9:1 bad-value'],
    ['an empty wording', 'A {{span|}}.', '9:1 bad-value'],
    ['a gap that never closes', 'A {{span}} of {{parents.', '9:1 bad-value'],
    ['braces in a gap', 'A {{span}} of {{ {a} }}.', '9:1 bad-value'],
  ])('with a fault is named at its heading: %s', (_, text, expected) => {
    const content = asked('P', '', '### Cloze', '', text);
    expect(faults(content)).toEqual([expected]);
    expect(ids(content)).toEqual([]);
  });
});

test('a fault of one kind hides no neighbour', () => {
  const bad = [
    '### Choices\n\n- [x] a\n',
    '### Order\n\nx\n',
    '### Number\n\n- value: x\n',
    '### Cloze\n\nx\n',
  ];
  const text = bad.map((part, i) => question(`bad-${i}`, part) + question(`good-${i}`)).join('\n');
  expect(ids(parse(frontMatter + text))).toEqual(bad.map((_, i) => `good-${i}`));
});

test('three backticks that close on their line are a span of code: no block opens', () => {
  const item = onlyItem(
    asked('```kubectl top``` shows what?', '', '- [x] ```a```', '- [ ] b', '', '### Hint', '', '```h```'),
  );
  expect(item).toMatchObject({
    kind: 'choice',
    choices: [{ text: '```a```' }, { text: 'b' }],
    hints: ['```h```'],
  });
});
