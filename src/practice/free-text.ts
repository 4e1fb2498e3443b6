import type { KeyPoint } from '../bank/item.ts';
import { editDistance } from '../bank/suggest.ts';
import { isFunctionWord, isNegator, type Word, wordsOf } from './words.ts';

/** For each key point the words that covered it, or undefined. */
export type Coverage = readonly (readonly string[] | undefined)[];

/**
 * Which key points a text covers, without a model: one wording of every group must occur, in its order and
 * close together, in any inflection, with at most one misspelt letter a word, not negated, and not by words
 * of the prompt alone.
 */
export function coverage(text: string, points: readonly KeyPoint[], prompt: string): Coverage {
  const words = wordsOf(text);
  const given = new Set(wordsOf(prompt).map(({ stem }) => stem));
  return points.map((point) => coveredBy(words, point, given));
}

function coveredBy(
  words: readonly Word[],
  point: KeyPoint,
  given: ReadonlySet<string>,
): string[] | undefined {
  if (point.accept.length === 0) return coveredByOwnWords(words, point, given);
  const found: string[] = [];
  for (const group of point.accept) {
    const match = firstMatch(words, group, given);
    if (!match) return undefined;
    found.push(match);
  }
  return found;
}

function firstMatch(
  words: readonly Word[],
  group: readonly string[],
  given: ReadonlySet<string>,
): string | undefined {
  for (const wording of group) {
    const wanted = wordsOf(wording);
    const worth = wanted.filter((word) => !isFunctionWord(word));
    // What the question itself said earns nothing.
    if (worth.length > 0 && worth.every(({ stem }) => given.has(stem))) continue;
    const match = occurrence(words, wanted);
    if (match) return match.map(({ text }) => text).join(' ');
  }
  return undefined;
}

// How many other words may stand between two words of a wording.
const slack = 2;
const negationReach = 3;

function occurrence(words: readonly Word[], wanted: readonly Word[]): readonly Word[] | undefined {
  const first = wanted[0];
  if (!first) return undefined;
  for (let start = 0; start < words.length; start++) {
    if (!sameWord(words[start], first)) continue;
    const end = endOfMatch(words, wanted, start);
    if (end !== undefined && !isNegated(words, start, end, wanted)) return words.slice(start, end + 1);
  }
  return undefined;
}

function endOfMatch(words: readonly Word[], wanted: readonly Word[], start: number): number | undefined {
  let at = start;
  for (const next of wanted.slice(1)) {
    let found = at + 1;
    while (found <= at + 1 + slack && !sameWord(words[found], next)) found++;
    if (found > at + 1 + slack || words[found]?.clause !== words[at]?.clause) return undefined;
    at = found;
  }
  return at;
}

function isNegated(words: readonly Word[], start: number, end: number, wanted: readonly Word[]): boolean {
  if (wanted.some(isNegator)) return false;
  const clause = words[start]?.clause;
  const reach = words.slice(Math.max(0, start - negationReach), end + 1);
  return reach.some(
    (word) => word.clause === clause && isNegator(word) && !wanted.some((w) => w.stem === word.stem),
  );
}

function sameWord(word: Word | undefined, wanted: Word): boolean {
  if (!word) return false;
  if (word.stem === wanted.stem || word.text === wanted.text) return true;
  const short = Math.min(word.text.length, wanted.text.length);
  return (
    short >= 5 &&
    word.text[0] === wanted.text[0] &&
    !/\d/.test(word.text) &&
    editDistance(word.text, wanted.text) <= 1
  );
}

// A point without accepted wordings is covered by most of its own content words.
function coveredByOwnWords(
  words: readonly Word[],
  point: KeyPoint,
  given: ReadonlySet<string>,
): string[] | undefined {
  const content = wordsOf(point.text).filter((word) => !isFunctionWord(word) && !given.has(word.stem));
  const found = content.filter((wanted) => words.some((word) => sameWord(word, wanted)));
  return content.length > 0 && found.length >= content.length * 0.6
    ? found.map(({ text }) => text)
    : undefined;
}

/** The most that a text which says nothing in sentences can score: a list of keywords is no answer. */
export const listCap = 40;

/** Whether a text is a list of keywords: hardly any of the small words that make sentences. */
export function isKeywordList(text: string): boolean {
  const words = wordsOf(text);
  if (words.length < 6) return true;
  return words.filter(isFunctionWord).length / words.length < 0.18;
}
