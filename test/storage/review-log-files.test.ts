import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { isSameLog, logNames, logSignature, reviewsFolder } from '../../src/storage/review-log-files.ts';
import { folderWith, freshFolder, put } from './builders.ts';

describe('the signature of a log', () => {
  test('has the name, size and age of every log file, conflict copies included, and of nothing else', () => {
    const home = folderWith({
      'reviews/b-2026-11.jsonl': 'four',
      'reviews/a-2026-11.sync-conflict-1.jsonl': '',
      'reviews/.gitattributes': 'x',
      'reviews/notes.md': 'x',
      'progress.json': '{}',
    });
    const agesOf = (name: string) => {
      const { mtimeMs, ctimeMs } = statSync(join(reviewsFolder(home), name));
      return [mtimeMs, ctimeMs];
    };
    expect(logSignature(home)).toEqual([
      ['a-2026-11.sync-conflict-1.jsonl', 0, ...agesOf('a-2026-11.sync-conflict-1.jsonl')],
      ['b-2026-11.jsonl', 4, ...agesOf('b-2026-11.jsonl')],
    ]);
  });

  test('of no log is empty', () => {
    expect(logSignature(freshFolder())).toEqual([]);
    expect(logSignature(join(freshFolder(), 'none'))).toEqual([]);
  });

  test('is current while nothing in it changed, also after a trip through JSON', () => {
    const home = folderWith({ 'reviews/a-2026-11.jsonl': 'one' });
    const before = JSON.parse(JSON.stringify(logSignature(home)));
    expect(isSameLog(before, logSignature(home))).toBe(true);
    put(join(reviewsFolder(home), 'b-2026-11.jsonl'), '');
    expect(isSameLog(before, logSignature(home))).toBe(false);
    const two = logSignature(home);
    put(join(reviewsFolder(home), 'a-2026-11.jsonl'), 'longer');
    expect(isSameLog(two, logSignature(home))).toBe(false);
  });
});

test('a folder of reviews that cannot be read is said with what to do', () => {
  const home = freshFolder();
  writeFileSync(reviewsFolder(home), 'a file');
  expect(() => logNames(reviewsFolder(home))).toThrow(UserError);
});
