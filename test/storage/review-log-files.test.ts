import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { isCurrent, type ProgressIndex } from '../../src/storage/progress-index.ts';
import { logNames, logSignature, reviewsFolder } from '../../src/storage/review-log-files.ts';
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
    const ageOf = (name: string) => statSync(join(reviewsFolder(home), name)).mtimeMs;
    expect(logSignature(home)).toEqual([
      ['a-2026-11.sync-conflict-1.jsonl', 0, ageOf('a-2026-11.sync-conflict-1.jsonl')],
      ['b-2026-11.jsonl', 4, ageOf('b-2026-11.jsonl')],
    ]);
  });

  test('of no log is empty', () => {
    expect(logSignature(freshFolder())).toEqual([]);
    expect(logSignature(join(freshFolder(), 'none'))).toEqual([]);
  });

  test('is current while nothing in it changed, also after a trip through JSON', () => {
    const home = folderWith({ 'reviews/a-2026-11.jsonl': 'one' });
    const index = { log: JSON.parse(JSON.stringify(logSignature(home))) } as ProgressIndex;
    expect(isCurrent(index, logSignature(home))).toBe(true);
    put(join(reviewsFolder(home), 'b-2026-11.jsonl'), '');
    expect(isCurrent(index, logSignature(home))).toBe(false);
    expect(isCurrent({ log: logSignature(home) } as ProgressIndex, logSignature(home))).toBe(true);
    put(join(reviewsFolder(home), 'a-2026-11.jsonl'), 'longer');
    expect(isCurrent({ log: index.log } as ProgressIndex, logSignature(home))).toBe(false);
  });
});

test('a folder of reviews that cannot be read is said with what to do', () => {
  const home = freshFolder();
  writeFileSync(reviewsFolder(home), 'a file');
  expect(() => logNames(reviewsFolder(home))).toThrow(UserError);
});
