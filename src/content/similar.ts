import type { Item } from '../bank/item.ts';
import { hashText } from '../bank/random.ts';

/** A question that says the same, or nearly the same, as one that stands before it. */
export interface Similar {
  readonly item: Item;
  readonly other: Item;
  readonly same: boolean;
}

// Share of the shingles of both that they have in common (Jaccard): one word of thirty changed leaves four fifths.
const nearlySame = 0.6;
// Of the items that have a shingle in common only the latest are looked at: the work stays near-linear.
const mostAtOnce = 8;

/** Each question that is like an earlier one, once, with the most similar of those. */
export function similarQuestions(items: readonly Item[]): Similar[] {
  const exact = new Map<string, Item>();
  const holders = new Map<number, number[]>();
  const sizes: number[] = [];
  return items.flatMap((item, at): Similar[] => {
    const words = wordsOf(item);
    const key = words.join(' ');
    const twin = exact.get(key);
    const shingles = twin ? new Set<number>() : shinglesOf(words);
    sizes.push(shingles.size);
    if (twin) return [{ item, other: twin, same: true }];
    exact.set(key, item);
    const near = nearest(shingles, holders, sizes);
    for (const shingle of shingles) hold(holders, shingle, at);
    const other = near === undefined ? undefined : items[near];
    return other ? [{ item, other, same: false }] : [];
  });
}

// The parts that make a quick question: many share a prompt such as "Which of these holds?".
function wordsOf(item: Item): string[] {
  const parts = {
    open: () => [],
    choice: () => (item.kind === 'choice' ? item.choices.map(({ text }) => text) : []),
    order: () => (item.kind === 'order' ? item.order : []),
    number: () => (item.kind === 'number' ? [item.number.formula] : []),
    cloze: () => (item.kind === 'cloze' ? [item.cloze] : []),
  };
  const text = [item.prompt, ...parts[item.kind]()].join(' \n');
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

const shinglesOf = (words: readonly string[]): Set<number> =>
  new Set(words.slice(2).map((word, i) => hashText(`${words[i]} ${words[i + 1]} ${word}`)));

function hold(holders: Map<number, number[]>, shingle: number, at: number): void {
  const list = holders.get(shingle);
  if (!list) holders.set(shingle, [at]);
  else {
    list.push(at);
    if (list.length > mostAtOnce) list.shift();
  }
}

function nearest(
  shingles: ReadonlySet<number>,
  holders: ReadonlyMap<number, readonly number[]>,
  sizes: readonly number[],
): number | undefined {
  const common = new Map<number, number>();
  for (const shingle of shingles)
    for (const at of holders.get(shingle) ?? []) common.set(at, (common.get(at) ?? 0) + 1);
  let best: number | undefined;
  let most = nearlySame;
  for (const [at, n] of common) {
    const share = n / (shingles.size + (sizes[at] ?? 0) - n);
    if (share >= most) [best, most] = [at, share];
  }
  return best;
}
