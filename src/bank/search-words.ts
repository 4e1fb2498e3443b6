import type { Query } from 'minisearch';
import type { IndexedWord, SearchIndex } from './search-index.ts';
import { editDistance } from './suggest.ts';

/** A word of a query, and what it stands for among the words that there are. */
export interface AskedWord {
  readonly written: string;
  readonly meant: readonly IndexedWord[];
  /** The same for minisearch. */
  readonly query: Query;
  /** Texts of which one stands wherever the word is met. */
  readonly sought: readonly string[];
}

/** What a word means: itself and the words that begin with it; without any, the words that it misspells. */
export function askedWord(written: string, index: SearchIndex): AskedWord {
  // One letter begins too much.
  const prefix = written.length > 1;
  const begun = index.begun(written).filter(({ word }) => prefix || word === written);
  if (begun.length > 0)
    return { written, meant: begun, query: { queries: [written], prefix }, sought: [written] };
  const meant = nearestTo(written, index);
  const sought = meant.map(({ word }) => word);
  return { written, meant, query: { queries: sought }, sought };
}

/** The words with the fewest edits from one that is unknown: one edit, or two from eight letters on. */
function nearestTo(written: string, index: SearchIndex): IndexedWord[] {
  // A number is meant as it is written, and short words are all near each other.
  if (written.length < 4 || /\p{N}/u.test(written)) return [];
  const most = written.length < 8 ? 1 : 2;
  const letters = letterSet(written);
  const near = index.passing(
    (word) =>
      Math.abs(word.length - written.length) <= most &&
      bitCount(letterSet(word) ^ letters) <= 2 * most &&
      editDistance(written, word) <= most,
  );
  const edits = near.map(({ word }) => editDistance(written, word));
  return near.filter((_, i) => edits[i] === Math.min(...edits));
}

// Which letters occur, a bit each (others share bits). An edit changes two at most, and telling costs next to
// nothing, where the distance takes some microseconds.
function letterSet(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << word.charCodeAt(i);
  return set;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
