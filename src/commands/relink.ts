import { itemById } from '../bank/filter.ts';
import { fullId, type Item } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { escapeText } from '../content/escape.ts';
import type { Relink } from '../memory/record.ts';
import { type Identity, lostIds, matchOrphans, orphansOf, type Relinks } from '../memory/relink.ts';
import { pointKey } from '../practice/grade.ts';
import { linkedText, relinksText } from '../report/relink-text.ts';
import { readLog } from '../storage/review-log.ts';
import { type Loaded, loadAll, refreshProgress } from './practice-bank.ts';
import { keepAll } from './recorder.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat relink [OLD NEW]`: histories whose question has another id now find it again. */
export async function relink(
  world: World,
  [from, to, ...rest]: readonly string[],
  { dryRun = false, json = false }: { dryRun?: boolean; json?: boolean },
): Promise<ExitCode> {
  const loaded = await loadAll(world);
  if (from !== undefined) {
    if (to === undefined || rest.length > 0)
      throw new UserError(
        'relink takes two ids, or none',
        'Write `hotseat relink OLD NEW`, or `hotseat relink`.',
      );
    return relinkOne(world, loaded, from, to, dryRun);
  }
  const relinks = findRelinks(world, loaded);
  if (!dryRun) keepLinks(world, loaded, relinks);
  const shown = dryRun ? { ...relinks, sure: [], likely: [...relinks.sure, ...relinks.likely] } : relinks;
  world.out(json ? `${JSON.stringify(relinksJson(shown))}\n` : relinksText(shown));
  return 0;
}

async function relinkOne(
  world: World,
  loaded: Loaded,
  written: string,
  to: string,
  dryRun: boolean,
): Promise<ExitCode> {
  const from = withHistory(loaded, written);
  const item = itemById(loaded.items, to);
  if (from === fullId(item)) throw new UserError('both ids are the same', 'Name the old id and the new one.');
  if (!dryRun) keep(world, loaded, [{ from, to: fullId(item) }]);
  world.out(
    `${escapeText(from)} ${dryRun ? 'would be' : 'is'} ${fullId(item)} now: ${item.title}\n${dryRun ? '' : '`hotseat undo` takes it back.\n'}`,
  );
  return 0;
}

/** The full id of something that was practised; a bare one serves where it is unambiguous. */
function withHistory({ schedule }: Loaded, written: string): string {
  const ids = [...schedule.keys()].filter(
    (id) => id === written || id.slice(id.indexOf('/') + 1) === written,
  );
  const [id, other] = ids;
  if (id !== undefined && other === undefined) return id;
  throw new UserError(
    ids.length > 0
      ? `"${written}" is in ${ids.length} packs`
      : `nothing was practised under the id "${written}"`,
    ids.length > 0
      ? `Write one of ${ids.join(', ')}.`
      : '`hotseat relink` lists histories without a question.',
  );
}

/**
 * Links what moved beyond doubt; each link is said.
 *
 * @returns what is loaded, the links counted in.
 */
export async function linkSure(world: World, loaded: Loaded): Promise<Loaded> {
  const relinks = findRelinks(world, loaded);
  if (relinks.sure.length === 0) return loaded;
  keepLinks(world, loaded, relinks);
  for (const match of relinks.sure) world.note(linkedText(match));
  return loadAll(world);
}

function findRelinks(world: World, { items, schedule }: Loaded): Relinks {
  const lost = lostIds(items, schedule);
  // The log is read only where there is something to look for.
  if (lost.size === 0) return { sure: [], likely: [], lost: [] };
  const orphans = orphansOf(readLog(world.home).records, lost).map(escaped);
  return matchOrphans(orphans, items.filter((item) => !schedule.get(fullId(item))?.card).map(identityOf));
}

const identityOf = (item: Item): Identity => ({
  id: fullId(item),
  title: item.title,
  points: item.keyPoints.map(pointKey),
});

// What another machine wrote into the log is shown.
const escaped = (one: Identity): Identity => ({ ...one, title: escapeText(one.title) });

const keepLinks = (world: World, loaded: Loaded, { sure }: Relinks): void =>
  keep(
    world,
    loaded,
    sure.map(({ from, to }) => ({ from: from.id, to: to.id })),
  );

function keep(world: World, { bank }: Loaded, links: readonly Pick<Relink, 'from' | 'to'>[]): void {
  if (links.length === 0) return;
  keepAll<Relink>(
    world,
    links.map((link) => ({ type: 'relink', ...link })),
  );
  refreshProgress(world, bank);
}

const relinksJson = ({ sure, likely, lost }: Relinks) => {
  const json = ({ from, to, titles, shared }: Relinks['sure'][number]) => ({
    ...{ from: from.id, to: to.id, fromTitle: from.title, toTitle: to.title },
    ...{ titles: Math.round(titles * 100) / 100, sharedPoints: shared, points: from.points.length },
  });
  return {
    linked: sure.map(json),
    likely: likely.map(json),
    lost: lost.map(({ id, title }) => ({ id, title })),
  };
};
