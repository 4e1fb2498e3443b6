import { isFunctionWord, type Word, wordsOf } from './words.ts';

/** The most that a text which says nothing in sentences can score: a list of keywords is no answer. */
export const listCap = 20;

// Fewer different words than this make no answer to an open question.
const leastWords = 8;

/** The sentences of a text; lists of keywords are blanked out, so that places stay the same, and salad altogether. */
export function proseOf(text: string): string {
  if (isSalad(wordsOf(text))) return blank(text);
  const units = unitsOf(text);
  const sizes = units.map(sizeOf);
  return units
    .map((unit, i) => (isProse(sizes.slice(Math.max(0, i - 2), i + 3), sizes[i]) ? unit : blank(unit)))
    .join('');
}

// Sentences with what ends them. A point inside `service.name` ends nothing.
const unitsOf = (text: string): string[] =>
  [...text.matchAll(/(?:[^.!?;]|[.!?;](?=\S))*[.!?;]*/g)].map(([unit]) => unit).filter((unit) => unit !== '');

/** A text in which a sentence that was said before is blanked out: saying it again gains nothing. */
export function withoutRepeats(text: string): string {
  const said = new Set<string>();
  return unitsOf(text)
    .map((unit) => {
      const key = wordsOf(unit)
        .map(({ text: word }) => word)
        .join(' ');
      if (said.has(key)) return unit.replace(/[^\n.!?;]/g, ' ');
      said.add(key);
      return unit;
    })
    .join('');
}

// What ends a sentence stays, so that its neighbours do not run together.
const blank = (text: string): string => text.replace(/[^\n.!?;]/g, ' ');

/** Whether a text has too few different words to be an answer. */
export function isTooShort(text: string): boolean {
  return new Set(wordsOf(text).map(({ stem }) => stem)).size < leastWords;
}

// `the slope, the burn, the cache` is still a list.
const articles = new Set(['a', 'an', 'the']);

interface Size {
  readonly words: number;
  readonly small: number;
  readonly commas: number;
}

function sizeOf(unit: string): Size {
  const words = wordsOf(unit);
  return {
    words: words.length,
    small: words.filter((word) => isFunctionWord(word) && !articles.has(word.text)).length,
    commas: unit.split(',').length - 1,
  };
}

// A terse sentence is prose among sentences; a long list stays a list, whatever stands around it.
function isProse(around: readonly Size[], unit: Size | undefined): boolean {
  if (!unit) return false;
  const share = unit.small / Math.max(1, unit.words);
  const dense = unit.words < 3.5 * unit.commas;
  if (unit.words >= 12 && (share < 0.1 || (dense && share < 0.15))) return false;
  const words = sum(around.map((size) => size.words));
  return (share >= 0.15 && !dense) || sum(around.map(({ small }) => small)) >= words * 0.22;
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

const set = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));
const determiners = set('a an the my our your their');
const prepositions = set('of with from into');
const neverAfterBoth = set(
  `of and or nor is are was were has have had than but because if to will would can could should must do does did`,
);
const neverAfterDeterminer = set(
  `a an the for with from at as it its they them we us i you he she that this these those their our your my so there be been
  not while during until may might when where which`,
);

// `the of`, `a is`: words in an order that nobody writes, again and again.
function isSalad(words: readonly Word[]): boolean {
  const odd = words.filter(({ text, end }, i) => {
    const next = words[i + 1];
    // `the to-do list` is one word after the article.
    if (!next || next.start > end + 2) return false;
    if (determiners.has(text)) return neverAfterBoth.has(next.text) || neverAfterDeterminer.has(next.text);
    return prepositions.has(text) && neverAfterBoth.has(next.text);
  });
  return odd.length >= 2 && odd.length >= words.length / 60;
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
