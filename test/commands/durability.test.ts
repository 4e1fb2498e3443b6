// What may happen to a progress folder, through the built program: what the user is told, and what is left.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { review } from '../builders.ts';
import { freshHome, program, root } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';
import { filesIn } from '../storage/builders.ts';

let env: Record<string, string>;
let reviews: string;

beforeEach(() => {
  env = freshHome().env;
  reviews = join(env.HOTSEAT_HOME ?? '', 'reviews');
  expect(run(['grade', 'aiops-009=good'], { env }).code).toBe(0);
});

const ownLog = (): string =>
  join(reviews, readdirSync(reviews).find((name) => name.endsWith('.jsonl')) ?? '');
const idsKept = (): string[] => exported(env).reviews.map(({ item }: { item: string }) => item);
const anotherLine = (item = 'builtin/aiops-010'): string =>
  recordLine(review('other', { t: Date.now() - 60_000, item, day: 20_000, due: 20_001 }));

describe('a line that cannot be used costs nothing else, and is told once', () => {
  const line = anotherLine();
  test.each<[string, string | Buffer, RegExp]>([
    ['torn at the end', line.slice(0, 40), /is a torn last line/],
    ['torn in a letter', Buffer.from('{"id":"é').subarray(0, -1), /is a torn last line/],
    ['of zero bytes', `${'\0'.repeat(5000)}\n`, /nothing but zero bytes/],
    ['of another text', 'hello\n', /not a whole line of JSON/],
    ['whose number was changed', line.replace('"day":20000', '"day":20001'), /checksum does not fit/],
  ])('%s', (_, bytes, why) => {
    appendFileSync(ownLog(), bytes);
    const first = run(['due'], { env });
    expect(first).toMatchObject({ code: 0, err: expect.stringMatching(why) });
    expect(first.err.split('\n')).toHaveLength(2);
    expect(run(['grade', 'aiops-011=good'], { env })).toMatchObject({ code: 0, err: '' });
    expect(run(['list', '--due'], { env }).err).toBe('');
    expect(idsKept()).toEqual(['builtin/aiops-009', 'builtin/aiops-011']);
    expect(run(['doctor'], { env }).out).toContain(`:${first.err.match(/jsonl:(\d+)/)?.[1]}`);
  });

  test('a header that is damaged: the file’s name says whose it is', () => {
    writeFileSync(ownLog(), readFileSync(ownLog(), 'utf8').replace('review-log', 'review-lag'));
    expect(run(['due'], { env })).toMatchObject({ code: 0, err: expect.stringContaining('jsonl:1 cannot') });
    expect(idsKept()).toEqual(['builtin/aiops-009']);
  });
});

describe('what is whole in an odd form counts', () => {
  test.each<[string, (line: string) => string]>([
    ['twice', (line) => line + line],
    ['with line ends of Windows', (line) => line.replace('\n', '\r\n')],
    ['after zero bytes', (line) => `${'\0'.repeat(99)}${line}`],
    ['after a torn one, without a line end between them', (line) => line.slice(0, 50) + line],
  ])('%s', (_, odd) => {
    appendFileSync(ownLog(), odd(anotherLine()));
    expect(run(['due'], { env }).code).toBe(0);
    expect(idsKept().sort()).toEqual(['builtin/aiops-009', 'builtin/aiops-010']);
  });
});

describe('what is no log among the logs harms nothing', () => {
  const said = () => {
    const { code, err } = run(['due'], { env });
    expect(code).toBe(0);
    expect(idsKept()).toEqual(['builtin/aiops-009']);
    return err;
  };

  test('an empty file', () => {
    writeFileSync(join(reviews, 'x.jsonl'), '');
    expect(said()).toBe('');
  });

  test('a folder, a pipe that nobody writes to, a link: passed over, and told by doctor', () => {
    const elsewhere = join(env.HOME ?? '', 'elsewhere.jsonl');
    writeFileSync(elsewhere, headerLine('desk') + anotherLine());
    mkdirSync(join(reviews, 'folder.jsonl'));
    symlinkSync(elsewhere, join(reviews, 'link.jsonl'));
    spawnSync('mkfifo', [join(reviews, 'pipe.jsonl')]);
    expect(said()).toBe('');
    const { code, out } = run(['doctor'], { env });
    expect(code).toBe(1);
    for (const name of ['folder', 'link', 'pipe'])
      expect(out.replace(/\s+/g, ' ')).toContain(`reviews/${name}.jsonl is no regular file`);
  });
});

// Root may read and write everything: another user is asked, where there is one and he can run the program.
const nobody = { uid: 65_534, gid: 65_534 };
const asNobody = (args: readonly string[]) =>
  spawnSync(process.execPath, [program, ...args], { env, cwd: '/', encoding: 'utf8', ...nobody });
const mayBeNobody =
  process.getuid?.() === 0 && spawnSync(process.execPath, [program, '--version'], nobody).status === 0;

describe.skipIf(!mayBeNobody)('a folder that may not be written', () => {
  test('is looked at as ever; an answer is refused with what to do, and nothing changes', () => {
    for (const folder of [env.HOME ?? '', env.HOTSEAT_HOME ?? '', reviews]) chmodSync(folder, 0o755);
    const before = filesIn(env.HOTSEAT_HOME ?? '');
    expect(asNobody(['due']).status).toBe(0);
    expect(asNobody(['report']).status).toBe(0);
    for (const args of [['grade', 'aiops-010=good'], ['config', 'set', 'newPerDay', '3'], ['undo']]) {
      const { status, stderr } = asNobody(args);
      expect(status, stderr).toBe(2);
      expect(stderr).toMatch(/could not be kept.*\nMake room in .*permissions/s);
    }
    expect(filesIn(env.HOTSEAT_HOME ?? '')).toEqual(before);
  });

  test('a log that may not be read is told with what to do; the rest counts', () => {
    for (const folder of [env.HOME ?? '', env.HOTSEAT_HOME ?? '', reviews]) chmodSync(folder, 0o755);
    const secret = join(reviews, 'desk-2026-11.jsonl');
    writeFileSync(secret, headerLine('desk') + anotherLine());
    chmodSync(secret, 0o600);
    const { status, stderr } = asNobody(['list', '--due']);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /desk-2026-11.jsonl cannot be used: it cannot be read \(EACCES\); make its permissions/,
    );
  });
});

describe('a clock that was wrong', () => {
  const day = 86_400_000;
  /** A review as a machine keeps it whose clock shows another time. */
  const dated = (id: string, t: number, item: string): string => {
    const today = Math.floor(t / day);
    return recordLine(review(id, { t, item, day: today, due: today + 3, grade: 'again' }));
  };
  const wrong = (ahead: number): void => {
    const t = Date.now() + ahead;
    const month = new Date(t).toISOString().slice(0, 7);
    writeFileSync(
      join(reviews, `desk-${month}.jsonl`),
      headerLine('desk') + dated('w', t, 'builtin/aiops-009'),
    );
  };

  test('ten years ahead is told with what to do; that done, the question is due again when it should be', () => {
    const { due } = exported(env).schedule['builtin/aiops-009'];
    wrong(3650 * day);
    expect(run(['list', '--due'], { env }).err).toMatch(
      /answers from the future, up to 20\d\d-.*undo --future/,
    );
    expect(Date.parse(exported(env).schedule['builtin/aiops-009'].due)).toBeGreaterThan(
      Date.now() + 3000 * day,
    );
    expect(run(['undo', '--future'], { env })).toMatchObject({
      code: 0,
      out: 'Took back 1 record from the future.\n',
    });
    expect(run(['list', '--due'], { env }).err).toBe('');
    expect(exported(env).schedule['builtin/aiops-009'].due).toBe(due);
    expect(run(['undo', '--future'], { env }).code).toBe(1);
  });

  test.each([3_600_000, 3650 * day])(
    '%d ms behind loses nothing: the answer counts as one given then',
    (behind) => {
      wrong(-behind);
      expect(run(['list', '--due'], { env }).err).toBe('');
      expect(exported(env).schedule['builtin/aiops-009']).toMatchObject({ reps: 2 });
      expect(exported(env).schedule['builtin/aiops-009'].stability).toBeGreaterThan(0);
    },
  );

  test('is kept beside the pretended time', () => {
    expect(run(['grade', '--now', '2026-12-24T10:00:00Z', 'aiops-012=good'], { env }).code).toBe(0);
    const line =
      readFileSync(ownLog(), 'utf8')
        .split('\n')
        .find((text) => text.includes('aiops-012')) ?? '';
    const { t, now } = JSON.parse(line);
    expect(now).toBe(Date.parse('2026-12-24T10:00:00Z'));
    expect(Math.abs(t - Date.now())).toBeLessThan(120_000);
  });
});

test('six programs that grade, set and undo at once lose no record, and leave a schedule that the log makes', async () => {
  const jobs = Array.from({ length: 6 }, (_, i) => [
    ['grade', `aiops-01${i}=good`],
    i % 2 === 0 ? ['config', 'set', 'newPerDay', String(i + 1)] : ['suspend', `aiops-02${i}`],
    ['grade', `aiops-03${i}=hard`],
  ]);
  const codes = await Promise.all(
    jobs.map(async (commands) => {
      for (const args of commands) {
        const [code] = await once(
          spawn(process.execPath, [program, ...args], { env, cwd: root, stdio: 'ignore' }),
          'exit',
        );
        if (code !== 0) return args;
      }
      return 0;
    }),
  );
  expect(codes).toEqual(jobs.map(() => 0));
  const { reviews: kept, otherRecords } = exported(env);
  expect(kept).toHaveLength(13);
  expect(otherRecords).toHaveLength(6);
  expect(
    runJson(['doctor'], env).checks.filter(({ name }: { name: string }) => name === 'log'),
  ).toMatchObject([{ state: 'ok' }]);
}, 120_000);
