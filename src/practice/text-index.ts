import { misspells, type Spelled, spelled } from './spelling.ts';
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

/** Indexes a text. Words that are `known` are meant as they are written: they are nobody's misspelling. */
export function indexed(text: string, known: (stem: string) => boolean): TextIndex {
  const words = wordsThatCount(text);
  const exact = bySense(words);
  const doubtful = byInitial(words, known);
  const found = new Map<string, readonly Place[]>();
  const places = (wanted: Word) => {
    const before = found.get(wanted.text);
    if (before) return before;
    const right = exact.get(senseOf(wanted.stem)) ?? [];
    const meant = spelled(wanted.text);
    const near = meant ? (doubtful.get(initial(wanted)) ?? []) : [];
    const wrong = near.filter(({ word, as }) => word.stem !== wanted.stem && meant && misspells(as, meant));
    const all = wrong.length === 0 ? right : [...right, ...wrong.map(({ at }): Place => ({ at, span: 1 }))];
    found.set(wanted.text, all);
    return all;
  };
  return { words, places };
}

const initial = ({ text }: Word): string => text.charAt(0);

function bySense(words: readonly Word[]): ReadonlyMap<string, readonly Place[]> {
  const senses = new Map<string, Place[]>();
  const add = (stem: string, place: Place) => {
    const sense = senseOf(stem);
    const list = senses.get(sense);
    if (list) list.push(place);
    else senses.set(sense, [place]);
  };
  words.forEach((word, at) => {
    add(word.stem, { at, span: 1 });
    const next = words[at + 1];
    if (next?.sentence !== word.sentence) return;
    // `de-duplicate`, and `rolled back` by its stem.
    for (const joint of new Set([stemOf(word.text + next.text), stemOf(word.stem + next.text)]))
      add(joint, { at, span: 2 });
  });
  return senses;
}

interface Doubtful {
  readonly word: Word;
  readonly as: Spelled;
  readonly at: number;
}

function byInitial(
  words: readonly Word[],
  known: (stem: string) => boolean,
): ReadonlyMap<string, Doubtful[]> {
  const doubtful = new Map<string, Doubtful[]>();
  words.forEach((word, at) => {
    const as = spelled(word.text);
    if (!as || known(word.stem)) return;
    const list = doubtful.get(initial(word));
    if (list) list.push({ word, as, at });
    else doubtful.set(initial(word), [{ word, as, at }]);
  });
  return doubtful;
}
