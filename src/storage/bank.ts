import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../bank/item.ts';
import { stageItems } from '../bank/stage-items.ts';
import { UserError } from '../bank/user-error.ts';
import type { Problem } from '../content/problem.ts';
import type { Cache } from './cache.ts';
import { cachedPack } from './pack-cache.ts';
import { joinKeys } from './pack-stamp.ts';
import { findPack } from './pack-walk.ts';

/** Everything there is to practise, from all packs in use. */
export interface Bank {
  readonly items: readonly Item[];
  readonly problems: readonly Problem[];
  /** Tells one content from another: what was derived from a bank holds while this is the same; '' tells nothing. */
  readonly key: string;
}

/** The pack that ships, as the build leaves it: parsed, so that start-up does not parse it. */
export interface BuiltPack {
  readonly key: string;
  readonly items: readonly Item[];
}

export const builtPackPath = (root: string): string => join(root, 'dist', 'builtin.json');

/**
 * Loads the packs named by `--pack` or `HOTSEAT_PACKS`; without any, the one that ships.
 *
 * @param cache saves parsing what has not changed; the result is the same without.
 */
export async function loadBank(root: string, packs: readonly string[], cache?: Cache): Promise<Bank> {
  const wanted = packs.length === 0 ? ['builtin'] : packs;
  const banks = await Promise.all(
    wanted.map((pack) => (pack === 'builtin' ? builtinPack(root) : packAt(pack, cache))),
  );
  const owners = new Map<string, string>();
  banks.forEach(({ items }, i) => {
    const id = items[0]?.pack;
    const other = id && owners.get(id);
    if (other)
      throw new UserError(
        `the packs ${other} and ${wanted[i]} have the same id "${id}"`,
        'Give one of them another id in its pack.yaml.',
      );
    if (id) owners.set(id, wanted[i] ?? '');
  });
  return {
    items: banks.flatMap(({ items }) => items),
    problems: banks.flatMap(({ problems }) => problems),
    key: joinKeys(banks.map(({ key }) => key)),
  };
}

async function builtinPack(root: string): Promise<Bank> {
  let built: BuiltPack;
  try {
    built = JSON.parse(readFileSync(builtPackPath(root), 'utf8')) as BuiltPack;
  } catch {
    return packAt(root);
  }
  return { items: built.items, problems: [], key: built.key };
}

async function packAt(path: string, cache?: Cache): Promise<Bank> {
  const { items, problems, key } = cache ? await cachedPack(path, cache) : await parsedPack(path);
  if (findPack(path).scenarios.length === 0) return { items, problems, key };
  const { scenariosAt } = await import('./scenario-files.ts');
  const { scenarios, problems: more } = scenariosAt(path);
  return { items: [...items, ...scenarios.flatMap(stageItems)], problems: [...problems, ...more], key };
}

async function parsedPack(path: string): Promise<Bank> {
  const { loadPack } = await import('./pack-files.ts');
  const { items, problems } = loadPack(path);
  return { items, problems, key: '' };
}
