import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import { escapeText } from '../content/escape.ts';
import { gitAttributes } from '../memory/log-files.ts';
import { isSameRecord, type LogRecord } from '../memory/record.ts';
import { syncFolder, writeAll } from './atomic-write.ts';
import { assertKnownVersion, headerLine, readLine, recordLine } from './log-line.ts';
import { type LogFault, readWhole } from './log-text.ts';
import { logNames, reviewsFolder } from './review-log-files.ts';

export type { LogFault } from './log-text.ts';

export interface ReadLog {
  readonly records: readonly LogRecord[];
  readonly faults: readonly LogFault[];
}

/** Every record of every device, each once, as the files have them; and all that cannot be used. */
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

function readFiles(home: string, files: readonly string[]): ReadLog {
  const records: LogRecord[] = [];
  const faults: LogFault[] = [];
  const placesOf = new Map<string, number[]>();
  for (const file of files) {
    const read = readWhole(home, file);
    for (const fault of read.faults) faults.push(fault);
    for (const [i, record] of read.records.entries()) {
      if (keep(record, records, placesOf)) continue;
      const why = 'another record has the same id; both are kept';
      faults.push({ file: escapeText(file), line: read.at[i] ?? 0, why, torn: false });
    }
  }
  return { records, faults };
}

// The same record from two files counts once, under the first device's name. Two records that share an id by
// accident both count; then the answer is false.
function keep(record: LogRecord, records: LogRecord[], placesOf: Map<string, number[]>): boolean {
  const places = placesOf.get(record.id);
  const same = places?.find((place) => isSameRecord(records[place] as LogRecord, record));
  if (same !== undefined) {
    if (record.device < (records[same] as LogRecord).device) records[same] = record;
    return true;
  }
  if (places) places.push(records.length);
  else placesOf.set(record.id, [records.length]);
  records.push(record);
  return places === undefined;
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
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new Error(`${path} is no file`);
    const { size } = stat;
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
