import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Library } from '../bank/guide.ts';

/** The library of the pack that ships, as the build leaves it. */
export const builtLibraryPath = (root: string): string => join(root, 'dist', 'library.json');

/** The guides and careers of the packs in use; of a file with a fault there is nothing, and `check` tells it. */
export async function loadLibrary(root: string, packs: readonly string[]): Promise<Library> {
  const wanted = packs.length === 0 ? ['builtin'] : packs;
  const all = await Promise.all(
    wanted.map((pack) => (pack === 'builtin' ? builtLibrary(root) : libraryOf(pack))),
  );
  return {
    guides: all.flatMap(({ guides }) => guides),
    careers: all.flatMap(({ careers }) => careers),
  };
}

function builtLibrary(root: string): Library | Promise<Library> {
  try {
    return JSON.parse(readFileSync(builtLibraryPath(root), 'utf8')) as Library;
  } catch {
    return libraryOf(root);
  }
}

// The parsers load only when there is something to parse.
const libraryOf = async (pack: string): Promise<Library> =>
  (await import('./library-files.ts')).libraryAt(pack);
