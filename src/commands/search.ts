import { searchIn } from '../bank/search.ts';
import { searchDocuments } from '../bank/search-documents.ts';
import { indexText } from '../bank/search-index.ts';
import { searchText } from '../report/search-text.ts';
import { loadBank } from '../storage/bank.ts';
import { cacheFile, keepCached, readCached } from '../storage/cache.ts';
import { loadLibrary } from '../storage/library.ts';
import { contentKey } from '../storage/pack-stamp.ts';
import { placeOf } from '../storage/pack-walk.ts';
import { loadScenarios } from '../storage/scenarios.ts';
import { wholeNumber } from './filters.ts';
import { errorsIn, sayPackFaults } from './pack-faults.ts';
import type { ExitCode, World } from './world.ts';

/** As many results as a person looks at. */
const shownUnlessAsked = 20;

/** `hotseat search TEXT`: careers, skills and questions, the best first. Nothing found is the answer no. */
export async function search(
  world: World,
  query: string,
  options: { json?: boolean; limit?: string },
): Promise<ExitCode> {
  const asked = options.limit === undefined ? undefined : wholeNumber('--limit', options.limit, 1);
  const limit = asked ?? (options.json ? undefined : shownUnlessAsked);
  const { found, results } = searchIn(await bankIndex(world), query, limit);
  if (options.json) world.out(`${JSON.stringify({ query, found, results })}\n`);
  else {
    world.out(searchText(found, results, world.width));
    const rest = found - results.length;
    if (rest > 0) world.note(`${rest} more: another word narrows the search, --limit shows more of it.`);
  }
  return found === 0 ? 1 : 0;
}

/** The index of what there is, from the cache where that holds. */
async function bankIndex(world: World): Promise<string> {
  const { cache, packs } = world;
  const key = cache ? contentKey(packs, cache.build) : '';
  const file = cacheFile('search', JSON.stringify(packs.map(placeOf)));
  const kept = cache && readCached(cache, file, key);
  if (kept !== undefined) return kept;
  const bank = await loadBank(world.root, packs, cache);
  sayPackFaults(world, bank);
  const library = await loadLibrary(world.root, packs);
  const scenarios = (await loadScenarios(world.root, packs)).map(({ scenario }) => scenario);
  const text = indexText(searchDocuments(bank.items, library, scenarios));
  // With faults there is something to say every time, and the bank says it.
  if (cache && key !== '' && errorsIn(bank) === 0) keepCached(cache, file, key, text);
  return text;
}
