import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bank, loadBank } from '../../src/storage/bank.ts';
import { type Cache, keepCached, readCached } from '../../src/storage/cache.ts';
import { frontMatter, question } from '../content/builders.ts';
import { pause, root } from '../pty.ts';
import { folderWith, freshFolder, put } from './builders.ts';

// A stamp counts once the clock of the file system has moved on.
const settled = (): Promise<void> => pause(60);

const freshCache = (build = 'build-1'): Cache => ({ folder: join(freshFolder(), 'cache'), build });

const file = (...ids: string[]): string => frontMatter + ids.map((id) => question(id)).join('');

const content = ({ items, problems }: Bank) => ({ items, problems });

const plain = async (...packs: string[]) => content(await loadBank(root, packs));

const cached = async (cache: Cache, ...packs: string[]) => content(await loadBank(root, packs, cache));

/** Rewrites what the cache keeps of a pack, so that it shows whether it is used. */
function tamper({ folder, build }: Cache, from: string, to: string): void {
  for (const name of readdirSync(folder)) {
    const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').split('\n');
    keepCached({ folder, build }, name, JSON.parse(head).key, lines.join('\n').replaceAll(from, to));
  }
}

const titles = async (cache: Cache, pack: string): Promise<string[]> =>
  (await loadBank(root, [pack], cache)).items.map(({ title }) => title);

/** A pack whose files stand still, and a cache that was kept of it. */
async function keptPack(files: Record<string, string>): Promise<{ pack: string; cache: Cache }> {
  const pack = folderWith(files);
  const cache = freshCache();
  await settled();
  await cached(cache, pack);
  return { pack, cache };
}

describe('a bank', () => {
  test('is the same from the cache, at first and again', async () => {
    const pack = folderWith({
      'pack.yaml': 'id: mine\n',
      'questions/a.md': file('a', 'b'),
      'questions/deep/c.yaml':
        'category: Größe\nquestions:\n  - {id: c, title: "“C” 🛰", prompt: Why?, answer: So.}\n',
      'questions/faulty.md': `${file('d')}## Bad {#bad}\n\nNo answer.\n`,
    });
    const cache = freshCache();
    await settled();
    const expected = await plain(pack);
    expect(expected.items.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(expected.problems).toHaveLength(1);
    expect(await cached(cache, pack)).toEqual(expected);
    expect(readdirSync(cache.folder)).toHaveLength(1);
    expect(await cached(cache, pack)).toEqual(expected);
    expect(await cached(cache, pack, join(root, 'pack.yaml', '..'))).toEqual(await plain(pack, root));
  });

  test('is the same from the cache whatever happens to its files', async () => {
    const anEdit = fc.record({
      file: fc.constantFrom('a.md', 'b.md', 'sub/c.yaml', 'pack.yaml'),
      text: fc.oneof(
        fc.constantFrom(
          '',
          'id: one\n',
          'id: two\n',
          '---\ncategory: [\n---\n',
          '%YAML 1.1\n',
          '\ufeff# nothing\n',
        ),
        fc.subarray(['q1', 'q2', 'q3']).map((ids) => file(...ids)),
        fc.constant('category: C\nquestions:\n  - {id: q2, title: T, prompt: P, answer: A}\n  - {id: q4}\n'),
      ),
      gone: fc.boolean(),
      settles: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { minLength: 2, maxLength: 6 }), async (edits) => {
        const pack = folderWith({ 'a.md': file('q1') });
        const cache = freshCache();
        for (const { file: name, text, gone, settles } of edits) {
          if (gone) rmSync(join(pack, name), { force: true });
          else put(join(pack, name), text);
          if (settles) await settled();
          expect(await cached(cache, pack)).toEqual(await plain(pack));
          expect(await cached(cache, pack)).toEqual(await plain(pack));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('of a single file comes from the cache as well', async () => {
    const { pack, cache } = await keptPack({ 'a.md': file('a') });
    const path = join(pack, 'a.md');
    expect(await cached(cache, path)).toEqual(await plain(path));
    tamper(cache, 'About a', 'From the cache');
    expect(await titles(cache, path)).toEqual(['From the cache']);
  });

  test('is shown from another working folder as that folder sees it', async () => {
    const { pack, cache } = await keptPack({ 'a.md': `${file('a')}## Bad {#bad}\n\nNo answer.\n` });
    const here = process.cwd();
    try {
      process.chdir(pack);
      expect(await cached(cache, '.')).toEqual(await plain('.'));
      expect((await cached(cache, '.')).problems.map((problem) => problem.file)).toEqual(['a.md']);
    } finally {
      process.chdir(here);
    }
  });
});

describe('only what changed is parsed again:', () => {
  const two = { 'a.md': file('a'), 'b.md': file('b') };

  test('nothing, while no file changes', async () => {
    const { pack, cache } = await keptPack(two);
    tamper(cache, 'About', 'Cached');
    expect(await titles(cache, pack)).toEqual(['Cached a', 'Cached b']);
  });

  test('a file that was written, and no other', async () => {
    const { pack, cache } = await keptPack(two);
    tamper(cache, 'About', 'Cached');
    put(join(pack, 'b.md'), file('b', 'c'));
    expect(await titles(cache, pack)).toEqual(['Cached a', 'About b', 'About c']);
  });

  test('a file that was added; one that was removed is gone, and comes back', async () => {
    const { pack, cache } = await keptPack(two);
    tamper(cache, 'About', 'Cached');
    put(join(pack, 'c.md'), file('c'));
    await settled();
    expect(await titles(cache, pack)).toEqual(['Cached a', 'Cached b', 'About c']);
    renameSync(join(pack, 'a.md'), join(pack, 'a.txt'));
    expect(await titles(cache, pack)).toEqual(['Cached b', 'About c']);
    renameSync(join(pack, 'a.txt'), join(pack, 'a.md'));
    expect(await titles(cache, pack)).toContainEqual(expect.stringMatching(/ a$/));
  });

  test('a file of the same length and the same date, by its ctime', async () => {
    const { pack, cache } = await keptPack({ 'a.md': file('a') });
    const path = join(pack, 'a.md');
    // As npm dates every file.
    const writeDated = async (id: string) => {
      put(path, file(id));
      utimesSync(path, 499_162_500, 499_162_500);
      await settled();
      return statSync(path);
    };
    const { size, mtimeMs } = await writeDated('y');
    expect(await titles(cache, pack)).toEqual(['About y']);
    expect(await writeDated('z')).toMatchObject({ size, mtimeMs });
    expect(await titles(cache, pack)).toEqual(['About z']);
  });

  test('everything, once pack.yaml gives another id', async () => {
    const { pack, cache } = await keptPack(two);
    const owners = async () => (await loadBank(root, [pack], cache)).items.map((item) => item.pack);
    put(join(pack, 'pack.yaml'), 'id: other\n');
    await settled();
    expect(await owners()).toEqual(['other', 'other']);
    rmSync(join(pack, 'pack.yaml'));
    expect(new Set(await owners())).not.toContain('other');
  });

  test('what cannot be read is tried again, and spoils nothing', async () => {
    const { pack, cache } = await keptPack(two);
    expect(spawnSync('mkfifo', [join(pack, 'pipe.md')]).status).toBe(0);
    await settled();
    expect(await cached(cache, pack)).toEqual(await plain(pack));
    tamper(cache, 'About', 'Cached');
    expect(await titles(cache, pack)).toEqual(['Cached a', 'Cached b']);
    expect((await cached(cache, pack)).problems).toMatchObject([{ code: 'file-unreadable' }]);
  });
});

describe('the cache', () => {
  const one = { 'a.md': file('a') };

  test('of another build is not used', async () => {
    const { pack, cache } = await keptPack(one);
    tamper(cache, 'About', 'Cached');
    expect(await titles({ ...cache, build: 'build-2' }, pack)).toEqual(['About a']);
    expect(await titles(cache, pack)).toEqual(['About a']);
  });

  test('of another pack is not used', async () => {
    const { pack, cache } = await keptPack(one);
    const other = folderWith({ 'a.md': file('b') });
    await settled();
    await cached(cache, other);
    const [first = '', second = ''] = readdirSync(cache.folder).map((name) => join(cache.folder, name));
    copyFileSync(first, `${first}.copy`);
    renameSync(second, first);
    renameSync(`${first}.copy`, second);
    expect(await titles(cache, pack)).toEqual(['About a']);
    expect(await titles(cache, other)).toEqual(['About b']);
  });

  test.each([
    ['was emptied', () => ''],
    ['is null', () => 'null\n'],
    ['is another document', () => '{}\n'],
    ['was cut short', (text: string) => text.slice(0, -10)],
    ['lost its head', (text: string) => text.slice(text.indexOf('\n') + 1)],
    ['has another letter in it', (text: string) => text.replace('About', 'Abaut')],
    ['is noise', () => '\u0000\ufffd\u0001'.repeat(100)],
  ])('that %s is parsed anew and kept anew', async (_what, damage) => {
    const { pack, cache } = await keptPack(one);
    const [name = ''] = readdirSync(cache.folder);
    const path = join(cache.folder, name);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, damage(whole));
    expect(await titles(cache, pack)).toEqual(['About a']);
    expect(readFileSync(path, 'utf8')).toBe(whole);
  });

  test('that cannot be written is done without', async () => {
    const pack = folderWith(one);
    const folder = join(folderWith({ occupied: 'a file' }), 'occupied', 'cache');
    await settled();
    for (const _run of [1, 2]) expect(await cached({ folder, build: 'b' }, pack)).toEqual(await plain(pack));
  });

  test('gives a text back under its key alone, in ASCII, from one whole file', () => {
    const cache = freshCache();
    keepCached(cache, 'x', 'key', '["ä"]');
    expect(readCached(cache, 'x', 'key')).toBe('["\\u00e4"]');
    expect(readCached(cache, 'x', 'other key')).toBeUndefined();
    expect(readdirSync(cache.folder)).toEqual(['x']);
  });
});
