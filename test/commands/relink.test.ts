import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshHome } from '../pty.ts';
import { run, runJson } from '../run.ts';

const question = (title: string, points: readonly string[] = ['One point'], id = '') =>
  [
    `## ${title}${id === '' ? '' : ` {#${id}}`}`,
    'What of it?',
    ...['One.', 'Two.', 'Three.'].map((hint) => `### Hint\n\n${hint}`),
    `### Key points\n\n${points.map((point) => `- ${point}`).join('\n')}`,
    '### Answer\n\nSo it is.\n',
  ].join('\n\n');

/** A pack of one file, and a home in which its questions were answered. */
function practisedPack(...questions: string[]) {
  const { env } = freshHome();
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-moved-'));
  const write = (file: string, ...texts: string[]) => {
    mkdirSync(join(folder, 'questions'), { recursive: true });
    writeFileSync(join(folder, 'questions', file), `---\ncategory: Nights\n---\n\n${texts.join('\n')}`);
  };
  writeFileSync(join(folder, 'pack.yaml'), 'id: nights\nname: Nights\n');
  write('a.md', ...questions);
  const own = { ...env, HOTSEAT_PACKS: folder };
  const ids = runJson(['list'], own).items.map(({ id }: { id: string }) => id);
  const text = `${points.join('. ')}.`;
  const answers = JSON.stringify(Object.fromEntries(ids.map((id: string) => [id, { text, grade: 'good' }])));
  const plan = join(folder, 'plan.yaml');
  writeFileSync(plan, 'name: all\nblocks:\n  - order: file\n');
  const { code, err } = run(['drill', plan, '--answers', '-', '--save'], { env: own, input: answers });
  expect([code, err]).toEqual([0, expect.anything()]);
  return { env: own, folder, write };
}

const states = (env: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    runJson(['list'], env).items.map(({ id, state }: { id: string; state: string }) => [id, state]),
  );

const points = ['Alerts fire on symptoms', 'Causes are for dashboards', 'Every page has a runbook'];

test('a question that was moved to another file, or reworded under its id, keeps its history', () => {
  const { env, folder, write } = practisedPack(question('What is a page?', points, 'page'));
  write('a.md', question('Wholly other words', ['And other points'], 'page'));
  renameSync(join(folder, 'questions', 'a.md'), join(folder, 'questions', 'z.md'));
  expect(states(env)).toEqual({ page: 'review' });
  expect(run(['relink'], { env }).out).toBe('Every history has its question.\n');
});

test('a question without an id that was retitled is linked, shown, and may be undone', () => {
  const { env, write } = practisedPack(
    question('What is a page?', points),
    question('The other one', ['Its own point']),
  );
  write(
    'a.md',
    question('When does a person wake up?', points),
    question('The other one', ['Its own point']),
  );
  expect(states(env)).toEqual({ 'when-does-a-person-wake-up': 'new', 'the-other-one': 'review' });
  expect(run(['relink', '--dry-run'], { env }).out).toContain('Likely');
  expect(states(env)).toMatchObject({ 'when-does-a-person-wake-up': 'new' });
  const { out } = run(['relink'], { env });
  expect(out).toContain('What is a page? (nights/what-is-a-page)\n  is now When does a person wake up?');
  expect(out).toContain('3 of 3 points the same');
  expect(states(env)).toEqual({ 'when-does-a-person-wake-up': 'review', 'the-other-one': 'review' });
  expect(run(['undo'], { env }).out).toContain('Took back the relink of nights/what-is-a-page');
  expect(states(env)).toMatchObject({ 'when-does-a-person-wake-up': 'new' });
});

test('what is only likely is shown with the command that links it', () => {
  const { env, write } = practisedPack(question('How is a pager alert routed at night?'));
  write('a.md', question('Where does a pager alert go at night?'));
  const { likely, linked } = runJson(['relink'], env);
  expect([linked, likely.length]).toEqual([[], 1]);
  const command = run(['relink'], { env }).out.match(/hotseat (relink \S+ \S+)/)?.[1] ?? '';
  expect(run(command.split(' '), { env }).code).toBe(0);
  expect(states(env)).toEqual({ 'where-does-a-pager-alert-go-at-night': 'review' });
});

test('ids that nothing has, or that are the same, are refused with what to do', () => {
  const { env } = practisedPack(question('What is a page?', points, 'page'));
  for (const args of [['none', 'page'], ['page', 'none'], ['page', 'page'], ['page']]) {
    const { code, err } = run(['relink', ...args], { env });
    expect(code, args.join(' ')).toBe(2);
    expect(err.trim().split('\n').length).toBeGreaterThan(1);
  }
});

test('a question that was reset is new, and undo brings its history back', () => {
  const { env } = practisedPack(
    question('What is a page?', points, 'page'),
    question('Another', ['Its own point'], 'other'),
  );
  const { out, code } = run(['reset', 'page', 'other'], { env });
  expect([code, out]).toEqual([0, 'nights/page is new again.\nnights/other is new again.\n']);
  expect(states(env)).toEqual({ page: 'new', other: 'new' });
  expect(run(['reset', 'page'], { env }).out).toBe('nights/page was new already.\n');
  expect(run(['undo'], { env }).out).toContain('the reset of nights/other');
  expect(states(env)).toEqual({ page: 'new', other: 'review' });
  expect(run(['reset', 'nothing'], { env }).code).toBe(2);
});
