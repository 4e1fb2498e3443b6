import { stemmer } from 'stemmer';

/** A word of a text: as written, its stem, and which clause it stands in. */
export interface Word {
  readonly text: string;
  readonly stem: string;
  readonly clause: number;
}

const oneWord = /[\p{L}\p{N}]+(?:[.'’_/-][\p{L}\p{N}]+)*%?|[.!?;:,\n()]/gu;

/** The words of a text, stemmed (Porter), each with the number of its clause: negation does not reach further. */
export function wordsOf(text: string): Word[] {
  let clause = 0;
  const words: Word[] = [];
  for (const [token] of text.toLowerCase().replace(/[’‘]/g, "'").matchAll(oneWord)) {
    if (/^[.!?;:,\n()]$/.test(token)) clause++;
    else {
      if (contrasts.has(token)) clause++;
      // `out-of-memory` and `out of memory` are the same wording.
      for (const part of token.split(/[-/]/)) words.push({ text: part, stem: stemmer(part), clause });
    }
  }
  return words;
}

const contrasts = new Set(['but', 'however', 'although', 'whereas', 'while', 'yet']);

/** Words that carry no content of their own. */
const functionWords = new Set(
  `a an the and or nor of to in on at by for from with as into over under about than then so if that this these those it its
  is are was were be been being do does did has have had will would can could should may might must i you we they he she
  them us our your my their what which who when where why how all any each some more most other such only own same too very
  not no just also there here out up down off again once because until while during before after between both few s t`.split(
    /\s+/,
  ),
);

export const isFunctionWord = (word: Word): boolean => functionWords.has(word.text);

const negators = new Set(
  `not no never without nobody nothing neither nor cannot can't don't doesn't didn't won't isn't aren't wasn't shouldn't
  wouldn't couldn't hardly avoid avoiding instead rather skip skipping forget ignore ignoring`.split(/\s+/),
);

export const isNegator = (word: Word): boolean => negators.has(word.text);
