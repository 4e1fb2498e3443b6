import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import { renderMarkdown } from '../../src/terminal/markdown.ts';
import { makeTheme } from '../../src/terminal/theme.ts';

const plain = makeTheme(0);
const rendered = (text: string, width = 40) => renderMarkdown(text, plain, width);

test('paragraphs wrap at words and stand apart', () => {
  expect(rendered('one two three four five six seven eight nine\n\nten', 20)).toBe(
    'one two three four\nfive six seven eight\nnine\n\nten',
  );
});

test('lists hang, nest and keep their numbers', () => {
  expect(rendered('3. first\n4. second line that is long enough to wrap', 24)).toBe(
    '3. first\n4. second line that is\n   long enough to wrap',
  );
  expect(rendered('- a\n  - b\n- c')).toBe('• a\n  • b\n• c');
});

test('a code block keeps its lines, and a long one goes on under a sign', () => {
  expect(rendered('```\nif a:\n    b()\n```')).toBe('    if a:\n        b()');
  expect(rendered(`\`\`\`\n${'x'.repeat(30)}\n\`\`\``, 24)).toBe(
    `    ${'x'.repeat(20)}\n  ↳ ${'x'.repeat(10)}`,
  );
});

test('a table is laid out in columns and shares the width', () => {
  const table =
    '| service | p99 ms |\n| --- | ---: |\n| checkout | 310 |\n| search-and-browse-gateway | 42 |';
  expect(rendered(table)).toBe(
    [
      'service                    p99 ms',
      '─────────────────────────────────',
      'checkout                      310',
      'search-and-browse-gateway      42',
    ].join('\n'),
  );
  for (const line of rendered(table, 20).split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(20);
});

test('a link shows where it goes, raw HTML is text, and entities cannot make control characters', () => {
  expect(rendered('[the book](https://sre.google/)')).toBe('the book <https://sre.google/>');
  expect(rendered('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
  expect(rendered('a &lt; b &amp;&amp; c &#27;[31m &#x202e;')).toBe('a < b && c &#27;[31m &#x202e;');
});

test('no line is wider than the width, whatever the Markdown', () => {
  const word = fc.stringMatching(/^[a-zäß日本😀*_`|#>\-[\]()]{1,40}$/u);
  const text = fc.array(
    fc.oneof(word, fc.constantFrom('\n', '\n\n', '- ', '1. ', '> ', '| a | b |\n| --- | --- |\n', '```\n')),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(text, fc.integer({ min: 30, max: 120 }), (parts, width) => {
      for (const line of rendered(parts.join(' '), width).split('\n')) {
        expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(width, 10));
      }
    }),
    { numRuns: 300 },
  );
});
