import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../bank/item.ts';
import { writeMarkdown } from '../content/write-markdown.ts';
import { ownPack } from './added-packs.ts';
import { writeFileAtomically } from './atomic-write.ts';

/**
 * Adds a question to the own pack, which is made when it is the first. Each question is a file of its own: what
 * was written into the others by hand stays as it is.
 *
 * @returns the file.
 */
export function addQuestion(home: string, item: Item): string {
  const text = writeMarkdown([item]);
  const folder = ownPack(home);
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'pack.yaml');
  if (!existsSync(manifest)) writeFileSync(manifest, 'id: own\nname: Questions I was asked\n');
  const file = join(folder, `${item.id}.md`);
  writeFileAtomically(file, text);
  return file;
}
