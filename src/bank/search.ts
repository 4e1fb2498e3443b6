import MiniSearch, { type AsPlainObject, type Query } from 'minisearch';
import { editDistance } from './suggest.ts';

/** What can be looked for, as plain text. */
export interface SearchDocument {
  readonly type: 'career' | 'skill' | 'question' | 'scenario';
  readonly id: string;
  readonly title: string;
  /** Category, tags, skills and careers. */
  readonly names: string;
  /** What an excerpt is cut from. */
  readonly shown: string;
  /** What is searched and never shown: hints, key points, answer. */
  readonly body: string;
}

/** One thing that was found. */
export interface SearchResult {
  readonly type: SearchDocument['type'];
  readonly id: string;
  readonly title: string;
  /** 100 is the best of this search. */
  readonly score: number;
  /** One line, at most 72 characters. */
  readonly excerpt: string;
}

/** The words of a text: letters and digits, in lower case. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

const options = {
  idField: 'number',
  fields: ['id', 'title', 'names', 'shown', 'body'],
  tokenize: wordsOf,
  processTerm: (word: string) => word,
};
const boost = { id: 4, title: 4, names: 2 };

/**
 * The index of some documents, as text: minisearch's own form, but with a line for every document and every word,
 * so that a search loads the lines of its own words alone. To load all of 10,000 questions takes half a second.
 */
export function searchIndex(documents: readonly SearchDocument[]): string {
  const mini = new MiniSearch(options);
  mini.addAll(documents.map((document, number) => ({ ...document, number })));
  const { index, ...head } = mini.toJSON();
  const rows = documents.map(({ type, id, title, shown }) => ({ type, id, title, shown }));
  return [head, ...rows, ...index].map((line) => JSON.stringify(line)).join('\n');
}

/**
 * What an index holds for a query, best first: that in which every word of it occurs, in any order, as a whole word
 * or the beginning of one or, where no word begins like that, misspelt. Id and title weigh the most.
 */
export function searchIn(indexText: string, query: string): SearchResult[] {
  const [first = '', ...lines] = indexText.split('\n');
  const head = JSON.parse(first) as Omit<AsPlainObject, 'index'>;
  const rows = lines.slice(0, head.documentCount);
  const known = new Map(lines.slice(head.documentCount).map((line) => [wordOfLine(line), line]));
  const asked = [...new Set(wordsOf(query))].map((word) => meantBy(word, [...known.keys()]));
  const index = [...new Set(asked.flatMap(({ loads }) => loads))].map((word) =>
    JSON.parse(known.get(word) ?? ''),
  );
  const hits = MiniSearch.loadJS({ ...head, index }, options).search(
    { combineWith: 'AND', queries: asked.map(({ query }) => query) },
    { boost },
  );
  const best = hits[0]?.score ?? 1;
  return hits
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .map(({ id: number, score, terms }) => {
      const { shown, ...row } = JSON.parse(rows[number] ?? '') as Omit<SearchDocument, 'names' | 'body'>;
      return { ...row, score: Math.round((1000 * score) / best) / 10, excerpt: excerptOf(shown, terms) };
    });
}

/** The word at the head of `["word",{…}]`. */
function wordOfLine(line: string): string {
  const word = line.slice(2, line.indexOf('"', 2));
  return word.includes('\\') ? (JSON.parse(`"${word}"`) as string) : word;
}

interface Meant {
  readonly query: Query;
  /** The words of the index that the query can meet. */
  readonly loads: readonly string[];
}

/** What a word of a query stands for among the words that there are. */
function meantBy(word: string, known: readonly string[]): Meant {
  // One letter begins too much.
  const begun = known.filter((other) => (word.length > 1 ? other.startsWith(word) : other === word));
  if (begun.length > 0) return { query: { queries: [word], prefix: true }, loads: begun };
  const near = nearestTo(word, known);
  return { query: { queries: near, combineWith: 'OR' }, loads: near };
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
  const at = Math.min(...found, text.length);
  const start = at === text.length || at < excerptLength - before ? 0 : text.indexOf(' ', at - before) + 1;
  const head = start > 0 ? '…' : '';
  const room = excerptLength - head.length;
  if (text.length - start <= room) return head + text.slice(start);
  return `${head}${text.slice(start, start + room - 1).trimEnd()}…`;
}
