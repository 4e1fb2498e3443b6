import { misspells } from './spelling.ts';
import { senseOf } from './synonyms.ts';
import { stemOf, type Word, wordsOf } from './words.ts';

/** Where a word that is looked for stands in a text, and over how many words: `de-duplicate` is two. */
export interface Place {
  readonly at: number;
  readonly span: 1 | 2;
}

/** A text, made ready for looking words up in it. */
export interface TextIndex {
  readonly words: readonly Word[];
  readonly places: (wanted: Word) => readonly Place[];
}

const articles = new Set(['a', 'an', 'the']);

/** The words of a text but for its articles, which never matter to a wording. */
export const wordsThatCount = (text: string): Word[] =>
  wordsOf(text).filter((word) => !articles.has(word.text));

/** Indexes a text. Words of `vocabulary` are meant as they are written: they are nobody's misspelling. */
export function indexed(text: string, vocabulary: ReadonlySet<string>): TextIndex {
  const words = wordsThatCount(text);
  const bySense = new Map<string, Place[]>();
  const add = (stem: string, place: Place) => {
    const sense = senseOf(stem);
    const list = bySense.get(sense);
    if (list) list.push(place);
    else bySense.set(sense, [place]);
  };
  words.forEach((word, at) => {
    add(word.stem, { at, span: 1 });
    const next = words[at + 1];
    if (next?.sentence !== word.sentence) return;
    for (const joint of new Set([stemOf(word.text + next.text), stemOf(word.stem + next.text)]))
      add(joint, { at, span: 2 });
  });
  const doubtful = words.flatMap((word, at) => (vocabulary.has(word.stem) ? [] : [{ word, at }]));
  const known = new Map<string, readonly Place[]>();
  const places = (wanted: Word) => {
    const before = known.get(wanted.text);
    if (before) return before;
    const exact = bySense.get(senseOf(wanted.stem)) ?? [];
    const misspelt = doubtful.filter(({ word }) => isMisspelt(word, wanted));
    const found =
      misspelt.length === 0 ? exact : [...exact, ...misspelt.map(({ at }): Place => ({ at, span: 1 }))];
    known.set(wanted.text, found);
    return found;
  };
  return { words, places };
}

const isMisspelt = (word: Word, wanted: Word): boolean =>
  word.stem !== wanted.stem && misspells(word.text, wanted.text);
