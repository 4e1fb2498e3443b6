import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import { frontMatter, question } from '../content/builders.ts';
import { freshHome, pause } from '../pty.ts';
import { run, runJson } from '../run.ts';

function packIn(env: Record<string, string>, text: string): string {
  const folder = join(env.HOME ?? '', 'own');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'questions.md'), frontMatter + text);
  return folder;
}

test('search --json has the shape that scripts rely on', () => {
  const { env } = freshHome();
  const { query, found, results } = runJson(['search', 'rca'], env);
  expect(query).toBe('rca');
  expect(found).toBe(results.length);
  expect(results[0]).toEqual({
    type: expect.stringMatching(/^(career|skill|question|scenario)$/),
    id: expect.stringMatching(/^rca-/),
    title: expect.any(String),
    score: 100,
    excerpt: expect.any(String),
  });
  const types = new Set(results.map(({ type }: { type: string }) => type));
  for (const type of ['skill', 'question', 'scenario']) expect(types).toContain(type);
  for (const { score } of results) expect(score > 0 && score <= 100).toBe(true);
});

test('search prints how much it found, then two lines a result, within 80 columns', () => {
  const { env } = freshHome();
  const { code, out, err } = run(['search', 'aiops', '027'], { env });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [head, first, excerpt] = out.split('\n');
  expect(head).toMatch(/^\d found$/);
  expect(first).toMatch(/^question {2}aiops-027 {2}\S/);
  expect(excerpt).toMatch(/^ {4}\S/);
  const wide = packIn(
    env,
    `## ${'観測可能性'.repeat(30)} {#wide}\n\n${'長い'.repeat(200)} x\n\n### Answer\n\nx\n`,
  );
  for (const args of [['the'], ['--pack', wide, 'wide']]) {
    for (const line of run(['search', ...args], { env }).out.split('\n'))
      expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  }
});

test('search that finds nothing says so and ends with 1', () => {
  const { env } = freshHome();
  expect(run(['search', 'zzzzzz'], { env })).toEqual({
    code: 1,
    out: 'Nothing found: try a different search term.\n',
    err: '',
  });
  const { code, out } = run(['search', 'zzzzzz', '--json'], { env });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({ query: 'zzzzzz', found: 0, results: [] });
  expect(run(['search'], { env }).code).toBe(2);
});

test('search shows the twenty best and says how many more there are; --limit sets another number', () => {
  const { env } = freshHome();
  const own = packIn(env, Array.from({ length: 30 }, (_, i) => question(`q-${i}`)).join(''));
  const { out, err } = run(['search', '--pack', own, 'about'], { env });
  expect(out.split('\n')).toHaveLength(1 + 2 * 20 + 1);
  expect(out).toMatch(/^30 found\n/);
  expect(err).toMatch(/^10 more: /);
  expect(runJson(['search', '--pack', own, 'about'], env).results).toHaveLength(30);
  expect(runJson(['search', '--pack', own, 'about', '-n', '3'], env)).toMatchObject({
    found: 30,
    results: [{}, {}, {}],
  });
  expect(run(['search', 'about', '-n', 'x'], { env }).code).toBe(2);
});

test('search says the same from the cache, without it, and after the pack has changed', async () => {
  const { env } = freshHome();
  const own = packIn(env, question('first') + question('second'));
  // A file that was written a moment ago may still change within its time stamp, and is not kept.
  await pause(100);
  const search = (...args: string[]) => run(['search', '--pack', own, '--json', ...args], { env }).out;
  const first = search('about');
  expect(JSON.parse(first).found).toBe(2);
  expect(
    readdirSync(join(env.XDG_CACHE_HOME ?? '', 'hotseat')).some((name) => name.startsWith('search-')),
  ).toBe(true);
  expect(search('about')).toBe(first);
  packIn(env, question('first') + question('third'));
  expect(JSON.parse(search('third')).found).toBe(1);
  expect(JSON.parse(search('second')).found).toBe(0);
  const file = join(env.HOME ?? '', 'file');
  writeFileSync(file, '');
  const without = { ...env, XDG_CACHE_HOME: file };
  expect(run(['search', '--pack', own, '--json', 'about'], { env: without }).out).toBe(search('about'));
});

test('search says every time that a pack has faults', () => {
  const { env } = freshHome();
  const own = packIn(env, `${question('good')}## Bad {#bad}\n\nNo answer.\n`);
  for (const _run of [1, 2]) {
    const { code, out, err } = run(['search', '--pack', own, 'good'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^1 found\n/);
    expect(err).toMatch(/^1 fault in the packs: /);
  }
  rmSync(own, { recursive: true });
  expect(run(['search', '--pack', own, 'good'], { env }).code).toBe(2);
});
