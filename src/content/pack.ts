import type { Item } from '../bank/item.ts';
import { withLineFeeds } from './escape.ts';
import type { Problem } from './problem.ts';
import { type FileContent, parseQuestionFile } from './question-file.ts';
import { packSchema } from './schema.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';

/** A file of a pack as it was read: its path inside the pack, and its text. */
export interface PackFile {
  readonly path: string;
  readonly text: string;
}

/** The id that a pack.yaml declares; undefined with problems when it cannot be used. */
export function parsePackManifest(text: string, file: string): { id?: string; problems: readonly Problem[] } {
  const { value, locate, problems } = parseYaml(withLineFeeds(text), file);
  if (problems.length > 0) return { problems };
  const { output, problems: faults } = validate(packSchema, value, file, locate);
  return output ? { id: output.id, problems: [] } : { problems: faults };
}

/**
 * The contents of a pack's question files, file by file, so that a reader of many need not hold them all. The first
 * of two equal ids stays; the second is a fault of the file that it stands in.
 */
export function* parseFiles(files: Iterable<PackFile>, pack: string): Generator<FileContent> {
  const first = new Map<string, Item['source']>();
  for (const { path, text } of files) {
    const { items, problems } = parseQuestionFile(text, path, pack);
    const twins: Problem[] = [];
    const kept = items.filter((item) => {
      const other = first.get(item.id);
      if (other) twins.push(duplicate(item, other));
      else first.set(item.id, item.source);
      return !other;
    });
    yield { items: kept, problems: [...problems, ...twins] };
  }
}

/** The contents of several files as one. */
export function joined(contents: Iterable<FileContent>): FileContent {
  const all = [...contents];
  return { items: all.flatMap(({ items }) => items), problems: all.flatMap(({ problems }) => problems) };
}

const duplicate = (item: Item, other: Item['source']): Problem => ({
  file: item.source.file,
  line: item.source.line,
  column: 1,
  severity: 'error',
  code: 'duplicate-id',
  message: `the id \`${item.id}\` stands twice in this pack: first in ${other.file}:${other.line}`,
  mend: 'Give one of them another id; the first one keeps its history.',
});
