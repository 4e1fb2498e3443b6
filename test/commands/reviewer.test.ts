// What every way of grading keeps alike: paper, drills and scenarios (sessions are in quiz.test.ts).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { weekdayIndex } from '../../src/memory/day.ts';
import type { LogRecord } from '../../src/memory/record.ts';
import { freshHome, sit } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';
import { demoPack } from '../scenario-text.ts';
import { type, typeLast } from './playing.ts';
import { keepAll, now, packOf, reviewed } from './report-builders.ts';

const ids = Array.from({ length: 30 }, (_, i) => `q${i}`);
const question = (id: string) => ({
  id,
  category: id < 'q2' ? 'Hard things' : 'Basics',
  title: `About ${id}`,
  prompt: `What is ${id}?`,
  answer: `It is ${id}.`,
});

let env: Record<string, string>;
let home: string;
let pack: string;

beforeEach(() => {
  ({ env, home } = freshHome());
  pack = packOf(env, ids.map(question));
});

const command = (...args: string[]) => {
  const done = run([...args, '--pack', pack, ...now], { env });
  expect(done.code, done.err).toBeLessThan(2);
  return done;
};
const reviews = (): { item: string; title?: string; day: string; due: string }[] =>
  exported(env, '--pack', pack).reviews;
const listed = (): Record<string, string> =>
  Object.fromEntries(
    runJson(['list', '--pack', pack, ...now], env).items.map(({ id, due }: { id: string; due: string }) => [
      id,
      due,
    ]),
  );

/** A drill of five questions, answered from a file. */
function drill(...options: string[]): { id: string; due: string }[] {
  const plan = join(home, 'five.yaml');
  writeFileSync(plan, 'name: five\nblocks:\n  - id: [q5, q6, q7, q8, q9]\n    order: file\n');
  const answers = join(home, 'answers.yaml');
  writeFileSync(answers, ids.map((id) => `${id}: { grade: easy }\n`).join(''));
  return JSON.parse(command('drill', plan, '--answers', answers, '--json', ...options).out).items;
}

describe('a first review', () => {
  test('keeps the title of its question, from paper and from a drill; later ones do not', () => {
    command('grade', 'q5=good');
    drill('--save');
    expect(reviews().map(({ item, title }) => [item, title])).toEqual([
      ['shelf/q5', 'About q5'],
      ['shelf/q5', undefined],
      ...['q6', 'q7', 'q8', 'q9'].map((id) => [`shelf/${id}`, `About ${id}`]),
    ]);
  });
});

describe('a stage that is played', () => {
  test('is kept as any question is: by its title, and by the retention of its tags', async () => {
    const { pack: nights } = demoPack(home);
    const usual = ['--pack', nights, ...now, '--no-color'];
    const played = async (): Promise<{ title?: string; due: string }> => {
      const s = sit(['scenario', 'demo-1', ...usual], { env });
      await type(s, 'b');
      await typeLast(s, 'q');
      return exported(env, '--pack', nights).reviews.at(-1);
    };
    run(['config', 'set', 'balance', 'off', ...usual], { env });
    const usually = await played();
    expect(usually.title).toBe('The queue that grew at night: The first ten minutes');
    run(['undo', ...usual], { env });
    run(['config', 'set', 'retention.category.scenarios', '0.97', ...usual], { env });
    expect((await played()).due < usually.due).toBe(true);
  });
});

describe('due days', () => {
  test('are the same in a drill’s result, in the log and in the list, and the same if nothing is kept', () => {
    const unsaved = drill().map(({ id, due }) => [id, due]);
    expect(drill('--save').map(({ id, due }) => [id, due])).toEqual(unsaved);
    const due = listed();
    expect(unsaved).toEqual(unsaved.map(([id]) => [id, due[id ?? '']]));
    // Five of one kind in a range of five days or more: nothing else is due, so none share a day.
    expect(new Set(unsaved.map(([, day]) => day)).size).toBe(5);
  });

  test('follow the desired retention of the category', () => {
    command('config', 'set', 'balance', 'off');
    command('grade', 'q0=easy');
    const usual = reviews()[0]!.due;
    command('undo');
    command('config', 'set', 'retention.category.hard things', '0.97');
    command('grade', 'q0=easy');
    expect(reviews().at(-1)!.due < usual).toBe(true);
  });

  test('spare the days that are easy', () => {
    command('config', 'set', 'easyDays', 'Sat=0,Sun=0');
    command('grade', ...ids.map((id) => `${id}=easy`));
    const days = Object.values(listed()).map((due) =>
      weekdayIndex(Date.parse(due.slice(0, 10)) / 86_400_000),
    );
    expect(days).toHaveLength(30);
    expect(days.filter((day) => day > 4)).toEqual([]);
  });

  test('without balance are those of plain fuzz, whatever is due then', () => {
    command('config', 'set', 'balance', 'off');
    command('grade', 'q0=easy');
    const [alone] = reviews();
    command('undo');
    command('grade', ...ids.slice(1).map((id) => `${id}=easy`), 'q0=easy');
    expect(reviews().at(-1)!.due).toBe(alone!.due);
  });
});

/** A question that was forgotten so often: each time it had come back to review before. */
const forgotten = (id: string, times: number): LogRecord[] =>
  Array.from({ length: times * 2 + 1 }, (_, i) =>
    reviewed(`shelf/${id}`, 100 - i, { grade: i % 2 === 0 ? 'good' : 'again', seq: i }),
  );

describe('leeches', () => {
  test('are told when they are forgotten for the sixth time, and the ninth, and not in between', () => {
    keepAll(
      env,
      ['q1', 'q2', 'q3'].flatMap((id, i) => forgotten(id, [5, 6, 8][i] ?? 0)),
    );
    const { err, out } = command('grade', 'q1=again', 'q2=again', 'q3=again');
    expect(out.match(/again, due/g)).toHaveLength(3);
    expect(err).toContain(
      'q1: A leech: forgotten 6 times. Rewrite it (questions.yaml:7), add a hint, or suspend it by `hotseat suspend q1`.',
    );
    expect(err).toContain('q3: A leech: forgotten 9 times.');
    expect(err).not.toContain('q2');
  });

  test('are told by the setting, and not when they are remembered', () => {
    keepAll(env, forgotten('q1', 2));
    command('config', 'set', 'leechAfter', '3');
    expect(command('grade', 'q1=good').err).toBe('');
    expect(command('undo').err).toBe('');
    expect(command('grade', 'q1=again').err).toContain('A leech: forgotten 3 times.');
  });

  test('stand in every format of the report, the worst first, and suspended ones do not', () => {
    keepAll(
      env,
      ['q1', 'q2', 'q3', 'q4'].flatMap((id, i) => forgotten(id, [6, 8, 5, 9][i] ?? 0)),
    );
    command('suspend', 'q4');
    const report = (format: string) => command('report', '--format', format).out;
    expect(JSON.parse(report('json')).leeches).toEqual([
      { id: 'q2', title: 'About q2', lapses: 8, file: 'questions.yaml', line: 12 },
      { id: 'q1', title: 'About q1', lapses: 6, file: 'questions.yaml', line: 7 },
    ]);
    expect(report('text')).toMatch(
      /Leeches, .*: 2 questions\n\n {1,}8 times {2}q2 .*About q2\n +questions.yaml:12\n/,
    );
    expect(report('markdown')).toContain('| q2 | 8 times | About q2 | questions.yaml:12 |');
    expect(report('html')).toContain(
      'About q1 <span class="soft">(q1, forgotten 6 times, questions.yaml:7)</span>',
    );
    command('config', 'set', 'leechAfter', '7');
    expect(JSON.parse(report('json')).leeches).toHaveLength(1);
  });

  test('leave a report without them alone', () => {
    keepAll(env, forgotten('q1', 5));
    for (const format of ['text', 'markdown', 'html'])
      expect(command('report', '--format', format).out).not.toMatch(/leech/i);
  });
});
