// Missed points, follow-ups and weak answers, at a terminal over several days.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshHome, keys, pastDoubleTap, root, type Sitting, sit } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';

const pack = join(root, 'test', 'fixtures', 'pools.md');
const at = (day: string): string => `2026-12-${day}T09:00:00Z`;

interface Practice {
  readonly env: Record<string, string>;
  readonly sitOn: (day: string, ...args: string[]) => Sitting;
  readonly records: (type: string) => Record<string, unknown>[];
}

function practice(): Practice {
  const { env } = freshHome();
  return {
    env,
    sitOn: (day, ...args) =>
      sit(['--pack', pack, ...args, '--now', at(day), '--seed', '1', '--no-color'], { env }),
    records: (type) => {
      const { reviews, otherRecords } = exported(env, '--pack', pack);
      return [...reviews, ...otherRecords].filter((record) => record.type === type);
    },
  };
}

/** Shows the answer of the question on the screen, ticks some of its points and takes what is suggested, or a grade. */
async function answer(
  s: Sitting,
  head: string,
  ticks: readonly boolean[],
  key: string = keys.enter,
): Promise<void> {
  await s.sees(new RegExp(`${head}.* left`));
  await pastDoubleTap();
  s.send(keys.enter);
  await s.sees(new RegExp(`${head}.*Enter takes`));
  await pastDoubleTap();
  s.send(ticks.map((on) => (on ? ` ${keys.right}` : keys.right)).join('') + key);
}

const quit = async (s: Sitting): Promise<string> => {
  s.send('q');
  expect((await s.exit).code).toBe(0);
  return s.scrollback();
};

test('a point that was missed is asked by itself the next day, and mended; what stays missed comes another day', async () => {
  const { env, sitOn, records } = practice();
  const first = sitOn('01', 'quiz', '--id', 'full');
  await answer(first, '1/1', [true, false, false], '3');
  expect((await first.exit).code).toBe(0);
  const glance = (day: string) => run(['--pack', pack, '--now', at(day)], { env }).out;
  expect(glance('01')).not.toContain('mend');
  expect(glance('02')).toContain(', 2 points to mend,');
  expect(runJson(['--pack', pack, 'due', '--now', at('02')], env)).toMatchObject({ total: 2 });

  const second = sitOn('02', 'quiz', '--max-new', '0');
  await second.sees('a point that you missed Pools, intermediate full#2');
  await second.sees('How do you move it while it is in use? You had this, and more belongs to it:');
  await second.sees(
    '• Copy the data, then follow its changes until the copy is close. • Switch every … how does it go on?',
  );
  await second.sees(/0:(30|29) left · hints 0\/3/);
  expect(second.scrollback()).not.toContain('every writer');
  second.send('h');
  await second.sees('Hint 1 of 3 The answer comes to it after this: │ I copy first and follow the changes.');
  second.send(keys.enter);
  await second.sees('Answer Switch every writer at one moment. │ Then I switch every writer at one moment.');
  await second.sees('Key point: did you cover it?');
  await pastDoubleTap();
  second.send(` ${keys.enter}`);
  await second.sees('Graded good. This point is mended.');
  await answer(second, 'full#3', [], '1');
  await second.sees('Graded again. This point comes back another day.');
  await second.sees('1 of 2 points mended in');
  await second.exit;
  expect(records('point')).toMatchObject([
    { item: 'pools/full', grade: 'good', hintsUsed: 1, day: '2026-12-02' },
    { item: 'pools/full', grade: 'again', day: '2026-12-02' },
  ]);
  expect(records('review')).toHaveLength(1);
  expect(glance('02')).not.toContain('mend');
  expect(glance('03')).toContain(', 1 point to mend,');
  const { activity, totals } = runJson(
    ['--pack', pack, 'report', '--format', 'json', '--now', at('03')],
    env,
  );
  expect(activity.map(({ reviews }: { reviews: number }) => reviews)).toEqual([1, 2]);
  expect(totals).toMatchObject({ reviews: 1, days: 2 });
});

test('u takes a mended point back; z suspends its question, and nothing of it comes any more', async () => {
  const { env, sitOn, records } = practice();
  const first = sitOn('01', 'quiz', '--id', 'full');
  await answer(first, '1/1', [true, false, false], '2');
  await first.exit;
  const second = sitOn('20', 'quiz', '--id', 'full');
  await answer(second, '1/3.*full#2', [true]);
  await second.sees(/2\/3.*full#3.* left/);
  second.send('u');
  await second.sees('Took back "easy" for 1: Moving a pool.');
  await second.sees(/Took back.*Enter takes/);
  second.send('2');
  await second.sees(/Back to 2.* left/);
  second.send('z');
  await second.sees('Suspended full.');
  expect((await second.exit).code).toBe(0);
  expect(second.scrollback()).not.toContain('3/3');
  expect(records('point').map(({ grade }) => grade)).toEqual(['easy', 'hard']);
  expect(records('undo')).toHaveLength(1);
  expect(runJson(['--pack', pack, 'list', '--id', 'full'], env).items[0].state).toBe('suspended');
});

test('--cram asks no points, and leaves them as they are', async () => {
  const { env, sitOn, records } = practice();
  const first = sitOn('01', 'quiz', '--id', 'full');
  await answer(first, '1/1', [true, false, false], '2');
  await first.exit;
  const second = sitOn('20', 'quiz', '--cram', '--id', 'full');
  await answer(second, '1/1', [true, true, true]);
  await second.sees('Cramming');
  await second.exit;
  expect(records('point')).toEqual([]);
  expect(run(['--pack', pack, '--now', at('20')], { env }).out).toContain(', 2 points to mend,');
});

test('a typed answer to a point may be a few words, within 45 seconds', async () => {
  const { sitOn, records } = practice();
  const first = sitOn('01', 'quiz', '--id', 'full');
  await answer(first, '1/1', [true, true, false], '3');
  await first.exit;
  const second = sitOn('02', 'quiz', '--answer', 'typed', '--max-new', '0');
  await second.sees(/0:4\d left/);
  second.send('we keep the old pool\u0004');
  await second.sees('Covered: 100 of 100');
  await second.sees('Enter takes easy');
  await pastDoubleTap();
  second.send(keys.enter);
  await second.exit;
  expect(records('point')).toMatchObject([{ grade: 'easy' }]);
});

test('a weak answer takes the place of its question at the second review, without its verdict', async () => {
  const { sitOn, records } = practice();
  const first = sitOn('01', 'quiz', '--id', 'full');
  await answer(first, '1/1', [true, true, true]);
  await first.exit;
  const second = sitOn('30', 'quiz', '--due');
  await second.sees('1/1 an answer to mend Pools, intermediate full');
  await second.sees(
    'Somebody answered: │ I would stop it at night and move it. What is missing or wrong here?',
  );
  expect(second.scrollback()).not.toContain('nobody may stop it');
  await answer(second, '1/1', [true, true, false]);
  await second.sees('It misses that nobody may stop it, and a way back.');
  await second.exit;
  expect(records('review')).toMatchObject([{}, { variant: 'weak-answer-1', item: 'pools/full' }]);
  expect(records('review')[1]?.missed).toHaveLength(1);
});

test('a follow-up has hints made up for it, and what it missed is asked later', async () => {
  const { sitOn, records } = practice();
  const first = sitOn('01', 'quiz', '--id', 'empty');
  await answer(first, '1/1', [true, true]);
  await first.exit;
  const second = sitOn('30', 'quiz', '--due');
  await second.sees('1/1 a follow-up Pools, intermediate empty');
  await second.sees(
    'You have answered this: │ How do you empty a pool that is still in use? The next question:',
  );
  await second.sees('One of those inside never leaves. What now?');
  await second.sees('hints 0/3');
  second.send('h');
  await second.sees('Hint 1 of 3 A full answer makes 2 points.');
  await answer(second, '1/1', [false, true], '3');
  expect((await second.exit).code).toBe(0);
  expect(records('review')[1]).toMatchObject({ variant: 'follow-up-1', hintsUsed: 1 });
  const third = sitOn('31', 'quiz', '--max-new', '0');
  await third.sees('a point that you missed Pools, intermediate empty#3');
  await third.sees('One of those inside never leaves. What now? You had this');
  await quit(third);
});

test('who names a question gets it verbatim', async () => {
  const { sitOn } = practice();
  const first = sitOn('01', 'quiz', '--id', 'empty');
  await answer(first, '1/1', [true, true]);
  await first.exit;
  const second = sitOn('30', 'quiz', '--id', 'empty');
  await second.sees(/1\/1 Pools.* left/);
  expect(await quit(second)).not.toContain('follow-up');
});
