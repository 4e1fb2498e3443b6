// A disk with no room left: what was said to be kept is kept, and what is not is said.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { writeAll, writeFileAtomically } from '../../src/storage/atomic-write.ts';
import { loadProgress, saveProgress } from '../../src/storage/progress.ts';
import { openLog } from '../../src/storage/review-log.ts';
import { review } from '../builders.ts';
import { append, freshFolder, idsIn, november } from './builders.ts';

/** A disk of one megabyte; without the right to mount one, the test is passed over. */
function smallDisk({ skip }: TestContext): string {
  const folder = freshFolder();
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (mount.status !== 0) skip('a small disk can only be mounted by root on Linux');
  onTestFinished(() => void spawnSync('umount', [folder]));
  return folder;
}

/** Leaves about so many bytes free; gives back how to make room again. */
function fill(disk: string, free: number): () => void {
  const path = join(disk, 'filler');
  writeFileSync(path, Buffer.alloc(1024 * 1024 - free));
  return () => rmSync(path);
}

const record = (id: string) => review(id, { t: november, missed: [`${id} `.repeat(150)] });

/** Appends until there is no room; gives the ids that were acknowledged, and the error. */
function appendUntilFull(log: ReturnType<typeof openLog>, prefix: string): { ids: string[]; error: unknown } {
  const ids: string[] = [];
  for (let i = 0; i < 2000; i++) {
    try {
      log.append(record(`${prefix}${i}`));
      ids.push(`${prefix}${i}`);
    } catch (error) {
      return { ids, error };
    }
  }
  throw new Error('the disk never filled');
}

test('an answer that finds no room is refused with what to do, and all that were acknowledged are there', (context) => {
  const disk = smallDisk(context);
  fill(disk, 60_000);
  const home = join(disk, 'home');
  const log = openLog(home, 'laptop');
  const { ids, error } = appendUntilFull(log, 'a');
  log.close();
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toMatch(/could not be kept.*(ENOSPC|no space)/);
  expect((error as UserError).mend).toContain(join(home, 'reviews'));
  expect(ids.length).toBeGreaterThan(10);
  expect(idsIn(home)).toEqual(ids);
});

test('once there is room again, the same session goes on, and its answers do not hang on the torn one', (context) => {
  const disk = smallDisk(context);
  const makeRoom = fill(disk, 60_000);
  const home = join(disk, 'home');
  const log = openLog(home, 'laptop');
  const { ids } = appendUntilFull(log, 'a');
  makeRoom();
  log.append(record('b'));
  log.append(record('c'));
  log.close();
  append(home, [record('d')]);
  expect(idsIn(home)).toEqual([...ids, 'b', 'c', 'd']);
});

test('a file that is replaced whole stays the old one, and nothing half-written is left beside it', (context) => {
  const disk = smallDisk(context);
  const path = join(disk, 'progress.json');
  writeFileAtomically(path, 'old');
  const makeRoom = fill(disk, 30_000);
  expect(() => writeFileAtomically(path, 'n'.repeat(500_000))).toThrow(/ENOSPC/);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(disk).sort()).toEqual(['filler', 'progress.json']);
  makeRoom();
  writeFileAtomically(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
});

test('a schedule that finds no room is no fault: it is derived again', (context) => {
  const disk = smallDisk(context);
  const home = join(disk, 'home');
  append(home, [review('a', { t: november, item: 'pack/a' })]);
  saveProgress(home, loadProgress(home), '', {});
  append(home, [review('b', { t: november, item: `pack/${'b'.repeat(20_000)}` })]);
  fill(disk, 40_000);
  const progress = loadProgress(home);
  saveProgress(home, progress, '', {});
  expect(progress.schedule.size).toBe(2);
  expect(loadProgress(home).schedule).toEqual(progress.schedule);
});

test.skipIf(!existsSync('/dev/full'))('bytes that are not taken are an error, never silence', () => {
  const fd = openSync('/dev/full', 'w');
  try {
    expect(() => writeAll(fd, Buffer.from('x'))).toThrow(/ENOSPC/);
    expect(() => writeAll(fd, Buffer.alloc(0))).not.toThrow();
  } finally {
    closeSync(fd);
  }
});
