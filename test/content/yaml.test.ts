import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { joined, parseFiles } from '../../src/content/pack.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { entry, frontMatter, ids, placed, question, yamlFile } from './builders.ts';

const read = (text: string) => parseYaml(text, 'a.yaml');
const faultsOf = (text: string): string[] => read(text).problems.map(placed);

/** Runs what must end soon, and gives what it gave. */
function withinASecond<T>(work: () => T): T {
  const start = performance.now();
  const result = work();
  expect(performance.now() - start).toBeLessThan(1000);
  return result;
}

/** Texts of JSON as they are after escaping. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replace(/[^ -~é漢]/g, 'x'));

const indented = (depth: number): string =>
  Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}k:`).join('\n');
const laughs = [
  'a: &a [x, x]',
  ...'bcdefghi'.split('').map((k, i) => {
    const last = 'abcdefghi'[i];
    return `${k}: &${k} [${Array(9).fill(`*${last}`).join(', ')}]`;
  }),
].join('\n');

describe('YAML from strangers is refused, at the place and within a second,', () => {
  test.each([
    ['an alias', 'a: 1\nb: *a', '2:4'],
    ['an anchor on a text', 'a: &x 1', '1:7'],
    ['an anchor on a list', 'a: &x [1]', '1:7'],
    ['an anchor on a map', 'a: &x {b: 1}', '1:7'],
    ['an anchor on a block map', 'list:\n- &x\n  b: 1', '3:3'],
    ['an anchor on a key', '&x a: 1', '1:4'],
    ['a tag of its own', 'a: !evil 1', '1:10'],
    ['a tag on a list', 'a: !evil [1]', '1:10'],
    ['a tag on a map', 'a: !evil {b: 1}', '1:10'],
    ['a tag of YAML', 'a: !!str 1', '1:10'],
    ['a tag of JavaScript', 'a: !!js/function "function () {}"', '1:18'],
    ['a bare tag', 'a: ! 1', '1:6'],
    ['the directive %YAML', '%YAML 1.1\n---\na: 1', '1:1'],
    ['the directive %TAG', '%TAG ! tag:evil,2000:\n---\na: 1', '1:1'],
    ['a %TAG that only says again what holds', '# x\n%TAG !! tag:evil,2000:\n---\na: 1', '2:1'],
    ['a directive that nobody knows', '%FOO bar\n---\na: 1', '1:1'],
    ['__proto__', 'a: 1\n__proto__: {b: 1}', '2:1'],
    ['__proto__ further in', 'a:\n  b: {__proto__: 1}', '2:7'],
    ['__proto__ by escapes', '"\\x5f_proto__": 1', '1:1'],
    ['a key twice', 'a: 1\nb: 2\na: 3', '3:1'],
    ['a key twice, once as a number', '1: a\n"1": b', '2:1'],
    ['a key twice further in', 'a: {b: 1, b: 2}', '1:11'],
    ['a list as a key', '? [a]\n: 1', '1:3'],
    ['a map as a key', '{a: 1}: 2', '1:1'],
  ])('%s', (_, text, place) => {
    const { value, problems } = withinASecond(() => read(text));
    expect(problems.map(placed)).toContain(`${place} yaml-refused`);
    expect(value).toBeUndefined();
    expect(({} as { b?: number }).b).toBeUndefined();
  });

  test.each([
    ['a second document', 'a: 1\n---\nb: 2', '2:1'],
    ['a list that never closes', 'a: [1\nb: 2', '2:1'],
    ['a quote that never closes', 'a: "x\n', '2:1'],
    ['a tab as indentation', 'a:\n\tb: 1', '2:1'],
    ['a colon in plain text', 'a: 1\nb: x: y', '2:4'],
  ])('%s', (_, text, place) => {
    const { value, problems } = withinASecond(() => read(text));
    expect(problems.map(placed)).toContain(`${place} yaml-syntax`);
    expect(value).toBeUndefined();
  });

  test('a billion laughs', () => {
    const { value, problems } = withinASecond(() => read(laughs));
    expect(value).toBeUndefined();
    expect(problems.map(placed).slice(0, 3)).toEqual([
      '1:7 yaml-refused',
      '2:7 yaml-refused',
      '2:8 yaml-refused',
    ]);
  });

  test.each<[string, (depth: number) => string, string]>([
    ['lists in brackets', (n) => `a: 1\nb: ${'['.repeat(n)}`, '2:68'],
    ['closed lists', (n) => `a: ${'['.repeat(n)}${']'.repeat(n)}`, '1:68'],
    ['maps in braces', (n) => '{a: '.repeat(n), '1:257'],
    ['block maps', (n) => `x: 1\n${indented(Math.min(n, 1000))}`, '67:1'],
    ['compact lists', (n) => `a: 1\nb:\n  ${'- '.repeat(n)}x`, '3:1'],
    ['compact lists with wide gaps', (n) => `a:\n${'-  '.repeat(n)}x`, '2:1'],
    ['compact maps in lists', (n) => `a:\n${'- ? '.repeat(n)}x`, '2:1'],
    ['lists whose brackets are closed inside quotes', (n) => `a: ${'["]", '.repeat(n)}`, '1:382'],
    ['lists whose brackets are closed inside comments', (n) => '[ #]\n'.repeat(n), '65:1'],
    [
      'compact lists that go on over several lines',
      (n) =>
        Array.from({ length: Math.min(60, n) }, (_, i) => `${' '.repeat(i * 80)}${'- '.repeat(40)}`).join(
          '\n',
        ),
      '2:1',
    ],
  ])('%s, more than 64 deep', (_, nest, place) => {
    for (const depth of [300, 3000, 10_000]) {
      const { value, problems } = withinASecond(() => read(nest(depth)));
      expect(value).toBeUndefined();
      const nested = problems.filter(({ message }) => message === 'nested deeper than 64 levels');
      expect(nested.map(placed)).toContain(`${place} yaml-refused`);
    }
  });
});

describe('YAML that people write is read', () => {
  test('64 levels deep, and no deeper', () => {
    const nest = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`;
    for (const form of [nest, indented, (n: number) => `${'- '.repeat(n)}x`]) {
      expect(faultsOf(form(64))).toEqual([]);
      expect(faultsOf(form(65))).toHaveLength(1);
    }
  });

  test('with brackets, percent signs, ampersands, stars and exclamation marks in its texts', () => {
    const texts = ['50% of [these', 'a & b', 'x * y', 'stop!', '%YAML', '&a', '*b', '!tag', '<<', '{'];
    expect(read(stringify({ texts })).value).toEqual({ texts });
    expect(read('a: |\n  %d of %s\n  &x *y !z\n').value).toEqual({ a: '%d of %s\n&x *y !z\n' });
  });

  test('as YAML 1.2: yes and no are texts, a merge key is a key', () => {
    expect(read('a: yes\nb: no\nc: on\nd: 012\n<<: {e: 1}').value).toEqual({
      a: 'yes',
      b: 'no',
      c: 'on',
      d: 12,
      '<<': { e: 1 },
    });
  });

  test('as what any JSON says', () => {
    // Texts without controls: those are escaped, which escape.test.ts is about.
    const word = fc.string({ unit: fc.constantFrom(...'ab: #-[]{}"\'&*!%|>@`,?\n\t\\é漢🚀'), maxLength: 8 });
    const data = fc.dictionary(word, fc.jsonValue({ maxDepth: 3 }).map(plain), { noNullPrototype: true });
    fc.assert(
      fc.property(data, (json) => {
        const text = JSON.stringify(json);
        expect(read(text)).toMatchObject({ value: JSON.parse(text), problems: [] });
        const block = stringify(JSON.parse(text), { aliasDuplicateObjects: false });
        expect(read(block)).toMatchObject({ value: JSON.parse(text), problems: [] });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a place in YAML', () => {
  const { locate } = parseYaml('a: 1\nlist:\n  - x\n  - {k: v, "l": [7, 8]}\nempty:\n', 'a.yaml', 10);

  test.each<[string, (string | number)[], number, number]>([
    ['a value', ['a'], 11, 4],
    ['a list', ['list'], 13, 3],
    ['an entry of a list', ['list', 0], 13, 5],
    ['a map, by its beginning', ['list', 1], 14, 5],
    ['a value further in', ['list', 1, 'k'], 14, 9],
    ['an entry further in', ['list', 1, 'l', 1], 14, 21],
    ['a missing key, by the map that lacks it', ['list', 1, 'none'], 14, 5],
    ['nothing at all, by the beginning', [], 11, 1],
  ])('is that of %s', (_, path, line, column) => {
    expect(locate(path)).toEqual({ line, column });
  });

  test('is found at once among very many keys', () => {
    const keys = Array.from({ length: 50_000 }, (_, i) => `k${i}`);
    const many = read(keys.map((key) => `${key}: 1`).join('\n'));
    const lines = withinASecond(() => keys.map((key) => many.locate([key]).line));
    expect(lines).toEqual(keys.map((_, i) => i + 1));
  });
});

test('a file of a pack that is refused leaves the other files as they are', () => {
  const bad = ['a: &x 1\nb: *x', '['.repeat(3000), '__proto__: 1', '%YAML 1.1\n---\na: 1', laughs, 'a: !x 1'];
  const files = bad.flatMap((text, i) => [
    { path: `questions/${i}-bad.yaml`, text: `${text}\n` },
    { path: `questions/${i}-good.yaml`, text: yamlFile(entry(`yaml-${i}`)) },
    { path: `questions/${i}-bad.md`, text: `---\n${text}\n---\n\n${question(`spoilt-${i}`)}` },
    { path: `questions/${i}-good.md`, text: `${frontMatter}${question(`md-${i}`)}` },
  ]);
  const content = withinASecond(() => joined(parseFiles(files, 'pack')));
  expect(ids(content).sort()).toEqual(bad.flatMap((_, i) => [`md-${i}`, `yaml-${i}`]).sort());
  expect(new Set(content.problems.map(({ file }) => file))).toEqual(
    new Set(bad.flatMap((_, i) => [`questions/${i}-bad.yaml`, `questions/${i}-bad.md`])),
  );
});
