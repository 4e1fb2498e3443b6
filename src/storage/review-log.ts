import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import { escapeText } from '../content/escape.ts';
import { gitAttributes } from '../memory/log-files.ts';
import type { LogRecord } from '../memory/record.ts';
import { syncFolder, writeAll } from './atomic-write.ts';
import { assertKnownVersion, headerLine, readLine, recordLine } from './log-line.ts';
import { deviceByName, logNames, reviewsFolder } from './review-log-files.ts';

/** A line of the log that could not be used, and why. Nothing is deleted. */
export interface LogFault {
  readonly file: string;
  readonly line: number;
  readonly why: string;
  /** A torn last line is what a power cut leaves: normal, said once. */
  readonly torn: boolean;
}

export interface ReadLog {
  readonly records: readonly LogRecord[];
  readonly faults: readonly LogFault[];
}

/** Every record of every device, each once. */
export const readLog = (home: string): ReadLog => readFiles(home, logNames(reviewsFolder(home)));

/** What all devices wrote in the last two months in which any wrote, whose cost does not grow with the years. */
export function readRecentLog(home: string): ReadLog {
  const names = logNames(reviewsFolder(home));
  const monthOf = (name: string): string => /-(\d{4}-\d{2})/.exec(name)?.[1] ?? '';
  const recent = [...new Set(names.map(monthOf))].sort().slice(-2);
  return readFiles(
    home,
    names.filter((name) => recent.includes(monthOf(name))),
  );
}

function readFiles(home: string, names: readonly string[]): ReadLog {
  const log: Reading = { records: [], byId: new Map(), twins: new Map(), faults: [] };
  for (const name of names) readFileInto(join(reviewsFolder(home), name), name, log);
  return log;
}

interface Reading {
  readonly records: LogRecord[];
  readonly byId: Map<string, LogRecord>;
  readonly twins: Map<string, LogRecord[]>;
  readonly faults: LogFault[];
}

function readFileInto(path: string, file: string, log: Reading): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  let device = deviceByName(file);
  for (const [i, line] of lines.entries()) {
    if (line === '') continue;
    const fault = (why: string, torn = false) =>
      log.faults.push({ file: escapeText(file), line: i + 1, why, torn });
    const read = readLine(line, device);
    if (read.kind === 'header') {
      assertKnownVersion(read.v, file);
      device = read.device;
    } else if (read.kind === 'bad') fault(read.why, i === lines.length - 1);
    else if (!keep(read.record, log)) fault('another record has the same id; both are kept');
  }
}

// The same record from two files counts once. Two records that share an id by accident both count, with a word.
function keep(record: LogRecord, log: Reading): boolean {
  const first = log.byId.get(record.id);
  if (!first) log.byId.set(record.id, record);
  else {
    const others = [first, ...(log.twins.get(record.id) ?? [])];
    if (others.some((other) => recordLine(other) === recordLine(record))) return true;
    log.twins.set(record.id, [...others.slice(1), record]);
  }
  log.records.push(record);
  return !first;
}

/** The device's own log file, open for appending. */
export interface LogWriter {
  /** Returns when the record is on the disk. */
  readonly append: (record: LogRecord) => void;
  readonly close: () => void;
}

/** Opens the file of this device and month; makes the folder and the file at the first record. */
export function openLog(home: string, device: string): LogWriter {
  const folder = reviewsFolder(home);
  const open = new Map<string, number>();
  const fileFor = (t: number): number => {
    const path = join(folder, `${device}-${new Date(t).toISOString().slice(0, 7)}.jsonl`);
    const fd = open.get(path) ?? openForAppend(folder, path, device);
    open.set(path, fd);
    return fd;
  };
  const close = () => {
    for (const fd of open.values()) closeSync(fd);
    open.clear();
  };
  return {
    append: (record) => {
      try {
        const fd = fileFor(record.t);
        writeAll(fd, Buffer.from(recordLine(record)));
        fsyncSync(fd);
      } catch (error) {
        // Opened anew next time: what was written of this record is then parted from the next one.
        close();
        if (error instanceof UserError) throw error;
        throw new UserError(
          `the answer could not be kept: ${(error as Error).message}`,
          `Make room in ${folder} or its permissions right; all earlier answers are safe there.`,
        );
      }
    },
    close,
  };
}

function openForAppend(folder: string, path: string, device: string): number {
  mkdirSync(folder, { recursive: true });
  const attributes = join(folder, '.gitattributes');
  if (!existsSync(attributes)) writeFileSync(attributes, gitAttributes);
  const isNew = !existsSync(path);
  const fd = openSync(path, 'a+');
  try {
    const { size } = fstatSync(fd);
    if (size === 0) writeAll(fd, Buffer.from(headerLine(device)));
    else {
      assertOurVersion(fd, basename(path));
      // A record appended to a torn line would be lost with it.
      if (bytesAt(fd, size - 1, 1) !== '\n') writeAll(fd, Buffer.from('\n'));
    }
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  if (isNew) syncFolder(folder);
  return fd;
}

function assertOurVersion(fd: number, file: string): void {
  const first = readLine(bytesAt(fd, 0, 1000).split('\n', 1)[0] ?? '', '');
  if (first.kind === 'header') assertKnownVersion(first.v, file);
}

/** Some bytes of an open file, a character a byte. */
export function bytesAt(fd: number, position: number, length: number): string {
  const bytes = Buffer.alloc(length);
  return bytes.toString('latin1', 0, readSync(fd, bytes, 0, length, position));
}
