// The recipes of docs/routine.md, run as they are printed.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { freshHome, program, root } from '../pty.ts';
import { shippedCount } from '../run.ts';

const page = readFileSync(join(root, 'docs', 'routine.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

/** A shell in a fresh folder, with hotseat on its path. */
function shell(commands: string, more: Record<string, string> = {}) {
  const { env, home } = freshHome();
  mkdirSync(join(home, 'bin'));
  symlinkSync(program, join(home, 'bin', 'hotseat'));
  const run = (text: string) =>
    spawnSync('sh', ['-e', '-c', text], {
      cwd: home,
      encoding: 'utf8',
      env: { ...env, ...more, PATH: `${join(home, 'bin')}:${env.PATH}` },
    });
  return { home, run, ...run(commands) };
}

test('the crontab line has five fields and a command that prints a line', () => {
  const [line = ''] = blocks('crontab');
  const [, fields = '', command = ''] = /^((?:\S+\s+){5})(.*)$/m.exec(line) ?? [];
  expect(fields.trim().split(/\s+/)).toEqual(['0', '8', '*', '*', '1-5']);
  expect(command).not.toContain('%'); // cron takes it for a line end
  expect(shell(command)).toMatchObject({ status: 0, stdout: `${shippedCount} new\n`, stderr: '' });
});

test('the systemd units say when and what, and what they run works', () => {
  const [service = '', timer = ''] = blocks('ini');
  const command = /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(service)?.[1] ?? '';
  const { home, run } = shell('true');
  writeFileSync(join(home, 'bin', 'notify-send'), '#!/bin/sh\necho "$@" > "$HOME/notified"\n', {
    mode: 0o755,
  });
  expect(run(command).status).toBe(0);
  expect(readFileSync(join(home, 'notified'), 'utf8')).toBe(`hotseat ${shippedCount} new\n`);
  expect(timer).toContain('OnCalendar=Mon..Fri 08:00');
  if (existsSync('/usr/bin/systemd-analyze')) {
    const { status, stderr } = spawnSync('systemd-analyze', ['calendar', 'Mon..Fri 08:00'], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  }
});

test('the drill from a file runs from template to table', () => {
  const { status, stdout, stderr } = shell(blocks('sh').join(''));
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('TAP version 14');
  expect(stdout).toMatch(/ana/);
});

test('the workflow is YAML whose steps run, annotate and sum up', () => {
  const workflow = parse(blocks('yaml')[0] ?? '');
  const steps: { run?: string }[] = workflow.jobs.drill.steps;
  const commands = steps.flatMap(({ run }) => (run && !run.startsWith('npm install') ? [run] : []));
  expect(commands).toHaveLength(2);
  const { home, run } = shell('true', { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'summary.md' });
  mkdirSync(join(home, 'pack'));
  cpSync(join(root, 'test', 'fixtures', 'kinds.md'), join(home, 'pack', 'kinds.md'));
  writeFileSync(join(home, 'plan.yaml'), 'name: ours\nblocks: [{id: [signal, several], order: file}]\n');
  writeFileSync(join(home, 'answers.yaml'), 'signal: A gauge of queue length\n');
  const drill = run(commands[1] ?? '');
  expect(drill.status).toBe(1); // 50 is under 70
  expect(drill.stderr).toMatch(/::error title=Drill ours failed::Score 50/);
  expect(readFileSync(join(home, 'summary.md'), 'utf8')).toMatch(/ours/);
  expect(readFileSync(join(home, 'results.xml'), 'utf8')).toContain('<testsuites');
});
