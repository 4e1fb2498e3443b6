import type { KeyPoint } from '../bank/item.ts';
import { isNegated, isNegator } from './negation.ts';
import { senseOf } from './synonyms.ts';
import { type Place, type TextIndex, wordsThatCount } from './text-index.ts';
import { isFunctionWord, stemOf, type Word } from './words.ts';

/** One wording of an accept group, taken apart once. */
export interface Wording {
  readonly words: readonly Word[];
  readonly content: readonly Word[];
  /** What the content words mean. */
  readonly senses: readonly string[];
  /** The same with two words written as one: `deadletter queue` for `dead letter queue`. */
  readonly joined: readonly (readonly Word[])[];
}

/** A match: the places of its first and last word. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A point's wordings, group by group, and the stems of all their words. */
export interface PointWordings {
  readonly groups: readonly (readonly Wording[])[];
  readonly stems: ReadonlySet<string>;
}

const known = new WeakMap<KeyPoint, PointWordings>();

/** The wordings of a point. Kept with the point: every answer is compared with the same ones. */
export function wordingsOf(point: KeyPoint): PointWordings {
  let wordings = known.get(point);
  if (!wordings) {
    const groups = point.accept.map((group) => group.map(toWording));
    const words = groups.flat().flatMap((wording) => wording.words);
    wordings = { groups, stems: new Set(words.map(({ stem }) => stem)) };
    known.set(point, wordings);
  }
  return wordings;
}

function toWording(text: string): Wording {
  const words = wordsThatCount(text);
  const content = words.filter((word) => !isFunctionWord(word));
  return { words, content, senses: content.map(({ stem }) => senseOf(stem)), joined: joinedForms(words) };
}

const joinedForms = (words: readonly Word[]): Word[][] =>
  words.slice(1).flatMap((second, i) => {
    const first = words[i];
    if (!first || isFunctionWord(first) || isFunctionWord(second)) return [];
    const text = first.text + second.text;
    return [[...words.slice(0, i), { ...first, text, stem: stemOf(text) }, ...words.slice(i + 2)]];
  });

/** Whether the prompt itself says all that a wording says: then it earns nothing. */
export const isGiven = ({ senses }: Wording, given: ReadonlySet<string>): boolean =>
  senses.length > 0 && senses.every((sense) => given.has(sense));

// How many other words may stand between two words of a wording.
const slack = 2;

/** The places where a wording occurs: in its order with small gaps, or turned round by `of` or the passive. */
export function occurrences(index: TextIndex, wording: Wording): Span[] {
  const inOrder = sequences(index, wording.words);
  return inOrder.length > 0
    ? inOrder
    : [...wording.joined.flatMap((words) => sequences(index, words)), ...turned(index, wording)];
}

function sequences(index: TextIndex, wanted: readonly Word[]): Span[] {
  const [first, ...rest] = wanted;
  if (!first) return [];
  return index.places(first).flatMap((place) => {
    const to = follow(index, place, rest);
    return to === undefined ? [] : [{ from: place.at, to }];
  });
}

function follow(index: TextIndex, first: Place, rest: readonly Word[]): number | undefined {
  let last = first.at + first.span - 1;
  for (const wanted of rest) {
    const next = index
      .places(wanted)
      .filter(({ at }) => at > last && at <= last + 1 + slack)
      .sort((a, b) => a.at - b.at)[0];
    if (!next || index.words[next.at]?.sentence !== index.words[first.at]?.sentence) return undefined;
    last = next.at + next.span - 1;
  }
  return last;
}

const turners = new Set('is are was were be been being get gets got has have of for'.split(' '));

// `alerts are grouped` for `group alerts`, `calibration of the score` for `score calibration`.
function turned(index: TextIndex, { words, content }: Wording): Span[] {
  const [first, second] = content;
  if (words.length !== 2 || !first || !second) return [];
  return index.places(second).flatMap(({ at: from }) => {
    const to = index.places(first).find(({ at }) => at > from + 1 && at <= from + 2 + slack)?.at;
    if (to === undefined || index.words[to]?.sentence !== index.words[from]?.sentence) return [];
    return index.words.slice(from + 1, to).some(({ text }) => turners.has(text)) ? [{ from, to }] : [];
  });
}

/** Whether what stands there is denied, but for the denials that the wording itself consists of. */
export function isDenied(index: TextIndex, { from, to }: Span, wording: Wording): boolean {
  const own = new Set<number>();
  const spare = wording.words.filter(isNegator).map(({ stem }) => stem);
  for (let at = from; at <= to && spare.length > 0; at++) {
    const stem = index.words[at]?.stem ?? '';
    const which = spare.indexOf(stem);
    if (which >= 0) {
      own.add(at);
      spare.splice(which, 1);
    }
  }
  return isNegated(index.words, from, to, own);
}
