import { resolve } from 'node:path';
import { openSync, type Sync, type Travelled } from '../git/sync.ts';
import { countDue, indexDue } from '../memory/due-index.ts';
import { syncText } from '../report/sync-text.ts';
import { logFiles } from '../storage/log-exchange.ts';
import { reviewsFolder } from '../storage/review-log-files.ts';
import { Interrupted } from '../terminal/interrupted.ts';
import { loadAll } from './practice-bank.ts';
import type { ExitCode, World } from './world.ts';

const patienceMs = 1000;

/** `hotseat sync [URL]`: the review log through the user's own git remote, and the schedule that comes of it. */
export async function sync(
  world: World,
  url: string | undefined,
  options: { json?: boolean },
): Promise<ExitCode> {
  const opened = await interruptible(world, open(world, url));
  const { url: remote, replaced } = opened.remote;
  if (replaced !== undefined) world.note(`The remote is ${remote} from now on; it was ${replaced}.`);
  const travelled = await interruptible(world, exchanged(world, opened));
  const { items, schedule, today } = await loadAll(world);
  const { due } = countDue(indexDue(items, schedule), today, world.clock.now(), world.zone);
  const report = { remote, ...travelled, due };
  world.out(`${options.json ? JSON.stringify(report) : syncText(report)}\n`);
  return 0;
}

const open = (world: World, url: string | undefined): Promise<Sync> =>
  openSync(logFiles(world.home), resolve(reviewsFolder(world.home)), url, {
    mayAsk: world.screen !== undefined,
    signal: world.signal,
    env: process.env,
  });

/** Exchanges records; a word on stderr when it takes its time. */
async function exchanged(world: World, { remote, exchange }: Sync): Promise<Travelled> {
  const slow = setTimeout(() => world.note(`Syncing with ${remote.url} …`), patienceMs);
  try {
    return await exchange(Math.floor(world.clock.raw() / 1000));
  } finally {
    clearTimeout(slow);
  }
}

async function interruptible<T>(world: World, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw Interrupted.from(error, world.signal) ?? error;
  }
}
