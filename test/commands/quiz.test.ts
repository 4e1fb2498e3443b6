import { expect, test } from 'vitest';
import { freshHome, keys, pastDoubleTap, pause, sit } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';

const morning = '2026-12-01T09:00:00+00:00';
const quiz = [
  'quiz',
  '--category',
  'Scenario-Based',
  '--order',
  'file',
  '--limit',
  '3',
  '--now',
  morning,
  '--seed',
  '1',
];

const times = (text: string, part: string | RegExp): number => text.split(part).length - 1;

test('a session at 80×24: hint, reveal, tick, grade, undo, pause, quit; nothing stands twice, what was graded is kept', async () => {
  const { env } = freshHome();
  const s = sit(quiz, { env });
  await s.sees('1/3 Scenario-Based');
  await s.sees('h hint');
  expect(s.screen()).not.toContain('Key points');
  s.send('h');
  await s.sees('Hint 1 of 3');
  expect(s.scrollback()).not.toContain('Hint 2 of 3');
  s.send(keys.enter);
  await s.sees('Enter takes again');
  await pastDoubleTap();
  s.send(' ');
  await s.sees('a[x]');
  for (let i = 0; i < 7; i++) s.send(`${keys.right} `);
  await s.sees('i[x]'); // the eighth: h is a key
  await s.sees('Enter takes good'); // all points, one hint
  s.send(keys.enter);
  await s.sees('Graded good, 100 of 100');
  await s.sees('2/3');
  s.send('u');
  await s.sees('Took back "good"');
  await s.sees('Enter takes good');
  s.send('2');
  await s.sees('Graded hard');
  await s.sees('Back to 2:');
  s.send('p');
  await s.sees('Paused at');
  s.send('h');
  await pause(100);
  expect(s.scrollback()).not.toContain('Hint 1 of 3\nHint');
  s.send('p');
  await s.sees(/left · hints 0\/3/);
  s.send(keys.enter);
  await s.sees(/Back to 2.*Key points: which/);
  s.send('q');
  const { code } = await s.exit;
  expect(code).toBe(0);

  const text = s.scrollback();
  for (const once of [
    '1/3  Scenario',
    '2/3  Scenario',
    'Hint 1 of 3',
    'Graded good',
    'Graded hard',
    'Took back',
    'Session ended',
  ]) {
    expect(times(text, once), once).toBe(1);
  }
  expect(times(text, /^Answer$/m)).toBe(2);
  expect(text).not.toMatch(/Enter takes|h hint ·/);
  // Two questions may lean on one page.
  const paragraphs = text.split('\n').filter((line) => line.length > 40 && !line.includes('<http'));
  expect(paragraphs.filter((line, i) => paragraphs.indexOf(line) !== i)).toEqual([]);

  const { reviews, otherRecords, schedule } = exported(env, '--now', morning);
  expect(reviews).toHaveLength(1);
  expect(reviews[0]).toMatchObject({ item: 'builtin/aiops-026', grade: 'hard', hintsUsed: 1, by: 'person' });
  expect(otherRecords).toHaveLength(2); // the undone review and the undo
  const due = schedule['builtin/aiops-026'].due.slice(0, 10);
  const day = (date: string) => runJson(['due', '--now', date], env).byCategory['Scenario-Based'].due;
  expect(due > '2026-12-01').toBe(true);
  expect(day(`${due}T03:59:00+00:00`)).toBe(0);
  expect(day(`${due}T04:00:00+00:00`)).toBe(1);
});

test('over its limit a question says so and is hard at most', async () => {
  const { env } = freshHome();
  const s = sit([...quiz, '--per-question', '1s'], { env });
  await s.sees(/over: hard at most/);
  s.send(keys.enter);
  await s.sees('Enter takes again');
  await pastDoubleTap();
  for (let i = 0; i < 8; i++) s.send(` ${keys.right}`);
  await s.sees('Enter takes hard');
  s.send(keys.enter);
  await s.sees('Graded hard');
  s.send('q');
  await s.exit;
  expect(exported(env, '--now', morning).reviews[0]).toMatchObject({ grade: 'hard', timedOut: true });
});

test('an Enter right after a reveal grades nothing', async () => {
  const { env } = freshHome();
  const s = sit(quiz, { env });
  await s.sees('h hint');
  s.send(keys.enter + keys.enter);
  await s.sees('Enter takes again');
  await pause(100);
  expect(s.scrollback()).not.toContain('Graded');
  s.send('q');
  await s.exit;
  expect(exported(env, '--now', morning).reviews).toEqual([]);
});

test('keys that come in one burst all count', async () => {
  const { env } = freshHome();
  const s = sit(quiz, { env });
  await s.sees('h hint');
  s.send('hhh');
  await s.sees('Hint 3 of 3');
  s.send(`${keys.enter}3hq`);
  expect((await s.exit).code).toBe(0);
  expect(s.scrollback()).toContain('Graded good');
  expect(times(s.scrollback(), 'Hint 1 of 3')).toBe(2);
});

test('the same seed and time give the same session', async () => {
  const sitting = async () => {
    const { env } = freshHome();
    const s = sit([...quiz, '--order', 'random', '--seed', '42'], { env });
    for (const number of [1, 2, 3]) {
      await s.sees(`${number}/3`);
      await s.sees('h hint');
      s.send(keys.enter);
      await s.sees(new RegExp(`${number}/3.*Enter takes again`));
      s.send(String(number + 1));
    }
    await s.exit;
    const { reviews } = exported(env, '--now', morning);
    return {
      text: s.scrollback().replace(/in \d+:\d\d\./, ''),
      due: reviews.map((r: { item: string; due: string }) => [r.item, r.due]),
    };
  };
  const [first, second] = [await sitting(), await sitting()];
  expect(first.due).toHaveLength(3);
  expect(second).toEqual(first);
});

test('suspend takes a question out, unsuspend brings it back', async () => {
  const { env } = freshHome();
  const s = sit(quiz, { env });
  await s.sees('h hint');
  s.send('z');
  await s.sees('Suspended aiops-026');
  s.send('q');
  await s.exit;
  const state = () => runJson(['list', '--id', 'aiops-026'], env).items[0].state;
  expect(state()).toBe('suspended');
  expect(runJson(['due'], env).byCategory['Scenario-Based']).toEqual({ due: 0, new: 9, total: 10 });
  expect(run(['unsuspend', 'aiops-026'], { env }).code).toBe(0);
  expect(state()).toBe('new');
});

test.each([
  ['Ctrl-C', (s: ReturnType<typeof sit>) => s.send(keys.ctrlC), 130],
  ['Ctrl-D', (s: ReturnType<typeof sit>) => s.send(keys.ctrlD), 130],
  ['SIGTERM', (s: ReturnType<typeof sit>) => s.kill('SIGTERM'), 143],
  ['SIGHUP', (s: ReturnType<typeof sit>) => s.kill('SIGHUP'), 129],
])(
  '%s keeps what was graded, gives the cursor back and ends with its code',
  async (_name, interrupt, code) => {
    const { env } = freshHome();
    const s = sit(quiz, { env });
    await s.sees('h hint');
    s.send(keys.enter);
    await s.sees('Enter takes again');
    s.send('4');
    await s.sees('2/3');
    await s.sees(/2\/3.*h hint/);
    interrupt(s);
    expect((await s.exit).code).toBe(code);
    expect(s.cursorHidden()).toBe(false);
    expect(exported(env, '--now', morning).reviews).toHaveLength(1);
  },
);

test('a terminal made narrower and wider in mid-session shows each text once', async () => {
  const { env } = freshHome();
  const s = sit(quiz, { env, columns: 120, rows: 40 });
  await s.sees('h hint');
  await s.resize(80, 24);
  await pause(1200);
  await s.resize(120, 40);
  await pause(1200);
  s.send('h');
  await s.sees('Hint 1 of 3');
  s.send('q');
  await s.exit;
  expect(times(s.scrollback(), 'h hint ·')).toBe(0);
  expect(times(s.scrollback(), 'How do you get from this flood')).toBe(1);
});

test('--cram keeps the review and leaves the schedule as it was', async () => {
  const { env } = freshHome();
  const s = sit([...quiz, '--cram'], { env });
  await s.sees('h hint');
  s.send(keys.enter);
  await s.sees('Enter takes again');
  s.send('3');
  await s.sees('Cramming');
  s.send('q');
  await s.exit;
  const { reviews, schedule } = exported(env, '--now', morning);
  expect(reviews).toHaveLength(1);
  expect(schedule).toEqual({});
});

test('without a terminal a session says what does the job there, and ends with 2', () => {
  const { code, out, err } = run(['quiz']);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(/needs a terminal[\s\S]*hotseat due/);
});
