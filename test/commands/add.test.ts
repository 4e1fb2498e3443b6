import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshHome, keys, sit } from '../pty.ts';
import { run, runJson, shippedCount, shippedItems } from '../run.ts';

test('add asks for a question in a few lines and puts it into the own pack, beside the shipped one', async () => {
  const { env, home } = freshHome();
  const s = sit(['add', '--no-color'], { env });
  await s.sees('The question, as you were asked it:');
  s.send(`Why did the canary pass while half the users failed?${keys.enter}`);
  await s.sees('Category:');
  s.send(keys.enter);
  await s.sees('What should a good answer say?');
  s.send(`The canary saw no real traffic.${keys.enter}`);
  await s.sees('And:');
  s.send(keys.enter);
  await s.sees('Added own/why-did-the-canary');
  expect((await s.exit).code).toBe(0);
  const items = runJson(['list'], env).items;
  expect(items).toHaveLength(shippedItems + 1);
  expect(items.at(-1)).toMatchObject({
    pack: 'own',
    category: 'Asked',
    title: 'Why did the canary pass while half the …',
    keyPoints: 1,
  });
  const file = join(home, 'progress', 'packs', 'own', `${items.at(-1).id}.md`);
  expect(readFileSync(file, 'utf8')).toContain('- The canary saw no real traffic.');
  expect(run(['due', '--short'], { env }).out).toBe(`${shippedCount + 1} new\n`);
  expect(run(['check', file], { env }).code).toBe(0);
});

test('add takes it all as options, and never touches a file that is there', () => {
  const { env, home } = freshHome();
  const add = () =>
    run(
      [
        'add',
        'What',
        'is',
        'an',
        'SLO?',
        '--category',
        'SRE',
        '--point',
        'A target.',
        '--answer',
        'A target for a level of service.',
      ],
      { env },
    );
  expect(add().out).toMatch(/^Added own\/what-is-an-slo to .*what-is-an-slo\.md/);
  const file = join(home, 'progress', 'packs', 'own', 'what-is-an-slo.md');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n<!-- mine -->\n`);
  expect(add().out).toContain('own/what-is-an-slo-2');
  expect(readFileSync(file, 'utf8')).toContain('<!-- mine -->');
  expect(runJson(['show', 'own/what-is-an-slo'], env)).toMatchObject({
    category: 'SRE',
    answer: expect.stringContaining('A target for a level of service.'),
    prompt: 'What is an SLO?',
  });
  expect(runJson(['list', '--pack', 'builtin'], env).items).toHaveLength(shippedItems);
});

test('add without a terminal and without a question says how', () => {
  const { code, err } = run(['add']);
  expect(code).toBe(2);
  expect(err).toContain('hotseat add "Why');
});
