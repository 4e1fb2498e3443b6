import { describe, expect, test } from 'vitest';
import { joined, parseFiles, parsePackManifest } from '../../src/content/pack.ts';
import { entry, frontMatter, ids, placed, question, yamlFile } from './builders.ts';

const parsePack = (...args: Parameters<typeof parseFiles>) => joined(parseFiles(...args));

const markdown = (path: string, ...names: string[]) => ({
  path,
  text: frontMatter + names.map((name) => question(name)).join(''),
});

describe('a pack', () => {
  test('has the items of all its files, in the order of the files', () => {
    const content = parsePack(
      [
        markdown('b.md', 'three', 'one'),
        { path: 'a.yml', text: yamlFile(entry('two')) },
        { path: 'c.markdown', text: frontMatter + question('four') },
      ],
      'mine',
    );
    expect(ids(content)).toEqual(['three', 'one', 'two', 'four']);
    expect(content.problems).toEqual([]);
    expect(content.items.map(({ pack, source }) => [pack, source.file, source.line])).toEqual([
      ['mine', 'b.md', 5],
      ['mine', 'b.md', 13],
      ['mine', 'a.yml', 3],
      ['mine', 'c.markdown', 5],
    ]);
  });

  test('keeps the first of two equal ids and names the second, with the place of the first', () => {
    const content = parsePack(
      [markdown('a.md', 'one', 'two'), { path: 'b.yaml', text: yamlFile(entry('three'), entry('two')) }],
      'mine',
    );
    expect(ids(content)).toEqual(['one', 'two', 'three']);
    expect(content.items[1]?.source.file).toBe('a.md');
    expect(content.problems.map(({ file, ...problem }) => `${file}:${placed({ file, ...problem })}`)).toEqual(
      ['b.yaml:7:1 duplicate-id'],
    );
    expect(content.problems[0]?.message).toContain('a.md:13');
  });

  test('names every further one of many equal ids, in one file too', () => {
    const content = parsePack([markdown('a.md', 'x', 'x', 'x')], 'mine');
    expect(ids(content)).toEqual(['x']);
    expect(content.problems.map(placed)).toEqual(['13:1 duplicate-id', '21:1 duplicate-id']);
  });

  test('does not count an id of a question that is broken', () => {
    const broken = { path: 'a.md', text: `${frontMatter}## Broken {#x}\n\nNo answer.\n` };
    const content = parsePack([broken, markdown('b.md', 'x')], 'mine');
    expect(ids(content)).toEqual(['x']);
    expect(content.problems.map(({ code }) => code)).toEqual(['missing']);
  });

  test('collects the faults of all its files', () => {
    const content = parsePack(
      [{ path: 'a.md', text: 'nothing' }, { path: 'b.yaml', text: 'a: &x 1' }, markdown('c.md', 'good')],
      'mine',
    );
    expect(ids(content)).toEqual(['good']);
    expect(content.problems.map(({ file, code }) => [file, code])).toEqual([
      ['a.md', 'no-questions'],
      ['b.yaml', 'yaml-refused'],
    ]);
  });
});

describe('pack.yaml', () => {
  const read = (text: string) => {
    const { id, problems } = parsePackManifest(text, 'pack.yaml');
    return { id, problems: problems.map(placed) };
  };

  test('declares the id of the pack', () => {
    const whole = 'id: my.pack_1\nname: My pack\nversion: 1.2\ndescription: Of mine.\nlicense: MIT\n';
    expect(read(whole)).toEqual({ id: 'my.pack_1', problems: [] });
    expect(read('\ufeffid: a\r\nname: b\r\n')).toEqual({ id: 'a', problems: [] });
  });

  test.each([
    ['without an id', 'name: mine', ['1:1 missing']],
    ['with an id that cannot stand before a slash', 'id: My/Pack', ['1:5 bad-id']],
    ['with an id that is no text', 'name: mine\nid: 7', ['2:5 wrong-type']],
    ['with a key that it does not know', 'id: a\nlicence: MIT', ['2:1 unknown-key']],
    ['that is empty', '', ['1:1 wrong-type']],
    ['that is a list', '- id: a', ['1:1 wrong-type']],
    ['that is no YAML', 'id: [', ['1:6 yaml-syntax']],
    ['with an anchor', 'id: &a x', ['1:8 yaml-refused']],
  ])('%s gives none', (_, text, problems) => {
    expect(read(text)).toEqual({ id: undefined, problems });
  });
});
