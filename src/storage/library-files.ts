import type { Career, Library } from '../bank/guide.ts';
import { parseCareers, parseGuide, type ReadGuide } from '../content/library-file.ts';
import type { Problem } from '../content/problem.ts';
import { packId, readPackFile } from './pack-files.ts';
import { careersName, findPack, type PackRoot } from './pack-walk.ts';

/** The guides and careers of a pack, with what is wrong with their files. */
export interface LoadedLibrary {
  readonly guides: readonly ReadGuide[];
  readonly careers: readonly Career[];
  readonly problems: readonly Problem[];
}

/** Reads and parses the guides and careers of a pack; problems name files by their path inside the pack. */
export function readLibrary(root: PackRoot, pack: string): LoadedLibrary {
  const guides: ReadGuide[] = [];
  const careers: Career[] = [];
  const problems: Problem[] = [];
  for (const { path, text } of root.pages.flatMap((file) => readPackFile(root.folder, file, problems))) {
    if (path === careersName) {
      const parsed = parseCareers(text, path, pack);
      careers.push(...parsed.careers);
      problems.push(...parsed.problems);
    } else {
      const parsed = parseGuide(text, path, pack);
      if (parsed.read) guides.push(parsed.read);
      problems.push(...parsed.problems);
    }
  }
  return { guides, careers, problems };
}

/** The guides and careers of the pack at a path. */
export function libraryAt(path: string): Library {
  const root = findPack(path);
  const { guides, careers } = readLibrary(root, packId(root, []));
  return { guides: guides.map(({ guide }) => guide), careers };
}
