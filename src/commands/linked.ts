import { lostIds } from '../memory/relink.ts';
import { type Loaded, loadAll } from './practice-bank.ts';
import type { World } from './world.ts';

/** Loads all; histories whose question has another id now are linked with it first, where that is beyond doubt. */
export async function loadLinked(world: World): Promise<Loaded> {
  const loaded = await loadAll(world);
  if (lostIds(loaded.items, loaded.schedule).size === 0) return loaded;
  return (await import('./relink.ts')).linkSure(world, loaded);
}
