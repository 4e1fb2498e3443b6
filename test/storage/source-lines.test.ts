import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceLines } from '../../src/storage/source-lines.ts';
import { folderWith, put } from './builders.ts';

test.each([
  ['\n', 'of Unix'],
  ['\r\n', 'of Windows'],
  ['\r', 'of old Macs'],
])('lines that end with %j, as those %s, are counted from 1', (end) => {
  const line = sourceLines();
  const file = join(folderWith({ 'a.md': ['one', '', 'three'].join(end) }), 'a.md');
  expect([1, 2, 3, 4, 0].map((n) => line(file, n))).toEqual(['one', '', 'three', undefined, undefined]);
});

test('a file that cannot be read has no lines', () => {
  const line = sourceLines();
  const folder = folderWith({});
  expect(line(join(folder, 'none'), 1)).toBeUndefined();
  expect(line(folder, 1)).toBeUndefined();
});

test('a file is read once: a message shows what was checked', () => {
  const line = sourceLines();
  const file = join(folderWith({ 'a.md': 'old' }), 'a.md');
  expect(line(file, 1)).toBe('old');
  put(file, 'new');
  expect(line(file, 1)).toBe('old');
  expect(sourceLines()(file, 1)).toBe('new');
});
