import { crc32 } from 'node:zlib';
import { grades } from '../memory/grade.ts';
import type { PointsSaid } from '../memory/record.ts';
import {
  type ByteCursor,
  type Stretch,
  takes,
  takesCount,
  takesDecimal,
  takesText,
  takesTexts,
  takesWhole,
} from './byte-cursor.ts';

/** What a usual line says, as far as a schedule depends on it. */
export interface UsualLine {
  readonly id: Stretch;
  readonly item: Stretch;
  /** The keys of the points, from the first that was covered to the last that was missed; empty where none are said. */
  readonly points: Stretch;
  t: number;
  /** The index of the grade in `grades`. */
  grade: number;
  day: number;
  due: number;
  checksum: number;
}

/** A line to read into. */
export const usualLine = (): UsualLine => ({
  ...{ id: stretch(), item: stretch(), points: stretch() },
  ...{ t: 0, grade: 0, day: 0, due: 0, checksum: 0 },
});

const stretch = (): Stretch => ({ from: 0, to: 0 });

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = {
  ...{ id: bytesOf('{"id":"'), seq: bytesOf(',"seq":'), t: bytesOf(',"t":'), item: bytesOf(',"item":"') },
  ...{ utcOffset: bytesOf(',"utcOffset":'), grade: bytesOf(',"grade":"'), score: bytesOf(',"score":') },
  ...{ seconds: bytesOf(',"seconds":'), hintsUsed: bytesOf(',"hintsUsed":') },
  ...{ timedOut: bytesOf(',"timedOut":true'), typed: bytesOf(',"typed":true') },
  ...{ overruled: bytesOf(',"overruled":true'), covered: bytesOf(',"covered":[') },
  ...{
    missed: bytesOf('],"missed":['),
    listEnd: bytesOf(']'),
    day: bytesOf(',"day":'),
    due: bytesOf(',"due":'),
  },
  ...{ title: bytesOf(',"title":"'), checksum: bytesOf(',"crc":"'), end: bytesOf('"}') },
};
const quotedGrades = grades.map((grade) => bytesOf(`${grade}"`));
const passedOver = stretch();

/**
 * Reads nearly every line, a session's review, by its bytes: at a third of what JSON.parse costs, and with no objects
 * to collect. Any other form, and a damaged line, is left to `readLine`.
 *
 * @param cursor at the line's first byte; moved to its end.
 */
export function readUsual(cursor: ByteCursor, line: UsualLine): boolean {
  const start = cursor.at;
  return (
    takes(cursor, key.id) &&
    takesText(cursor, line.id) &&
    takes(cursor, key.seq) &&
    takesCount(cursor) &&
    takes(cursor, key.t) &&
    takesCount(cursor) &&
    keep(line, 't', cursor.number) &&
    takes(cursor, key.utcOffset) &&
    takesWhole(cursor) &&
    takes(cursor, key.item) &&
    takesText(cursor, line.item) &&
    takes(cursor, key.grade) &&
    takesGrade(cursor, line) &&
    (!takes(cursor, key.score) || takesCount(cursor)) &&
    takes(cursor, key.seconds) &&
    takesDecimal(cursor) &&
    (!takes(cursor, key.hintsUsed) || takesCount(cursor)) &&
    mayTake(cursor, key.timedOut) &&
    mayTake(cursor, key.typed) &&
    mayTake(cursor, key.overruled) &&
    takesPoints(cursor, line) &&
    takes(cursor, key.day) &&
    takesCount(cursor) &&
    keep(line, 'day', cursor.number) &&
    takes(cursor, key.due) &&
    takesCount(cursor) &&
    keep(line, 'due', cursor.number) &&
    (!takes(cursor, key.title) || takesText(cursor, passedOver)) &&
    isSealed(cursor, start, line)
  );
}

function mayTake(cursor: ByteCursor, literal: Uint8Array): true {
  takes(cursor, literal);
  return true;
}

/** The points that were covered and missed; where somebody only gave a grade, nothing is said of them. */
function takesPoints(cursor: ByteCursor, { points }: UsualLine): boolean {
  const isSaid = takes(cursor, key.covered);
  points.from = cursor.at;
  if (isSaid && !(takesTexts(cursor) && takes(cursor, key.missed) && takesTexts(cursor))) return false;
  points.to = cursor.at;
  return !isSaid || takes(cursor, key.listEnd);
}

/** The points that such a stretch tells of. */
export function pointsIn(written: string): PointsSaid {
  if (written === '') return {};
  return JSON.parse(`{"covered":[${written}]}`) as PointsSaid;
}

function keep(line: UsualLine, name: 't' | 'day' | 'due', value: number): true {
  line[name] = value;
  return true;
}

function takesGrade(cursor: ByteCursor, line: UsualLine): boolean {
  line.grade = quotedGrades.findIndex((grade) => takes(cursor, grade));
  return line.grade >= 0;
}

/** The line ends in the checksum of all that stands before it. */
function isSealed(cursor: ByteCursor, start: number, line: UsualLine): boolean {
  const { bytes, at: end } = cursor;
  if (!takes(cursor, key.checksum)) return false;
  line.checksum = 0;
  for (const last = cursor.at + 8; cursor.at < last; cursor.at++)
    line.checksum = line.checksum * 16 + hexDigit(bytes[cursor.at]);
  return takes(cursor, key.end) && isLineEnd(cursor) && line.checksum === crc32(bytes.subarray(start, end));
}

const isLineEnd = ({ bytes, at }: ByteCursor): boolean => at === bytes.length || bytes[at] === 10;

/** The value of a hexadecimal digit, as a checksum is written; NaN for anything else. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN;
  if (byte >= 48 && byte <= 57) return byte - 48;
  return byte >= 97 && byte <= 102 ? byte - 87 : Number.NaN;
}
