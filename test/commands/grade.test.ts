import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { codeOf } from '../../src/bank/code.ts';
import { freshHome } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';
import { filesIn } from '../storage/builders.ts';
import { keepAll, now, packOf, reviewed, today } from './report-builders.ts';

const question = (id: string) => ({
  id,
  category: 'Basics',
  title: `About ${id}`,
  prompt: `What is ${id}?`,
  answer: `It is ${id}.`,
});

let env: Record<string, string>;
let pack: string;

beforeEach(() => {
  ({ env } = freshHome());
  pack = packOf(env, ['a', 'b', 'c', 'd'].map(question));
});

const grade = (...written: string[]) => run(['grade', '--pack', pack, ...now, ...written], { env });
const reviews = (): { item: string; grade: string; [key: string]: unknown }[] =>
  exported(env, '--pack', pack).reviews;
const graded = () => reviews().map((review) => [review.item, review.grade]);

/** The codes that a sheet prints, by the question's id. */
const codesOnPaper = (): Record<string, string> =>
  Object.fromEntries(
    [
      ...run(['sheet', '--pack', pack, '--order', 'file'], { env }).out.matchAll(/^(\w{5}) About (\w)$/gm),
    ].map(([, code, id]) => [id, code]),
  );

describe('grades from paper', () => {
  test('are kept by the codes that the sheet prints, each with the day on which it comes due', () => {
    const { a, b, c, d } = codesOnPaper();
    const { code, out, err } = grade(`${a}=again`, `${b}=hard`, `${c}=good`, `${d}=easy`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(graded()).toEqual([
      ['shelf/a', 'again'],
      ['shelf/b', 'hard'],
      ['shelf/c', 'good'],
      ['shelf/d', 'easy'],
    ]);
    const listed: { id: string; due: string }[] = runJson(['list', '--pack', pack, ...now], env).items;
    const due = Object.fromEntries(listed.map((item) => [item.id, item.due.slice(0, 10)]));
    expect(out).toBe(
      `a  again, due ${due.a}\nb  hard, due ${due.b}\nc  good, due ${due.c}\nd  easy, due ${due.d}\n`,
    );
    expect(due.a).toBe('2026-12-01');
    expect([due.b, due.c, due.d]).toEqual([due.b, due.c, due.d].sort());
  });

  test('are a person’s, on the day of grading, in a time that nobody took', () => {
    grade(`${codeOf('shelf/a')}=good`);
    expect(reviews()).toMatchObject([
      { by: 'person', seconds: 0, hintsUsed: 0, timedOut: false, day: '2026-12-01' },
    ]);
    const { totals, streakDays } = runJson(['report', '--pack', pack, ...now], env);
    expect(totals).toMatchObject({ reviews: 1, seconds: 0, meanSeconds: null });
    expect(streakDays).toBe(1);
  });

  test('may be written as 1 to 4, in any case, and with blanks around them', () => {
    expect(grade('a=1', 'b = 2', 'c=GOOD', ' d =4').code).toBe(0);
    expect(graded().map(([, given]) => given)).toEqual(['again', 'hard', 'good', 'easy']);
  });

  test('may name a question by its id, bare or full, or by its code as a hand wrote it', () => {
    const code = codeOf('shelf/c');
    const hand = code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    expect(grade('a=good', 'shelf/b=good', `${hand}=good`).code).toBe(0);
    expect(graded().map(([item]) => item)).toEqual(['shelf/a', 'shelf/b', 'shelf/c']);
  });

  test('go on from what is known already', () => {
    keepAll(env, [reviewed('shelf/a', 30, { due: today })]);
    const { out } = grade(`${codeOf('shelf/a')}=good`);
    const [, due = ''] = /due (\S+)/.exec(out) ?? [];
    expect(Date.parse(due) / 86_400_000).toBeGreaterThan(today + 20);
    expect(graded()).toHaveLength(2);
  });

  test('can be taken back by undo', () => {
    grade('a=good');
    expect(run(['undo', '--pack', pack], { env }).code).toBe(0);
    expect(exported(env, '--pack', pack).schedule).toEqual({});
  });
});

describe('nothing is kept, and all of it is to be written again,', () => {
  test.each([
    ['of a code that there is not', ['a=good', '00000=good'], 'no question has the code or the id "00000"'],
    ['of a grade that there is not', ['a=good', 'b=god'], '"b=god" is no code with a grade'],
    ['of a number that is no grade', ['a=5'], '"a=5" is no code with a grade'],
    ['without a grade', ['a'], '"a" is no code with a grade'],
    ['without a code', ['=good'], '"=good" is no code with a grade'],
    ['of a question graded twice', ['a=good', 'b=good', 'a=good'], 'a is graded twice'],
    ['of one graded by id and by code', ['a=good', `${codeOf('shelf/a')}=hard`], 'a is graded twice'],
  ])('%s', (_, written, message) => {
    keepAll(env, [reviewed('shelf/b', 3)]);
    const progress = join(env.HOTSEAT_HOME ?? '', 'reviews');
    const before = filesIn(progress);
    const { code, out, err } = grade(...written);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(filesIn(progress)).toEqual(before);
  });

  test('in a home that has no log yet: none is begun', () => {
    expect(grade('00000=good').code).toBe(2);
    expect(existsSync(join(env.HOTSEAT_HOME ?? '', 'reviews'))).toBe(false);
  });

  test('where there is no grade at all', () => {
    expect(grade()).toMatchObject({ code: 2, out: '' });
  });
});

test('two questions that happen to have one code are told apart by their ids', () => {
  const seen = new Map<string, string>();
  let twins: readonly [string, string] | undefined;
  for (let i = 0; !twins; i++) {
    const code = codeOf(`shelf/q${i}`);
    const first = seen.get(code);
    if (first) twins = [first, `q${i}`];
    seen.set(code, `q${i}`);
  }
  const [one, other] = twins;
  pack = packOf(env, [question(one), question(other)]);
  const { code, err } = grade(`${codeOf(`shelf/${one}`)}=good`);
  expect(code).toBe(2);
  expect(err).toContain(`stands for shelf/${one} and shelf/${other}`);
  expect(grade(`${one}=good`, `${other}=hard`).code).toBe(0);
});
