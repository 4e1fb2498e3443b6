import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const known = knownId(path);
  if (known) return known;
  const id = freshId(8);
  try {
    mkdirSync(machineFolder, { recursive: true });
    // A file that holds no id is replaced; one that another process made just now is not.
    writeFileSync(path, `${id}\n`, { flag: existsSync(path) ? 'w' : 'wx' });
    return id;
  } catch {
    return knownId(path) ?? id;
  }
}

// The id becomes part of a file's name: nothing else may stand there.
function knownId(path: string): string | undefined {
  try {
    const known = readFileSync(path, 'utf8').trim();
    return /^[a-z0-9]{4,16}$/.test(known) ? known : undefined;
  } catch {
    return undefined;
  }
}
