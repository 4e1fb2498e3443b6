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

/** The names of the log's files, sorted. */
export function logNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UserError(
      `the progress folder ${folder} cannot be read (${(error as Error).message})`,
      'Check its permissions, or name another with --home.',
    );
  }
}
