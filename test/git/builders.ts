// Homes with a past, real bare repositories, and syncs of the one with the other.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/bank/user-error.ts';
import { openSync, type Remote, type Travelled } from '../../src/git/sync.ts';
import { grades } from '../../src/memory/grade.ts';
import type { Review } from '../../src/memory/record.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { logFiles } from '../../src/storage/log-exchange.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { progressText } from '../../src/storage/progress-text.ts';
import { readLog } from '../../src/storage/review-log.ts';
import { logNames } from '../../src/storage/review-log-files.ts';
import { review } from '../builders.ts';
import { freshFolder, november } from '../storage/builders.ts';

const day = 86_400_000;

/** Reviews as a person makes them, the numbers `from` to `from + count`: some an hour, over fifty shipped questions. */
export const reviewsOf = (device: string, count: number, from = 0): Review[] =>
  Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const t = november + n * 3_600_000 + device.length * 1000;
    const today = Math.floor(t / day);
    return review(`${device}-${n}`, {
      device,
      seq: n,
      t,
      item: `builtin/aiops-${String(1 + ((n * 7 + device.length) % 50)).padStart(3, '0')}`,
      grade: grades[(n * 5 + device.length) % 4] ?? 'good',
      day: today,
      due: today + 1 + ((n * 3) % 9),
    });
  });

/** Writes records as a session would, but all at once: the file is there with its header. */
export function practised(home: string, records: readonly Review[], file?: string): void {
  for (const record of records) {
    const month = new Date(record.t).toISOString().slice(0, 7);
    const path = join(home, 'reviews', file ?? `${record.device}-${month}.jsonl`);
    mkdirSync(join(home, 'reviews'), { recursive: true });
    const isNew = !readdirSync(join(home, 'reviews')).includes(path.slice(path.lastIndexOf('/') + 1));
    appendFileSync(path, (isNew ? headerLine(record.device) : '') + recordLine(record));
  }
}

/** A home in which a machine has made some reviews. */
export function homeOf(device: string, count: number, from = 0): string {
  const home = freshFolder();
  practised(home, reviewsOf(device, count, from));
  return home;
}

/** Variables that keep git from the settings of whoever runs the tests. */
export const plainEnv = (more: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  ...more,
});

/** What git prints; it has to work. */
export function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.org'];
  const env = plainEnv();
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** An empty bare repository. */
export function bareRemote(folder = join(freshFolder(), 'reviews.git')): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--bare', '--template=', '.');
  return folder;
}

/** A bare repository whose branch has files in it. */
export function remoteWith(build: (checkout: string) => void, branch = 'main'): string {
  const remote = bareRemote();
  const checkout = freshFolder();
  git(checkout, 'init', '--quiet', '--template=', '.');
  git(checkout, 'symbolic-ref', 'HEAD', `refs/heads/${branch}`);
  build(checkout);
  git(checkout, 'add', '--all');
  git(checkout, 'commit', '--quiet', '--message', 'as it was');
  git(checkout, 'push', '--quiet', remote, branch);
  git(remote, 'symbolic-ref', 'HEAD', `refs/heads/${branch}`);
  return remote;
}

export type Synced = Travelled & { readonly remote: Remote };

/** Syncs a home as the command does, without a person to ask. */
export async function synced(home: string, url?: string, env = plainEnv()): Promise<Synced> {
  const { signal } = new AbortController();
  const settings = { mayAsk: false, signal, env };
  const { remote, exchange } = await openSync(logFiles(home), join(home, 'reviews'), url, settings);
  return { remote, ...(await exchange(Math.floor(november / 1000))) };
}

/** What a sync reports when there is nothing to do. */
export const nothing = { sent: 0, received: 0, devices: 0 };

/** What a sync that cannot be done says. */
export const faultOf = (work: Promise<unknown>): Promise<UserError> =>
  work.then(
    () => Promise.reject(new Error('it went through')),
    (error) => (error instanceof UserError ? error : Promise.reject(error)),
  );

/** The lines of all of a home's log files, each once, sorted. */
export function linesIn(home: string): string[] {
  const folder = join(home, 'reviews');
  const lines = logNames(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .map((line) => (line === '' ? '' : `${name}:${line}`)),
  );
  return [...new Set(lines)].sort();
}

/** What the log of a home makes of the schedule. */
export const scheduleOf = (home: string): string => progressText(foldLog(readLog(home).records));

/** A file of a remote's branch. */
export const fileOn = (remote: string, name: string, branch = 'main'): string =>
  git(remote, 'show', `${branch}:${name}`);
