import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshHome, keys, program, sit } from '../pty.ts';
import { exported, run, runJson, shippedCount, shippedItems } from '../run.ts';

const pack = (env: Record<string, string>, name: string, questions: string): string => {
  const folder = join(env.HOME ?? '', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'questions.md'), `---\ncategory: Own\n---\n\n${questions}`);
  return folder;
};

test('hotseat without a terminal prints the glance and ends with 0', () => {
  const { code, out, err } = run(['--now', '2026-12-01T09:00']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(`Tue 2026-12-01: 0 due, ${shippedCount} new\n`);
});

test('hotseat at a terminal shows the glance, then practises; with nothing left it offers to go ahead', async () => {
  const { env } = freshHome();
  const home = pack(env, 'one', '## Only {#only}\n\nWhy?\n\n### Answer\n\nBecause.\n');
  const args = ['--pack', home, '--now', '2026-12-01T09:00'];
  const s = sit(args, { env });
  // A pack without careers asks for none, and one without choices places nobody.
  await s.sees('When is your interview?');
  s.send(keys.enter);
  await s.sees('How many minutes a day?');
  s.send(keys.enter);
  await s.sees('0 due, 1 new');
  await s.sees('1/1 Own');
  s.send(keys.enter);
  await s.sees('Enter takes good');
  s.send('3');
  expect((await s.exit).code).toBe(0);
  const later = sit(args, { env });
  await later.sees('0 due, 0 new, streak 1 day, weakest: Own');
  await later.sees('Nothing is due today.');
  later.send(keys.down + keys.enter);
  await later.sees('1/1 Own');
  later.send('q');
  expect((await later.exit).code).toBe(0);
  const interrupted = sit(args, { env });
  await interrupted.sees('Nothing is due today.');
  interrupted.send(keys.ctrlC);
  expect((await interrupted.exit).code).toBe(130);
  expect(interrupted.cursorHidden()).toBe(false);
});

test.each([
  [['quzi'], /unknown command "quzi"[\s\S]*hotseat quiz/],
  [
    ['list', '--category', 'Scenrio-Based'],
    /unknown category[\s\S]*Did you mean "Scenario-Based"[\s\S]*Beginner/,
  ],
  [['list', '--level', 'wizard'], /unknown level[\s\S]*beginner/],
  [['show', 'aiops-999'], /no question has the id/],
  [['list', '--order', 'up'], /unknown order[\s\S]*weak/],
  [['list', '--limit', 'many'], /--limit takes a whole number/],
  [['due', '--now', 'yesterday'], /no time that can be read[\s\S]*ISO 8601/],
  [['due', '--frobnicate'], /unknown option '--frobnicate'/],
  [['export', '--to', 'jsn'], /there is no format[\s\S]*Did you mean "json"/],
  [['--pack', '/nowhere', 'list'], /there is no pack at \/nowhere/],
  [['--seed', 'x', 'list'], /--seed takes a whole number/],
])('%j says what to do and ends with 2', (args, message) => {
  const { code, out, err } = run(args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(message);
});

test('help has examples, for the program and for every command', () => {
  const main = run(['--help']);
  expect(main.code).toBe(0);
  const commands = [...main.out.matchAll(/^ {2}([a-z]+) .*/gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'hotseat');
  expect(commands).toEqual(
    expect.arrayContaining([
      'quiz',
      'due',
      'list',
      'show',
      'check',
      'export',
      'undo',
      'suspend',
      'unsuspend',
    ]),
  );
  for (const name of commands) {
    const { code, out } = run([name, '--help']);
    expect(code, name).toBe(0);
    expect(out, name).toMatch(/Examples:\n {2}hotseat/);
    expect(out, name).toContain('--home');
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  }
  expect(run(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('list --json and show --json have the shapes that scripts rely on', () => {
  const { env } = freshHome();
  const { items, problems } = runJson(['list', '--category', 'beginner'], env);
  expect(problems).toBe(0);
  expect(items).toHaveLength(5);
  expect(items[0]).toMatchObject({
    id: 'aiops-001',
    pack: 'builtin',
    kind: 'open',
    category: 'Beginner',
    level: 'beginner',
    hints: 3,
    state: 'new',
    due: null,
    source: { file: 'questions/1-beginner.md' },
  });
  expect(items[0].keyPoints).toBeGreaterThanOrEqual(5);
  expect(items[0].timeLimitSeconds).toBe(120);
  const shown = runJson(['show', 'builtin/AIOPS-001'], env);
  expect(shown.hints).toHaveLength(3);
  expect(shown.keyPoints[0]).toEqual({
    text: expect.any(String),
    accept: expect.any(Array),
    weight: expect.any(Number),
  });
  expect(shown).toMatchObject({
    prompt: expect.any(String),
    answer: expect.any(String),
    choices: [],
    references: expect.any(Array),
    followUps: expect.any(Array),
    weakAnswers: expect.any(Array),
  });
});

test('due --json is the same from the index and from the program proper', () => {
  const { env } = freshHome();
  const now = ['--now', '2026-12-01T09:00:00Z'];
  const quick = run(['due', '--json', ...now], { env });
  const whole = run(['due', '--json', '--verbose', ...now], { env });
  expect(quick.out).toBe(whole.out);
  expect(JSON.parse(quick.out)).toEqual({
    now: '2026-12-01T09:00:00+00:00',
    due: 0,
    new: shippedCount,
    total: shippedItems,
    nextDue: null,
    byCategory: expect.objectContaining({
      Beginner: { due: 0, new: 5, total: 5 },
      'Scenario-Based': { due: 0, new: 10, total: 10 },
    }),
  });
  expect(run(['due', '--short', ...now], { env }).out).toBe(`${shippedCount} new\n`);
});

test('filters are OR inside one option and AND across options', () => {
  const { env } = freshHome();
  const ids = (...args: string[]) =>
    runJson(['list', ...args], env).items.map(({ id }: { id: string }) => id);
  expect(ids('--id', 'aiops-001', '--id', 'aiops-026')).toEqual(['aiops-001', 'aiops-026']);
  expect(ids('--id', 'aiops-001', '--id', 'aiops-026', '--category', 'Beginner')).toEqual(['aiops-001']);
  expect(ids('--search', 'opentelemetry collector').length).toBeGreaterThan(0);
  expect(ids('-n', '2')).toEqual(['aiops-001', 'aiops-002']);
  expect(ids('--order', 'random', '--seed', '3')).toEqual(ids('--order', 'random', '--seed', '3'));
  expect(ids('--order', 'random', '--seed', '3')).not.toEqual(ids('--order', 'random', '--seed', '4'));
});

test('a named pack replaces the shipped one, `builtin` can stand beside it, and ids stay apart', () => {
  const { env } = freshHome();
  const own = pack(env, 'own', '## Mine {#aiops-001}\n\nWhy?\n\n### Answer\n\nSo.\n');
  expect(runJson(['list', '--pack', own], env).items).toHaveLength(1);
  const both = { ...env, HOTSEAT_PACKS: `builtin:${own}` };
  expect(runJson(['list'], both).items).toHaveLength(shippedItems + 1);
  expect(run(['show', 'aiops-001'], { env: both }).err).toMatch(
    /in 2 packs[\s\S]*builtin\/aiops-001, own\/aiops-001/,
  );
  expect(runJson(['show', 'own/aiops-001'], both).title).toBe('Mine');
  expect(runJson(['due'], both).byCategory.Own).toEqual({ due: 0, new: 1, total: 1 });
});

test('a fault in a pack is told in one line, and what is whole is there', () => {
  const { env } = freshHome();
  const own = pack(
    env,
    'faulty',
    '## Good {#good}\n\nWhy?\n\n### Answer\n\nSo.\n\n## Bad {#bad}\n\nNo answer here.\n',
  );
  const { out, err } = run(['list', '--pack', own, '--json'], { env });
  expect(JSON.parse(out)).toMatchObject({ items: [{ id: 'good' }], problems: 1 });
  expect(err).toMatch(/^1 fault in the packs: `hotseat check` shows each with the mend/);
  const checked = run(['check', own], { env });
  expect(checked.code).toBe(1);
  expect(checked.out).toMatch(/faulty\/questions\.md:13:1 error `answer` is missing/);
  expect(checked.out).toContain('13 | ## Bad {#bad}\n     ^');
});

test('check passes on the shipped pack, strictly', () => {
  const { code, out } = run(['check', '--strict', '--json']);
  expect(JSON.parse(out)).toMatchObject({ items: shippedCount, problems: [] });
  expect(code).toBe(0);
});

test('undo takes back the last grade, then the one before; with nothing left it ends with 1', async () => {
  const { env } = freshHome();
  const now = ['--now', '2026-12-01T09:00:00Z'];
  const s = sit(['quiz', ...now, '--limit', '2'], { env });
  for (const n of [1, 2]) {
    await s.sees(`${n}/2`);
    await s.sees(/h hint · Enter answer/);
    s.send(keys.enter);
    await s.sees(/Enter takes again/);
    s.send('3');
  }
  await s.exit;
  expect(exported(env).reviews).toHaveLength(2);
  expect(run(['undo'], { env }).out).toMatch(/^Took back "good" for builtin\/aiops-002, 2026-12-01 09:0/);
  expect(run(['undo'], { env }).out).toMatch(/aiops-001/);
  expect(run(['undo'], { env }).code).toBe(1);
  const { reviews, otherRecords, schedule } = exported(env);
  expect({ reviews, schedule }).toEqual({ reviews: [], schedule: {} });
  expect(otherRecords).toHaveLength(4);
});

test('colour only where it is wanted', async () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences.
  const coloured = /\u001b\[[0-9;]*m/;
  const { env } = freshHome();
  expect(run(['list'], { env }).out).not.toMatch(coloured);
  expect(run(['list'], { env: { ...env, FORCE_COLOR: '1' } }).out).toMatch(coloured);
  expect(run(['list', '--no-color'], { env: { ...env, FORCE_COLOR: '1' } }).out).not.toMatch(coloured);
  expect(run(['list'], { env: { ...env, FORCE_COLOR: '1', NO_COLOR: '1' } }).out).not.toMatch(coloured);
});

test('a reader that stops early ends a command quietly', () => {
  const { env } = freshHome();
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" "${program}" export --to json | head -c 20`],
    { env, encoding: 'utf8' },
  );
  expect(stdout).toHaveLength(20);
  expect(stderr).toBe('');
});

test('a piped export is whole, however long', () => {
  const { out } = run(['export', '--to', 'json']);
  expect(out.length).toBeGreaterThan(100_000);
  expect(JSON.parse(out).items).toHaveLength(shippedItems);
});

test('a link to a file that the pack does not have is a warning, one that it has is none', () => {
  const { env } = freshHome();
  const own = pack(
    env,
    'linked',
    '## Good {#good}\n\nSee [the table](data/t.csv) and [that](data/u.csv).\n\n### Hint\n\nLook.\n\n### Key points\n\n- It is so.\n  - accept: it is so\n\n### Answer\n\nSo.\n',
  );
  mkdirSync(join(own, 'data'));
  writeFileSync(join(own, 'data', 't.csv'), 'a,b\n');
  const { problems } = JSON.parse(run(['check', own, '--json'], { env }).out);
  expect(problems.map(({ code, severity, line }: Record<string, unknown>) => [code, severity, line])).toEqual(
    [['broken-link', 'warning', 7]],
  );
  expect(problems[0].message).toContain('data/u.csv');
});
