import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { inAscii } from '../bank/ascii.ts';
import { hashText } from '../bank/random.ts';
import { writeFileAtomically } from './atomic-write.ts';

/** A folder of things that can be derived again. It may be deleted at any time. */
export interface Cache {
  readonly folder: string;
  /** Version and build of the program: what another build kept is derived anew. */
  readonly build: string;
}

interface Head {
  readonly build: string;
  /** Tells from what the text was derived. */
  readonly key: string;
  readonly crc: number;
}

/** The cache's file for what is derived from a thing of this name. */
export const cacheFile = (kind: string, name: string): string =>
  `${kind}-${hashText(name).toString(16).padStart(8, '0')}.jsonl`;

/** What was kept under a key; undefined when it is another's, damaged or not there. */
export function readCached({ folder, build }: Cache, file: string, key: string): string | undefined {
  try {
    const bytes = readFileSync(join(folder, file));
    const end = bytes.indexOf('\n');
    const head = JSON.parse(bytes.toString('latin1', 0, end)) as Head;
    const text = bytes.subarray(end + 1);
    const holds = head.build === build && head.key === key && head.crc === crc32(text);
    return holds ? text.toString('latin1') : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a text under a key, in the place of what the file held. Where nothing can be written the program
 * works without.
 *
 * @param json JSON, or lines of it.
 */
export function keepCached({ folder, build }: Cache, file: string, key: string, json: string): void {
  const text = inAscii(json);
  const head: Head = { build, key, crc: crc32(text) };
  try {
    writeFileAtomically(join(folder, file), `${inAscii(JSON.stringify(head))}\n${text}`);
  } catch {
    // It is derived again next time.
  }
}
