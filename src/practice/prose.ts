import { isFunctionWord, type Word, wordsOf } from './words.ts';

/** The most that a text which says nothing in sentences can score: a list of keywords is no answer. */
export const listCap = 20;

// Fewer different words than this make no answer to an open question.
const leastWords = 8;

/** The sentences of a text, the rest (lists, headings, salad) blanked out, so that places stay the same. */
export function proseOf(text: string): string {
  return text.replace(/[^.!?;\n]+[.!?;\n]*/g, (line) => (isProse(line) ? line : line.replace(/[^\n]/g, ' ')));
}

/** Whether a text is too short, or too little of it in sentences, to be an answer. */
export function isTooShort(text: string): boolean {
  return new Set(wordsOf(text).map(({ stem }) => stem)).size < leastWords;
}

function isProse(line: string): boolean {
  const words = wordsOf(line);
  if (words.length === 0) return true;
  const small = words.filter(isFunctionWord).length / words.length;
  const commas = line.split(',').length - 1;
  // Short bits between commas make a list, whatever small words are strewn in.
  return small >= 0.2 && words.length >= 3.5 * commas && !isSalad(words);
}

const openers = new Set('a an the my our their your of with from into very'.split(' '));
const neverNext = new Set(
  'a an the of and or is are was were has have had than but because if to'.split(' '),
);
const after = { of: 'a an the', with: 'a an the', from: 'a an the', into: 'a an the' } as Record<
  string,
  string
>;

// `the of`, `a is`: words in an order that nobody writes.
function isSalad(words: readonly Word[]): boolean {
  const odd = words.filter(({ text }, i) => {
    const next = words[i + 1]?.text;
    if (next === undefined || !openers.has(text) || !neverNext.has(next)) return false;
    return !(after[text] ?? '').split(' ').includes(next);
  });
  return odd.length > 0 && odd.length >= words.length / 25;
}

// So many words in a row, the same as in the prompt or a hint, were copied and not said.
const copiedRun = 6;

/** A text without the passages that were copied from others; what is left keeps its place. */
export function withoutCopies(text: string, sources: readonly string[]): string {
  const runs = new Set(sources.flatMap((source) => runsOf(wordsOf(source)).map(({ key }) => key)));
  return runsOf(wordsOf(text))
    .filter(({ key }) => runs.has(key))
    .reduce((rest, { start, end }) => {
      const blank = rest.slice(start, end).replace(/[^\n.]/g, ' ');
      return `${rest.slice(0, start)}${blank.slice(0, -1)}.${rest.slice(end)}`;
    }, text);
}

function runsOf(words: readonly Word[]): { key: string; start: number; end: number }[] {
  return words.slice(copiedRun - 1).map((last, i) => {
    const run = words.slice(i, i + copiedRun);
    return { key: run.map(({ stem }) => stem).join(' '), start: run[0]?.start ?? 0, end: last.end };
  });
}
