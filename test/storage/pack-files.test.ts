import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPack } from '../../src/storage/pack-files.ts';
import { folderWith, freshFolder } from './builders.ts';

const text = (...ids: string[]) =>
  `---\ncategory: C\n---\n${ids.map((id) => `\n## About ${id} {#${id}}\n\nP\n\n### Answer\n\nA\n`).join('')}`;
const good = text('good');

/** What a pack gives: its id, the ids of its items, its faults as `file:line:column code` inside the pack. */
function load(pack: string) {
  const { id, items, problems, files } = loadPack(pack);
  const faults = problems.map(
    ({ file, line, column, code }) => `${file.slice(pack.length + 1)}:${line}:${column} ${code}`,
  );
  return { id, ids: items.map((item) => item.id), faults, files };
}

describe('a pack on the disk', () => {
  test('gives the items of all its files, each with its pack and its file', () => {
    const pack = folderWith({
      'pack.yaml': 'id: mine\nname: Mine\n',
      'README.md': '# Not a question file',
      'questions/b.md': text('two'),
      'questions/deep/er/a.yaml': 'category: C\nquestions:\n- {id: one, title: t, prompt: p, answer: a}\n',
    });
    expect(load(pack)).toEqual({ id: 'mine', ids: ['two', 'one'], faults: [], files: 2 });
    expect(loadPack(pack).items.map((item) => [item.pack, item.source])).toEqual([
      ['mine', { file: 'questions/b.md', line: 5 }],
      ['mine', { file: 'questions/deep/er/a.yaml', line: 3 }],
    ]);
  });

  test('may be a single file', () => {
    const file = join(folderWith({ 'My Pack.md': good, 'other.md': text('other') }), 'My Pack.md');
    const { id, items, problems, files } = loadPack(file);
    expect([id, items.map((item) => item.id), problems, files]).toEqual(['my-pack', ['good'], [], 1]);
  });

  test('may be empty', () => {
    expect(load(freshFolder())).toMatchObject({ ids: [], faults: [], files: 0 });
  });

  test.each([
    ['My Own Pack!', 'my-own-pack-'],
    ['--x', 'x'],
    ['漢字', 'pack'],
    ['a.b_c', 'a.b_c'],
  ])('without a pack.yaml has an id made of its name: %s', (name, id) => {
    const pack = join(freshFolder(), name);
    mkdirSync(pack);
    expect(load(pack).id).toBe(id);
  });

  test.each([
    ['that is broken', 'id: [', '1:6 yaml-syntax'],
    ['without an id', 'name: Mine', '1:1 missing'],
    ['with a bad id', 'id: No Good', '1:5 bad-id'],
  ])('with a pack.yaml %s has one made of its name, and the fault', (_, manifest, fault) => {
    const pack = join(folderWith({ 'mine/pack.yaml': manifest, 'mine/a.md': good }), 'mine');
    expect(load(pack)).toMatchObject({ id: 'mine', ids: ['good'], faults: [`pack.yaml:${fault}`] });
  });

  test('names an id that stands twice where it stands again, in another file', () => {
    const pack = folderWith({ 'a.md': text('x', 'y'), 'b.md': text('z', 'y') });
    expect(load(pack)).toMatchObject({ ids: ['x', 'y', 'z'], faults: ['b.md:13:1 duplicate-id'] });
  });
});

describe('a file that cannot be used is a fault of its own, and the other files load', () => {
  test('where it is over two megabytes', () => {
    const pack = folderWith({ 'big.md': Buffer.alloc(2_100_000, 'a'), 'good.md': good });
    expect(load(pack)).toMatchObject({ ids: ['good'], faults: ['big.md:1:1 file-too-large'] });
    expect(loadPack(pack).problems[0]?.message).toContain('2.1 MB');
  });

  test('where it is larger than memory', () => {
    const pack = folderWith({ 'good.md': good });
    const fd = openSync(join(pack, 'huge.md'), 'w');
    ftruncateSync(fd, 2 ** 40);
    closeSync(fd);
    expect(load(pack)).toMatchObject({ ids: ['good'], faults: ['huge.md:1:1 file-too-large'] });
  });

  test('and two megabytes are not too many', () => {
    const padding = ' '.repeat(2_000_000 - good.length);
    expect(load(folderWith({ 'a.md': good + padding }))).toMatchObject({ ids: ['good'], faults: [] });
    expect(load(folderWith({ 'a.md': `${good}${padding} ` })).faults).toEqual(['a.md:1:1 file-too-large']);
  });

  test.each([
    ['a stray byte', Buffer.from([...Buffer.from(good), 0xff])],
    ['Latin-1', Buffer.from(`${good}café`, 'latin1')],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${good}`, 'utf16le')],
    ['a letter that is cut off', Buffer.from(`${good}é`).subarray(0, -1)],
    ['a surrogate', Buffer.from([...Buffer.from(good), 0xed, 0xa0, 0x80])],
  ])('where it is not UTF-8: %s', (_, bytes) => {
    const pack = folderWith({ 'bad.md': bytes, 'good.md': text('other') });
    expect(load(pack)).toMatchObject({ ids: ['other'], faults: ['bad.md:1:1 file-not-utf8'] });
  });

  test.skipIf(spawnSync('mkfifo', ['--version']).error)(
    'where it is a named pipe, without waiting for it',
    () => {
      const pack = folderWith({ 'good.md': good });
      for (const name of ['pipe.md', 'pack.yaml']) spawnSync('mkfifo', [join(pack, name)]);
      const start = performance.now();
      expect(load(pack)).toMatchObject({
        ids: ['good'],
        faults: ['pack.yaml:1:1 file-unreadable', 'pipe.md:1:1 file-unreadable'],
      });
      expect(loadPack(join(pack, 'pipe.md')).problems).toMatchObject([{ code: 'file-unreadable' }]);
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );

  test.skipIf(process.platform !== 'linux')('where it is a device that never ends', () => {
    expect(loadPack('/dev/zero').problems).toMatchObject([{ code: 'file-unreadable' }]);
  });
});

test('a link in a pack is passed over: nothing outside of the pack is read', () => {
  const outside = folderWith({ 'pack.yaml': 'id: stolen', 'q/secret.md': text('secret') });
  const pack = join(folderWith({ 'mine/own.md': good }), 'mine');
  symlinkSync(join(outside, 'q'), join(pack, 'questions'));
  symlinkSync(join(outside, 'q'), join(pack, 'more'));
  symlinkSync(join(outside, 'q', 'secret.md'), join(pack, 'secret.md'));
  symlinkSync(join(outside, 'pack.yaml'), join(pack, 'pack.yaml'));
  expect(load(pack)).toEqual({ id: 'mine', ids: ['good'], faults: [], files: 1 });
});

test('a file’s own name cannot do anything to a terminal', () => {
  const pack = folderWith({
    'a\u001b[31m\n\tb.md': text('x'),
    'bad\u202e\u009b.md': 'nothing',
    'pipe\u001b.md': Buffer.from([0xff]),
  });
  const { items, problems } = loadPack(pack);
  expect(items.map(({ source }) => source.file)).toEqual(['a␛[31m␊␉b.md']);
  expect(problems.map(({ file }) => file).sort()).toEqual(
    [join(pack, 'bad<U+202E><U+009B>.md'), join(pack, 'pipe␛.md')].sort(),
  );
});
