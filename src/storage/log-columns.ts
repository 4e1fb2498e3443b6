import { type Grade, grades } from '../memory/grade.ts';
import type { LogRecord, Move } from '../memory/record.ts';
import type { Stretch } from './byte-cursor.ts';
import { hashBytes, type Numbering, numbering } from './numbering.ts';
import type { UsualLine } from './usual-line.ts';

/** Where a record stands: the number of its file, and its line. */
export interface LinePlace {
  readonly file: number;
  readonly line: number;
}

/**
 * The records of a log, usual reviews as rows of numbers: a million objects would take ten times the memory,
 * and most of the time would go into collecting them.
 */
export interface LogColumns {
  /** Ids of items; their numbers are their indexes. */
  readonly items: readonly string[];
  /** Records that are of no item. */
  readonly others: readonly LogRecord[];
  /** How many rows there are, each a record of an item. */
  readonly size: () => number;
  /** The number of a row's item, its time, hash of id, checksum, and where it stands. */
  readonly itemAt: (row: number) => number;
  readonly timeAt: (row: number) => number;
  readonly idHashAt: (row: number) => number;
  /** NaN where the row is no usual review. */
  readonly checksumAt: (row: number) => number;
  readonly placeAt: (row: number) => LinePlace;
  readonly moveAt: (row: number) => Move;
  /** Takes in a usual line of some bytes, or a record; both with the number of their file and their line. */
  readonly addUsual: (bytes: Uint8Array, usual: UsualLine, file: number, line: number) => void;
  readonly add: (record: LogRecord, file: number, line: number) => void;
}

/** Rows of a chunk, as a power of two: a table that grows by chunks is never copied. */
const chunkBits = 14;
const inChunk = (1 << chunkBits) - 1;

/** In the place of a grade: the record is kept as it is. */
const whole = -1;

/** Rows of numbers. */
interface Rows<Column extends string> {
  readonly size: () => number;
  readonly at: (row: number, column: Column) => number;
  readonly add: (values: Readonly<Record<Column, number>>) => number;
}

function noRows<const Column extends string>(columns: readonly Column[]): Rows<Column> {
  const width = columns.length;
  const indexes = Object.fromEntries(columns.map((column, i) => [column, i])) as Record<Column, number>;
  const chunks: Float64Array[] = [];
  let size = 0;
  return {
    size: () => size,
    at: (row, column) =>
      (chunks[row >>> chunkBits] as Float64Array)[(row & inChunk) * width + indexes[column]] as number,
    add: (values) => {
      if ((size & inChunk) === 0) chunks.push(new Float64Array(width << chunkBits));
      const chunk = chunks[size >>> chunkBits] as Float64Array;
      for (let i = 0; i < width; i++) chunk[(size & inChunk) * width + i] = values[columns[i] as Column];
      return size++;
    },
  };
}

/** No records yet. */
export function logColumns(): LogColumns {
  // What a fold reads of each row is one line of the processor's cache; the rest is hardly ever asked for.
  const moves = noRows(['t', 'grade', 'day', 'due', 'covered', 'missed', 'item', 'idHash']);
  const marks = noRows(['checksum', 'file', 'line']);
  const items = numbering();
  const keys = numbering();
  const keyLists: (readonly string[])[] = [];
  const records = new Map<number, Move>();
  const others: LogRecord[] = [];
  const keysAt = (row: number, column: 'covered' | 'missed'): readonly string[] => {
    const number = moves.at(row, column);
    keyLists[number] ??= JSON.parse(`[${keys.texts[number]}]`) as string[];
    return keyLists[number] as readonly string[];
  };
  return {
    items: items.texts,
    others,
    size: moves.size,
    itemAt: (row) => moves.at(row, 'item'),
    timeAt: (row) => moves.at(row, 't'),
    idHashAt: (row) => moves.at(row, 'idHash'),
    checksumAt: (row) => marks.at(row, 'checksum'),
    placeAt: (row) => ({ file: marks.at(row, 'file'), line: marks.at(row, 'line') }),
    moveAt: (row) => {
      const grade = moves.at(row, 'grade');
      if (grade === whole) return records.get(row) as Move;
      return {
        type: 'review',
        by: 'person',
        grade: grades[grade] as Grade,
        day: moves.at(row, 'day'),
        due: moves.at(row, 'due'),
        covered: keysAt(row, 'covered'),
        missed: keysAt(row, 'missed'),
      };
    },
    addUsual: (bytes, usual, file, line) => {
      const { id, checksum, t, grade, day, due } = usual;
      const idHash = hashBytes(bytes, id.from, id.to);
      const item = numberOf(items, bytes, usual.item);
      const covered = numberOf(keys, bytes, usual.covered);
      const missed = numberOf(keys, bytes, usual.missed);
      moves.add({ t, grade, day, due, covered, missed, item, idHash });
      marks.add({ checksum, file, line });
    },
    add: (record, file, line) => {
      if (!('item' in record)) return void others.push(record);
      marks.add({ checksum: Number.NaN, file, line });
      const bytes = Buffer.from(record.item);
      const item = items.numberOf(bytes, 0, bytes.length);
      const none = { grade: whole, day: 0, due: 0, covered: 0, missed: 0 };
      records.set(moves.add({ t: record.t, ...none, item, idHash: hashId(record) }), record);
    },
  };
}

const numberOf = ({ numberOf }: Numbering, bytes: Uint8Array, { from, to }: Stretch): number =>
  numberOf(bytes, from, to);

/** The hash of a record's id, as a row has it. */
export const hashId = ({ id }: Pick<LogRecord, 'id'>): number => hashBytes(Buffer.from(String(id)));
