import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bareRemote, linesIn, practised, reviewsOf } from '../git/builders.ts';
import { freshHome, keys, program, sit } from '../pty.ts';
import { run, runJson } from '../run.ts';

const now = ['--now', '2026-12-24T09:00:00Z'];

/** A machine on which somebody has practised. */
function machine(device: string, count: number): { home: string; env: Record<string, string> } {
  const { env } = freshHome();
  const home = env.HOTSEAT_HOME ?? '';
  if (count > 0) practised(home, reviewsOf(device, count));
  return { home, env: { ...env, GIT_CONFIG_NOSYSTEM: '1' } };
}

/** A program of these lines in a folder. */
function shellScript(folder: string, lines: readonly string[]): string {
  const path = join(folder, 'ssh');
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

const progressOf = (home: string): string => readFileSync(join(home, 'progress.json'), 'utf8');

test('two machines send and receive in a command each, and have the same due questions', () => {
  const remote = bareRemote();
  const [laptop, desk] = [machine('laptop', 0), machine('desk', 0)];
  run(['grade', 'aiops-001=good', 'aiops-002=again', 'aiops-003=easy', ...now], { env: laptop.env });
  run(['grade', 'aiops-002=easy', 'aiops-004=again', ...now], { env: desk.env });
  const first = run(['sync', remote, '--quiet', ...now], { env: laptop.env });
  expect(first).toEqual({ code: 0, out: 'Sent 3 records; 1 due.\n', err: '' });
  expect(run(['sync', remote, ...now], { env: desk.env }).out).toBe(
    'Sent 2 records, received 3 from 1 machine; 1 due.\n',
  );
  expect(runJson(['sync', ...now], laptop.env)).toEqual({ remote, sent: 0, received: 2, devices: 1, due: 1 });
  expect(run(['sync', ...now], { env: laptop.env }).out).toBe('Nothing to send or receive; 1 due.\n');
  expect(progressOf(laptop.home)).toBe(progressOf(desk.home));
  const due = (env: Record<string, string>) => runJson(['due', ...now], env);
  expect(due(laptop.env)).toEqual(due(desk.env));
});

test('three machines with 1,000 reviews each come to one state, to the byte', () => {
  const remote = bareRemote();
  const machines = ['laptop', 'desk', 'attic'].map((device) => machine(device, 1000));
  const sync = (env: Record<string, string>) => runJson(['sync', remote, ...now], env);
  const [first, second, third] = machines.map(({ env }) => sync(env));
  expect([first.sent, second.sent, third.sent]).toEqual([1000, 1000, 1000]);
  expect([first.received, second.received, third.received]).toEqual([0, 1000, 2000]);
  expect(sync(machines[0]!.env)).toMatchObject({ sent: 0, received: 2000, devices: 2 });
  expect(sync(machines[1]!.env)).toMatchObject({ sent: 0, received: 1000, devices: 1 });
  for (const { home } of machines) {
    expect(progressOf(home)).toBe(progressOf(machines[0]!.home));
    expect(linesIn(home)).toEqual(linesIn(machines[0]!.home));
  }
  expect(linesIn(machines[0]!.home).filter((line) => line.includes('"id"'))).toHaveLength(3000);
});

test('three machines that sync at the same moment all get through', async () => {
  const remote = bareRemote();
  const machines = ['laptop', 'desk', 'attic'].map((device) => machine(device, 3));
  const ends = machines.map(({ env }) =>
    once(spawn(process.execPath, [program, 'sync', remote], { env }), 'exit'),
  );
  expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0, 0]);
  for (const { env } of machines) run(['sync'], { env });
  for (const { home } of machines) expect(linesIn(home)).toEqual(linesIn(machines[0]!.home));
  expect(linesIn(machines[0]!.home).filter((line) => line.includes('"id"'))).toHaveLength(9);
});

test.each([
  ['before it asked', 'upload-pack', 'before'],
  ['when it had asked', 'upload-pack', 'after'],
  ['before it pushed', 'receive-pack', 'before'],
  ['when it had pushed', 'receive-pack', 'after'],
])('a sync that Ctrl-C ends %s is gone on with by the next one', async (_, command, when) => {
  const remote = bareRemote();
  const [laptop, desk] = [machine('laptop', 3), machine('desk', 2)];
  run(['sync', remote], { env: laptop.env });
  // To the whole group, as the keyboard does it: hotseat, the git that it runs, and this.
  const interrupt = `case "$command" in *${command}*) kill -INT 0; sleep 5; esac`;
  const call = 'sh -c "$command"';
  const lines = when === 'before' ? [interrupt, call] : [call, interrupt];
  const ssh = shellScript(desk.home, ['for command; do :; done', ...lines]);
  const env = { ...desk.env, GIT_SSH_COMMAND: ssh };
  const sync = spawn(process.execPath, [program, 'sync', `host:${remote}`], { env, detached: true });
  expect(await once(sync, 'exit')).toEqual([null, 'SIGINT']);
  practised(desk.home, reviewsOf('desk', 1, 100));
  for (const one of [desk, laptop]) expect(run(['sync', remote], { env: one.env }).code).toBe(0);
  expect(linesIn(laptop.home)).toEqual(linesIn(desk.home));
  expect(linesIn(desk.home).filter((line) => line.includes('"id"'))).toHaveLength(6);
});

test('without a remote, with a bad one, and with one that is away it says what to do and ends with 2', () => {
  const { env } = machine('laptop', 1);
  const said = (...args: string[]) => {
    const { code, out, err } = run(['sync', ...args], { env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    return err;
  };
  expect(said()).toMatch(/there is no remote to sync with yet\nName .*hotseat sync git@host/);
  expect(said('--', '--upload-pack=x')).toMatch(/"--upload-pack=x" is no remote/);
  expect(said('ext::sh -c id')).toMatch(/"ext::sh -c id" is no remote/);
  expect(said('/nowhere')).toMatch(/does not appear to be a git repository\nNothing is lost/);
  // It was remembered all the same: it may only be away.
  expect(said()).toMatch(/does not appear to be a git repository/);
  expect(said('https://ana:s3cret@localhost:1/x')).toMatch(
    /^The remote is https:\/\/…@localhost:1\/x from now on; it was \/nowhere\./,
  );
});

test('another remote replaces the one before, which is said; a path may be relative', () => {
  const [one, other] = [bareRemote(), bareRemote()];
  const { env } = machine('laptop', 2);
  run(['sync', one], { env });
  const replaced = run(['sync', 'reviews.git'], { env, cwd: join(other, '..') });
  expect(replaced.code).toBe(0);
  expect(replaced.err).toContain(`The remote is ${other} from now on; it was ${one}.\n`);
  expect(replaced.out).toMatch(/^Sent 2 records; /);
  expect(runJson(['sync'], env).remote).toBe(other);
});

test('a sync that takes over a second says on stderr what it waits for', () => {
  const remote = bareRemote();
  const { home, env } = machine('laptop', 1);
  const ssh = shellScript(home, ['for command; do :; done', 'sleep 0.7', 'exec sh -c "$command"']);
  const { code, err, out } = run(['sync', `ssh://host${remote}`], { env: { ...env, GIT_SSH_COMMAND: ssh } });
  expect({ code, err }).toEqual({ code: 0, err: `Syncing with ssh://host${remote} …\n` });
  expect(out).toMatch(/^Sent 1 record; /);
});

test('SIGTERM ends a sync at once, whatever git waits for', async () => {
  const { home, env } = machine('laptop', 1);
  const ssh = shellScript(home, ['echo started >&2', 'exec sleep 20']);
  const started = Date.now();
  const sync = spawn(process.execPath, [program, 'sync', 'host:x'], {
    env: { ...env, GIT_SSH_COMMAND: ssh },
  });
  // It says what it waits for after a second.
  await once(sync.stderr, 'data');
  sync.kill('SIGTERM');
  expect(await once(sync, 'exit')).toEqual([143, null]);
  expect(Date.now() - started).toBeLessThan(15_000);
});

test('at a terminal git may ask; Ctrl-C there leaves everything as it was', async () => {
  const server = createServer((_, response) => {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="reviews"' }).end();
  }).listen(0);
  onTestFinished(() => void server.close());
  const { home, env } = machine('laptop', 2);
  const before = linesIn(home);
  const s = sit(['sync', `http://localhost:${(server.address() as AddressInfo).port}/reviews.git`], { env });
  await s.sees("Username for 'http://localhost");
  s.send(keys.ctrlC);
  expect((await s.exit).signal).toBe(2);
  expect(linesIn(home)).toEqual(before);
  expect(run(['sync', bareRemote()], { env }).out).toMatch(/^Sent 2 records; /);
});
