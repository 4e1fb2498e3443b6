import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hashText } from '../bank/random.ts';
import type { DueIndex } from '../memory/due-index.ts';
import { writeFileAtomically } from './atomic-write.ts';
import type { Cache } from './cache.ts';
import { placeOf } from './pack-walk.ts';
import type { LogSignature } from './review-log-files.ts';

/** All that the counts of named packs come from. */
export interface DueSource {
  readonly home: string;
  readonly packs: readonly string[];
  /** The key of the packs' content. */
  readonly bank: string;
  readonly log: LogSignature;
}

interface KeptDue {
  readonly key: string;
  readonly due: DueIndex;
  readonly sum: number;
}

const keyOf = (build: string, { home, bank, log }: DueSource): string =>
  JSON.stringify([build, resolve(home), bank, log]);

const sumOf = (key: string, due: DueIndex): number => hashText(key + JSON.stringify(due));

// A file for every progress folder with every set of packs, so that two shell prompts do not take turns.
function pathOf(folder: string, { home, packs }: DueSource): string {
  const name = JSON.stringify([resolve(home), ...packs.map(placeOf)]);
  return join(folder, `due-${hashText(name).toString(16).padStart(8, '0')}.json`);
}

/**
 * The counts that were kept for some packs, while they are current. Not by `readCached`: this is read before
 * anything else is loaded, and node:zlib alone would cost 3 ms.
 */
export function readDue({ folder, build }: Cache, source: DueSource): DueIndex | undefined {
  try {
    const kept = JSON.parse(readFileSync(pathOf(folder, source), 'utf8')) as KeptDue;
    const holds = kept.key === keyOf(build, source) && kept.sum === sumOf(kept.key, kept.due);
    return holds ? kept.due : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the counts of some packs; where nothing can be written, `due` works without. */
export function keepDue({ folder, build }: Cache, source: DueSource, due: DueIndex): void {
  const key = keyOf(build, source);
  const kept: KeptDue = { key, due, sum: sumOf(key, due) };
  try {
    writeFileAtomically(pathOf(folder, source), `${JSON.stringify(kept)}\n`);
  } catch {
    // It is counted again next time.
  }
}
