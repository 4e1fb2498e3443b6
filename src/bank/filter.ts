import { type Item, kinds, levels } from './item.ts';
import { scenarioCategory } from './stage-items.ts';
import { didYouMean } from './suggest.ts';
import { UserError } from './user-error.ts';

/** Which items are wanted: OR inside one field, AND across fields; names in any letter case. */
export interface Filter {
  readonly category?: readonly string[];
  readonly tag?: readonly string[];
  readonly skill?: readonly string[];
  readonly career?: readonly string[];
  readonly kind?: readonly string[];
  readonly level?: readonly string[];
  /** Bare or full ids. */
  readonly id?: readonly string[];
  /** Every word must occur somewhere in the item. */
  readonly search?: string;
}

type NameField = Exclude<keyof Filter, 'search'>;

const namesOf: Record<NameField, (item: Item) => readonly string[]> = {
  category: (item) => [item.category],
  tag: (item) => item.tags,
  skill: (item) => item.skills,
  career: (item) => item.careers,
  kind: (item) => [item.kind],
  level: (item) => [item.level],
  id: (item) => [item.id, `${item.pack}/${item.id}`],
};

/** Which stages of scenarios that were never played a filter asks for: those named, or those that a scenario opens with. */
export function newStagesFor({ kind = [], id = [], category = [] }: Filter): 'any' | 'opening' | 'none' {
  if (id.length > 0) return 'any';
  const asked =
    kind.some((name) => name.toLowerCase() === 'stage') ||
    category.some((name) => name.toLowerCase() === scenarioCategory.toLowerCase());
  return asked ? 'opening' : 'none';
}

/** The items that a filter lets through, in their order. A name that nothing has is an error that lists the names there are. */
export function selectItems(items: readonly Item[], filter: Filter): Item[] {
  const tests = (Object.keys(namesOf) as NameField[]).flatMap((field) => {
    const wanted = filter[field];
    return wanted && wanted.length > 0 ? [nameTest(items, field, wanted)] : [];
  });
  const words = (filter.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(
    (item) => tests.every((test) => test(item)) && words.every((word) => holds(item, word)),
  );
}

function nameTest(
  items: readonly Item[],
  field: NameField,
  wanted: readonly string[],
): (item: Item) => boolean {
  const known = new Map(
    items
      .flatMap(namesOf[field])
      .concat(fixedNames(field))
      .map((name) => [name.toLowerCase(), name]),
  );
  for (const name of wanted) {
    if (!known.has(name.toLowerCase())) throw unknownName(field, name, [...known.values()]);
  }
  if (field === 'id') for (const id of wanted) assertUnambiguous(items, id);
  const lower = new Set(wanted.map((name) => name.toLowerCase()));
  return (item) => namesOf[field](item).some((name) => lower.has(name.toLowerCase()));
}

const fixedNames = (field: NameField): readonly string[] =>
  field === 'kind' ? kinds : field === 'level' ? levels : [];

function unknownName(field: NameField, name: string, known: string[]): UserError {
  const meant = didYouMean(name, known);
  const listed =
    field === 'id' ? 'Run `hotseat list` to see the ids.' : `There is: ${known.sort().join(', ') || 'none'}.`;
  const what = field === 'id' ? 'no question has the id' : `unknown ${field}`;
  return new UserError(`${what} "${name}"`, meant ? `Did you mean "${meant}"? ${listed}` : listed);
}

function assertUnambiguous(items: readonly Item[], id: string): void {
  const owners = items.filter((item) => item.id.toLowerCase() === id.toLowerCase());
  if (owners.length > 1) {
    const full = owners.map((item) => `${item.pack}/${item.id}`);
    throw new UserError(`"${id}" is in ${owners.length} packs`, `Write one of ${full.join(', ')}.`);
  }
}

function holds(item: Item, word: string): boolean {
  const texts = [
    item.id,
    item.title,
    item.category,
    ...item.tags,
    ...item.skills,
    item.prompt,
    item.answer,
    ...item.hints,
  ];
  return (
    texts.some((text) => text.toLowerCase().includes(word)) ||
    item.keyPoints.some(({ text }) => text.toLowerCase().includes(word))
  );
}

/** The one item of an id, bare or full. */
export function itemById(items: readonly Item[], id: string): Item {
  return selectItems(items, { id: [id] })[0] as Item;
}
