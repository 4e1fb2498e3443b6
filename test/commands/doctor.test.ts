import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshHome } from '../pty.ts';
import { exported, run } from '../run.ts';
import { filesIn } from '../storage/builders.ts';

let env: Record<string, string>;
let home: string;

const doctor = (...args: string[]) => {
  const { code, out, err } = run(['doctor', '--json', ...args], { env });
  if (out === '') throw new Error(err);
  const { checks, records } = JSON.parse(out) as {
    checks: { name: string; state: string; message: string; file?: string; line?: number; mend?: string }[];
    records: number;
  };
  return { code, records, checks, not: (state: string) => checks.filter((check) => check.state !== state) };
};
const logs = () => readdirSync(join(home, 'reviews')).filter((name) => name.endsWith('.jsonl'));
const logPath = () => join(home, 'reviews', logs()[0] ?? '');
const reviewed = () =>
  exported(env)
    .reviews.map(({ id }: { id: string }) => id)
    .sort();

/** A home with eight grades, and a backup of them. */
beforeEach(() => {
  ({ env } = freshHome());
  home = env.HOTSEAT_HOME ?? '';
  const grades = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `aiops-00${n}=good`);
  expect(run(['grade', ...grades], { env }).code).toBe(0);
});

test('a home that is well is said to be so, in eighty columns, and stays as it is', () => {
  const before = filesIn(home);
  expect(doctor()).toMatchObject({ code: 0, records: 8 });
  expect(doctor().not('ok')).toEqual([]);
  const { out } = run(['doctor'], { env });
  expect(out).toContain('All is well.');
  expect(out.split('\n').every((line) => line.length <= 80)).toBe(true);
  expect(filesIn(home)).toEqual(before);
});

test('a home that is not there yet is well too, and none is made', () => {
  const fresh = freshHome();
  expect(run(['doctor'], { env: fresh.env })).toMatchObject({ code: 0, err: '' });
  expect(filesIn(fresh.home)).toEqual({});
});

describe('what backups have is put back, into a file beside the log’s own:', () => {
  const damages: Record<string, () => void> = {
    'a line that was overwritten': () => {
      const text = readFileSync(logPath(), 'utf8');
      writeFileSync(logPath(), text.replace('good', 'evil'));
    },
    'a log that was cut short': () => truncateSync(logPath(), 700),
    'a log that was deleted': () => rmSync(logPath()),
    'a log full of zeros': () => writeFileSync(logPath(), Buffer.alloc(2000)),
  };

  test.each(Object.entries(damages))('%s', (_, damage) => {
    const before = reviewed();
    const schedule = readFileSync(join(home, 'progress.json'), 'utf8');
    damage();
    const damaged = filesIn(join(home, 'reviews'));
    expect(reviewed()).not.toEqual(before);
    const first = doctor();
    expect(first.checks).toContainEqual(expect.objectContaining({ name: 'lost', state: 'repaired' }));
    expect(first.records).toBe(8);
    expect(reviewed()).toEqual(before);
    expect(readFileSync(join(home, 'progress.json'), 'utf8')).toBe(schedule);
    expect(filesIn(join(home, 'reviews'))).toMatchObject(damaged);
    expect(doctor()).toMatchObject({ code: 0, records: 8 });
    expect(doctor().not('ok')).toEqual([]);
  });

  test('whatever bytes were damaged, nothing that a backup has is lost and nothing is changed', () => {
    const before = reviewed();
    const whole = readFileSync(logPath());
    const log = logs()[0] ?? '';
    const aHit = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(aHit, { minLength: 1, maxLength: 6 }), (hits) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of hits) bytes[at] = byte;
        for (const name of logs()) rmSync(join(home, 'reviews', name));
        writeFileSync(join(home, 'reviews', log), bytes);
        doctor();
        expect(readFileSync(join(home, 'reviews', log))).toEqual(bytes);
        expect(reviewed()).toEqual(before);
        expect(doctor().not('ok')).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});

test('a damaged line that no backup has is named with its place and what to do, and ends with 1', () => {
  rmSync(join(home, 'backups'), { recursive: true });
  writeFileSync(logPath(), readFileSync(logPath(), 'utf8').replace('good', 'evil'));
  const { code, not, records } = doctor();
  expect([code, records]).toEqual([1, 7]);
  expect(not('ok').filter(({ state }) => state === 'problem')).toMatchObject([
    { name: 'log', file: `reviews/${logs()[0]}`, line: 2, mend: expect.stringContaining('another machine') },
  ]);
});

test('a torn last line is explained, and is no problem', () => {
  writeFileSync(logPath(), `${readFileSync(logPath(), 'utf8')}{"id":"to`);
  const { code, checks } = doctor();
  expect(code).toBe(0);
  expect(checks).toContainEqual(
    expect.objectContaining({ line: 10, message: expect.stringContaining('torn') }),
  );
});

describe('the schedule', () => {
  const path = () => join(home, 'progress.json');

  test('is made anew to the same bytes where it was deleted or damaged', () => {
    const whole = readFileSync(path(), 'utf8');
    for (const damage of [() => rmSync(path()), () => writeFileSync(path(), whole.replace('8', '7'))]) {
      damage();
      expect(doctor().checks).toContainEqual(
        expect.objectContaining({ name: 'schedule', state: 'repaired' }),
      );
      expect(readFileSync(path(), 'utf8')).toBe(whole);
    }
  });

  test('is made anew in any case with --rebuild, which says whether it differed', () => {
    const said = () => doctor('--rebuild').checks.find(({ name }) => name === 'schedule')?.message;
    expect(said()).toContain('the same bytes');
    writeFileSync(path(), readFileSync(path(), 'utf8').replace('8', '7'));
    expect(said()).toContain('it differed');
    expect(said()).toContain('the same bytes');
  });
});

test('records from the future, leftovers and things that are no files are told with what to do', () => {
  expect(run(['grade', '--now', '2036-05-01', 'aiops-009=good'], { env }).code).toBe(0);
  writeFileSync(join(home, 'progress.json.77.tmp'), '{');
  mkdirSync(join(home, 'reviews', 'x.jsonl'));
  const { code, not } = doctor();
  expect(code).toBe(1);
  const said = not('ok').map(({ message, mend }) => `${message} ${mend}`);
  expect(said).toHaveLength(3);
  expect(said.join('\n')).toMatch(/no regular file/);
  expect(said.join('\n')).toMatch(/you may delete it/);
  expect(said.join('\n')).toMatch(/2036-05-01.*hotseat undo --future/s);
});

test('a log of a newer version is refused, and nothing is written', () => {
  writeFileSync(
    join(home, 'reviews', 'desk-2026-11.jsonl'),
    '{"hotseat":"review-log","v":9,"device":"desk"}\n',
  );
  const before = filesIn(home);
  const { code, err } = run(['doctor'], { env });
  expect(code).toBe(2);
  expect(err).toContain('newer hotseat');
  expect(filesIn(home)).toEqual(before);
});
