import { describe, expect, test } from 'vitest';
import { readChoices, readOrder, splitChoices } from '../../src/content/markdown-kinds.ts';
import { faults, frontMatter, ids, onlyItem, parse, question } from './builders.ts';
import { asked, readPart } from './part-builders.ts';

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
    expect(readPart(readChoices, raw, 10)).toEqual({
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
    expect(splitChoices(raw)).toEqual({ prompt: raw, start: 0 });
  }
});

describe('an order', () => {
  test('is a numbered list, whatever its numbers are; indented lines go on', () => {
    expect(readPart(readOrder, '\n1. one\n   goes on\n1) two\n\n 9. three\nlazily', 10)).toEqual({
      data: ['one goes on', 'two', 'three lazily'],
      places: ['0:12', '1:14', '2:16'],
      told: [],
    });
  });

  test('keeps a number with a point inside its texts', () => {
    expect(readPart(readOrder, '1. from\n1.5 GB\n2. to 3. of 4').data).toEqual(['from 1.5 GB', 'to 3. of 4']);
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
