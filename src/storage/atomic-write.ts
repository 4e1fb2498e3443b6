import {
  appendFileSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Writes all bytes, or throws: a single `write` may be short on a full disk and say nothing. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    const count = writeSync(fd, bytes, written, bytes.length - written);
    if (count === 0) throw new Error('the disk took no more bytes');
    written += count;
  }
}

/** Makes the names in a folder durable. Not every platform lets a folder be opened; then there is nothing to do. */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // The rename itself is still atomic.
  }
}

/** Adds a text to the end of a file of somebody else's, such as a CI step's summary. */
export const appendText = (path: string, text: string): void => appendFileSync(path, text);

/** Replaces a file whole: a reader, or a machine that lost power, sees the old text or the new, never a part. */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const fd = openSync(temporary, 'w');
    try {
      writeAll(fd, typeof content === 'string' ? Buffer.from(content) : content);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Writes to what is neither a file nor a folder, a device or a pipe; false where there is no such thing. */
export function writeToDevice(path: string, content: string | Uint8Array): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || stat.isFile() || stat.isDirectory()) return false;
  writeFileSync(path, content);
  return true;
}
