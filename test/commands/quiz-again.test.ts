// Questions that come back in the same session, at a terminal.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshHome, keys, root, type Sitting, sit } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';

const pack = join(root, 'test', 'fixtures', 'pools.md');
const now = '2026-12-01T09:00:00Z';
const quiz = ['--pack', pack, 'quiz', '--order', 'file', '--now', now, '--seed', '1', '--no-color'];

/** Shows the answer of the question on the screen, and grades it. */
async function grade(s: Sitting, head: string, key: '1' | '2' | '3'): Promise<void> {
  await s.sees(new RegExp(`${head}.* left`));
  s.send(keys.enter);
  await s.sees(new RegExp(`${head}.*Enter takes`));
  s.send(key);
}

const reviewsIn = (env: Record<string, string>) => exported(env, '--pack', pack, '--now', now).reviews;
const isDueOn = (env: Record<string, string>, day: string): number =>
  runJson(['--pack', pack, 'due', '--now', `${day}T12:00:00Z`], env).due;

test('a question graded again comes back under its number, until it is graded better; then it has its day', async () => {
  const { env } = freshHome();
  const s = sit(quiz, { env });
  await grade(s, '1/2', '1');
  await s.sees('Graded again, 0 of 100. Asked again in 10m, or once nothing else is left.');
  await grade(s, '2/2', '3');
  await grade(s, '1/2 again, 2nd time Pools, intermediate full', '1');
  await grade(s, '1/2 again, 3rd time', '3');
  await s.sees('Session done: 4 graded (2 again, 2 good)');
  expect((await s.exit).code).toBe(0);
  const [first, other, second, last] = reviewsIn(env);
  expect([first, other, second, last].map(({ item, grade: given }) => `${item} ${given}`)).toEqual([
    ...['pools/full again', 'pools/empty good', 'pools/full again', 'pools/full good'],
  ]);
  expect([first.due, second.due]).toEqual(['2026-12-01', '2026-12-01']);
  expect(last.due > '2026-12-01').toBe(true);
  expect(isDueOn(env, '2026-12-01')).toBe(0);
});

test('several steps are kept as reviews that are due today, so that leaving early loses nothing', async () => {
  const { env } = freshHome();
  expect(run(['config', 'set', 'steps', '1m 10m'], { env }).code).toBe(0);
  const s = sit([...quiz, '--limit', '1'], { env });
  await grade(s, '1/1', '1');
  await s.sees('Asked again in 1m,');
  await grade(s, 'again, 2nd time', '3');
  await s.sees('Graded good. Asked again in 10m, or once nothing else is left.');
  await s.sees(/3rd time.* left/);
  s.send('q');
  await s.sees('Session ended: 2 graded (1 again, 1 good) in');
  await s.sees('1 to be asked again today.');
  await s.exit;
  expect(reviewsIn(env).map(({ grade: given, due }: { grade: string; due: string }) => [given, due])).toEqual(
    [
      ['again', '2026-12-01'],
      ['good', '2026-12-01'],
    ],
  );
  expect(isDueOn(env, '2026-12-01')).toBe(1);
});

test('without steps a question graded again waits for the next session', async () => {
  const { env } = freshHome();
  expect(run(['config', 'set', 'steps', 'none'], { env }).code).toBe(0);
  const s = sit([...quiz, '--limit', '1'], { env });
  await grade(s, '1/1', '1');
  await s.sees('Graded again, 0 of 100. Comes back again today.');
  expect((await s.exit).code).toBe(0);
  expect(isDueOn(env, '2026-12-01')).toBe(1);
});

test('an undo takes the second turn away with the grade that brought it', async () => {
  const { env } = freshHome();
  const s = sit([...quiz, '--limit', '1'], { env });
  await grade(s, '1/1', '1');
  await s.sees(/2nd time.* left/);
  s.send('u');
  await s.sees(/Took back "again" for 1.*Enter takes/);
  s.send('3');
  await s.sees('Session done: 1 graded (1 good)');
  await s.exit;
  expect(reviewsIn(env)).toMatchObject([{ grade: 'good' }]);
});

test('cramming and trying bring questions back as well, and keep the schedule as it is', async () => {
  const { env, home } = freshHome();
  const cram = sit([...quiz, '--limit', '1', '--cram'], { env });
  await grade(cram, '1/1', '1');
  await cram.sees('Asked again in 10m, or once nothing else is left. Cramming');
  await grade(cram, '2nd time', '3');
  await cram.exit;
  expect(exported(env, '--pack', pack).schedule).toEqual({});
  const file = join(home, 'own.md');
  copyFileSync(pack, file);
  const tried = sit(['try', file, 'empty', '--no-color'], { env });
  await grade(tried, '1/1', '1');
  await tried.sees('Only a try: nothing is kept.');
  await grade(tried, '1/1 again, 2nd time', '3');
  expect((await tried.exit).code).toBe(0);
});

test('a drill asks each question once', async () => {
  const { env } = freshHome();
  const s = sit(['--pack', pack, 'drill', 'warmup', '--now', now, '--seed', '1', '--no-color'], { env });
  await grade(s, '1/2', '1');
  await grade(s, '2/2', '1');
  await s.sees('Session done: 2 graded (2 again)');
  await s.exit;
  expect(s.scrollback()).not.toContain('2nd time');
});
