import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../bank/user-error.ts';

/** A file of the log as the disk has it. The age of its entry too (ctime): a sync may set the other one back. */
export type FileStamp = readonly [name: string, size: number, mtimeMs: number, ctimeMs: number];

/** Which files the log consists of, and how large and how old they are: tells whether what was derived is current. */
export type LogSignature = readonly FileStamp[];

export const reviewsFolder = (home: string): string => join(home, 'reviews');

/** The log's files now, by name. Conflict copies that file sync makes are part of it; what went away meanwhile has size -1. */
export function logSignature(home: string): LogSignature {
  const folder = reviewsFolder(home);
  return logNames(folder).map((name) => {
    const stat = statOf(join(folder, name));
    return stat?.isFile() ? [name, stat.size, stat.mtimeMs, stat.ctimeMs] : [name, -1, 0, 0];
  });
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Whether a signature is that of another moment in which nothing had changed. */
export const isSameLog = (a: readonly (readonly unknown[])[], b: LogSignature): boolean =>
  a.length === b.length && b.every((stamp, i) => isSameStamp(a[i], stamp));

/** Whether a file is untouched since it was looked at. */
export const isSameStamp = (a: readonly unknown[] | undefined, stamp: FileStamp): boolean =>
  stamp.every((part, i) => part === a?.[i]);

/**
 * Whether a file of this name is part of the log. Conflict copies are, whoever made them (Syncthing, Dropbox, OneDrive,
 * iCloud); what a file sync has half written is not: it is hidden, or ends in something else.
 */
export const isLogName = (name: string): boolean =>
  /^[^.~/\\\p{Cc}][^/\\\p{Cc}]*\.jsonl$/u.test(name) && Buffer.byteLength(name) <= 255;

/** The machine that a file's name begins with: whose it is when its header is lost. */
export const deviceByName = (name: string): string => name.replace(/-\d{4}-\d{2}.*$/, '');

/** The names of the log's files, sorted. Links are not followed: what lies here may come from other machines. */
export function logNames(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && isLogName(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UserError(
      `the progress folder ${folder} cannot be read (${(error as Error).message})`,
      'Check its permissions, or name another with --home.',
    );
  }
}

/** A file of the log, or why there is none to read. A pipe must not make anybody wait for its writer. */
export function readLogFile(home: string, name: string): Buffer | string {
  let fd: number;
  try {
    fd = openSync(join(reviewsFolder(home), name), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return `it cannot be read (${(error as NodeJS.ErrnoException).code}); make its permissions right, or move it away`;
  }
  try {
    return fstatSync(fd).isFile() ? readFileSync(fd) : 'it is no file; move it away';
  } catch (error) {
    return `it cannot be read (${(error as NodeJS.ErrnoException).code}); look at the disk, and at your backups`;
  } finally {
    closeSync(fd);
  }
}
