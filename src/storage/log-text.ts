import { escapeText } from '../content/escape.ts';
import type { LogRecord } from '../memory/record.ts';
import { assertKnownVersion, type ReadLine, readLine } from './log-line.ts';
import { deviceByName, readLogFile } from './review-log-files.ts';
import { readUsual, type UsualLine, usualLine } from './usual-line.ts';

/** A line of the log that could not be used, and why. Nothing is deleted. */
export interface LogFault {
  readonly file: string;
  /** From 1; 0 is the file as a whole. */
  readonly line: number;
  readonly why: string;
  /** A torn last line is what a power cut leaves: normal, said once. */
  readonly torn: boolean;
}

/** Where a text stands: in which file, after how many line ends, of which machine. */
export interface TextPlace {
  readonly file: string;
  readonly lines: number;
  readonly device: string;
}

/** What a text of the log leads to besides its records. */
export interface TextEnd {
  readonly faults: readonly LogFault[];
  /** The place of what comes after it. */
  readonly after: TextPlace;
}

/** What a text of the log says. */
export interface TextReading extends TextEnd {
  readonly records: readonly LogRecord[];
  /** The line of each record. */
  readonly at: readonly number[];
}

/** Reads a whole file of the log; one that cannot be read is a fault. */
export function readWhole(home: string, file: string): TextReading {
  const place = { file, lines: 0, device: deviceByName(file) };
  const bytes = readLogFile(home, file);
  return typeof bytes === 'string' ? unread(place, bytes) : readText(bytes, place);
}

/** What a file says that cannot be read. */
export const unread = (after: TextPlace, why: string): TextReading => ({
  records: [],
  at: [],
  faults: [{ file: escapeText(after.file), line: 0, why, torn: false }],
  after,
});

/** Reads some lines of a log file. @throws UserError when it is of a newer version. */
function readText(text: Buffer, place: TextPlace): TextReading {
  const records: LogRecord[] = [];
  const at: number[] = [];
  return { records, at, ...takeText(text, place, collecting(records, at)) };
}

/** Collects records, and their lines. */
export const collecting = (records: LogRecord[], at: number[] = []): LineTaker => ({
  other: (record, line) => void (at.push(line) && records.push(record)),
});

/** Takes what the lines of a text say, one after the other: a month of them as objects would outlive its use. */
export interface LineTaker {
  /** Takes in a usual line, and its number; where this is left out, usual ones are records as any other. */
  readonly usual?: (bytes: Uint8Array, usual: UsualLine, line: number) => void;
  readonly other: (record: LogRecord, line: number) => void;
}

/** Gives what some lines of a log file say. @throws UserError when it is of a newer version. */
export function takeText(bytes: Buffer, { file, lines, device: first }: TextPlace, to: LineTaker): TextEnd {
  const faults: LogFault[] = [];
  const usual = usualLine();
  const cursor = { bytes, at: 0, number: 0 };
  let device = first;
  let line = lines;
  for (let start = 0; start <= bytes.length; start = cursor.at + 1) {
    cursor.at = start;
    line++;
    if (to.usual && readUsual(cursor, usual)) {
      to.usual(bytes, usual, line);
      continue;
    }
    cursor.at = lineEnd(bytes, start);
    const found = readWritten(bytes.toString('utf8', start, cursor.at), device);
    for (const read of found) {
      if (read.kind === 'record') to.other(read.record, line);
      else if (read.kind === 'bad')
        faults.push({ file, line, why: read.why, torn: cursor.at === bytes.length && found.length === 1 });
      else {
        assertKnownVersion(read.v, file);
        device = read.device;
      }
    }
  }
  return { faults, after: { file, lines: line - 1, device } };
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(10, start);
  return end < 0 ? bytes.length : end;
}

/** A line as it stands in a file: a crash may have left zero bytes before a record, a full disk a part of another one. */
function readWritten(line: string, device: string): readonly ReadLine[] {
  if (line === '' || line === '\r') return [];
  const read = readLine(line, device);
  if (read.kind !== 'bad') return [read];
  if (line.replaceAll('\0', '') === '') return [{ kind: 'bad', why: 'it holds nothing but zero bytes' }];
  const start = Math.max(line.lastIndexOf('{"id":"'), line.lastIndexOf('{"hotseat":'));
  const rest = start > 0 ? readLine(line.slice(start), device) : read;
  return rest === read || rest.kind === 'bad'
    ? [read]
    : [{ kind: 'bad', why: 'it begins with a part of another line' }, rest];
}
