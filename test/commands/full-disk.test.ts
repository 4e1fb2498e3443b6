// A disk with no room left, through the program: what was said to be kept is kept, and what is not is said.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { freshHome, keys, pastDoubleTap, sit } from '../pty.ts';
import { exported, run } from '../run.ts';
import { freshFolder } from '../storage/builders.ts';

const diskBytes = 1024 * 1024;

/** A home on a disk of one megabyte, which `fill` fills; without the right to mount one, the test is passed over. */
function smallHome({ skip }: TestContext): { env: Record<string, string>; fill: () => () => void } {
  const disk = freshFolder();
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', disk]);
  if (mount.status !== 0) skip('a small disk can only be mounted by root on Linux');
  onTestFinished(() => void spawnSync('umount', [disk]));
  const filler = join(disk, 'filler');
  const fill = () => {
    for (let bytes = 4096; bytes > 0; )
      try {
        writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' });
      } catch {
        bytes = Math.floor(bytes / 2);
      }
    return () => rmSync(filler);
  };
  return { env: { ...freshHome().env, HOTSEAT_HOME: join(disk, 'home') }, fill };
}

const itemsKept = (env: Record<string, string>): string[] =>
  exported(env).reviews.map(({ item }: { item: string }) => item);

test('a session says that an answer could not be kept, ends with 2, and has all that it said was kept', async (context) => {
  const { env, fill } = smallHome(context);
  const s = sit(['quiz', '--kind', 'open', '--max-new', '50', '--time', '60m'], { env });
  let isOver = false;
  void s.exit.then(() => {
    isOver = true;
  });
  const grade = async () => {
    await s.sees('h hint');
    s.send(keys.enter);
    await s.sees('1 again');
    await pastDoubleTap();
    s.send('3');
  };
  await grade();
  await s.sees('Graded good');
  fill();
  for (let i = 0; i < 40 && !isOver; i++) {
    await grade().catch(() => {});
    await pastDoubleTap();
  }
  expect((await s.exit).code).toBe(2);
  expect(s.scrollback().replace(/\s+/g, ' ')).toMatch(/could not be kept.*Make room in .*reviews/);
  const graded = s
    .scrollback()
    .split('\n')
    .filter((line) => line.startsWith('Graded good')).length;
  expect(itemsKept(env).length).toBe(graded);
}, 60_000);

test('a setting or a grade that finds no room is refused with what to do; looking goes on, and so does all once there is room', (context) => {
  const { env, fill } = smallHome(context);
  expect(run(['grade', 'aiops-001=good'], { env }).code).toBe(0);
  const schedule = readFileSync(join(env.HOTSEAT_HOME ?? '', 'progress.json'), 'utf8');
  const makeRoom = fill();
  // A log's last block may have room for some.
  const refused = (...args: string[]) => {
    for (let i = 0; i < 40; i++) {
      const { code, err } = run(args, { env });
      if (code !== 0) return { code, err };
    }
    throw new Error('the disk never filled');
  };
  for (const args of [
    ['config', 'set', 'newPerDay', '3'],
    ['grade', 'aiops-002=good'],
    ['suspend', 'aiops-003'],
  ]) {
    const { code, err } = refused(...args);
    expect(code, args.join(' ')).toBe(2);
    expect(err).toMatch(/could not be kept: .*\nMake room in/);
  }
  expect(run(['due'], { env }).code).toBe(0);
  expect(run(['list', '--json'], { env }).code).toBe(0);
  expect(readFileSync(join(env.HOTSEAT_HOME ?? '', 'progress.json'), 'utf8')).toContain(
    schedule.split('\n')[1],
  );
  makeRoom();
  expect(run(['grade', 'aiops-004=good'], { env }).code).toBe(0);
  expect(itemsKept(env)).toContain('builtin/aiops-001');
  expect(itemsKept(env)).toContain('builtin/aiops-004');
  expect(run(['doctor'], { env }).out).not.toContain('checksum');
}, 60_000);
