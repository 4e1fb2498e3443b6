import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshHome, sit } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';
import { keepAll, packOf, reviewed } from './report-builders.ts';

const on = (date: string) => ['--now', `${date}T09:00:00Z`];

const question = (id: string, over: object = {}) => ({
  id,
  title: `About ${id}`,
  prompt: `What is ${id}?`,
  hints: ['One.', 'Two.', 'Three.'],
  keyPoints: ['first', 'second'],
  answer: `It is ${id}.`,
  category: 'Basics',
  ...over,
});

function shelf(count = 40) {
  const { env } = freshHome();
  const pack = packOf(
    env,
    Array.from({ length: count }, (_, i) =>
      question(`q-${i}`, {
        category: ['Basics', 'Deep water'][i % 2],
        ...(i % 4 === 0 ? { careers: ['diver'] } : {}),
      }),
    ),
  );
  return { env, exam: (...args: string[]) => run(['exam', '--pack', pack, ...args], { env }), pack };
}

const settingsIn = (env: Record<string, string>) => {
  const { examDate, sessionMinutes, career } = runJson(['config'], env);
  return { examDate, sessionMinutes, career };
};

describe('exam', () => {
  test('without a date says what to write, and keeps nothing', () => {
    const { env, exam } = shelf();
    for (const args of [[], ['--minutes', '30'], ['--json']]) {
      const { code, out, err } = exam(...args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('hotseat exam --date 2026-12-15 --minutes 20');
    }
    expect(settingsIn(env)).toEqual({ examDate: '', sessionMinutes: 20, career: '' });
  });

  test('keeps what is given, in the log, once', () => {
    const { env, exam } = shelf();
    expect(
      exam('--date', '2026-12-15', '--minutes', '12', '--career', 'Diver', ...on('2026-12-01')).code,
    ).toBe(0);
    expect(settingsIn(env)).toEqual({ examDate: '2026-12-15', sessionMinutes: 12, career: 'diver' });
    const folder = join(env.HOTSEAT_HOME ?? '', 'reviews');
    const log = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const before = log();
    expect(exam('--date', '2026-12-15', '--minutes', '12', ...on('2026-12-01')).code).toBe(0);
    expect(log()).toEqual(before);
  });

  test.each([
    [['--date', 'soon'], '--date takes a date such as 2026-12-15, not "soon"'],
    [['--date', '2026-02-30'], '--date takes a date'],
    [['--date', 'none'], '--date takes a date'],
    [['--date', '2026-12-15', '--minutes', '0'], '--minutes takes minutes from 1 to 600, not "0"'],
    [['--date', '2026-12-15', '--career', 'pilot'], 'unknown career "pilot"\nThere is: diver.'],
  ])('refuses %j and keeps nothing of it', (args, says) => {
    const { env, exam } = shelf();
    const { code, out, err } = exam(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(settingsIn(env)).toEqual({ examDate: '', sessionMinutes: 20, career: '' });
  });

  test('--json has every day, the categories, and what is dropped', () => {
    const { exam } = shelf();
    const road = JSON.parse(
      exam('--date', '2026-12-15', '--minutes', '20', '--json', ...on('2026-11-20')).out,
    );
    expect(Object.keys(road)).toEqual([
      'date',
      'daysLeft',
      'minutes',
      'career',
      'readiness',
      'readinessToday',
      'days',
      'byCategory',
      'dropped',
      'minutesForAll',
    ]);
    expect(road).toMatchObject({
      date: '2026-12-15',
      daysLeft: 25,
      minutes: 20,
      career: null,
      readinessToday: 0,
    });
    expect(road.readiness).toBeGreaterThan(0.8);
    expect(road.days).toHaveLength(25);
    expect(Object.keys(road.days[0])).toEqual([
      'date',
      'minutes',
      'reviewMinutes',
      'newMinutes',
      'reviews',
      'new',
      'what',
    ]);
    expect(road.days.slice(-8).map(({ what }: { what: string }) => what)).toEqual([
      'practice',
      'mock',
      'practice',
      'practice',
      'practice',
      'practice',
      'mock',
      'eve',
    ]);
    expect(
      road.byCategory.map(({ category, total }: { category: string; total: number }) => [category, total]),
    ).toEqual([
      ['Basics', 20],
      ['Deep water', 20],
    ]);
  });

  test('is the same each time, and another with another seed only by a point', () => {
    const { exam } = shelf(60);
    const json = (...more: string[]) =>
      exam('--date', '2026-12-15', '--json', ...on('2026-12-01'), ...more).out;
    expect(json()).toBe(json());
    expect(json('--seed', '4')).toBe(json('--seed', '4'));
    const [one, other] = [json('--seed', '4'), json('--seed', '5')].map((text) => JSON.parse(text).readiness);
    expect(Math.abs(one - other)).toBeLessThan(0.01);
  });

  test('in words fits eighty columns, sums weeks up, and names the days that are special', () => {
    const { exam } = shelf(200);
    const { out } = exam('--date', '2026-12-31', '--minutes', '5', ...on('2026-11-21'));
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(out).toContain('The road to Thu 2026-12-31\n\n40 days left, 5 minutes a day, 200 questions.');
    expect(out).toMatch(/\n2026-11-21 to 11-25 +\d/);
    expect(out).toMatch(/\n2026-12-17 to 12-23 +\d/);
    expect(out).toMatch(/\nTue 2026-12-29 +\d.*\n/);
    expect(out).toMatch(/\nWed 2026-12-30 +.*the eve\n/);
    expect(out).toMatch(/Not in time: \d+ questions: \d+ of [BD][a-z ]+, \d+ of [BD][a-z ]+\./);
    expect(out).toMatch(/\d+ minutes a day would do for all\./);
  });

  test('within two weeks has each day, and says so where everything fits', () => {
    const { exam } = shelf(10);
    const { out } = exam('--date', '2026-12-08', '--minutes', '30', ...on('2026-12-01'));
    expect(out.match(/^[A-Z][a-z]{2} 2026-12-0\d /gm)).toHaveLength(7);
    expect(out).toMatch(/Everything fits; \d+ minutes? a day would do\./);
  });

  test('with a career counts its questions alone', () => {
    const { exam } = shelf();
    const road = JSON.parse(
      exam('--date', '2026-12-15', '--career', 'diver', '--json', ...on('2026-12-01')).out,
    );
    expect(road.career).toBe('diver');
    expect(road.byCategory).toMatchObject([{ category: 'Basics', total: 10 }]);
    expect(JSON.parse(exam('--career', 'none', '--json', ...on('2026-12-01')).out).career).toBeNull();
  });

  test('on the day sends to a warm-up, and after it asks what was asked', () => {
    const { exam } = shelf();
    exam('--date', '2026-12-15', ...on('2026-12-01'));
    const day = exam(...on('2026-12-15'));
    expect(day.out).toContain('is the day');
    expect(day.out).toContain('hotseat drill warmup');
    const after = exam(...on('2026-12-16'));
    expect([day.code, after.code]).toEqual([0, 0]);
    expect(after.out).toContain('What were you asked? `hotseat add`');
    expect(JSON.parse(exam('--json', ...on('2026-12-16')).out)).toMatchObject({ daysLeft: -1, days: [] });
  });

  test('--clear forgets the date, and practice is as without one', () => {
    const { env, exam } = shelf();
    exam('--date', '2026-12-15', '--minutes', '15', ...on('2026-12-01'));
    expect(exam('--clear').out).toContain('2026-12-15 is no longer kept');
    expect(settingsIn(env)).toMatchObject({ examDate: '', sessionMinutes: 15 });
    expect(exam('--clear').out).toBe('No date was kept.\n');
    expect(exam().code).toBe(2);
  });

  test('does not touch the schedule', () => {
    const { env, exam, pack } = shelf();
    keepAll(env, [reviewed('shelf/q-1', 3), reviewed('shelf/q-2', 9, { grade: 'again' })]);
    const before = exported(env, '--pack', pack).schedule;
    exam('--date', '2026-12-15', ...on('2026-12-01'));
    expect(exported(env, '--pack', pack).schedule).toEqual(before);
  });
});

describe('a session on the eve', () => {
  test('goes over what is known, and has nothing new', async () => {
    const { env, exam, pack } = shelf(6);
    keepAll(env, [reviewed('shelf/q-1', 2, { due: 20_900 }), reviewed('shelf/q-4', 9, { due: 20_900 })]);
    exam('--date', '2026-12-02', ...on('2026-12-01'));
    const s = sit(['quiz', '--pack', pack, ...on('2026-12-01')], { env });
    await s.sees('1/2');
    s.send('q');
    await s.sees('4 more new questions wait for another day: nothing new on the eve.');
    expect((await s.exit).code).toBe(0);
  });
});

describe('report', () => {
  test('is for the date that is kept, with what daily practice makes of it', () => {
    const { env, exam, pack } = shelf();
    keepAll(env, [reviewed('shelf/q-1', 3), reviewed('shelf/q-4', 9)]);
    exam('--date', '2026-12-15', ...on('2026-12-01'));
    const args = ['report', '--pack', pack, ...on('2026-12-01')];
    const { readiness } = runJson(args, env);
    const road = JSON.parse(exam('--json', ...on('2026-12-01')).out);
    expect(readiness).toMatchObject({ date: '2026-12-15', expected: road.readiness });
    for (const format of ['text', 'markdown', 'html'])
      expect(run([...args, '--format', format], { env }).out).toContain(
        `Practised daily, about ${Math.round(road.readiness * 100)} % will be recalled on 2026-12-15`,
      );
    expect(runJson([...args, '--date', '2026-12-05'], env).readiness).not.toHaveProperty('expected');
    expect(runJson([...args, '--category', 'Basics'], env).readiness).not.toHaveProperty('expected');
    expect(runJson(['report', '--pack', pack, ...on('2026-12-20')], env).readiness.date).toBe('2026-12-20');
  });

  test('foresees the answers and the minutes of each day', () => {
    const { env, pack } = shelf();
    keepAll(env, [reviewed('shelf/q-1', 3), reviewed('shelf/q-4', 9)]);
    const args = ['report', '--pack', pack, ...on('2026-12-01')];
    const { forecast } = runJson(args, env);
    expect(forecast).toHaveLength(30);
    expect(forecast[0]).toEqual({
      date: '2026-12-01',
      due: 2,
      reviews: expect.any(Number),
      minutes: expect.any(Number),
    });
    expect(forecast[0].reviews).toBeGreaterThanOrEqual(10);
    expect(run(args, { env }).out).toMatch(/\nminutes +\S/);
    for (const format of ['text', 'markdown', 'html'])
      expect(run([...args, '--format', format], { env }).out.replace(/\s+/g, ' ')).toMatch(
        /Practised daily, with what is new: about \d+ answers? and \d+ minutes? a day/,
      );
  });
});
