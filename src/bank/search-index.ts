import type { AsPlainObject } from 'minisearch';

/** What can be looked for, as plain text. */
export interface SearchDocument {
  readonly type: 'career' | 'skill' | 'question' | 'scenario';
  readonly id: string;
  readonly title: string;
  /** Category, tags, skills and careers. */
  readonly names: string;
  /** All the rest that is searched. */
  readonly body: string;
  /** What an excerpt is cut from: nothing that gives an answer away. */
  readonly shown: string;
}

/** The part of a document that a result shows. */
export type SearchRow = Pick<SearchDocument, 'type' | 'id' | 'title' | 'shown'>;

/** An index of documents, read back. */
export interface SearchIndex {
  /** Every word that occurs. */
  readonly words: readonly string[];
  readonly row: (number: number) => SearchRow;
  /** As much of the index as some words need, in minisearch's form. */
  readonly part: (words: ReadonlySet<string>) => AsPlainObject;
}

export const fields = ['id', 'title', 'names', 'body'] as const;

/** The words of a text: letters and digits, in lower case. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** How often each word occurs. */
export function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** For each field, the numbers of the documents that hold a word there, each followed by how often. */
type Postings = number[][];

/**
 * The index of some documents as text: how many different words each has in each field, all words, then a line a
 * document and a line a word. A search reads the lines that it needs: to make minisearch's own index of 10,000
 * questions takes two seconds, and to load it half a second.
 */
export function indexText(documents: readonly SearchDocument[]): string {
  const words = new Map<string, Postings>();
  const lengths = documents.map((document, number) =>
    fields.map((field, i) => {
      const counts = countOf(wordsOf(document[field]));
      for (const [word, count] of counts) {
        const postings = words.get(word) ?? fields.map(() => []);
        words.set(word, postings);
        postings[i]?.push(number, count);
      }
      return counts.size;
    }),
  );
  const rows = documents.map(({ type, id, title, shown }): SearchRow => ({ type, id, title, shown }));
  const lines = [lengths, [...words.keys()].join(' '), ...rows].map((line) => JSON.stringify(line));
  return [...lines, ...[...words.values()].map(writePostings)].join('\n');
}

const radix = 36;

// The step from document to document is a smaller number than the document's, and most counts are one.
const writePostings = (postings: Postings): string =>
  postings
    .map((list) => {
      const steps: string[] = [];
      for (let i = 0; i < list.length; i += 2) {
        const step = ((list[i] ?? 0) - (list[i - 2] ?? 0)).toString(radix);
        const count = list[i + 1] ?? 1;
        steps.push(count === 1 ? step : `${step}*${count.toString(radix)}`);
      }
      return steps.join();
    })
    .join(';');

/** Reads an index as `indexText` wrote it. */
export function readIndexText(text: string): SearchIndex {
  const starts = lineStarts(text);
  const line = (n: number): string => text.slice(starts[n], (starts[n + 1] ?? text.length + 1) - 1);
  const lengths = JSON.parse(line(0)) as number[][];
  const words = (JSON.parse(line(1)) as string).split(' ').filter(Boolean);
  return {
    words,
    row: (number) => JSON.parse(line(2 + number)) as SearchRow,
    part: (wanted) => {
      const part = emptyPart(lengths);
      words.forEach((word, i) => {
        if (wanted.has(word)) addWord(part, lengths, word, line(2 + lengths.length + i));
      });
      return part;
    },
  };
}

// Splitting would make forty thousand texts, of which a search reads fifty.
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function emptyPart(lengths: readonly (readonly number[])[]): AsPlainObject {
  const mean = (i: number): number =>
    lengths.reduce((sum, each) => sum + (each[i] ?? 0), 0) / Math.max(1, lengths.length);
  return {
    documentCount: lengths.length,
    nextId: lengths.length,
    documentIds: {},
    fieldIds: Object.fromEntries(fields.map((field, i) => [field, i])),
    fieldLength: {},
    averageFieldLength: fields.map((_, i) => mean(i)),
    storedFields: {},
    dirtCount: 0,
    index: [],
    serializationVersion: 2,
  };
}

// Of the documents, only those that hold a word are needed.
function addWord(part: AsPlainObject, lengths: readonly number[][], word: string, line: string): void {
  const lists = line.split(';').map((list) => {
    const counts: Record<number, number> = {};
    let number = 0;
    for (const written of list === '' ? [] : list.split(',')) {
      const [step = '', count = '1'] = written.split('*');
      number += Number.parseInt(step, radix);
      counts[number] = Number.parseInt(count, radix);
      part.documentIds[number] = number;
      part.fieldLength[number] = lengths[number] ?? [];
    }
    return counts;
  });
  part.index.push([word, Object.fromEntries(lists.entries())]);
}
