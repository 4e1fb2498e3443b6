import type { KeyPoint } from '../bank/item.ts';
import { isNegated } from './negation.ts';
import { senseOf } from './synonyms.ts';
import { indexed, type TextIndex, wordsThatCount } from './text-index.ts';
import { isDenied, isGiven, occurrences, type Span, type Wording, wordingsOf } from './wording.ts';
import { isFunctionWord, type Word } from './words.ts';

/** For each key point the words that covered it, as they were written, or undefined. */
type Coverage = readonly (readonly string[] | undefined)[];

/** What a text says on one key point. */
export interface Finding {
  /** The words that covered each group; undefined where the point is not covered. */
  readonly words: readonly string[] | undefined;
  /** Whether all its groups but one are met. */
  readonly near: boolean;
  /** Whether a wording of the point is there only to be denied. */
  readonly denied: boolean;
}

/**
 * Which key points a text covers, without a model: one wording of every group must occur, in its order and
 * close together, in any inflection, with at most one misspelt letter a word, not denied, and not by words
 * of the prompt alone.
 */
export const coverage = (text: string, points: readonly KeyPoint[], prompt: string): Coverage =>
  findings(text, points, prompt).map(({ words }) => words);

/** What a text says on each key point. */
export function findings(text: string, points: readonly KeyPoint[], prompt: string): Finding[] {
  const promptWords = wordsThatCount(prompt);
  const given = new Set(promptWords.map(({ stem }) => senseOf(stem)));
  const prompted = new Set(promptWords.map(({ stem }) => stem));
  const wordings = points.map(wordingsOf);
  const index = indexed(text, (stem) => prompted.has(stem) || wordings.some(({ stems }) => stems.has(stem)));
  return points.map((point) =>
    point.accept.length > 0 ? byGroups(text, index, point, given) : byOwnWords(text, index, point, given),
  );
}

function byGroups(text: string, index: TextIndex, point: KeyPoint, given: ReadonlySet<string>): Finding {
  const groups = wordingsOf(point).groups.map((group) => groupMatch(index, group, given));
  const met = groups.flatMap(({ span }) => (span ? [surface(text, index, span)] : []));
  return {
    words: met.length === groups.length ? met : undefined,
    near: met.length === groups.length - 1 && met.length > 0,
    denied: groups.some(({ span, denied }) => !span && denied),
  };
}

interface GroupMatch {
  readonly span?: Span;
  readonly denied: boolean;
}

function groupMatch(index: TextIndex, group: readonly Wording[], given: ReadonlySet<string>): GroupMatch {
  let denied = false;
  for (const wording of group) {
    if (isGiven(wording, given)) continue;
    for (const span of occurrences(index, wording)) {
      if (!isDenied(index, span, wording)) return { span, denied };
      denied = true;
    }
  }
  return { denied };
}

function surface(text: string, { words }: TextIndex, { from, to }: Span): string {
  return text.slice(words[from]?.start, words[to]?.end).replace(/\s+/g, ' ');
}

// A point without accepted wordings is covered by most of its own content words, in two sentences that follow
// one another.
function byOwnWords(text: string, index: TextIndex, point: KeyPoint, given: ReadonlySet<string>): Finding {
  const content = wordsThatCount(point.text).filter(
    (word) => !isFunctionWord(word) && !given.has(senseOf(word.stem)),
  );
  const last = index.words.at(-1)?.sentence ?? 0;
  for (let sentence = 0; sentence <= last; sentence++) {
    const found = content.flatMap((wanted) => placeIn(index, wanted, sentence) ?? []);
    if (content.length > 0 && found.length >= content.length * 0.6)
      return {
        words: found.map((at) => surface(text, index, { from: at, to: at })),
        near: false,
        denied: false,
      };
  }
  return { words: undefined, near: false, denied: false };
}

function placeIn(index: TextIndex, wanted: Word, sentence: number): number | undefined {
  const near = ({ at }: { at: number }) => {
    const distance = (index.words[at]?.sentence ?? -1) - sentence;
    return distance >= 0 && distance <= 1 && !isNegated(index.words, at, at, new Set());
  };
  return index.places(wanted).find(near)?.at;
}

/**
 * 0 to 100: the share of the points' weight that the text earns. A covered point earns all of its weight, one
 * that lacks a single group half; a denied one costs half, so that a fluent answer which turns the points
 * upside down earns nothing by the way. The halves were settled on the labelled set (calibration/).
 */
export function textScore(points: readonly KeyPoint[], found: readonly Finding[]): number {
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const got = points.reduce((sum, { weight }, i) => sum + weight * credit(found[i]), 0);
  return total === 0 ? 0 : Math.max(0, Math.round((1000 * got) / total) / 10);
}

function credit(finding: Finding | undefined): number {
  if (!finding || finding.words) return finding ? 1 : 0;
  return (finding.near ? 0.5 : 0) - (finding.denied ? 0.5 : 0);
}
