import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../bank/user-error.ts';

/** Which files the log consists of, and how large and how old they are: tells whether what was derived is current. */
export type LogSignature = readonly (readonly [name: string, size: number, mtimeMs: number])[];

export const reviewsFolder = (home: string): string => join(home, 'reviews');

/** The log's files now. Conflict copies that file sync makes are part of it. */
export function logSignature(home: string): LogSignature {
  const folder = reviewsFolder(home);
  return logNames(folder).map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return [name, size, mtimeMs];
  });
}

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
