import { stemmer } from 'stemmer';
import { canonical, expanded } from './spelling.ts';

/** A word of a text. */
export interface Word {
  /** In lower case, with contractions undone: `don't` is two words, `do` and `not`. */
  readonly text: string;
  /** What inflections, British and American spellings and numerals have in common. */
  readonly stem: string;
  /** Which part of its sentence it stands in, counted over the text: negation does not reach further. */
  readonly clause: number;
  /** Which sentence it stands in: a wording does not reach further. */
  readonly sentence: number;
  /** Where the text has it, `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

const token = /\d+(?:[.,:]\d+)*%?|[\p{L}\p{N}]+(?:'\p{L}+)*|[.!?;:,()–—]|\s-\s|\n\s*(?:\n|[-*•]|\d+\.\s)/gu;
// What ends a sentence, and what ends only a clause.
const fullStop = /[.!?;\n]/;
const lesserStop = /^(?:[:,()–—]|\s-\s)$/;
// `openTelemetry` is two words, like `open-telemetry`.
const hump = /(?<=\p{Ll})(?=\p{Lu})/u;

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let clause = 0;
  let sentence = 0;
  // The replacement keeps the length, so that positions are those of the text as written.
  for (const { 0: found, index } of text.replace(/[’‘`]/g, "'").matchAll(token)) {
    if (!/[\p{L}\p{N}]/u.test(found) || found.startsWith('\n')) {
      if (fullStop.test(found)) sentence++;
      if (fullStop.test(found) || lesserStop.test(found)) clause++;
      continue;
    }
    let start = index;
    for (const part of found.split(hump)) {
      const end = start + part.length;
      for (const word of expanded(part.toLowerCase())) {
        if (startsClause(word, words.at(-1)?.text)) clause++;
        words.push({ text: word, stem: stemOf(word), clause, sentence, start, end });
        if (word === 'one' && words.at(-2)?.text === 'no')
          words.splice(-2, 2, noOne(words.at(-2)?.start ?? start, end, clause, sentence));
      }
      start = end;
    }
  }
  return words;
}

// `no one` is one word in all but spelling.
const noOne = (start: number, end: number, clause: number, sentence: number): Word => ({
  text: 'nobody',
  stem: stemOf('nobody'),
  clause,
  sentence,
  start,
  end,
});

// Sentences run on without a comma too: `it is not trained on this because the outcome is unknown`.
const joiners = new Set(
  `but however although though whereas while yet because since so unless until till before after therefore hence thus if when
  otherwise`.split(/\s+/),
);
const subjects = new Set('i we you they he she it there then'.split(' '));

const startsClause = (word: string, last: string | undefined): boolean =>
  joiners.has(word) || (subjects.has(word) && (last === 'and' || last === 'or'));

const stems = new Map<string, string>();

/** The stem of a word (Porter), of its canonical spelling. */
export function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    const base = canonical(word);
    // `predictable` is not what `predicts` is.
    stem = /^.{3,}[ai]ble$/.test(base) ? `${stemmer(base)}~ble` : stemmer(base);
    // A bound, for a long session over much text.
    if (stems.size > 20_000) stems.clear();
    stems.set(word, stem);
  }
  return stem;
}

// Words that carry no content of their own.
const functionWords = new Set(
  `a an the and or nor of to in on at by for from with as into over under about than then so if that this these those it its
  is are was were be been being do does did has have had will would can could should may might must i you we they he she
  them us our your my their his her him me what which who whose when where why how all any each some more most other such only
  own same too very not no just also there here out up down off again because until while during before after between
  both ll s t re ve d am but yet though although since whether`.split(/\s+/),
);

export const isFunctionWord = ({ text }: Pick<Word, 'text'>): boolean => functionWords.has(text);
