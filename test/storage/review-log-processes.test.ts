import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readLog } from '../../src/storage/review-log.ts';
import { root } from '../pty.ts';
import { freshFolder } from './builders.ts';

const script = fileURLToPath(new URL('./fixtures/append.ts', import.meta.url));
const names = ['one', 'two', 'three', 'four', 'five', 'six'];
const count = 300;

const writer = (home: string, device: string, name: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', script, home, device, name, String(count)], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });

test.each([
  ['each as a machine of its own', (name: string) => name],
  ['all as one machine, into one file', () => 'laptop'],
])('six processes that append 300 records each to one home at once lose none: %s', async (_, deviceOf) => {
  const home = freshFolder();
  const writers = names.map((name) => writer(home, deviceOf(name), name));
  await Promise.all(writers.map(({ stdout }) => once(stdout as NodeJS.ReadableStream, 'data')));
  const ends = writers.map((process) => once(process, 'exit'));
  for (const { stdin } of writers) stdin?.end('go\n');
  expect((await Promise.all(ends)).map(([code]) => code)).toEqual(names.map(() => 0));
  const { records, faults } = readLog(home);
  expect(faults).toEqual([]);
  expect(records.map(({ id }) => id).sort()).toEqual(
    names.flatMap((name) => Array.from({ length: count }, (_, i) => `${name}-${i}`)).sort(),
  );
});
