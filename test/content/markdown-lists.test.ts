import { describe, expect, test } from 'vitest';
import { readKeyPoints, readLimits, readList, readNames } from '../../src/content/markdown-lists.ts';

const block = (raw: string, line = 0) => ({ title: 'Part', line, raw, text: raw.trim() });
const points = (raw: string) => readKeyPoints(block(raw), () => {});

describe('a list', () => {
  test('has an item for each bullet of any sign, with its line', () => {
    expect(readList(block('\n- one\n* two\n + three', 10))).toEqual([
      { text: 'one', line: 12, children: [] },
      { text: 'two', line: 13, children: [] },
      { text: 'three', line: 14, children: [] },
    ]);
  });

  test('has bullets under bullets, at any deeper indent', () => {
    expect(readList(block('- one\n  - two\n      - three\n\t- four'))[0]?.children).toEqual([
      { text: 'two', line: 2 },
      { text: 'three', line: 3 },
      { text: 'four', line: 4 },
    ]);
  });

  test('may stand further in as a whole', () => {
    expect(readList(block('  - one\n    - child\n  - two'))).toEqual([
      { text: 'one', line: 1, children: [{ text: 'child', line: 2 }] },
      { text: 'two', line: 3, children: [] },
    ]);
  });

  test('goes on over lines that are no bullets, in the item above', () => {
    const [first, second] = readList(block('- one\n  goes on\nlazily\n  - child\n    goes on\n\n- two'));
    expect(first?.text).toBe('one goes on lazily');
    expect(first?.children.map(({ text }) => text)).toEqual(['child goes on']);
    expect(second?.text).toBe('two');
  });

  test('may be a text without any bullet', () => {
    expect(readList(block('one line\ngoes on')).map(({ text }) => text)).toEqual(['one line goes on']);
    expect(readList(block('\n \n'))).toEqual([]);
  });

  test('keeps a dash that is no bullet', () => {
    expect(readList(block('- one - two\n- -5 °C\n- *bold* word')).map(({ text }) => text)).toEqual([
      'one - two',
      '-5 °C',
      '*bold* word',
    ]);
  });
});

describe('key points', () => {
  test('may be texts alone', () => {
    expect(points('- one\n- two')).toEqual([{ text: 'one' }, { text: 'two' }]);
  });

  test('have a group of wordings for each accept line, in order, and a weight', () => {
    expect(
      points('- one\n  - accept: a | b b|c\n  - weight: 2\n  - accept: d\n- two\n  - weight: 0.5'),
    ).toEqual([
      { text: 'one', accept: [['a', 'b b', 'c'], ['d']], weight: 2 },
      { text: 'two', weight: 0.5 },
    ]);
  });

  test('may have accept lines that go on over several lines', () => {
    expect(points('- one\n  - accept: a |\n    b | c\n    d')).toEqual([
      { text: 'one', accept: [['a', 'b', 'c d']] },
    ]);
  });

  test('may have colons in their wordings', () => {
    expect(points('- at 10:00: ok\n  - accept: p99: high | a:b')).toEqual([
      { text: 'at 10:00: ok', accept: [['p99: high', 'a:b']] },
    ]);
  });

  test('leave what they cannot read for the schema to name', () => {
    expect(points('- one\n  - weight: two\n  - just words\n  - wieght: 2')).toEqual([
      { text: 'one', weight: 'two', 'just words': '', wieght: '2' },
    ]);
  });

  test('cannot be given another text, or another prototype, by a line under them', () => {
    const [point] = points('- one\n  - text: two\n  - __proto__: x');
    expect(Object.keys(point ?? {})).toEqual(['text', 'text: two', '__proto__']);
    expect(point?.text).toBe('one');
  });

  test('tell where each of their values stands, every accept line by itself', () => {
    const noted: string[] = [];
    const raw = '\n- one\n  - accept: a\n  - weight: 2\n  - accept: b\n- two\n  - foo: 1';
    readKeyPoints(block(raw, 10), (path, line) => noted.push(`${path.join('.')}:${line}`));
    expect(noted).toEqual(['0:12', '0.accept.0:13', '0.weight:14', '0.accept.1:15', '1:16', '1.foo:17']);
  });
});

test.each([
  ['a, b c ,d', ['a', 'b c', 'd']],
  ['- a\n- b c\n* d', ['a', 'b c', 'd']],
  ['a,\nb', ['a', 'b']],
  ['a-b, -c', ['a-b', '-c']],
  [' , \n', []],
])('names are parted by commas or stand in a list: %j', (text, names) => {
  expect(readNames(text)).toEqual(names);
});

test.each([
  ['spoken 2m, typed 5m', { spoken: '2m', typed: '5m' }],
  ['spoken: 2m\ntyped: 1m30s', { spoken: '2m', typed: '1m30s' }],
  ['- Spoken: 90s\n- typed 5m', { spoken: '90s', typed: '5m' }],
  ['typed 5m', { typed: '5m' }],
  ['spoken 2m typed 5m', { spoken: '2m typed 5m' }],
  ['quick', { quick: '' }],
])('limits are pairs of a mode and a duration, and nothing is left out: %j', (text, limits) => {
  expect(readLimits(text)).toEqual(limits);
});
