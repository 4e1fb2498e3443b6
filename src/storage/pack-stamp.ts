import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { findPack, manifestName, type PackRoot, placeOf } from './pack-walk.ts';

/** How a file of a pack stands: another stamp, another content. */
export interface FileStamp {
  readonly file: string;
  /**
   * Path, size, mtime and ctime as one text. The ctime is there because an mtime can be set: npm dates every
   * file 1985.
   */
  readonly stamp: string;
  /** False while a second write of the same length could still leave the same stamp. */
  readonly settled: boolean;
}

// Longer than the steps in which file systems count time (10 ms at most on Linux).
const settlingMs = 50;

/** The stamps of what a pack's items are made of: pack.yaml first, if there is one, then questions and scenarios. */
export const stampFiles = (root: PackRoot): FileStamp[] =>
  stampsOf(root, [
    ...(root.hasManifest ? [manifestName] : []),
    ...root.questions,
    ...root.scenarios.map(({ file }) => file),
  ]);

function stampsOf(root: PackRoot, files: readonly string[]): FileStamp[] {
  const before = Date.now() - settlingMs;
  return files.map((file) => {
    const stat = statOf(join(root.folder, file));
    return {
      file,
      stamp: JSON.stringify([file, stat?.size, stat?.mtimeMs, stat?.ctimeMs]),
      settled: stat !== undefined && stat.ctimeMs < before,
    };
  });
}

// A file that cannot be looked at is a fault of the pack, which the reader tells.
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** The key of a pack's content: what was derived from it holds while this is the same; '' where that is not sure. */
export const packKey = (path: string, stamps: readonly FileStamp[]): string =>
  stamps.every(({ settled }) => settled)
    ? [placeOf(path), ...stamps.map(({ stamp }) => stamp)].join('\n')
    : '';

/** The key of the pack that ships, which changes with every build. */
export const shippedKey = (build: string): string => `builtin@${build}`;

/** The key of several packs' contents together, in their order. */
export const joinKeys = (keys: readonly string[]): string =>
  keys.every((key) => key !== '') ? keys.join('\n\n') : '';

/** The key of what is to be practised, without reading it: that of the bank which these packs would make now. */
export const bankKey = (packs: readonly string[], build: string): string =>
  joinKeys(
    (packs.length === 0 ? ['builtin'] : packs).map((pack) =>
      pack === 'builtin' ? shippedKey(build) : packKey(pack, stampFiles(findPack(pack))),
    ),
  );

/** The key of all that packs say: of what is to be practised, and of guides and careers. */
export const contentKey = (packs: readonly string[], build: string): string =>
  joinKeys([
    bankKey(packs, build),
    ...packs.flatMap((pack) => {
      const root = pack === 'builtin' ? undefined : findPack(pack);
      return root ? [packKey(pack, stampsOf(root, root.pages))] : [];
    }),
  ]);
