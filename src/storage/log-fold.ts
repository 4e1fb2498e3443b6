import { crc32 } from 'node:zlib';
import { type Derived, foldOn } from '../memory/fold.ts';
import { reachOf } from '../memory/reach.ts';
import { inLogOrder, inOrder, type LogRecord, type Relink } from '../memory/record.ts';
import type { Entry } from '../memory/schedule.ts';
import { modelOf } from '../memory/settings.ts';
import { foldColumns, type RecordOfRow } from './fold-columns.ts';
import { hashId, type LogColumns, logColumns } from './log-columns.ts';
import {
  collecting,
  type LineTaker,
  type LogFault,
  readWhole,
  type TextEnd,
  type TextReading,
  takeText,
  unread,
} from './log-text.ts';
import {
  deviceByName,
  type FileStamp,
  isSameStamp,
  type LogSignature,
  readLogFile,
} from './review-log-files.ts';

/** A file of the log, and how far into it was read: bytes, line ends, the CRC-32 of those bytes, whose lines come next. */
export type FilePosition = readonly [...FileStamp, read: number, lines: number, crc: number, device: string];

/** A record's place in log order. */
type LogKey = Pick<LogRecord, 't' | 'device' | 'seq' | 'id'>;

/** How far the log was read, and all that decides whether it can be gone on with from there. */
export interface LogPosition {
  readonly files: readonly FilePosition[];
  /** The last record in log order: what comes before it was folded without what came later. */
  readonly last: LogKey | undefined;
  /** Ids that undos name and that no record had yet. */
  readonly awaited: readonly string[];
  /** The relinks that count, in log order. */
  readonly relinks: readonly Relink[];
}

/** What a log amounts to, and how far it was read. */
export interface FoldedLog {
  readonly derived: Derived;
  readonly position: LogPosition;
  readonly faults: readonly LogFault[];
}

/**
 * Folds a whole log: the result is that of `foldLog`, `activityOf` and `settingsOf` over all records. Nothing is
 * read beyond the signature's sizes.
 *
 * @param told which share of its bytes was read, after each file.
 * @throws UserError when a file is of a newer version.
 */
export function foldFiles(home: string, signature: LogSignature, told?: (share: number) => void): FoldedLog {
  const columns = logColumns();
  const whole = signature.reduce((sum, [, size]) => sum + size, 0);
  let before = 0;
  const parts = signature.map((stamp, file) => {
    const part = takeOn(home, stamp, start(stamp), {
      usual: (bytes, usual, line) => columns.addUsual(bytes, usual, file, line),
      other: (record, line) => columns.add(record, file, line),
    });
    before += stamp[1];
    told?.(before / whole);
    return part;
  });
  const { derived, last, awaited, relinks } = foldColumns(columns, rereading(home, signature, columns));
  return {
    derived,
    position: { files: parts.map(({ position }) => position), last: last && keyOf(last), awaited, relinks },
    faults: parts.flatMap(({ end }) => end.faults),
  };
}

/** Reads the file of a row again, once for all its rows. */
function rereading(home: string, signature: LogSignature, columns: LogColumns): RecordOfRow {
  const readings = new Map<number, TextReading>();
  return (row) => {
    const { file, line } = columns.placeAt(row);
    const reading = readings.get(file) ?? readWhole(home, signature[file]?.[0] ?? '');
    readings.set(file, reading);
    return reading.records.find(
      (record, i) => reading.at[i] === line && hashId(record) === columns.idHashAt(row),
    );
  };
}

/** How far a file was read, and what was met on the way. */
interface Part {
  readonly end: TextEnd;
  readonly position: FilePosition;
}

const start = (stamp: FileStamp): FilePosition => [...stamp, 0, 0, 0, deviceByName(stamp[0])];

/** Reads a file from a position up to its size. A last line that is torn is read again next time. */
function takeOn(home: string, stamp: FileStamp, from: FilePosition, to: LineTaker): Part {
  const [file, size] = stamp;
  const [, , , , read, lines, crc, device] = from;
  const place = { file, lines, device };
  const bytes = readLogFile(home, file);
  if (typeof bytes === 'string') return { end: unread(place, bytes), position: start(stamp) };
  const part = bytes.subarray(read, size);
  const end = takeText(part, place, to);
  const isTorn = end.faults.some(({ torn }) => torn);
  const used = isTorn ? part.subarray(0, part.lastIndexOf(10) + 1) : part;
  const { after } = end;
  return { end, position: [...stamp, read + used.length, after.lines, crc32(used, crc), after.device] };
}

const keyOf = ({ t, device, seq, id }: LogRecord): LogKey => ({ t, device, seq, id });

/** What is new in a log that only grew. */
export interface NewRecords {
  readonly records: readonly LogRecord[];
  readonly position: LogPosition;
  readonly faults: readonly LogFault[];
}

/**
 * What came to a log since a position: undefined unless it only grew, all that is new comes after what was
 * there, and nothing new reaches back. Of a file that changed, the part that was known is compared by its
 * CRC-32: reading a month costs a few milliseconds, and a sync that rewrote it does not go unnoticed.
 */
export function newRecords(
  home: string,
  signature: LogSignature,
  position: LogPosition,
): NewRecords | undefined {
  const known = new Map(position.files.map((file) => [file[0], file]));
  const found: LogRecord[] = [];
  const parts: Part[] = [];
  for (const stamp of signature) {
    const from = known.get(stamp[0]);
    known.delete(stamp[0]);
    if (from && isSameStamp(from, stamp)) parts.push({ end: nothing(from), position: from });
    else if (from && !hasHead(home, from, stamp)) return undefined;
    else parts.push(takeOn(home, stamp, from ?? start(stamp), collecting(found)));
  }
  const records = inOrder(found);
  if (known.size > 0 || !goesOn(records, position)) return undefined;
  const last = records.at(-1);
  return {
    records,
    position: {
      ...position,
      files: parts.map((part) => part.position),
      last: last ? keyOf(last) : position.last,
    },
    faults: parts.flatMap(({ end }) => end.faults),
  };
}

const nothing = ([file, , , , , lines, , device]: FilePosition): TextEnd => ({
  faults: [],
  after: { file, lines, device },
});

function hasHead(home: string, [file, , , , read, , crc]: FilePosition, [, size]: FileStamp): boolean {
  const bytes = size < read ? '' : readLogFile(home, file);
  return typeof bytes !== 'string' && crc32(bytes.subarray(0, read)) === crc;
}

function goesOn(records: readonly LogRecord[], { last, awaited }: LogPosition): boolean {
  const ids = new Set(records.map(({ id }) => id));
  const reachesBack = (record: LogRecord): boolean =>
    record.type === 'relink' || record.type === 'fit' || (record.type === 'undo' && !ids.has(record.undoes));
  const [first] = records;
  const isLater = !first || !last || (first.id !== last.id && inLogOrder(last as LogRecord, first) < 0);
  return isLater && !awaited.some((id) => ids.has(id)) && !records.some(reachesBack);
}

/** Whether new records say anything of an item; a setting does not. */
export const movesItems = ({ records }: NewRecords): boolean => records.some((record) => 'item' in record);

/** What a log amounts to with its new records (`newRecords`). The schedule is the very same where no item moved. */
export function foldNew(before: Derived, added: NewRecords): Derived {
  const { records, position } = added;
  const reach = { counts: reachOf(records).counts, nameOf: reachOf(position.relinks).nameOf };
  const moves = movesItems(added);
  const still = moves ? before : { ...before, schedule: new Map<string, Entry>() };
  const derived = foldOn(still, records, reach, modelOf(before.settings));
  return moves ? derived : { ...derived, schedule: before.schedule };
}
