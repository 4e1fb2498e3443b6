import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Some letters and digits that nothing else has. */
export const freshId = (length: number): string =>
  Array.from(globalThis.crypto.getRandomValues(new Uint8Array(length)), (byte) =>
    (byte % 36).toString(36),
  ).join('');

/**
 * The id of this machine, made at its first answer. It lives outside the progress folder, so that a copied
 * folder does not make two machines write the same files. Where it cannot be kept, this run has one of its own.
 */
export function deviceId(machineFolder: string): string {
  const path = join(machineFolder, 'device');
  try {
    const known = readFileSync(path, 'utf8').trim();
    if (/^[a-z0-9]{4,16}$/.test(known)) return known;
  } catch {
    // The first answer on this machine.
  }
  const id = freshId(8);
  try {
    mkdirSync(machineFolder, { recursive: true });
    writeFileSync(path, `${id}\n`, { flag: 'wx' });
    return id;
  } catch (error) {
    const raced = (error as NodeJS.ErrnoException).code === 'EEXIST';
    return raced ? readFileSync(path, 'utf8').trim() || id : id;
  }
}
