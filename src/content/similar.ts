import type { Item } from '../bank/item.ts';

/** A question that says the same, or nearly the same, as one that stands before it. */
export interface Similar {
  readonly other: Pick<Item, 'id' | 'source'>;
  readonly same: boolean;
}

// Share of the shingles of both that they have in common (Jaccard): one word of thirty changed leaves four fifths.
const nearlySame = 0.6;
// Of the items that have a shingle in common only the latest are looked at: the work stays near-linear.
const mostAtOnce = 8;

/** What is kept of a question that was seen. */
interface Print {
  readonly other: Similar['other'];
  /** Hashes of its words, in order. */
  readonly words: readonly number[];
  /** Hashes of each three words in a row: distinct, ascending. */
  readonly shingles: readonly number[];
  /** The last question that was compared with it. */
  comparedWith?: Print;
}

/**
 * A watch over the questions of a pack that are handed to it one by one: for each, the most similar earlier one,
 * if there is one that is similar enough.
 *
 * Two sets of shingles whose Jaccard similarity is t or more share one of their n - ceil(t n) + 1 least ones (prefix
 * filtering: Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", 2007), so only these are indexed.
 */
export function similarityWatch(): (item: Item) => Similar | undefined {
  const exact = new Map<number, Print>();
  const index = shingleIndex();
  return (item) => {
    const words = wordsOf(item);
    const key = words.reduce(mixed, seed);
    const twin = exact.get(key);
    if (twin && sameList(twin.words, words)) return { other: twin.other, same: true };
    const print = { other: { id: item.id, source: item.source }, words, shingles: shinglesOf(words) };
    exact.set(key, print);
    const other = nearest(print, index)?.other;
    return other && { other, same: false };
  };
}

/** The most similar print of those that share an indexed shingle, if it is similar enough; the print joins the index. */
function nearest(print: Print, index: ReturnType<typeof shingleIndex>): Print | undefined {
  let best: Print | undefined;
  let most = nearlySame;
  const { shingles } = print;
  const compare = (other: Print): void => {
    if (other.comparedWith === print) return;
    other.comparedWith = print;
    const share = jaccard(shingles, other.shingles);
    if (share >= most) [best, most] = [other, share];
  };
  const indexed = shingles.length - Math.ceil(nearlySame * shingles.length) + 1;
  for (let i = 0; i < indexed; i++) {
    const shingle = shingles[i];
    if (shingle === undefined) break;
    index.visit(shingle, compare);
    index.add(shingle, print);
  }
  return best;
}

/** The latest prints that hold a shingle. Chains in flat lists: a map of lists would be half of the cost of a check. */
function shingleIndex() {
  let heads = new Int32Array(1 << 16).fill(-1);
  const shingles: number[] = [];
  const holders: Print[] = [];
  const before: number[] = [];
  const link = (entry: number): void => {
    const slot = (shingles[entry] ?? 0) & (heads.length - 1);
    before[entry] = heads[slot] ?? -1;
    heads[slot] = entry;
  };
  return {
    visit: (shingle: number, each: (print: Print) => void): void => {
      let entry = heads[shingle & (heads.length - 1)] ?? -1;
      for (let left = mostAtOnce; entry >= 0 && left > 0; entry = before[entry] ?? -1) {
        if (shingles[entry] !== shingle) continue;
        each(holders[entry] as Print);
        left--;
      }
    },
    add: (shingle: number, print: Print): void => {
      holders.push(print);
      shingles.push(shingle);
      if (shingles.length > heads.length) {
        heads = new Int32Array(heads.length * 4).fill(-1);
        for (let entry = 0; entry < shingles.length; entry++) link(entry);
      } else link(shingles.length - 1);
    },
  };
}

// The parts that make a quick question: many share a prompt such as "Which of these holds?".
function wordsOf(item: Item): number[] {
  const words = wordHashes(item.prompt, []);
  if (item.kind === 'choice') for (const { text } of item.choices) wordHashes(text, words);
  if (item.kind === 'order') for (const text of item.order) wordHashes(text, words);
  if (item.kind === 'number') wordHashes(item.number.formula, words);
  if (item.kind === 'cloze') wordHashes(item.cloze, words);
  return words;
}

const seed = 0x811c9dc5;
const mixed = (hash: number, value: number): number => {
  const h = Math.imul(hash ^ value, 0x01000193);
  return h ^ (h >>> 15);
};

/** Adds the hashes of a text's words, whatever their case. */
function wordHashes(text: string, hashes: number[]): number[] {
  if (/^[\0-\x7f]*$/.test(text)) return asciiHashes(text, hashes);
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of words) {
    let hash = seed;
    for (let i = 0; i < word.length; i++) hash = mixed(hash, word.charCodeAt(i));
    hashes.push(hash);
  }
  return hashes;
}

// Most texts are ASCII: these need no copy, and no string a word.
function asciiHashes(text: string, hashes: number[]): number[] {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isCapital = code >= 65 && code <= 90;
    if (isCapital || (code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
      hash = mixed(hash, isCapital ? code + 32 : code);
    } else if (hash !== seed) {
      hashes.push(hash);
      hash = seed;
    }
  }
  if (hash !== seed) hashes.push(hash);
  return hashes;
}

function shinglesOf(words: readonly number[]): number[] {
  const shingles: number[] = [];
  for (let i = 2; i < words.length; i++)
    shingles.push(mixed(mixed(mixed(seed, words[i - 2] ?? 0), words[i - 1] ?? 0), words[i] ?? 0));
  shingles.sort(ascending);
  return shingles.filter((shingle, i) => i === 0 || shingle !== shingles[i - 1]);
}

const ascending = (a: number, b: number): number => a - b;

/** Of two ascending lists of distinct numbers: what they share, of all that they hold. */
function jaccard(a: readonly number[], b: readonly number[]): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (x === y) common++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return common / (a.length + b.length - common);
}

const sameList = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
