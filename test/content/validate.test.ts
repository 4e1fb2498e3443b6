import { describe, expect, test } from 'vitest';
import { entry, faults, frontMatter, ids, parse, parseYamlFile, question, yamlFile } from './builders.ts';

const inYaml = (...lines: string[]) => parseYamlFile(yamlFile(entry('a', ...lines)));
const inMarkdown = (more: string) => parse(`${frontMatter}${question('a', more)}`);

describe('a value that does not fit is named where it stands, in YAML', () => {
  // The entry's own lines are 3 to 6.
  test.each<[string, string[], string[]]>([
    ['a text for a list', ['hints: just one'], ['7:10 wrong-type']],
    ['a number for a text', ['hints: [one, 2]'], ['7:16 wrong-type']],
    ['nothing for a text', ['hints:', '  - one', '  -'], ['9:6 wrong-type']],
    ['a map for a text', ['hints:', '  - one', '  - two: three'], ['9:7 wrong-type']],
    ['an empty text', ['hints: [""]'], ['7:11 bad-value']],
    ['a blank text', ['category: "  "'], ['7:13 bad-value']],
    ['a level that there is not', ['level: expert'], ['7:10 bad-value']],
    ['a kind that there is not', ['kind: riddle'], ['7:9 bad-value']],
    ['a duration that is none', ['limits: {spoken: fast, typed: 0}'], ['7:20 bad-value', '7:33 bad-value']],
    ['a text for a map', ['limits: 5m'], ['7:11 wrong-type']],
    ['a list for a map', ['limits: [5m]'], ['7:11 wrong-type']],
    ['a number for a key point', ['keyPoints:', '  - one', '  - 2'], ['9:7 wrong-type']],
    ['a list for a key point', ['keyPoints: [[one]]'], ['7:15 wrong-type']],
    ['a key point without a text', ['keyPoints:', '  - weight: 2'], ['8:7 missing']],
    ['a weight that is a text', ['keyPoints:', '  - text: k', '    weight: two'], ['9:15 wrong-type']],
    ['a weight of zero', ['keyPoints: [{text: k, weight: 0}]'], ['7:33 bad-value']],
    ['a weight below zero', ['keyPoints: [{text: k, weight: -1}]'], ['7:33 bad-value']],
    [
      'one wording for a group of wordings',
      ['keyPoints: [{text: k, accept: [a, b]}]'],
      ['7:34 wrong-type', '7:37 wrong-type'],
    ],
    ['an empty wording', ['keyPoints: [{text: k, accept: [[a, ""]]}]'], ['7:38 bad-value']],
    ['a follow-up that is a text', ['followUps: [next]'], ['7:15 wrong-type']],
    ['a follow-up without a prompt', ['followUps:', '  - answer: a'], ['8:7 missing']],
    [
      'a key point of a follow-up',
      ['followUps:', '  - prompt: p', '    keyPoints: [7]'],
      ['9:19 wrong-type'],
    ],
    [
      'several at once',
      ['tags: 1', 'hints: 2', 'answr: 3'],
      ['7:9 wrong-type', '8:10 wrong-type', '9:3 unknown-key'],
    ],
  ])('%s', (_, lines, places) => {
    const content = inYaml(...lines);
    expect(faults(content)).toEqual(places);
    expect(content.items).toEqual([]);
    for (const { message, mend } of content.problems) {
      expect(message).not.toMatch(/undefined|Invalid|Object|strict/);
      expect(mend).toMatch(/\.$|\?$/);
    }
  });

  test.each([
    ['a question that is a text', '- just text\n', ['3:3 wrong-type']],
    ['a question that is a list', '- [a, b]\n', ['3:3 wrong-type']],
    ['a question that is nothing', '-\n', ['3:2 wrong-type']],
    ['an id that is a number', '- {id: 7, title: t, prompt: p, answer: a}\n', ['3:8 wrong-type']],
    ['an id of capitals', '- {id: A b, title: t, prompt: p, answer: a}\n', ['3:8 bad-id']],
    ['an id that is nothing', '- {id: , title: t, prompt: p, answer: a}\n', ['3:8 wrong-type']],
    ['all that is missing', '- id: a\n', ['3:3 missing', '3:3 missing', '3:3 missing']],
  ])('%s', (_, text, places) => {
    const content = parseYamlFile(yamlFile(text, entry('good')));
    expect(faults(content).slice(0, 3)).toEqual(places.slice(0, faults(content).length));
    expect(content.problems.length).toBeGreaterThan(0);
    expect(ids(content)).toEqual(['good']);
  });

  test('a file without a list of questions', () => {
    expect(faults(parseYamlFile(''))).toEqual(['1:1 no-questions']);
    expect(faults(parseYamlFile('category: C\n'))).toEqual(['1:1 no-questions']);
    expect(faults(parseYamlFile('- id: a\n'))).toEqual(['1:1 no-questions']);
    expect(faults(parseYamlFile('just words'))).toEqual(['1:1 no-questions']);
    expect(faults(parseYamlFile('category: C\nquestions: []\n'))).toEqual(['2:12 no-questions']);
    expect(faults(parseYamlFile('category: C\nquestions: {a: 1}\n'))).toEqual(['2:1 no-questions']);
  });
});

describe('a value that does not fit is named where it stands, in Markdown', () => {
  // The question's own lines are 5 to 12.
  test.each([
    ['a level that there is not', '### Level\n\nexpert\n', ['13:1 bad-value']],
    ['a duration that is none', '### Limits\n\nspoken fast\n', ['13:1 bad-value']],
    ['two durations without a comma', '### Limits\n\nspoken 2m typed 5m\n', ['13:1 bad-value']],
    ['an empty hint', '### Hint\n\nh\n\n### Hint\n\n', ['17:1 bad-value']],
    ['a weight that is a text', '### Key points\n\n- k\n- l\n  - weight: two\n', ['17:1 wrong-type']],
    ['a weight of zero', '### Key points\n\n- k\n  - weight: 0\n', ['16:1 bad-value']],
    ['an empty wording', '### Key points\n\n- k\n  - accept: a |\n  - accept: b\n', ['16:1 bad-value']],
    [
      'an empty wording further down',
      '### Key points\n\n- k\n  - accept: a\n  - accept: | b\n',
      ['17:1 bad-value'],
    ],
    [
      'a line under a key point that says nothing',
      '### Key points\n\n- k\n  - or so\n',
      ['16:1 unknown-key'],
    ],
    ['an empty follow-up', '### Follow-up\n\n', ['13:1 bad-value']],
    ['an empty answer of a follow-up', '### Follow-up\n\nN?\n\n#### Answer\n', ['17:1 bad-value']],
    [
      'a key point of a follow-up',
      '### Follow-up\n\nN?\n\n#### Key points\n\n- k\n  - weight: x\n',
      ['20:1 wrong-type'],
    ],
  ])('%s', (_, more, places) => {
    const content = inMarkdown(more);
    expect(faults(content)).toEqual(places);
    expect(content.items).toEqual([]);
  });

  test.each([
    ['an id of capitals', '## T {#A b}\n\nP\n\n### Answer\n\nA\n', ['5:1 bad-id']],
    ['an empty id', '## T {#}\n\nP\n\n### Answer\n\nA\n', ['5:1 bad-id']],
    ['an empty title', '## {#a}\n\nP\n\n### Answer\n\nA\n', ['5:1 bad-value']],
    ['a missing prompt', '## T {#a}\n\n### Answer\n\nA\n', ['5:1 missing']],
    ['a missing answer', '## T {#a}\n\nP\n', ['5:1 missing']],
  ])('%s', (_, text, places) => {
    const content = parse(`${frontMatter}${text}\n${question('good')}`);
    expect(faults(content)).toEqual(places);
    expect(ids(content)).toEqual(['good']);
  });

  test.each([
    ['---\ncategory: 7\n---\n', ['2:11 wrong-type']],
    ['---\ncategory: C\ntags: one\n---\n', ['3:7 wrong-type']],
    ['---\ncategory: C\nlimits:\n  spoken: 2 minutes\n---\n', ['4:11 bad-value']],
    ['---\n\ncategroy: C\ncategory: C\n---\n', ['3:1 unknown-key']],
  ])('in the front matter: %j', (front, places) => {
    const own = question('a', '### Category\n\nOwn\n');
    const content = parse(`${front}${own}`);
    expect(faults(content)).toEqual(places);
    expect(ids(content)).toEqual(['a']);
  });
});

describe('a key that is not known', () => {
  test.each<[string, string[], string, string]>([
    ['of a question', ['anwser: x'], '7:3', 'Did you mean `answer`?'],
    ['of a question, with a value below it', ['hint:', '  - h'], '7:3', 'Did you mean `hints`?'],
    ['of a key point', ['keyPoints:', '  - text: k', '    wieght: 2'], '9:7', 'Did you mean `weight`?'],
    [
      'of a follow-up',
      ['followUps:', '  - prompt: p', '    keypoints: []'],
      '9:7',
      'Did you mean `keyPoints`?',
    ],
    ['of the limits', ['limits: {typd: 2m}'], '7:12', 'Did you mean `typed`?'],
    ['like nothing', ['xyzzy: 1'], '7:3', 'Remove it; the keys here are kind, category,'],
    ['that objects have', ['constructor: 1'], '7:3', 'Remove it; the keys here are kind, category,'],
  ])('%s is named where it stands, with what was probably meant', (_, lines, place, mend) => {
    const content = inYaml(...lines);
    expect(faults(content)).toEqual([`${place} unknown-key`]);
    expect(content.problems[0]?.mend).toContain(mend);
    expect(content.items).toEqual([]);
  });

  test('of what a file shares is named, and the rest of it counts', () => {
    const content = parseYamlFile(`levle: beginner\ntags: [t]\n${yamlFile(entry('a'))}`);
    expect(faults(content)).toEqual(['1:1 unknown-key']);
    expect(content.problems[0]?.mend).toBe('Did you mean `level`?');
    expect(content.items[0]).toMatchObject({ tags: ['t'], category: 'Basics' });
  });

  test('is named however many there are', () => {
    expect(faults(inYaml('one: 1', 'two: 2', 'hints: [h]', 'three: 3'))).toEqual([
      '7:3 unknown-key',
      '8:3 unknown-key',
      '10:3 unknown-key',
    ]);
  });
});

test('what is missing is said with what should stand there', () => {
  const { problems } = parseYamlFile(
    'category: C\nquestions:\n- id: a\n  keyPoints: [{weight: 1}]\n  answer: x\n',
  );
  expect(problems.map(({ message, mend }) => [message, mend])).toEqual([
    ['`title` is missing', 'Write `title`: a text.'],
    ['`prompt` is missing', 'Write `prompt`: a text.'],
    ['`keyPoints.0.text` is missing', 'Write `keyPoints.0.text`: a text.'],
  ]);
});
