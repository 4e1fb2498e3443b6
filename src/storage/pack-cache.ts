import type { Item } from '../bank/item.ts';
import type { Problem } from '../content/problem.ts';
import type { FileContent } from '../content/question-file.ts';
import { type Cache, cacheFile, keepCached, readCached } from './cache.ts';
import { type FileStamp, packKey, stampFiles } from './pack-stamp.ts';
import { findPack, manifestName, type PackRoot, placeOf, shownProblems } from './pack-walk.ts';

/** A pack parsed file by file. */
interface Parts {
  readonly id: string;
  /** Faults of pack.yaml. */
  readonly problems: readonly Problem[];
  /** What each question file gave, by its stamp. */
  readonly files: ReadonlyMap<string, FileContent>;
}

/** A pack's items and problems, and the key of its content ('' where that is not sure). */
export interface CachedPack extends FileContent {
  readonly key: string;
}

/** A pack as `loadPack` gives it, but only what changed since it was last kept is read and parsed. */
export async function cachedPack(path: string, cache: Cache): Promise<CachedPack> {
  const root = findPack(path);
  const stamps = stampFiles(root);
  const isQuestion = new Set(root.questions);
  const questions = stamps.filter(({ file }) => isQuestion.has(file));
  const kept = keptParts(cache, path, stamps);
  const isWhole = kept !== undefined && questions.every(({ stamp }) => kept.files.has(stamp));
  const { parts, unread } = isWhole ? { parts: kept, unread: [] } : await parseChanged(root, questions, kept);
  const key = packKey(path, stamps);
  const isNew = ({ stamp }: FileStamp) => parts.files.has(stamp) && !kept?.files.has(stamp);
  // A stamp that is not settled proves nothing.
  if (key !== '' && questions.some(isNew)) keepParts(cache, path, stamps, parts);
  const contents = questions.flatMap(({ stamp }) => parts.files.get(stamp) ?? []);
  const items = contents.flatMap((content) => content.items);
  // Equal ids are a fault between files, which the parser of whole packs tells.
  if (hasTwins(items)) return { ...(await import('./pack-files.ts')).loadPack(path), key };
  const problems = [...parts.problems, ...contents.flatMap((content) => content.problems), ...unread];
  return { items, problems: shownProblems(root, problems), key };
}

async function parseChanged(
  root: PackRoot,
  questions: readonly FileStamp[],
  kept: Parts | undefined,
): Promise<{ parts: Parts; unread: Problem[] }> {
  // The parsers load only when there is something to parse. What cannot be read is tried again every time: a
  // permission may have changed where no stamp shows it.
  const { loadPackFile, packId } = await import('./pack-files.ts');
  const problems = [...(kept?.problems ?? [])];
  const id = kept?.id ?? packId(root, problems);
  const unread: Problem[] = [];
  const files = questions.flatMap(({ file, stamp }) => {
    const content = kept?.files.get(stamp) ?? loadPackFile(root, file, id, unread);
    return content ? [[stamp, content] as const] : [];
  });
  return { parts: { id, problems, files: new Map(files) }, unread };
}

const hasTwins = (items: readonly Item[]): boolean => new Set(items.map(({ id }) => id)).size < items.length;

// Another pack.yaml may mean another id, which is in every item.
const partsKey = (path: string, [first]: readonly FileStamp[]): string =>
  `${placeOf(path)}\n${first?.file === manifestName ? first.stamp : 'no manifest'}`;

const partsFile = (path: string): string => cacheFile('pack', placeOf(path));

function keepParts(cache: Cache, path: string, stamps: readonly FileStamp[], parts: Parts): void {
  const { files, ...head } = parts;
  const lines = [head, ...files].map((line) => JSON.stringify(line));
  keepCached(cache, partsFile(path), partsKey(path, stamps), lines.join('\n'));
}

function keptParts(cache: Cache, path: string, stamps: readonly FileStamp[]): Parts | undefined {
  const text = readCached(cache, partsFile(path), partsKey(path, stamps));
  if (text === undefined) return undefined;
  const [head = '', ...files] = text.split('\n');
  return {
    ...(JSON.parse(head) as Omit<Parts, 'files'>),
    files: new Map(files.map((line) => JSON.parse(line))),
  };
}
