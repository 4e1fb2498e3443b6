import { describe, expect, test } from 'vitest';
import { readNumber } from '../../src/content/markdown-kinds.ts';
import { faults, ids } from './builders.ts';
import { asked, readPart } from './part-builders.ts';

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
    expect(readPart(readNumber, raw, 10)).toEqual({
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
    expect(readPart(readNumber, `- value: ${written}`).data).toEqual({ value });
  });

  test.each<[string, unknown]>([
    ['5', [5]],
    ['1, two', [1, 'two']],
    ['1,,2', [1, '', 2]],
    ['1 to 9', ['1 to 9']],
    ['a to 9 step 2', { from: 'a', to: 9, step: 2 }],
    ['1 to 9 step 2, 3', ['1 to 9 step 2', 3]],
  ])('has the parameter %s as %j', (written, value) => {
    expect(readPart(readNumber, `- param x: ${written}`).data).toEqual({ params: { x: value } });
  });

  test('leaves what stands twice, or has no name, for the schema to name', () => {
    const raw =
      '- value: 1\n- value: 2\n- param a: 1\n- param a: 2\n- step: 3\n- param: 4\n- words\n  - under';
    expect(readPart(readNumber, raw).data).toEqual({
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
    const { data } = readPart(
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
