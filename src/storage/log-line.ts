import { crc32 } from 'node:zlib';
import { UserError } from '../bank/user-error.ts';
import { escapeText } from '../content/escape.ts';
import { grades } from '../memory/grade.ts';
import type { LogRecord } from '../memory/record.ts';

export const logVersion = 1;

/** The first line of every log file: what it is, and whose. */
export const headerLine = (device: string): string =>
  sealed({ hotseat: 'review-log', v: logVersion, device });

/**
 * One record as a line. What is usual is left out (a review, by a person, in time), the device stands in
 * the file's header, and the CRC-32 of all that stands before it comes last.
 */
export function recordLine(record: LogRecord): string {
  const { device: _inHeader, ...rest } = record;
  if (rest.type !== 'review') return sealed(rest);
  return sealed(Object.fromEntries(Object.entries(rest).filter(([key, value]) => value !== leftOut[key])));
}

function sealed(data: object): string {
  const body = JSON.stringify(data).slice(0, -1);
  return `${body},"crc":"${checksum(body)}"}\n`;
}

// What a review's line leaves out.
const leftOut: Record<string, unknown> = { type: 'review', by: 'person', timedOut: false, hintsUsed: 0 };

const checksum = (body: string): string => crc32(body).toString(16).padStart(8, '0');

/** Whether a line is, or was before it was damaged, a file's first. */
export const isHeaderLine = (line: string): boolean => line.startsWith('{"hotseat":');

/** @throws UserError for a file whose header is of a newer version. */
export function assertKnownVersion(v: number, file: string): void {
  if (v <= logVersion) return;
  throw new UserError(
    `${escapeText(file)} was written by a newer hotseat (log version ${v}, this one knows ${logVersion})`,
    'Update hotseat; nothing was changed.',
  );
}

/** A line read back: a record, a header, or why it is neither. */
export type ReadLine =
  | { readonly kind: 'record'; readonly record: LogRecord }
  | { readonly kind: 'header'; readonly device: string; readonly v: number }
  | { readonly kind: 'bad'; readonly why: string };

const crcLength = ',"crc":"00000000"}'.length;

/** Reads one line. Fields that this version does not know are kept. */
export function readLine(written: string, device: string): ReadLine {
  // A checkout on another system may have changed the line's end; the record is the same.
  const line = written.endsWith('\r') ? written.slice(0, -1) : written;
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { kind: 'bad', why: 'it is not a whole line of JSON' };
  }
  if (data === null || typeof data !== 'object') return { kind: 'bad', why: 'it is not a record' };
  const isHeader = data.hotseat === 'review-log';
  // A newer version may check its lines in another way.
  const isNewer = isHeader && Number(data.v) > logVersion;
  if (!isNewer && data.crc !== checksum(line.slice(0, -crcLength)))
    return { kind: 'bad', why: 'its checksum does not fit' };
  if (isHeader) return { kind: 'header', device: String(data.device), v: Number(data.v) };
  data.crc = undefined;
  data.device = device;
  if ((data.type ?? 'review') === 'review') for (const key in leftOut) data[key] ??= leftOut[key];
  const record = data as unknown as LogRecord;
  if (record.type === 'review' && !grades.includes(record.grade))
    return { kind: 'bad', why: 'its grade is unknown' };
  return { kind: 'record', record };
}
