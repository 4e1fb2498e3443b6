import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshHome } from '../pty.ts';
import { run } from '../run.ts';

const bare = '---\ncategory: C\n---\n\n## One {#one}\n\nWhy?\n\n### Answer\n\nSo.\n';
const whole = bare.replace(
  '### Answer',
  '### Hint\n\nh\n\n### Key points\n\n- so\n  - accept: sigkill\n\n### Answer',
);

/** A pack of these files, with what a run needs to be kept from this machine's own. */
function packOf(files: Record<string, string>) {
  const { home, env } = freshHome();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(home, 'pack', name, '..'), { recursive: true });
    writeFileSync(join(home, 'pack', name), text);
  }
  const check = (args: readonly string[] = ['pack'], more: Record<string, string> = {}) =>
    run(['check', ...args], { env: { ...env, ...more }, cwd: home });
  return { check };
}

describe('a warning', () => {
  const { check } = packOf({ 'questions/a.md': bare });

  test('is shown as a fault is, and does not fail the check', () => {
    const { code, out, err } = check();
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(
      'pack/questions/a.md:5:1 warning the question has no hint [no-hints]\n5 | ## One {#one}\n    ^\n',
    );
    expect(out).toContain('[no-key-points]');
    expect(out).toMatch(/\n1 file, 1 question: 0 errors, 2 warnings\n$/);
  });

  test('fails it with --strict', () => {
    expect(check(['pack', '--strict']).code).toBe(1);
    expect(packOf({ 'a.md': whole }).check(['pack', '--strict'])).toMatchObject({
      code: 0,
      out: '1 file, 1 question: 0 errors, 0 warnings\n',
    });
  });

  test('is in the JSON document, by its code', () => {
    const { code, out } = check(['pack', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      files: 1,
      items: 1,
      problems: ['no-hints', 'no-key-points'].map((name) => ({
        file: 'pack/questions/a.md',
        line: 5,
        column: 1,
        severity: 'warning',
        code: name,
        message: expect.stringMatching(/./),
        mend: expect.stringMatching(/./),
      })),
    });
  });

  test('is given for a single file as well, under the name that was given', () => {
    const { problems } = JSON.parse(check(['pack/questions/a.md', '--json']).out);
    expect(problems.map(({ file }: { file: string }) => file)).toEqual([
      'pack/questions/a.md',
      'pack/questions/a.md',
    ]);
  });
});

test('questions that ask the same are found across the files of a pack', () => {
  const { check } = packOf({ 'a.md': whole, 'deep/b.md': whole.replace('{#one}', '{#two}') });
  const { out } = check(['pack', '--json']);
  expect(JSON.parse(out).problems).toMatchObject([
    {
      file: 'pack/deep/b.md',
      line: 5,
      code: 'similar-question',
      message: 'it asks the same as `one` (a.md:5)',
    },
  ]);
});

describe('in a workflow on GitHub', () => {
  const { check } = packOf({ 'a.md': bare.replace('So.', '') });
  const inWorkflow = { GITHUB_ACTIONS: 'true' };
  const command = /^::error file=pack\/a\.md,line=9,col=1,title=bad-value::.*%0A.*\n$/;

  test('problems are annotations as well, on stderr', () => {
    const plain = check();
    const annotated = check(['pack'], inWorkflow);
    expect(plain.err).toBe('');
    expect(annotated.out).toBe(plain.out);
    expect(annotated.err).toMatch(command);
  });

  test('stdout holds one JSON document still', () => {
    const { out, err } = check(['pack', '--json'], inWorkflow);
    expect(JSON.parse(out).problems).toHaveLength(1);
    expect(err).toMatch(command);
  });

  test('only where GITHUB_ACTIONS is true', () => {
    expect(check(['pack'], { GITHUB_ACTIONS: '' }).err).toBe('');
    expect(check(['pack'], { GITHUB_ACTIONS: 'false' }).err).toBe('');
  });
});
