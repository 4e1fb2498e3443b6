import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sections } from '../../src/content/markdown-sections.ts';

const titles = (body: string): string[] => sections(body, 0).blocks.map(({ title }) => title);

describe('a body cut at its headings', () => {
  test('gives what stands before the first one, and each with its text and its line in the file', () => {
    const { before, blocks, openFence } = sections('\nintro\n\n## One\n\ntext\n\n### Part\n## Two', 10);
    expect(before).toBe('intro');
    expect(blocks).toEqual([
      {
        title: 'One',
        line: 14,
        raw: '\ntext\n\n### Part',
        text: 'text\n\n### Part',
        before: 'text',
        blocks: [{ title: 'Part', line: 18, raw: '', text: '', before: '', blocks: [] }],
      },
      { title: 'Two', line: 19, raw: '', text: '', before: '', blocks: [] },
    ]);
    expect(openFence).toBeUndefined();
  });

  test('cuts three levels deep, and takes a heading that leaves one out for text', () => {
    const { blocks } = sections('## A\n#### x\n### B\nb\n#### C\nc\n##### y\n#### D\n### E\n## F', 0);
    const shape = (of: typeof blocks): unknown =>
      of.map(({ title, line, before, blocks: inner }) => [`${line} ${title}: ${before}`, shape(inner)]);
    expect(shape(blocks)).toEqual([
      [
        '1 A: #### x',
        [
          [
            '3 B: b',
            [
              ['5 C: c\n##### y', []],
              ['8 D: ', []],
            ],
          ],
          ['9 E: ', []],
        ],
      ],
      ['10 F: ', []],
    ]);
  });

  test.each([
    ['a higher level', '# One\n## Two', ['Two']],
    ['a deeper level', '### One\n## Two', ['Two']],
    ['no space behind the signs', '##One\n## Two', ['Two']],
    ['an indent', '  ## One\n## Two', ['Two']],
    ['other text before it', 'a ## One\n## Two', ['Two']],
    ['a code block with backticks around it', '```\n## One\n```\n## Two', ['Two']],
    ['a code block with tildes around it', '~~~\n## One\n~~~\n## Two', ['Two']],
    ['a code block with a language around it', '```md\n## One\n```\n## Two', ['Two']],
    ['a longer fence around a shorter one', '````\n```\n## One\n```\n````\n## Two', ['Two']],
    ['tildes inside backticks', '```\n~~~\n## One\n```\n## Two', ['Two']],
    ['a fence inside a list around it', '- ```\n  ## One\n## x\n  ```\n## Two', ['Two']],
    ['an indented fence around it', '  ```\n## One\n  ```\n## Two', ['Two']],
    ['a line behind the fence that only looks like one', '```\n``` js\n## One\n```\n## Two', ['Two']],
  ])('takes a line with %s for text', (_, body, expected) => {
    expect(titles(body)).toEqual(expected);
  });

  test('takes a code span at the start of a line for text, not for a fence', () => {
    expect(titles('``code`` and more\n## One')).toEqual(['One']);
  });

  test.each([
    ['at the end', 'a\n\n```\ncode', 13],
    ['closed by a shorter one', '````\n## One\n```', 11],
    ['closed by the other sign', 'a\n~~~\n```', 12],
    ['closed, and another opened', '```\n```\n\n```js\nx', 14],
  ])('names the line of a fence that never closes: %s', (_, body, line) => {
    expect(sections(body, 10).openFence).toBe(line);
  });

  test('leaves nothing out: what it gives, put together again, is the body', () => {
    const line = fc.constantFrom('## A', '## B {#b}', '### C', 'text', '', '```', '~~~', '  x', '# D');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const body = lines.join('\n');
        const { blocks } = sections(body, 0);
        const first = (blocks[0]?.line ?? lines.length + 1) - 1;
        const again = [
          ...lines.slice(0, first),
          ...blocks.flatMap(({ title, raw, line: at }, i) => {
            expect(lines[at - 1]).toBe(`## ${title}`);
            const next = (blocks[i + 1]?.line ?? lines.length + 1) - 1;
            return next === at ? [`## ${title}`] : [`## ${title}`, raw];
          }),
        ].join('\n');
        expect(again).toBe(body);
      }),
      { numRuns: 500 },
    );
  });
});
