import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { findPack, placeOf } from '../../src/storage/pack-walk.ts';
import { folderWith, freshFolder, put } from './builders.ts';

const questionsOf = (files: readonly string[]) =>
  findPack(folderWith(Object.fromEntries(files.map((file) => [file, 'x'])))).questions;

describe('the question files of a pack', () => {
  test('are Markdown and YAML in folders of any depth, in one order everywhere', () => {
    expect(questionsOf(['z.md', 'a.yml', 'b/c/d/e.markdown', 'b/a.YAML', 'B.MD', 'ä.md'])).toEqual([
      'B.MD',
      'a.yml',
      'b/a.YAML',
      'b/c/d/e.markdown',
      'z.md',
      'ä.md',
    ]);
  });

  test('are those under questions/ alone, where there is such a folder', () => {
    expect(questionsOf(['other.md', 'questions/a.md', 'questions/deep/b.md', 'docs/c.md'])).toEqual([
      'questions/a.md',
      'questions/deep/b.md',
    ]);
  });

  test('are all of the pack, where questions is a file', () => {
    expect(questionsOf(['questions', 'a.md'])).toEqual(['a.md']);
  });

  test.each([
    ...['README.md', 'readme.MD', 'README', 'README.de.md', 'README-ja.md', 'README_zh.md', 'CHANGELOG.md'],
    ...['CONTRIBUTING.md', 'LICENSE.md', 'LICENCE.md', 'CODE_OF_CONDUCT.md', 'SECURITY.md'],
    ...[
      'pack.yaml',
      'pack.yml',
      'coverage.yaml',
      'notes.txt',
      'a.json',
      'a.md.bak',
      '.hidden.md',
      '.git/a.md',
    ],
    ...['node_modules/x/a.md', 'scenarios/s/scenario.md', 'a/scenarios/s.yaml'],
  ])('do not include %s', (file) => {
    expect(questionsOf([file, 'a.md'])).toEqual(['a.md']);
  });

  test.each([
    'security-incidents.md',
    'readmes.md',
    'licensing.yaml',
    'coverage.md',
    'changelogs.md',
    'packs.yaml',
  ])('include %s, which only begins like a file beside them', (file) => {
    expect(questionsOf([file])).toEqual([file]);
  });

  test('are never reached by a link, neither a file nor a folder', () => {
    const outside = folderWith({ 'secret.md': 'x', 'questions/a.md': 'x', 'pack.yaml': 'id: other' });
    const pack = folderWith({ 'own.md': 'x' });
    symlinkSync(join(outside, 'secret.md'), join(pack, 'file.md'));
    symlinkSync(join(outside, 'questions'), join(pack, 'folder'));
    symlinkSync(join(outside, 'questions'), join(pack, 'questions'));
    symlinkSync(join(outside, 'pack.yaml'), join(pack, 'pack.yaml'));
    symlinkSync(pack, join(pack, 'circle'));
    symlinkSync(join(outside, 'none.md'), join(pack, 'dangling.md'));
    expect(findPack(pack)).toMatchObject({ questions: ['own.md'], hasManifest: false });
  });
});

describe('a pack', () => {
  test('that the user reaches by a link is followed: it was named', () => {
    const pack = folderWith({ 'a.md': 'x', 'pack.yaml': 'id: mine' });
    const link = join(freshFolder(), 'link');
    symlinkSync(pack, link);
    expect(findPack(link)).toMatchObject({ questions: ['a.md'], hasManifest: true, name: 'link' });
    symlinkSync(join(pack, 'a.md'), join(link, '..', 'single.md'));
    expect(findPack(join(link, '..', 'single.md'))).toMatchObject({
      questions: ['single.md'],
      name: 'single',
    });
  });

  test('may be a single file, and has the name of it', () => {
    const file = join(folderWith({ 'my.own.md': 'x', 'pack.yaml': 'id: a', 'b.md': 'x' }), 'my.own.md');
    expect(findPack(file)).toMatchObject({ questions: ['my.own.md'], name: 'my.own', hasManifest: false });
    expect(findPack(file).shownAs('my.own.md')).toBe(file);
  });

  test('shows its files so that they can be opened from the working folder', () => {
    const folder = folderWith({ 'questions/a.md': 'x' });
    for (const path of [folder, `${folder}/`, relative(process.cwd(), folder)]) {
      const { questions, shownAs, name } = findPack(path);
      expect(questions.map(shownAs)).toEqual([join(path, 'questions', 'a.md')]);
      expect(folder.endsWith(name)).toBe(true);
    }
  });

  test.each([
    ['does not exist', (folder: string) => join(folder, 'none')],
    ['lies below a file', (folder: string) => join(folder, 'file', 'below')],
    ['has a name that is too long', (folder: string) => join(folder, 'x'.repeat(300))],
    ['is a link that leads in a circle', (folder: string) => join(folder, 'circle')],
    ['is a link that leads nowhere', (folder: string) => join(folder, 'dangling')],
    ['is no name at all', () => ''],
  ])('that %s is said with what to do', (_, pathIn) => {
    const folder = folderWith({ file: 'x' });
    symlinkSync(join(folder, 'circle'), join(folder, 'circle'));
    symlinkSync(join(folder, 'none'), join(folder, 'dangling'));
    expect(() => findPack(pathIn(folder))).toThrow(UserError);
    expect(() => findPack(pathIn(folder))).toThrow(/there is no pack at/);
  });

  test('has one place, however it is named', () => {
    const folder = freshFolder();
    put(join(folder, 'a.md'), 'x');
    mkdirSync(join(folder, 'b'));
    expect(placeOf(join(folder, 'b', '..'))).toBe(folder);
    expect(placeOf(relative(process.cwd(), folder))).toBe(folder);
    expect(placeOf('builtin')).toBe('builtin');
  });
});

test.skipIf(spawnSync('mkfifo', ['--version']).error)('a named pipe is found without being opened', () => {
  const pack = folderWith({ 'a.md': 'x' });
  spawnSync('mkfifo', [join(pack, 'pipe.md')]);
  expect(findPack(pack).questions).toEqual(['a.md', 'pipe.md']);
});
