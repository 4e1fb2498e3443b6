import { type Grade, grades } from '../memory/grade.ts';
import type { LogRecord, Move, PointsSaid } from '../memory/record.ts';
import type { Stretch } from './byte-cursor.ts';
import { hashBytes, type Numbering, numbering } from './numbering.ts';
import { pointsIn, type UsualLine } from './usual-line.ts';

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

/** Rows of numbers, columns by their index. */
interface Rows {
  readonly size: () => number;
  readonly at: (row: number, column: number) => number;
  /** Adds a row; its number. */
  readonly add: (values: readonly number[]) => number;
}

function noRows(width: number): Rows {
  const chunks: Float64Array[] = [];
  let size = 0;
  return {
    size: () => size,
    at: (row, column) =>
      (chunks[row >>> chunkBits] as Float64Array)[(row & inChunk) * width + column] as number,
    add: (values) => {
      if ((size & inChunk) === 0) chunks.push(new Float64Array(width << chunkBits));
      (chunks[size >>> chunkBits] as Float64Array).set(values, (size & inChunk) * width);
      return size++;
    },
  };
}

// What a fold reads of each row fills one line of the processor's cache; the rest is hardly ever asked for.
const inMoves = { t: 0, grade: 1, day: 2, due: 3, points: 4, item: 5, idHash: 6, checksum: 7 } as const;
const inMarks = { file: 0, line: 1 } as const;

/** No records yet. */
export function logColumns(): LogColumns {
  const moves = noRows(8);
  const marks = noRows(2);
  const items = numbering();
  const pointTexts = numbering();
  const points: PointsSaid[] = [];
  const records = new Map<number, Move>();
  const others: LogRecord[] = [];
  const pointsOf = (number: number): PointsSaid => {
    points[number] ??= pointsIn(pointTexts.texts[number] as string);
    return points[number] as PointsSaid;
  };
  return {
    items: items.texts,
    others,
    size: moves.size,
    itemAt: (row) => moves.at(row, inMoves.item),
    timeAt: (row) => moves.at(row, inMoves.t),
    idHashAt: (row) => moves.at(row, inMoves.idHash),
    checksumAt: (row) => moves.at(row, inMoves.checksum),
    placeAt: (row) => ({ file: marks.at(row, inMarks.file), line: marks.at(row, inMarks.line) }),
    moveAt: (row) => {
      const grade = moves.at(row, inMoves.grade);
      if (grade === whole) return records.get(row) as Move;
      const { covered, missed } = pointsOf(moves.at(row, inMoves.points));
      return {
        type: 'review',
        by: 'person',
        grade: grades[grade] as Grade,
        day: moves.at(row, inMoves.day),
        due: moves.at(row, inMoves.due),
        covered,
        missed,
      };
    },
    addUsual: (bytes, usual, file, line) => {
      const { id, checksum, t, grade, day, due } = usual;
      const idHash = hashBytes(bytes, id.from, id.to);
      const item = numberOf(items, bytes, usual.item);
      const said = numberOf(pointTexts, bytes, usual.points);
      moves.add([t, grade, day, due, said, item, idHash, checksum]);
      marks.add([file, line]);
    },
    add: (record, file, line) => {
      if (!('item' in record)) return void others.push(record);
      marks.add([file, line]);
      const bytes = Buffer.from(record.item);
      const item = items.numberOf(bytes, 0, bytes.length);
      records.set(moves.add([record.t, whole, 0, 0, 0, item, hashId(record), Number.NaN]), record);
    },
  };
}

const numberOf = ({ numberOf }: Numbering, bytes: Uint8Array, { from, to }: Stretch): number =>
  numberOf(bytes, from, to);

/** The hash of a record's id, as a row has it. */
export const hashId = ({ id }: Pick<LogRecord, 'id'>): number => hashBytes(Buffer.from(String(id)));
