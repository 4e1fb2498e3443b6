import type { Item } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { parseQuestionFile } from './question-file.ts';

/**
 * Makes sure that a written file says what its items say: it is read again and compared, so that a text which a
 * form cannot hold is refused and never changed.
 *
 * @param file decides the form by the ending of its name.
 * @throws UserError naming the question, and the part of it that would read differently.
 */
export function assertReadsBack(
  text: string,
  file: string,
  items: readonly Item[],
  form: string,
  mend: string,
): void {
  const { items: back, problems } = parseQuestionFile(text, file, '');
  const refuse = (what: string, why: string): never => {
    throw new UserError(`${what} cannot be written as ${form}: ${why}`, mend);
  };
  for (const [i, item] of items.entries()) {
    const found = back[i];
    const part = found?.id === item.id ? differingPart(item, found) : 'text';
    const why = problems[0] ? ` (${problems[0].message})` : '';
    if (part !== undefined) refuse(`\`${item.id}\``, `its ${part} would read differently${why}`);
  }
  if (problems[0]) refuse('this', problems[0].message);
  // Half of a surrogate pair is lost where the text becomes UTF-8.
  if (/\p{Surrogate}/u.test(text)) refuse('this', 'it holds half of a character');
}

// Which file an item stands in, and of which pack, is not said in a file.
function differingPart(item: Item, back: Item): string | undefined {
  const parts = new Set([...Object.keys(item), ...Object.keys(back)] as (keyof Item)[]);
  parts.delete('source');
  parts.delete('pack');
  return [...parts].find((part) => !isSame(item[part], back[part]));
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame((a as Data)[key], (b as Data)[key]))
  );
}

type Data = Readonly<Record<string, unknown>>;
