import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where packs of one's own lie, a folder each: beside the progress, so that they move with it. */
const packsFolder = (home: string): string => join(home, 'packs');

/** The pack that `hotseat add` writes to. */
export const ownPack = (home: string): string => join(packsFolder(home), 'own');

/** The packs in use when none is named: none stands for the shipped one alone. */
export function packsInUse(home: string): string[] {
  let names: string[];
  try {
    names = readdirSync(packsFolder(home), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
  return names.length === 0 ? [] : ['builtin', ...names.sort().map((name) => join(packsFolder(home), name))];
}
