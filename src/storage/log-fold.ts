import { crc32 } from 'node:zlib';
import { beginFold, type Derived, derivedOf, foldOn } from '../memory/fold.ts';
import type { ModelSettings } from '../memory/fsrs.ts';
import { type Reach, reachOf } from '../memory/reach.ts';
import { inLogOrder, inOrder, type LogRecord, type Relink } from '../memory/record.ts';
import { modelOf, settingsOf } from '../memory/settings.ts';
import { allTime, groupsInTime, isWithin, namedSpan, type Span, spanOf, type Timed } from './log-spans.ts';
import { type LogFault, readText, type TextReading, unread } from './log-text.ts';
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

/** What records far away may change: these are found before anything is folded. */
interface FarReach extends Reach {
  readonly model: ModelSettings;
  /** Ids that undos name. */
  readonly named: readonly string[];
  readonly relinks: readonly Relink[];
}

const reaching: readonly string[] = ['"type":"undo"', '"type":"relink"', '"type":"fit"'];

/**
 * Folds a whole log, the files of one time together: no other records are in memory with theirs. The result
 * is that of `foldLog`, `activityOf` and `settingsOf` over all records. Nothing is read beyond the signature's sizes.
 *
 * @throws UserError when a file is of a newer version.
 */
export function foldFiles(home: string, signature: LogSignature): FoldedLog {
  const sources = signature.map(
    (stamp): Source => ({ stamp, read: (only) => readOn(home, stamp, start(stamp), only) }),
  );
  const far = farReach(inOrder(sources.flatMap(({ read }) => read(reaching).reading.records)));
  const written = ({ read }: Source): Span => spanOf(read().reading.records);
  // Where a record is of another time than its file's name says, all are asked; where a file is replaced meanwhile, none.
  const spans = [(source: Source) => namedSpan(source.stamp[0]) ?? written(source), written, () => allTime];
  for (const span of spans) {
    const folded = foldGroups(groupsInTime(sources.map((source) => ({ source, span: span(source) }))), far);
    if (folded) return folded;
  }
  throw new Error('all time does not hold a record');
}

/** A file to read, whole or only what is wanted of it. */
interface Source {
  readonly stamp: FileStamp;
  readonly read: (only?: readonly string[]) => PartReading;
}

interface PartReading {
  readonly reading: TextReading;
  readonly position: FilePosition;
}

const start = (stamp: FileStamp): FilePosition => [...stamp, 0, 0, 0, deviceByName(stamp[0])];

/**
 * Reads a file from a position up to its size. A last line that is torn is read again next time.
 *
 * @param only lines that hold one of these are wanted, no others.
 */
function readOn(home: string, stamp: FileStamp, from: FilePosition, only?: readonly string[]): PartReading {
  const [file, size] = stamp;
  const [, , , , read, lines, crc, device] = from;
  const place = { file, lines, device };
  const bytes = readLogFile(home, file);
  if (typeof bytes === 'string') return { reading: unread(place, bytes), position: start(stamp) };
  const part = bytes.subarray(read, size);
  if (only && !(part.includes('"type":"') && only.some((text) => part.includes(text))))
    return { reading: nothing(from), position: from };
  const reading = readText(part.toString('utf8'), place, only);
  const isTorn = reading.faults.some(({ torn }) => torn);
  const used = isTorn ? part.subarray(0, part.lastIndexOf(10) + 1) : part;
  const { after } = reading;
  return { reading, position: [...stamp, read + used.length, after.lines, crc32(used, crc), after.device] };
}

function farReach(ordered: readonly LogRecord[]): FarReach {
  const reach = reachOf(ordered);
  const isRelink = (record: LogRecord): record is Relink =>
    record.type === 'relink' && reach.counts(record.id);
  return {
    ...reach,
    model: modelOf(settingsOf(ordered)),
    named: ordered.flatMap((record) => (record.type === 'undo' ? record.undoes : [])),
    relinks: ordered.filter(isRelink),
  };
}

/** Folds group after group; undefined when a record is of another time than its file should be. */
function foldGroups(groups: readonly (readonly Timed<Source>[])[], far: FarReach): FoldedLog | undefined {
  const fold = beginFold();
  const files: FilePosition[] = [];
  const faults: LogFault[] = [];
  const awaited = new Set(far.named);
  let last: LogRecord | undefined;
  for (const group of groups) {
    const read = group.map(({ source, span }) => ({ ...source.read(), span }));
    if (!read.every(({ reading, span }) => reading.records.every((record) => isWithin(record, span))))
      return undefined;
    const records = inOrder(read.flatMap(({ reading }) => reading.records));
    foldOn(fold, records, far, far.model);
    if (awaited.size > 0) for (const { id } of records) awaited.delete(id);
    last = records.at(-1) ?? last;
    files.push(...read.map(({ position }) => position));
    faults.push(...read.flatMap(({ reading }) => reading.faults));
  }
  return {
    derived: derivedOf(fold),
    position: {
      files: files.sort(byName),
      last: last && keyOf(last),
      awaited: [...awaited],
      relinks: far.relinks,
    },
    faults: faults.sort((a, b) => byName([a.file], [b.file]) || a.line - b.line),
  };
}

const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number =>
  a < b ? -1 : a > b ? 1 : 0;

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
  const parts: PartReading[] = [];
  for (const stamp of signature) {
    const from = known.get(stamp[0]);
    known.delete(stamp[0]);
    if (from && isSameStamp(from, stamp)) parts.push({ reading: nothing(from), position: from });
    else if (from && !hasHead(home, from, stamp)) return undefined;
    else parts.push(readOn(home, stamp, from ?? start(stamp)));
  }
  const records = inOrder(parts.flatMap(({ reading }) => reading.records));
  if (known.size > 0 || !goesOn(records, position)) return undefined;
  const last = records.at(-1);
  return {
    records,
    position: {
      ...position,
      files: parts.map((part) => part.position),
      last: last ? keyOf(last) : position.last,
    },
    faults: parts.flatMap(({ reading }) => reading.faults),
  };
}

const nothing = ([file, , , , , lines, , device]: FilePosition): TextReading => ({
  ...{ records: [], at: [], faults: [] },
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
  const fold = beginFold(moves ? before : { ...before, schedule: new Map() });
  foldOn(fold, records, reach, modelOf(before.settings));
  const derived = derivedOf(fold);
  return moves ? derived : { ...derived, schedule: before.schedule };
}
