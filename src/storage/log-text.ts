import { escapeText } from '../content/escape.ts';
import type { LogRecord } from '../memory/record.ts';
import { assertKnownVersion, isHeaderLine, type ReadLine, readLine } from './log-line.ts';
import { deviceByName, readLogFile } from './review-log-files.ts';

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

/** What a text of the log says, and the place of what comes after it. */
export interface TextReading {
  readonly records: readonly LogRecord[];
  /** The line of each record. */
  readonly at: readonly number[];
  readonly faults: readonly LogFault[];
  readonly after: TextPlace;
}

/** Reads a whole file of the log; one that cannot be read is a fault. */
export function readWhole(home: string, file: string): TextReading {
  const place = { file, lines: 0, device: deviceByName(file) };
  const bytes = readLogFile(home, file);
  return typeof bytes === 'string' ? unread(place, bytes) : readText(bytes.toString('utf8'), place);
}

/** What a file says that cannot be read. */
export const unread = (after: TextPlace, why: string): TextReading => ({
  records: [],
  at: [],
  faults: [{ file: escapeText(after.file), line: 0, why, torn: false }],
  after,
});

/**
 * Reads some lines of a log file.
 *
 * @param only lines that hold one of these are wanted, no others; headers are always read.
 * @throws UserError when it is of a newer version.
 */
export function readText(
  text: string,
  { file, lines: before, device: first }: TextPlace,
  only?: readonly string[],
): TextReading {
  const lines = text.split('\n');
  const records: LogRecord[] = [];
  const at: number[] = [];
  const faults: LogFault[] = [];
  let device = first;
  for (const [i, line] of lines.entries()) {
    if (line === '' || line === '\r' || !isWanted(line, only)) continue;
    const found = readWritten(line, device);
    for (const read of found) {
      if (read.kind === 'record') at.push(before + i + 1) && records.push(read.record);
      else if (read.kind === 'header') {
        assertKnownVersion(read.v, file);
        device = read.device;
      } else
        faults.push({
          file,
          line: before + i + 1,
          why: read.why,
          torn: i === lines.length - 1 && found.length === 1,
        });
    }
  }
  return { records, at, faults, after: { file, lines: before + lines.length - 1, device } };
}

const isWanted = (line: string, only: readonly string[] | undefined): boolean =>
  !only || only.some((text) => line.includes(text)) || isHeaderLine(line);

/** A line as it stands in a file: a crash may have left zero bytes before a record, a full disk a part of another one. */
function readWritten(line: string, device: string): readonly ReadLine[] {
  const read = readLine(line, device);
  if (read.kind !== 'bad') return [read];
  if (line.replaceAll('\0', '') === '') return [{ kind: 'bad', why: 'it holds nothing but zero bytes' }];
  const start = Math.max(line.lastIndexOf('{"id":"'), line.lastIndexOf('{"hotseat":'));
  const rest = start > 0 ? readLine(line.slice(start), device) : read;
  return rest === read || rest.kind === 'bad'
    ? [read]
    : [{ kind: 'bad', why: 'it begins with a part of another line' }, rest];
}
