import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { keepDue } from '../../src/storage/due-cache.ts';
import { openLog } from '../../src/storage/review-log.ts';
import { review } from '../builders.ts';
import { frontMatter, question } from '../content/builders.ts';
import { freshHome, pause } from '../pty.ts';
import { run } from '../run.ts';

const now = ['--now', '2026-12-01T09:00:00Z'];
const today = Math.floor(Date.UTC(2026, 11, 1) / 86_400_000);

let env: Record<string, string>;
let own: string;

beforeEach(async () => {
  ({ env } = freshHome());
  own = join(env.HOME ?? '', 'own');
  write('a.md', question('a') + question('b') + question('c'));
  // Stamps of files count once the clock of the file system has moved on.
  await pause(60);
});

function write(name: string, text: string): void {
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, name), frontMatter + text);
}

function reviewed(id: string, due: number): void {
  const log = openLog(env.HOTSEAT_HOME ?? '', 'laptop');
  const t = Date.UTC(2026, 10, 30, 9);
  log.append(review(`r-${id}`, { item: `own/${id}`, t, day: today - 1, due }));
  log.close();
}

const due = (args: readonly string[] = ['--pack', own], more: Record<string, string> = {}) =>
  run(['due', ...now, ...args], { env: { ...env, ...more } });

/** The same, by the program proper: `--verbose` is more than the short way takes. */
const proper = (args: readonly string[] = ['--pack', own], more: Record<string, string> = {}) =>
  due([...args, '--verbose'], more);

/** Makes the kept counts wrong, and so shows where they are used. */
function tamper(): void {
  const folder = join(env.XDG_CACHE_HOME ?? '', 'hotseat');
  for (const name of readdirSync(folder).filter((each) => each.startsWith('due-'))) {
    const { key } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const [build, home, bank, log] = JSON.parse(key);
    keepDue(
      { folder, build },
      { home, packs: [own], bank, log },
      { Tampered: { total: 7, new: 7, days: [] } },
    );
  }
}

test.each([
  ['as text', []],
  ['as JSON', ['--json']],
  ['as one line', ['--short']],
])('due of a named pack is the same from the index and from the program proper, %s', (_form, form) => {
  reviewed('a', today - 3);
  reviewed('b', today + 3);
  const args = ['--pack', own, ...form];
  const first = due(args);
  expect(first).toEqual(proper(args));
  expect(due(args)).toEqual(first);
  expect(first.out).toMatch(/1/);
  const byEnv = { HOTSEAT_PACKS: own };
  expect(due(form, byEnv)).toEqual(first);
  expect(due(['--pack', own, '--pack', 'builtin', ...form], byEnv)).toEqual(
    proper(['--pack', own, '--pack', 'builtin', ...form], byEnv),
  );
  const both = { HOTSEAT_PACKS: `builtin:${own}` };
  for (const _run of [1, 2]) expect(due(form, both)).toEqual(proper(form, both));
});

test('due of a named pack is answered from the index, the program proper never', () => {
  due();
  tamper();
  expect(due().out).toMatch(/^Tampered +0 +7 +7$/m);
  expect(proper().out).toMatch(/^Basics +0 +3 +3$/m);
});

test.each<[string, () => void]>([
  ['an answer', () => reviewed('a', today)],
  ['another text', () => write('a.md', question('a') + question('z'))],
  ['another file', () => write('b.md', question('d'))],
  ['another id of the pack', () => writeFileSync(join(own, 'pack.yaml'), 'id: other\n')],
  ['one file less', () => rmSync(join(own, 'a.md'))],
])('due of a named pack takes no index that is older than %s', async (_what, change) => {
  write('keeps.md', question('k'));
  await pause(60);
  due();
  tamper();
  change();
  const after = due();
  expect(after.out).not.toContain('Tampered');
  expect(after).toEqual(proper());
  await pause(60);
  for (const _run of [1, 2]) expect(due()).toEqual(after);
});

test('due of a named pack says every time that it has faults', () => {
  write('bad.md', '## Bad {#bad}\n\nNo answer.\n');
  for (const _run of [1, 2]) {
    expect(due().err).toMatch(/^1 fault in the packs: /);
    expect(due()).toEqual(proper());
  }
  rmSync(own, { recursive: true });
  expect(due()).toEqual(proper());
  expect(due().code).toBe(2);
});

test('due of a named pack works without a cache folder, and with a damaged one', () => {
  const expected = due();
  const file = join(env.HOME ?? '', 'file');
  writeFileSync(file, '');
  expect(due(undefined, { XDG_CACHE_HOME: file })).toEqual(expected);
  const folder = join(env.XDG_CACHE_HOME ?? '', 'hotseat');
  for (const damage of [
    () => '',
    () => 'null',
    () => '{}',
    (text: string) => text.replace('"total":3', '"total":4'),
  ]) {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      writeFileSync(path, damage(readFileSync(path, 'utf8')));
    }
    expect(due()).toEqual(expected);
  }
});

test('due keeps the counts of each progress folder apart', () => {
  const other = ['--pack', own, '--home', join(env.HOME ?? '', 'other')];
  due(other);
  reviewed('a', today);
  for (const _run of [1, 2]) {
    expect(due().out).toMatch(/^All +1 +2 +3$/m);
    expect(due(other).out).toMatch(/^All +0 +3 +3$/m);
  }
});
