import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clozeGaps, withGaps } from '../../src/bank/cloze.ts';

describe('the gaps of a cloze text', () => {
  test.each<[string, string[][]]>([
    ['no gap', []],
    ['a {{span}} has a {{parent}}', [['span'], ['parent']]],
    ['{{a|b | c d}}', [['a', 'b', 'c d']]],
    ['{{ a }}', [['a']]],
    ['{{a}}{{b}}', [['a'], ['b']]],
    ['rate(x{job="{{api}}"}[5m])', [['api']]],
    ['{{{a}}}', [['a']]],
    ['{{a:b}} {{é漢}} {{`code`}} {{$1}}', [['a:b'], ['é漢'], ['`code`'], ['$1']]],
    ['two\n{{li\nnes}}', [['li\nnes']]],
    ['{{}} {a} {{a} }} {{b}', []],
    ['{{a|}}', [['a', '']]],
    ['{{ | }}', [['', '']]],
  ])('of %j are %j', (cloze, gaps) => {
    expect(clozeGaps(cloze)).toEqual(gaps);
  });

  test('are filled in order, whatever is put there', () => {
    expect(withGaps('a {{b}} c {{d|e}}.', (n) => `[${n + 1}]`)).toBe('a [1] c [2].');
    expect(withGaps('{{a}} {{b}}', () => '$& $1 {{x}}')).toBe('$& $1 {{x}} $& $1 {{x}}');
  });

  test('are as many as are filled, and the rest of the text stays', () => {
    const piece = fc.constantFrom('{{', '}}', '{', '}', '|', 'a', ' ', '\n', '$&', '{{b|c}}');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const cloze = pieces.join('');
        const seen: number[] = [];
        const filled = withGaps(cloze, (n) => {
          seen.push(n);
          return '\u0000';
        });
        expect(seen).toEqual(clozeGaps(cloze).map((_, i) => i));
        const wordings = cloze.matchAll(/\{\{([^{}]+)\}\}/g);
        const rest = filled.split('\u0000');
        expect([...wordings].reduce((text, [gap], i) => text + gap + rest[i + 1], rest[0] ?? '')).toBe(cloze);
      }),
      { numRuns: 1000 },
    );
  });

  test('are found in a text of two million braces within a second', () => {
    const start = performance.now();
    for (const text of ['{', '{{', '}', '{{a|', '{{a}', '{{a}}']) {
      withGaps(text.repeat(2_000_000 / text.length), () => '');
      clozeGaps(text.repeat(2_000_000 / text.length));
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
