import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import type { LogFiles, NewLines } from '../memory/log-files.ts';
import { syncFolder, writeAll } from './atomic-write.ts';
import { assertKnownVersion, isHeaderLine, readLine } from './log-line.ts';
import { bytesAt } from './review-log.ts';
import { deviceByName, isLogName, logNames, reviewsFolder } from './review-log-files.ts';

/** The log of a progress folder, to be exchanged with other copies of it while sessions go on writing to it. */
export function logFiles(home: string): LogFiles {
  const folder = reviewsFolder(home);
  return {
    names: () => logNames(folder),
    isName: isLogName,
    read: (name) => regularFile(join(folder, name)),
    add: (name, text) => {
      try {
        addLines(folder, name, text);
      } catch (error) {
        throw new UserError(
          `what arrived for ${join(folder, name)} could not be kept: ${(error as Error).message}`,
          'Make room or its permissions right, and sync again; nothing is lost.',
        );
      }
    },
    lacking,
  };
}

function regularFile(path: string): Uint8Array {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : new Uint8Array();
}

// Appended in one write, as sessions do it: a file that was replaced would take the answers of a session that
// has it open along.
function addLines(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const fd = openSync(join(folder, name), O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o666);
  try {
    if (!fstatSync(fd).isFile()) throw new Error('it is no regular file');
    const { size } = fstatSync(fd);
    const isTorn = size > 0 && bytesAt(fd, size - 1, 1) !== '\n';
    writeAll(fd, Buffer.from(isTorn ? `\n${text}` : text));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  syncFolder(folder);
}

function lacking(to: Uint8Array, from: Uint8Array, name: string): NewLines {
  const known = new Set(linesOf(to));
  for (const line of known) if (isHeaderLine(line)) assertKnownHeader(line, name);
  const lines: string[] = [];
  const devices = new Set<string>();
  let device = deviceByName(name);
  let records = 0;
  for (const line of linesOf(from)) {
    if (isHeaderLine(line)) device = assertKnownHeader(line, name) ?? device;
    if (known.has(line)) continue;
    const { kind } = readLine(line, device);
    if (kind === 'bad') continue;
    known.add(line);
    lines.push(`${line}\n`);
    if (kind === 'header') continue;
    records++;
    devices.add(device);
  }
  return { text: lines.join(''), records, devices: [...devices] };
}

const linesOf = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString('utf8').split(/\r?\n/);

/** The device that a header names; undefined for a damaged one. */
function assertKnownHeader(line: string, name: string): string | undefined {
  const header = readLine(line, '');
  if (header.kind !== 'header') return undefined;
  assertKnownVersion(header.v, name);
  return header.device;
}
