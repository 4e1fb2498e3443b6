import { codeOf, readCode } from '../bank/code.ts';
import { itemById } from '../bank/filter.ts';
import { fullId, type Item } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { dateOf } from '../memory/day.ts';
import { type Grade, grades } from '../memory/grade.ts';
import { leechText } from '../report/leeches.ts';
import { loadAll, refreshProgress } from './practice-bank.ts';
import { openReviewer } from './reviewer.ts';
import type { ExitCode, World } from './world.ts';

// On paper nobody took the time: 0 seconds stand for that.
const onPaper = { seconds: 0, hintsUsed: 0, timedOut: false, by: 'person' };

interface Graded {
  readonly item: Item;
  readonly grade: Grade;
}

/** `hotseat grade CODE=GRADE…`: what was graded on paper. All of it is read before any of it is kept. */
export async function grade(world: World, written: readonly string[]): Promise<ExitCode> {
  const loaded = await loadAll(world);
  const graded = written.map((one) => readGrade(one, loaded.items));
  const twice = graded.find(({ item }, i) => graded.findIndex((other) => other.item === item) < i);
  if (twice) throw new UserError(`${twice.item.id} is graded twice`, 'Write it once. Nothing was kept.');
  const reviewer = openReviewer(world, loaded);
  try {
    for (const one of graded) {
      const { due, leech } = reviewer.review(one.item, { ...onPaper, grade: one.grade });
      world.out(`${one.item.id}  ${one.grade}, due ${dateOf(due)}\n`);
      if (leech) world.note(`${one.item.id}: ${leechText(leech)}`);
    }
  } finally {
    reviewer.close();
    refreshProgress(world, loaded.bank);
  }
  return 0;
}

function readGrade(written: string, items: readonly Item[]): Graded {
  const at = written.lastIndexOf('=');
  const name = written.slice(0, Math.max(0, at)).trim();
  const said = written
    .slice(at + 1)
    .trim()
    .toLowerCase();
  const found = grades.find((one, i) => one === said || String(i + 1) === said);
  if (at <= 0 || !found)
    throw new UserError(
      `"${written}" is no code with a grade`,
      `Write CODE=good, say; the grades are ${grades.join(', ')}, or 1 to 4. Nothing was kept.`,
    );
  return { item: itemOf(name, items), grade: found };
}

function itemOf(name: string, items: readonly Item[]): Item {
  const code = readCode(name);
  const meant = items.filter((item) => codeOf(fullId(item)) === code);
  if (meant.length > 1)
    throw new UserError(
      `the code ${code} stands for ${meant.map(fullId).join(' and ')}`,
      'Write the id instead. Nothing was kept.',
    );
  if (meant[0] || items.some(({ id, pack }) => id === name || `${pack}/${id}` === name))
    return meant[0] ?? itemById(items, name);
  throw new UserError(
    `no question has the code or the id "${name}"`,
    'The code stands before the title on the sheet. Nothing was kept.',
  );
}
