import MiniSearch, { type Query } from 'minisearch';
import { fields, readIndexText, type SearchRow, wordsOf } from './search-index.ts';
import { editDistance } from './suggest.ts';

/** One thing that was found. */
export interface SearchResult {
  readonly type: SearchRow['type'];
  readonly id: string;
  readonly title: string;
  /** 100 is the best of this search. */
  readonly score: number;
  /** One line, at most 72 characters. */
  readonly excerpt: string;
}

/** How much was found, and as much of it as was asked for. */
export interface SearchResults {
  readonly found: number;
  readonly results: readonly SearchResult[];
}

const boost = { id: 4, title: 4, names: 2 };

/**
 * What an index (`indexText`) holds for a query, best first: that in which every word of it occurs, in any order, as
 * a whole word or the beginning of one or, where no word begins like that, misspelt. Id and title weigh the most.
 */
export function searchIn(text: string, query: string, limit?: number): SearchResults {
  const index = readIndexText(text);
  const asked = [...new Set(wordsOf(query))].map((word) => meantBy(word, index.words));
  const part = index.part(new Set(asked.flatMap(({ words }) => words)));
  const hits = MiniSearch.loadJS(part, {
    fields: [...fields],
    tokenize: wordsOf,
    processTerm: (word) => word,
  })
    .search({ combineWith: 'AND', queries: asked.map(({ query }) => query) }, { boost })
    .sort((a, b) => b.score - a.score || a.id - b.id);
  const best = hits[0]?.score ?? 1;
  const results = hits.slice(0, limit).map(({ id: number, score, terms }) => {
    const { shown, ...row } = index.row(number);
    return { ...row, score: Math.round((1000 * score) / best) / 10, excerpt: excerptOf(shown, terms) };
  });
  return { found: hits.length, results };
}

interface Meant {
  readonly query: Query;
  /** The words of the index that it can meet. */
  readonly words: readonly string[];
}

/** What a word of a query stands for among the words that there are. */
function meantBy(word: string, known: readonly string[]): Meant {
  // One letter begins too much.
  const begun = known.filter((other) => (word.length > 1 ? other.startsWith(word) : other === word));
  if (begun.length > 0) return { query: { queries: [word], prefix: true }, words: begun };
  const near = nearestTo(word, known);
  return { query: { queries: near, combineWith: 'OR' }, words: near };
}

/** The known words that are the fewest edits away from one that is unknown: one edit, or two from eight letters on. */
function nearestTo(word: string, known: readonly string[]): string[] {
  // A number is meant as it is written, and short words are all near each other.
  if (word.length < 4 || /\p{N}/u.test(word)) return [];
  const letters = letterSet(word);
  for (let edits = 1; edits <= (word.length < 8 ? 1 : 2); edits++) {
    const near = known.filter(
      (other) =>
        Math.abs(other.length - word.length) <= edits &&
        bitCount(letterSet(other) ^ letters) <= 2 * edits &&
        editDistance(word, other) <= edits,
    );
    if (near.length > 0) return near;
  }
  return [];
}

// Which letters occur, a bit each (others share bits): an edit changes two at most, and telling costs next to nothing.
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

const excerptLength = 72;
const before = 24;

/** The line around the first word that was found; without any, the beginning. */
function excerptOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const found = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
  const at = found.length === 0 ? 0 : Math.min(...found);
  const start = at < excerptLength - before ? 0 : Math.min(at, text.indexOf(' ', at - before) + 1);
  const head = start > 0 ? '…' : '';
  const room = excerptLength - head.length;
  if (text.length - start <= room) return head + text.slice(start);
  return `${head}${text.slice(start, start + room - 1).replace(/\s+\S*$/, '')}…`;
}
