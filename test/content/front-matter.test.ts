import { afterEach, describe, expect, test } from 'vitest';
import { splitFrontMatter } from '../../src/content/front-matter.ts';
import { faults, ids, parse, question } from './builders.ts';

const file = 'questions/a.md';
const global = globalThis as { ran?: string };
const code = "category: (globalThis.ran = 'code')\n";
const program = "module.exports = (globalThis.ran = 'code', {})\n";

afterEach(() => {
  delete global.ran;
});

describe('front matter', () => {
  test('is split from the body, and both know their lines', () => {
    const { front, body, bodyStart } = splitFrontMatter('---\na: 1\nb: {c: 2}\n---\n\nbody\n', file);
    expect(front.value).toEqual({ a: 1, b: { c: 2 } });
    expect(front.locate(['b', 'c'])).toEqual({ line: 3, column: 8 });
    expect(body).toBe('\nbody\n');
    expect(bodyStart).toBe(4);
  });

  test.each([
    ['absent', 'text\n---\na: 1\n---\n'],
    ['empty', '---\n---\ntext'],
    ['only blank lines', '---\n\n\n---\ntext'],
    ['only a comment', '---\n# nothing yet\n---\ntext'],
  ])('may be %s', (_, text) => {
    const { front, body } = splitFrontMatter(text, file);
    expect(front.problems).toEqual([]);
    expect(front.value ?? {}).toEqual({});
    expect(body.startsWith('text')).toBe(true);
  });

  test('may hold blank lines and a comment before its first key', () => {
    const { front } = splitFrontMatter('---\n\n# shared\n\na: [1]\n---\n', file);
    expect(front.value).toEqual({ a: [1] });
    expect(front.locate(['a', 0])).toEqual({ line: 5, column: 5 });
  });

  test('that is broken once is as broken when it is read again', () => {
    const text = '---\na: [1\n---\n';
    const read = () => splitFrontMatter(text, file).front.problems.map(({ code: c, line }) => [c, line]);
    expect(read()).toEqual([['yaml-syntax', 2]]);
    expect(read()).toEqual(read());
  });

  test('in JSON is YAML like any other', () => {
    expect(splitFrontMatter('---\n{"a": [1]}\n---\n', file).front.value).toEqual({ a: [1] });
  });
});

describe('a file whose front matter is not plain YAML between two lines of three dashes', () => {
  test.each([
    ['---js', program],
    ['---JS', program],
    ['---Js', program],
    ['---javascript', program],
    ['--- js', program],
    ['---json', '{"category": "Basics"}\n'],
    ['---coffee', program],
    ['---constructor', program],
    ['---__proto__', program],
    ['---toString', program],
    ['---yaml', 'category: Basics\n'],
    ['--- ', 'category: Basics\n'],
    ['----', 'category: Basics\n'],
    ['---{}', 'category: Basics\n'],
  ])('is refused at its first line %s, and nothing runs', (first, inner) => {
    const content = parse(`${first}\n${inner}---\n\n${question('a')}`);
    expect(faults(content)).toEqual(['1:1 front-matter']);
    expect(content.items).toEqual([]);
    expect(content.problems[0]?.message).toContain(first);
    expect(content.problems[0]?.mend).not.toBe('');
    expect(global.ran).toBeUndefined();
  });

  test.each(['---foo', '----', '--- ', '---js', '---\t'])('is refused at the closing line %j', (closing) => {
    const content = parse(`---\n${code}${closing}\n\n${question('a')}`);
    expect(faults(content)).toEqual(['3:1 front-matter']);
    expect(content.items).toEqual([]);
    expect(global.ran).toBeUndefined();
  });

  test('is refused where it never closes', () => {
    expect(faults(parse(`---\ncategory: Basics\n\n${question('a')}`))).toEqual(['1:1 front-matter']);
    expect(faults(parse('---'))).toEqual(['1:1 front-matter']);
  });

  test('is refused at the place of a YAML fault, counted in the file', () => {
    const content = parse(`---\ncategory: Basics\nlevel: &a beginner\n---\n\n${question('a')}`);
    expect(faults(content)).toEqual(['3:11 yaml-refused']);
    expect(content.items).toEqual([]);
  });

  test('is refused where it is a list or a text, at its first value', () => {
    expect(faults(parse(`---\n- category\n---\n\n${question('a', '### Category\n\nC\n')}`))).toEqual([
      '2:1 wrong-type',
    ]);
    expect(faults(parse(`---\njust words\n---\n\n${question('a', '### Category\n\nC\n')}`))).toEqual([
      '2:1 wrong-type',
    ]);
  });
});

test('code in a value is text', () => {
  const content = parse(`---\n${code}---\n\n${question('a')}`);
  expect(ids(content)).toEqual(['a']);
  expect(content.items[0]?.category).toBe("(globalThis.ran = 'code')");
  expect(global.ran).toBeUndefined();
});

test('three dashes further down are text', () => {
  const content = parse(`---\ncategory: Basics\n---\n\n${question('a', '---\n\nmore\n\n---js\n')}`);
  expect(content.problems).toEqual([]);
  expect(content.items[0]?.answer).toBe('It is a.\n\n---\n\nmore\n\n---js');
});
