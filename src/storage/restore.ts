import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grouped } from '../bank/group.ts';
import { writeFileAtomically } from './atomic-write.ts';
import { backupsOf, backupText } from './backups.ts';
import { headerLine, readLine } from './log-line.ts';
import { logNames, reviewsFolder } from './review-log-files.ts';

/** Lines of one log file that a backup still has and the log has lost. */
export interface LostLines {
  readonly log: string;
  /** Each with the device that its file's header named. */
  readonly lines: readonly { readonly device: string; readonly line: string }[];
}

/** What backups hold that is in no file of the log any more. Damaged copies, and damaged lines in them, are passed over. */
export function lostLines(home: string): LostLines[] {
  const folder = reviewsFolder(home);
  const suspicious = [...grouped(backupsOf(home), ({ log }) => log)].flatMap(([log, backups]) => {
    const now = textOf(join(folder, log));
    const texts = backups.flatMap((backup) => backupText(backup) ?? []);
    // A log that begins with all that a copy holds has lost nothing of it.
    const differing = texts.filter((text) => !now.startsWith(text));
    return differing.length === 0 ? [] : [{ log, differing }];
  });
  if (suspicious.length === 0) return [];
  const there = new Set(logNames(folder).flatMap((name) => linesOf(textOf(join(folder, name)))));
  return suspicious.flatMap(({ log, differing }) => {
    const lost = new Map(
      differing.flatMap(recordsOf).flatMap((one) => (there.has(one.line) ? [] : [[one.line, one]])),
    );
    return lost.size === 0 ? [] : [{ log, lines: [...lost.values()] }];
  });
}

/**
 * Puts lost lines back, into a new file beside the log's own, which stay as they are.
 *
 * @param date names the file.
 * @returns the new file's name.
 */
export function restore(home: string, { log, lines }: LostLines, date: string): string {
  const stem = `${log.replace(/\.jsonl$/, '')}.restored-${date}`;
  const free = (n: number): string => {
    const name = n === 1 ? `${stem}.jsonl` : `${stem}_${n}.jsonl`;
    return existsSync(join(reviewsFolder(home), name)) ? free(n + 1) : name;
  };
  const name = free(1);
  const parts = [...grouped(lines, ({ device }) => device)].map(
    ([device, own]) => `${headerLine(device)}${own.map(({ line }) => `${line}\n`).join('')}`,
  );
  writeFileAtomically(join(reviewsFolder(home), name), parts.join(''));
  return name;
}

/** Whether a backup of a log file has a whole record where the file's line is damaged. After `restore` that record counts again. */
export const isBackedUp = (home: string, log: string, line: number): boolean =>
  backupsOf(home)
    .filter((backup) => backup.log === log)
    .some((backup) => readLine(backupText(backup)?.split('\n')[line - 1] ?? '', '').kind !== 'bad');

function recordsOf(text: string): { device: string; line: string }[] {
  let device = '';
  return linesOf(text).flatMap((line) => {
    const read = readLine(line, device);
    if (read.kind === 'header') device = read.device;
    return read.kind === 'record' ? [{ device, line }] : [];
  });
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
