import { describe, expect, test } from 'vitest';
import { linkedFile, relativeLinks } from '../../src/content/links.ts';

describe('the relative links of a text', () => {
  test.each<[string, string[]]>([
    ['none', []],
    ['[a](b.md)', ['b.md']],
    ['![a](img/b.png "title") and [c]( d.md )', ['img/b.png', 'd.md']],
    ['[a](<b c.md>)', ['b c.md']],
    ['[a](b_(c).md)', ['b_(c).md']],
    ['[![a](b.png)](c.md)', ['b.png', 'c.md']],
    ['[a]: b.md\n[c]: https://x.org', ['b.md']],
    ['[a](../b.md#part) [c](/d.md?x)', ['../b.md#part', '/d.md?x']],
    ['[a](https://x.org) [b](mailto:a@b) [c](//x.org/d) [e](#part) [f](ftp:x)', []],
    ['[a]() [b](<>)', []],
    ['`[a](b.md)` and ``[`c`](d.md)``', []],
    ['```\n[a](b.md)\n```\n[c](d.md)', ['d.md']],
    ['~~~\n[a](b.md)', []],
    ['f[x](y z)', ['y']],
    ['- [x] done\n- [ ] (not)', []],
  ])('%j are %j', (text, targets) => {
    expect(relativeLinks(text)).toEqual(targets);
  });

  test('are found in two million hostile characters within seconds', () => {
    const start = performance.now();
    for (const piece of [
      '[',
      '](',
      '](((',
      '](a(',
      '`',
      '`a',
      '``a',
      '[a]:',
      ' ',
      '](\n',
      '```\n',
      '~~~ x\n',
    ])
      relativeLinks(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - start).toBeLessThan(4000);
  }, 20_000);
});

describe('a link leads', () => {
  test.each<[string, string | undefined]>([
    ['b.md', 'questions/b.md'],
    ['./b.md', 'questions/b.md'],
    ['img/b.png', 'questions/img/b.png'],
    ['../b.md', 'b.md'],
    ['../../b.md', undefined],
    ['../../hotseat/b.md', undefined],
    ['/b.md', 'b.md'],
    ['/../b.md', undefined],
    ['b.md#part', 'questions/b.md'],
    ['b.md?x=1#part', 'questions/b.md'],
    ['?x', 'questions/a.md'],
    ['b%20c.md', 'questions/b c.md'],
    ['%2e%2e/%2e%2e/x', undefined],
    ['100%.md', 'questions/100%.md'],
    ['a//b/./c/', 'questions/a/b/c'],
  ])('%s from questions/a.md to %s', (target, file) => {
    expect(linkedFile(target, 'questions/a.md')).toBe(file);
  });
});
