import type { Item } from '../bank/item.ts';
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
  const { value, locate, problems } = parseYaml(text.replace(/\r\n?/g, '\n'), file);
  if (problems.length > 0) return { problems };
  const { output, problems: faults } = validate(packSchema, value, file, locate);
  return output ? { id: output.id, problems: [] } : { problems: faults };
}

/** The items of a pack's question files. The first of two equal ids stays; the second is a fault. */
export function parsePack(files: readonly PackFile[], pack: string): FileContent {
  const contents = files.map(({ path, text }) => parseQuestionFile(text, path, pack));
  const problems = contents.flatMap((content) => content.problems);
  const first = new Map<string, Item>();
  for (const item of contents.flatMap((content) => content.items)) {
    const other = first.get(item.id);
    if (!other) first.set(item.id, item);
    else problems.push(duplicate(item, other));
  }
  return { items: [...first.values()], problems };
}

const duplicate = (item: Item, other: Item): Problem => ({
  file: item.source.file,
  line: item.source.line,
  column: 1,
  severity: 'error',
  code: 'duplicate-id',
  message: `the id \`${item.id}\` stands twice in this pack: first in ${other.source.file}:${other.source.line}`,
  mend: 'Give one of them another id; the first one keeps its history.',
});
