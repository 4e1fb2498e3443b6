import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import { frontMatter } from '../content/builders.ts';
import { freshHome, sit } from '../pty.ts';
import { run, runJson } from '../run.ts';

const guideText = `---
title: Reading graphs
summary: What a picture of numbers can and cannot say.
careers: [reader]
questions: [g-1]
---

## What it is

${'A graph is a drawing of numbers. '.repeat(12)}

| sign | meaning |
| --- | --- |
| slope | rate |
`;

/** A pack with a guide, a career and a question of each. */
function libraryPack(env: Record<string, string>, guide = guideText): string {
  const folder = join(env.HOME ?? '', 'shelf');
  mkdirSync(join(folder, 'guides'), { recursive: true });
  mkdirSync(join(folder, 'questions'));
  writeFileSync(join(folder, 'guides', 'graphs.md'), guide);
  writeFileSync(
    join(folder, 'careers.yaml'),
    'careers:\n  - {id: reader, name: Graph reader, summary: Reads graphs all day., skills: [graphs]}\n',
  );
  writeFileSync(
    join(folder, 'questions', 'q.md'),
    `${frontMatter}## T {#g-1}\n\nP?\n\n### Skills\n\ngraphs\n\n### Careers\n\nreader\n\n### Hint\n\nh\n\n### Key points\n\n- a point\n\n### Answer\n\nA.\n`,
  );
  return folder;
}

test('guide lists the skills with their pages, and renders one within the width', () => {
  const { env } = freshHome();
  const pack = libraryPack(env);
  const listed = run(['guide', '--pack', pack], { env });
  expect(listed.code).toBe(0);
  expect(listed.out).toContain('graphs  Reading graphs\n    What a picture');
  expect(listed.out).toContain('1 question, 0 seen, 0 due');
  const { out, code } = run(['guide', 'Graphs', '--pack', pack], { env });
  expect(code).toBe(0);
  expect(out).toContain('What it is');
  for (const line of out.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
});

test('guide and careers as JSON', () => {
  const { env } = freshHome();
  const pack = libraryPack(env);
  const standing = { total: 1, seen: 0, due: 0 };
  const { text, ...guide } = runJson(['guide', 'graphs', '--pack', pack], env);
  expect(text).toMatch(/^## What it is/);
  expect(guide).toEqual({
    id: 'graphs',
    pack: 'shelf',
    title: 'Reading graphs',
    summary: 'What a picture of numbers can and cannot say.',
    careers: ['reader'],
    scenarios: [],
    questions: ['g-1'],
    standing,
  });
  expect(runJson(['guide', '--pack', pack], env)).toEqual({ guides: [guide] });
  const career = {
    id: 'reader',
    pack: 'shelf',
    name: 'Graph reader',
    summary: 'Reads graphs all day.',
    skills: ['graphs'],
    standing,
    guides: [{ id: 'graphs', title: 'Reading graphs' }],
  };
  expect(runJson(['careers', '--pack', pack], env)).toEqual({ careers: [career] });
  expect(runJson(['careers', 'reader', '--pack', pack], env)).toEqual(career);
  expect(run(['careers', 'reader', '--pack', pack], { env }).out).toContain('Reads graphs all day.');
});

test('a name that there is not gets the nearest one', () => {
  const { env } = freshHome();
  const pack = libraryPack(env);
  const { code, err } = run(['guide', 'grphs', '--pack', pack], { env });
  expect({ code, err }).toEqual({
    code: 2,
    err: 'hotseat: there is no guide "grphs"\nDid you mean "graphs"?\n',
  });
  expect(run(['careers', 'x', '--pack', pack], { env }).err).toContain('There is: reader.');
});

test('search finds careers and skills by what their pages say', () => {
  const { env } = freshHome();
  const pack = libraryPack(env);
  const found = (query: string) =>
    runJson(['search', query, '--pack', pack], env).results.map(
      ({ type, id }: { type: string; id: string }) => [type, id],
    );
  expect(found('slope')).toEqual([['skill', 'graphs']]);
  expect(found('reads all day')).toEqual([['career', 'reader']]);
  writeFileSync(join(pack, 'guides', 'graphs.md'), guideText.replace('slope', 'gradient'));
  expect(run(['search', 'slope', '--pack', pack], { env }).code).toBe(1);
  expect(found('gradient')).toEqual([['skill', 'graphs']]);
});

test('check reads guides and careers too', () => {
  const { env } = freshHome();
  const pack = libraryPack(env, guideText.replace('g-1', 'g-2').replace('summary', 'sumary'));
  writeFileSync(join(pack, 'careers.yaml'), 'careers:\n  - {id: Bad Id, name: N, summary: S}\n');
  const check = () => {
    const { code, out } = run(['check', pack, '--json'], { env });
    const { files, problems } = JSON.parse(out);
    const told = problems.map(
      ({ file, line, code: what }: { file: string; line: number; code: string }) =>
        `${file.slice(pack.length + 1)}:${line} ${what}`,
    );
    return { code, files, told };
  };
  expect(check()).toEqual({
    code: 1,
    files: 3,
    told: ['careers.yaml:2 bad-id', 'guides/graphs.md:2 missing', 'guides/graphs.md:3 unknown-key'],
  });
  writeFileSync(join(pack, 'guides', 'graphs.md'), guideText.replace('g-1', 'g-2'));
  writeFileSync(join(pack, 'careers.yaml'), 'careers: []\n');
  expect(check()).toEqual({ code: 0, files: 3, told: ['guides/graphs.md:5 unknown-name'] });
});

test('at a terminal a guide that is longer than the screen goes through the pager', async () => {
  const { env } = freshHome();
  const pack = libraryPack(env);
  const session = sit(['guide', 'graphs', '--pack', pack], {
    env: { ...env, PAGER: 'sed s/^/paged:/' },
    rows: 8,
  });
  expect((await session.exit).code).toBe(0);
  expect(session.screen()).toContain('paged:');
});
