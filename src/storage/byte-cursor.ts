/** A place among bytes, and what was read last; each reader moves it on past what it takes, or says no. */
export interface ByteCursor {
  bytes: Uint8Array;
  at: number;
  /** The last whole number that was read. */
  number: number;
}

/** A part of the bytes. */
export interface Stretch {
  from: number;
  to: number;
}

const [quote, backslash, comma, point, minus, zero] = [34, 92, 44, 46, 45, 48] as const;

/** These bytes and no others. */
export function takes(cursor: ByteCursor, literal: Uint8Array): boolean {
  const { bytes, at } = cursor;
  for (let i = 0; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return false;
  cursor.at += literal.length;
  return true;
}

function takesByte(cursor: ByteCursor, byte: number): boolean {
  if (cursor.bytes[cursor.at] !== byte) return false;
  cursor.at++;
  return true;
}

/** Digits, at most so many. */
function takesDigits(cursor: ByteCursor, most: number): boolean {
  const { bytes, at: start } = cursor;
  let number = 0;
  let at = start;
  for (
    let digit = (bytes[at] as number) - zero;
    digit >= 0 && digit <= 9;
    digit = (bytes[++at] as number) - zero
  )
    number = number * 10 + digit;
  cursor.number = number;
  cursor.at = at;
  return at > start && at - start <= most;
}

/** A whole number from 0 up, of at most 15 digits, as JSON writes it. */
export function takesCount(cursor: ByteCursor): boolean {
  const start = cursor.at;
  return takesDigits(cursor, 15) && (cursor.bytes[start] !== zero || cursor.at === start + 1);
}

/** A whole number. */
export function takesWhole(cursor: ByteCursor): boolean {
  takesByte(cursor, minus);
  return takesCount(cursor);
}

/** A number of at most three decimals, not below 0. */
export const takesDecimal = (cursor: ByteCursor): boolean =>
  takesCount(cursor) && (!takesByte(cursor, point) || takesDigits(cursor, 3));

/** What stands in a text up to its second quote, where nothing in it is escaped. */
export function takesText(cursor: ByteCursor, into: Stretch): boolean {
  const { bytes } = cursor;
  let { at } = cursor;
  for (let byte = bytes[at]; byte !== quote; byte = bytes[++at])
    if (byte === undefined || byte < 32 || byte === backslash) return false;
  into.from = cursor.at;
  into.to = at;
  cursor.at = at + 1;
  return true;
}

const passedOver: Stretch = { from: 0, to: 0 };

/** Texts between commas; there may be none. */
export function takesTexts(cursor: ByteCursor): boolean {
  if (takesByte(cursor, quote))
    do if (!takesText(cursor, passedOver)) return false;
    while (takesByte(cursor, comma) && takesByte(cursor, quote));
  return cursor.bytes[cursor.at - 1] !== comma;
}
