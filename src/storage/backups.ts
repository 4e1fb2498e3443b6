import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { keptBackups } from '../memory/backup-ages.ts';
import { type Day, dateOf } from '../memory/day.ts';
import { writeFileAtomically } from './atomic-write.ts';
import { logSignature, reviewsFolder } from './review-log-files.ts';

/** A copy of one log file as it was on a day. */
export interface Backup {
  /** The log file's name. */
  readonly log: string;
  readonly day: Day;
  readonly path: string;
}

// At most so much is copied at one time, the rest the next time: nobody waits for it at the end of a session.
const bytesAtOnce = 8_000_000;

const backupsFolder = (home: string): string => join(home, 'backups');

/**
 * Copies every log file that changed since its last copy, one copy a day, and thins old copies out. What cannot be
 * written is left: a backup is never a reason to fail.
 */
export function backUp(home: string, today: Day): void {
  const known = backupsOf(home);
  let left = bytesAtOnce;
  for (const log of changedLogs(home, known)) {
    left -= log.size;
    if (left < 0 && left + log.size < bytesAtOnce) return;
    try {
      keepCopy(home, log.name, today);
      thin(
        known.filter((backup) => backup.log === log.name),
        today,
      );
    } catch {
      return;
    }
  }
}

function changedLogs(home: string, known: readonly Backup[]): { name: string; size: number }[] {
  const folder = reviewsFolder(home);
  const newest = new Map(known.map((backup) => [backup.log, backup.path]));
  return logSignature(home)
    .filter(([, size]) => size >= 0)
    .map(([name]) => name)
    .map((name) => ({ name, ...statOf(join(folder, name)) }))
    .filter(({ name, mtimeMs }) => mtimeMs > (statOf(newest.get(name) ?? '').mtimeMs ?? 0))
    .sort((a, b) => b.mtimeMs - a.mtimeMs);
}

const statOf = (path: string): { size: number; mtimeMs: number } =>
  (path === '' ? undefined : statSync(path, { throwIfNoEntry: false })) ?? { size: 0, mtimeMs: 0 };

function keepCopy(home: string, log: string, today: Day): void {
  const content = readFileSync(join(reviewsFolder(home), log));
  for (let n = 1; ; n++) {
    const path = join(backupsFolder(home), log, `${dateOf(today)}${n === 1 ? '' : `_${n}`}.jsonl.gz`);
    const earlier = contentOf(path);
    // A log only grows. Where it did not, today's earlier copy may hold what the log has lost.
    if (earlier && !isStartOf(earlier, content)) continue;
    writeFileAtomically(path, gzipSync(content, { level: 1 }));
    return;
  }
}

// A copy goes only when a younger one holds all that it held.
function thin(backups: readonly Backup[], today: Day): void {
  const kept = keptBackups(
    backups.map(({ day }) => day),
    today,
  );
  for (const [i, old] of backups.entries()) {
    if (kept.has(old.day)) continue;
    const content = contentOf(old.path);
    const younger = backups.slice(i + 1).find(({ day }) => kept.has(day));
    const after = younger && contentOf(younger.path);
    if (content && after && isStartOf(content, after)) rmSync(old.path);
  }
}

const isStartOf = (start: Buffer, whole: Buffer): boolean =>
  start.length <= whole.length && start.equals(whole.subarray(0, start.length));

function contentOf(path: string): Buffer | undefined {
  try {
    return gunzipSync(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** All copies, by log file and then by age, the oldest first. */
export const backupsOf = (home: string): Backup[] =>
  namesIn(backupsFolder(home)).flatMap((log) =>
    namesIn(join(backupsFolder(home), log)).flatMap((name) => {
      const date = /^(\d{4}-\d{2}-\d{2})(_\d+)?\.jsonl\.gz$/.exec(name)?.[1];
      const day = date === undefined ? Number.NaN : Date.parse(date) / 86_400_000;
      return Number.isInteger(day) ? [{ log, day, path: join(backupsFolder(home), log, name) }] : [];
    }),
  );

/** The text of a copy; undefined for one that is damaged. */
export const backupText = ({ path }: Backup): string | undefined => contentOf(path)?.toString('utf8');

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
