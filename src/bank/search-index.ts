import { inAscii } from './ascii.ts';

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

/** For each field, the numbers of the documents that hold a word there, each followed by how often. */
export type Postings = readonly (readonly number[])[];

/** A word, and where it occurs. */
export interface IndexedWord {
  readonly word: string;
  readonly postings: Postings;
}

/** An index of documents, read back. */
export interface SearchIndex {
  readonly documents: number;
  /** How many different words a document has in each field, on the average. */
  readonly averages: readonly number[];
  /** What a result shows of a document. */
  readonly row: (document: number) => SearchRow;
  /** How many different words a document has in each field. */
  readonly lengths: (document: number) => number[];
  /** The words that begin so. */
  readonly begun: (letters: string) => IndexedWord[];
  /** The words that pass a test. Slower: it looks at each. */
  readonly passing: (test: (word: string) => boolean) => IndexedWord[];
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

interface Head {
  readonly documents: number;
  readonly averages: readonly number[];
  /** Three digits a field, field by field, document by document. */
  readonly lengths: string;
}

const radix = 36;
const digits = 3;

/**
 * The index of some documents as text: a head, a line a document, a line a word. A search reads the lines that it
 * needs: to make minisearch's own index of 10,000 questions takes two seconds, and to load it half a second.
 */
export function indexText(documents: readonly SearchDocument[]): string {
  const words = new Map<string, number[][]>();
  const lengths = documents.map((document, number) =>
    fields.map((field, i) => {
      const counts = countOf(wordsOf(document[field]));
      for (const [word, count] of counts) {
        const postings: number[][] = words.get(word) ?? fields.map(() => []);
        words.set(word, postings);
        postings[i]?.push(number, count);
      }
      return counts.size;
    }),
  );
  const rows = documents.map(({ type, id, title, shown }): SearchRow => ({ type, id, title, shown }));
  const lines = [headOf(lengths), ...rows].map((line) => JSON.stringify(line));
  for (const [word, postings] of words) lines.push(`${JSON.stringify(word)}${writePostings(postings)}`);
  return inAscii(`${lines.join('\n')}\n`);
}

function headOf(lengths: readonly (readonly number[])[]): Head {
  const sum = (i: number) => lengths.reduce((all, each) => all + (each[i] ?? 0), 0);
  const most = radix ** digits - 1;
  return {
    documents: lengths.length,
    averages: fields.map((_, i) => sum(i) / Math.max(1, lengths.length)),
    lengths: lengths
      .flat()
      .map((length) => Math.min(most, length).toString(radix).padStart(digits, '0'))
      .join(''),
  };
}

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

/** Reads an index as `indexText` wrote it, each line when it is asked for. */
export function readIndexText(text: string): SearchIndex {
  const lineAt = (start: number): string => text.slice(start, text.indexOf('\n', start));
  const { documents, averages, lengths } = JSON.parse(lineAt(0)) as Head;
  const rows = [text.indexOf('\n') + 1];
  while (rows.length <= documents) rows.push(text.indexOf('\n', rows.at(-1)) + 1);
  // The words stand behind the last row.
  const wordStarts = (beginning: string): number[] =>
    startsOf(text, `\n${beginning}`, (rows.at(-1) ?? 0) - 1);
  const wordAt = (start: number): IndexedWord => ({
    word: quotedAt(text, start),
    postings: lineAt(text.indexOf('"', start + 1) + 1)
      .split(';')
      .map(readPostings),
  });
  return {
    documents,
    averages,
    row: (document) => JSON.parse(lineAt(rows[document] ?? 0)) as SearchRow,
    lengths: (document) => fields.map((_, i) => lengthAt(lengths, document * fields.length + i)),
    begun: (letters) => wordStarts(`"${inAscii(letters)}`).map(wordAt),
    passing: (test) =>
      wordStarts('"')
        .filter((start) => test(quotedAt(text, start)))
        .map(wordAt),
  };
}

function startsOf(text: string, beginning: string, from: number): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(beginning, from); at >= 0; at = text.indexOf(beginning, at + 1))
    starts.push(at + 1);
  return starts;
}

const lengthAt = (lengths: string, place: number): number =>
  Number.parseInt(lengths.slice(place * digits, (place + 1) * digits), radix);

function quotedAt(text: string, start: number): string {
  const quoted = text.slice(start, text.indexOf('"', start + 1) + 1);
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

function readPostings(written: string): number[] {
  const list: number[] = [];
  let document = 0;
  for (const step of written === '' ? [] : written.split(',')) {
    const star = step.indexOf('*');
    // parseInt stops at the star.
    document += Number.parseInt(step, radix);
    list.push(document, star < 0 ? 1 : Number.parseInt(step.slice(star + 1), radix));
  }
  return list;
}
