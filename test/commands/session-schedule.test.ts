// What a session at a terminal says and does about the schedule: backlogs, leeches, siblings, cramming, where new questions begin.
import { beforeEach, expect, test } from 'vitest';
import type { LogRecord } from '../../src/memory/record.ts';
import { scenariosAt } from '../../src/storage/scenario-files.ts';
import { freshHome, keys, pastDoubleTap, root, type Sitting, sit } from '../pty.ts';
import { exported, run } from '../run.ts';
import { keepAll, now, packOf, reviewed } from './report-builders.ts';

const ids = Array.from({ length: 31 }, (_, i) => `q${i + 1}`);
const levels = ['beginner', 'intermediate', 'advanced'];
const question = (id: string, i: number) => ({
  id,
  category: 'Basics',
  level: levels[i % 3],
  title: `About ${id}`,
  prompt: `What is ${id}?`,
  answer: `It is ${id}.`,
  keyPoints: ['one thing', 'another thing'],
});

let env: Record<string, string>;
let pack: string;

beforeEach(() => {
  ({ env } = freshHome());
  pack = packOf(env, ids.map(question));
});

const quiz = (...args: string[]): Sitting => sit(['quiz', '--pack', pack, ...now, ...args], { env });
const command = (...args: string[]) => run([...args, '--pack', pack, ...now], { env });
const inOneLine = (s: Sitting): string => s.scrollback().replace(/\s+/g, ' ');

async function grade(s: Sitting, key: string): Promise<void> {
  await s.sees('Enter answer');
  s.send(keys.enter);
  await s.sees(/Enter takes/);
  await pastDoubleTap();
  s.send(key);
}

async function quit(s: Sitting): Promise<void> {
  s.send('q');
  expect((await s.exit).code).toBe(0);
}

const forgotten = (id: string, times: number): LogRecord[] =>
  Array.from({ length: times * 2 + 1 }, (_, i) =>
    reviewed(`shelf/${id}`, 100 - i, { grade: i % 2 === 0 ? 'good' : 'again', seq: i }),
  );

test('what does not fit into the time is said, and what gains most comes first', async () => {
  // 31 answers of 30 seconds, and the limit of three minutes still counting as five of half of it: 38 seconds.
  keepAll(
    env,
    ids.map((id, i) => reviewed(`shelf/${id}`, 4 + i, { seconds: 30 })),
  );
  const s = quiz('--time', '5m');
  await s.sees('31 due, about 7 fit into 5 minutes: those that gain most come first.');
  await s.sees('1/31');
  await quit(s);
  const fitting = quiz('--time', '60m');
  await fitting.sees('1/31');
  expect(fitting.scrollback()).not.toContain('those that gain most');
  await fitting.sees('About q31');
  await quit(fitting);
  const asked = quiz('--time', '5m', '--order', 'due');
  await asked.sees('About q31');
  expect(asked.scrollback()).not.toContain('those that gain most');
  await quit(asked);
});

test('a leech is told when it is forgotten again, at the end, and at a glance', async () => {
  keepAll(env, forgotten('q1', 5));
  expect(command().out).not.toContain('leech');
  const s = quiz('--id', 'q1');
  await grade(s, '1');
  await s.sees('A leech: forgotten 6 times.');
  expect(inOneLine(s)).toContain(
    'Rewrite it (questions.yaml:2), add a hint, or suspend it with z when it comes again.',
  );
  await s.sees('Enter answer');
  await quit(s);
  expect(inOneLine(s)).toContain(
    'Forgotten again and again: q1 (6 times). `hotseat report` says where to mend it.',
  );
  expect(command().out).toContain(', 1 leech,');
});

test('an undone lapse makes no leech', async () => {
  keepAll(env, forgotten('q1', 5));
  command('config', 'set', 'steps', 'none');
  const s = quiz('--id', 'q1', '--id', 'q2');
  await grade(s, '1');
  await s.sees('or suspend it by');
  await s.sees('2/2');
  s.send('u');
  await s.sees('Took back "again"');
  s.send('3');
  await s.sees('Back to 2');
  await quit(s);
  expect(inOneLine(s)).not.toContain('again and again');
  expect(command().out).not.toContain('leech');
});

test('of the stages of a scenario one is asked a day, and the others are said to wait', async () => {
  const [scenario] = scenariosAt(root).scenarios;
  const stages = scenario!.stages.map(({ id }) => `builtin/${scenario!.id}/${id}`);
  expect(stages.length).toBeGreaterThan(2);
  keepAll(
    env,
    stages.map((id, seq) => reviewed(id, 9, { seq })),
  );
  const s = sit(['quiz', '--due', ...now], { env });
  await s.sees('1/1');
  await quit(s);
  const others = stages.length - 1;
  expect(inOneLine(s)).toContain(`${others} more ${others === 1 ? 'waits' : 'wait'} for another day`);
  const named = sit(['quiz', ...now, ...stages.flatMap((id) => ['--id', id])], { env });
  await named.sees(`1/${stages.length}`);
  await quit(named);
});

test('--cram leaves due days, missed points and what was balanced as they were', async () => {
  keepAll(env, [
    reviewed('shelf/q1', 9, { missed: ['kept'], due: 30_000 }),
    reviewed('shelf/q2', 9, { seq: 1, due: 30_000 }),
  ]);
  const before = exported(env, '--pack', pack).schedule;
  const s = quiz('--id', 'q1', '--cram');
  await grade(s, '1');
  await s.sees('Cramming');
  await s.sees('Enter answer');
  await grade(s, '3');
  await s.exit;
  const after = exported(env, '--pack', pack);
  expect(after.schedule).toEqual(before);
  const crammed = after.reviews.filter(({ cram }: { cram?: boolean }) => cram);
  expect(crammed.map(({ cram, grade: given }: Record<string, unknown>) => [cram, given])).toEqual([
    [true, 'again'],
    [true, 'good'],
  ]);
  expect(crammed[0].missed).toHaveLength(2);
  // Points missed while cramming are not asked by themselves.
  expect(command().out).not.toContain('to mend');
});

test('new questions begin at the start level', async () => {
  command('config', 'set', 'startLevel', 'advanced');
  const s = quiz();
  await s.sees('Basics, advanced');
  await s.sees('About q3');
  await quit(s);
});
