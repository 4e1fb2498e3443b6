import type { Guide, Library } from '../bank/guide.ts';
import { didYouMean } from '../bank/suggest.ts';
import { UserError } from '../bank/user-error.ts';
import { standingOf } from '../report/standing.ts';
import { loadLibrary } from '../storage/library.ts';
import {
  careerList,
  careerPage,
  guideList,
  guidePage,
  type ListedCareer,
  type ListedGuide,
} from '../terminal/library-view.ts';
import { type Loaded, loadAll } from './practice-bank.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat guide [SKILL]`: the skill guides, or one of them as a page. */
export async function guide(
  world: World,
  id: string | undefined,
  { json }: { json?: boolean },
): Promise<ExitCode> {
  const loaded = await loadAll(world);
  const { guides } = await loadLibrary(world.root, world.packs);
  const listed = guides.map((one) => listedGuide(one, loaded));
  if (id === undefined) {
    if (json) world.out(`${JSON.stringify({ guides: listed.map(({ text: _, ...rest }) => rest) })}\n`);
    else world.out(`${guideList(listed, world.theme, world.width) || 'These packs have no guides.'}\n`);
    return 0;
  }
  const one = named(listed, id, 'guide');
  if (json) world.out(`${JSON.stringify(one)}\n`);
  else await world.page(`${guidePage(one, world.theme, world.width)}\n`);
  return 0;
}

/** `hotseat careers [ID]`: the careers, or one of them with its skills. */
export async function careers(
  world: World,
  id: string | undefined,
  { json }: { json?: boolean },
): Promise<ExitCode> {
  const loaded = await loadAll(world);
  const library = await loadLibrary(world.root, world.packs);
  const listed = library.careers.map((one) => listedCareer(one, library, loaded));
  if (id === undefined) {
    if (json) world.out(`${JSON.stringify({ careers: listed.map(careerJson) })}\n`);
    else world.out(`${careerList(listed, world.theme, world.width) || 'These packs name no careers.'}\n`);
    return 0;
  }
  const one = named(listed, id, 'career');
  if (json) world.out(`${JSON.stringify(careerJson(one))}\n`);
  else world.out(`${careerPage(one, world.theme, world.width)}\n`);
  return 0;
}

function listedGuide(guide: Guide, { items, schedule, today }: Loaded): ListedGuide {
  const own = items.filter(({ skills }) => skills.includes(guide.id));
  return { ...guide, standing: standingOf(own, schedule, today) };
}

function listedCareer(career: Library['careers'][number], library: Library, loaded: Loaded): ListedCareer {
  const own = loaded.items.filter(({ careers }) => careers.includes(career.id));
  const guides = library.guides.filter(({ id }) => career.skills.includes(id));
  return {
    ...career,
    standing: standingOf(own, loaded.schedule, loaded.today),
    guides: guides.map((one) => listedGuide(one, loaded)),
  };
}

const careerJson = ({ guides, ...career }: ListedCareer) => ({
  ...career,
  guides: guides.map(({ id, title }) => ({ id, title })),
});

function named<T extends { readonly id: string }>(list: readonly T[], id: string, what: string): T {
  const found = list.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (found) return found;
  const ids = list.map((one) => one.id);
  const meant = didYouMean(id, ids);
  throw new UserError(
    `there is no ${what} "${id}"`,
    meant ? `Did you mean "${meant}"?` : `There is: ${ids.join(', ') || 'none in these packs'}.`,
  );
}
