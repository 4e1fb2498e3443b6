import MiniSearch, { type AsPlainObject } from 'minisearch';
import { fields, readIndexText, type SearchIndex, type SearchRow, wordsOf } from './search-index.ts';
import { type AskedWord, askedWord } from './search-words.ts';

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

/** A document by its number in the index; a higher score is better. */
interface Hit {
  readonly document: number;
  readonly score: number;
}

const boost = { id: 4, title: 4, names: 2, body: 1 };
const partOfWord = 0.4;

// minisearch ranks finely, and takes 50 ms for five thousand documents: it gets those that promise the most.
const finelyRanked = 200;

/**
 * What an index (`indexText`) holds for a query, best first: that in which every word of it occurs, in any order, as
 * a whole word or the beginning of one or, where no word begins like that, misspelt. Id and title weigh the most.
 */
export function searchIn(text: string, query: string, limit = Number.POSITIVE_INFINITY): SearchResults {
  const index = readIndexText(text);
  const asked = [...new Set(wordsOf(query))].map((word) => askedWord(word, index));
  const hits = coarseHits(asked, index);
  const fine = fineHits(hits.slice(0, finelyRanked), asked, index);
  const coarse = onScaleOf(fine, hits.slice(finelyRanked, Math.max(finelyRanked, limit)));
  const best = fine[0]?.score ?? 1;
  const sought = asked.flatMap(({ sought }) => sought);
  const results = [...fine, ...coarse].slice(0, limit).map(({ document, score }) => {
    const { shown, ...row } = index.row(document);
    return { ...row, score: Math.round((1000 * score) / best) / 10, excerpt: excerptOf(shown, sought) };
  });
  return { found: hits.length, results };
}

const bestFirst = (a: Hit, b: Hit): number => b.score - a.score || a.document - b.document;

/** The documents that hold every word that was asked for, weighed coarsely. */
function coarseHits(asked: readonly AskedWord[], index: SearchIndex): Hit[] {
  const weights = asked.map((word) => weightsOf(word, index));
  const hits: Hit[] = [];
  for (let document = 0; document < index.documents; document++) {
    const score = sumIfAll(weights, document);
    if (score > 0) hits.push({ document, score });
  }
  return hits.sort(bestFirst);
}

function sumIfAll(weights: readonly Float64Array[], document: number): number {
  let sum = 0;
  for (const list of weights) {
    const weight = list[document] ?? 0;
    if (weight === 0) return 0;
    sum += weight;
  }
  return sum;
}

/** What a word adds to each document: the more the oftener it occurs there, but less each time. */
function weightsOf({ written, meant }: AskedWord, index: SearchIndex): Float64Array {
  const weights = new Float64Array(index.documents);
  for (const { word, postings } of meant) {
    const share = word === written ? 1 : partOfWord;
    fields.forEach((field, i) => {
      const list = postings[i] ?? [];
      for (let at = 0; at < list.length; at += 2) {
        const document = list[at] ?? 0;
        const count = list[at + 1] ?? 1;
        weights[document] = (weights[document] ?? 0) + (share * boost[field] * count) / (count + 1);
      }
    });
  }
  return weights;
}

function fineHits(hits: readonly Hit[], asked: readonly AskedWord[], index: SearchIndex): Hit[] {
  const part = partOf(index, new Set(hits.map(({ document }) => document)), asked);
  const mini = MiniSearch.loadJS(part, {
    fields: [...fields],
    tokenize: wordsOf,
    processTerm: (word) => word,
  });
  return mini
    .search({ queries: asked.map(({ query }) => query) }, { boost })
    .map(({ id, score }): Hit => ({ document: id as number, score }))
    .sort(bestFirst);
}

/** An index in minisearch's form, of some of the documents and the words that were asked for. */
function partOf(
  index: SearchIndex,
  documents: ReadonlySet<number>,
  asked: readonly AskedWord[],
): AsPlainObject {
  const of = <T>(value: (document: number) => T) =>
    Object.fromEntries([...documents].map((document) => [document, value(document)]));
  return {
    documentCount: index.documents,
    nextId: index.documents,
    documentIds: of((document) => document),
    fieldIds: Object.fromEntries(fields.map((field, i) => [field, i])),
    fieldLength: of(index.lengths),
    averageFieldLength: [...index.averages],
    storedFields: {},
    serializationVersion: 2,
    index: asked.flatMap(({ meant }) =>
      meant.map(({ word, postings }): [string, Record<string, Record<string, number>>] => [
        word,
        Object.fromEntries(postings.map((list, i) => [i, countsIn(list, documents)])),
      ]),
    ),
  };
}

function countsIn(list: readonly number[], documents: ReadonlySet<number>): Record<number, number> {
  const counts: Record<number, number> = {};
  for (let at = 0; at < list.length; at += 2) {
    const document = list[at] ?? 0;
    if (documents.has(document)) counts[document] = list[at + 1] ?? 1;
  }
  return counts;
}

/** Coarse scores so that they go on where the fine ones end. */
function onScaleOf(fine: readonly Hit[], coarse: readonly Hit[]): Hit[] {
  const scale = (fine.at(-1)?.score ?? 1) / (coarse[0]?.score ?? 1);
  return coarse.map(({ document, score }) => ({ document, score: score * scale }));
}

const excerptLength = 72;
const before = 24;

/** The line around the first of some words; without any, the beginning. */
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
