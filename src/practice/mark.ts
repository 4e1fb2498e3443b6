import { clozeGaps } from '../bank/cloze.ts';
import type { ChoiceItem, ClozeItem, NumberItem, OrderItem, StageItem } from '../bank/item.ts';
import { editDistance } from '../bank/suggest.ts';
import type { Answer, Mark } from './answer.ts';
import type { Asked } from './asked.ts';
import { type Dealt, formatNumber } from './deal.ts';
import { findings, textScore } from './free-text.ts';
import { lengthCap, listCap, proseOf, withoutCopies, withoutRepeats } from './prose.ts';
import { wordsOf } from './words.ts';

/** Marks an answer to a dealt item. No answer is worth nothing. */
export function mark(dealt: Dealt, answer: Answer | undefined): Mark {
  const { item } = dealt;
  if (item.kind === 'stage') return markStage(item, answer?.type === 'choice' ? answer.picked : []);
  if (item.kind === 'choice') return markChoice(item, answer?.type === 'choice' ? answer.picked : []);
  if (item.kind === 'order') return markOrder(item, answer?.type === 'order' ? answer.order : []);
  if (item.kind === 'number')
    return markNumber(item, dealt.value ?? 0, answer?.type === 'number' ? answer.text : '');
  if (item.kind === 'cloze') return markCloze(item, answer?.type === 'cloze' ? answer.gaps : []);
  const text = answer?.type === 'text' ? answer.text : '';
  return item.made?.type === 'point' ? markPoint(item, item.made.question, text) : markText(item, text);
}

// A point by itself is a sentence or less: to name it is enough, by an accepted wording or in most of its own words.
function markPoint({ keyPoints, prompt }: Asked, question: string, text: string): Mark {
  const own = withoutCopies(text, [prompt]);
  const points = keyPoints.map((point) => {
    const found = findings(own, [point, { ...point, accept: [] }], question);
    return found.find(({ words }) => words)?.words;
  });
  const texts = (covered: boolean) =>
    keyPoints.filter((_, i) => (points[i] !== undefined) === covered).map((point) => point.text);
  const score = percent(points.filter(Boolean).length / Math.max(1, points.length));
  return { score, matched: texts(true), missed: texts(false), points };
}

function markText(item: Asked, text: string): Mark {
  const { keyPoints, made } = item;
  const prompt = made?.question ?? item.prompt;
  // What was copied from the question is not the learner's. Hints that were made up have the points' own words.
  const own = withoutRepeats(withoutCopies(text, made ? [prompt] : [prompt, ...item.hints]));
  const found = findings(own, keyPoints, prompt);
  const points = found.map(({ words }) => words);
  const prose = proseOf(own);
  const cap = lengthCap(prose, keyPoints.length);
  const said = Math.min(
    cap,
    textScore(keyPoints, prose === own ? found : findings(prose, keyPoints, prompt)),
  );
  const named = Math.min(listCap, textScore(keyPoints, found));
  return {
    score: Math.max(named, said),
    matched: keyPoints.filter((_, i) => points[i]).map((point) => point.text),
    missed: keyPoints.filter((_, i) => !points[i]).map((point) => point.text),
    points,
    ...(said < named ? { remark: 'A list of keywords is no answer: say it in sentences.' } : {}),
  };
}

/** A decision is worth what its scenario says; several at once are none. */
function markStage({ choices, scores }: StageItem, picked: readonly number[]): Mark {
  const [only] = picked.length === 1 ? picked : [];
  const best = scores.indexOf(Math.max(...scores));
  const score = only === undefined ? 0 : (scores[only] ?? 0);
  const text = (i: number): string[] => choices.slice(i, i + 1).map((choice) => choice.text);
  return only === best
    ? { score, matched: text(best), missed: [] }
    : { score, matched: [], missed: text(best) };
}

/**
 * Youden's J, the share of right choices taken less the share of wrong ones: picking everything, or nothing,
 * is worth nothing. With one right choice it is all or nothing.
 */
function markChoice({ choices }: ChoiceItem, picked: readonly number[]): Mark {
  const took = (correct: boolean) =>
    choices.filter((choice, i) => choice.correct === correct && picked.includes(i));
  const right = choices.filter(({ correct }) => correct);
  const wrong = choices.length - right.length;
  const falselyTaken = wrong === 0 ? 0 : took(false).length / wrong;
  const score =
    right.length === 1
      ? took(true).length === 1 && took(false).length === 0
        ? 1
        : 0
      : took(true).length / right.length - falselyTaken;
  return {
    score: percent(score),
    matched: took(true).map(({ text }) => text),
    missed: [
      ...right.filter((choice) => !took(true).includes(choice)).map(({ text }) => text),
      ...took(false).map(({ text }) => `wrongly taken: ${text}`),
    ],
  };
}

/** Kendall's tau, floored at zero: the share of pairs in the right order less the share in the wrong one. */
function markOrder({ order }: OrderItem, given: readonly number[]): Mark {
  const complete = given.length === order.length;
  const pairs = (order.length * (order.length - 1)) / 2;
  const inverted = given.flatMap((a, i) => given.slice(i + 1).filter((b) => b < a)).length;
  const inPlace = order.filter((_, i) => given[i] === i);
  return {
    score: complete ? percent(1 - (2 * inverted) / pairs) : 0,
    matched: inPlace,
    missed: order.filter((text) => !inPlace.includes(text)),
  };
}

function markNumber({ number }: NumberItem, value: number, text: string): Mark {
  const expected = `${formatNumber(value)}${number.unit === '' ? '' : ` ${number.unit}`}`;
  const read = readNumber(text, number.unit);
  const allowed = number.tolerance.relative
    ? Math.abs(value) * number.tolerance.amount
    : number.tolerance.amount;
  // A hair of slack for decimals that binary cannot hold.
  const right = read !== undefined && Math.abs(read - value) <= allowed + Math.abs(value) * 1e-9;
  if (right) return { score: 100, matched: [expected], missed: [] };
  const remark = read === undefined ? undefined : scaleRemark(read, value, allowed);
  return { score: 0, matched: [], missed: [expected], ...(remark ? { remark } : {}) };
}

// An answer that is right but for a power of ten is nearly always a unit or a percentage mixed up.
function scaleRemark(read: number, value: number, allowed: number): string | undefined {
  for (const factor of [1000, 100, 1_000_000, 60, 3600]) {
    const close = (x: number) => Math.abs(x - value) <= Math.max(allowed, Math.abs(value) * 0.01);
    if (close(read * factor) || close(read / factor))
      return `Right but for a factor of ${formatNumber(factor)}: mind the unit.`;
  }
  return undefined;
}

/** A number as people write it, `1,234.5 ms` or `12 %`; undefined when it is none, or in another unit. */
export function readNumber(text: string, unit: string): number | undefined {
  const plain = text.replace(/^\s*[−–]/, '-');
  const match = /^\s*([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)?)\s*(.*?)\s*$/i.exec(plain);
  const digits = match?.[1]?.replace(/,/g, '') ?? '';
  if (!/\d/.test(digits)) return undefined;
  const written = unitName(match?.[2] ?? '');
  return written === '' || written === unitName(unit) ? Number(digits) : undefined;
}

// Of each unit that has several names, the shortest.
const unitNames: Readonly<Record<string, string>> = {
  ...{ percent: '%', 'per cent': '%' },
  ...{ second: 's', sec: 's', minute: 'min', hour: 'h', hr: 'h', day: 'd' },
  ...{ millisecond: 'ms', microsecond: 'µs', us: 'µs' },
};

/** A unit under one name, in the singular. */
function unitName(written: string): string {
  const name = written.toLowerCase();
  const singular = name.length > 2 ? name.replace(/s$/, '') : name;
  return unitNames[singular] ?? singular;
}

function markCloze({ cloze }: ClozeItem, gaps: readonly string[]): Mark {
  const wanted = clozeGaps(cloze);
  const right = wanted.map((wordings, i) => wordings.some((wording) => sameWording(gaps[i] ?? '', wording)));
  const first = wanted.map((wordings) => wordings[0] ?? '');
  return {
    score: percent(right.filter(Boolean).length / wanted.length),
    matched: first.filter((_, i) => right[i]),
    missed: first.filter((_, i) => !right[i]),
  };
}

// Inflections count, and in longer words one misspelt letter.
function sameWording(given: string, wording: string): boolean {
  const [a, b] = [given, wording].map((text) =>
    text
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim(),
  ) as [string, string];
  if (a === b || stemsOf(a) === stemsOf(b)) return a !== '';
  return b.length >= 5 && !/\d/.test(b) && editDistance(a, b) <= 1;
}

const stemsOf = (text: string): string =>
  wordsOf(text)
    .map(({ stem }) => stem)
    .join(' ');

const percent = (share: number): number => Math.round(1000 * Math.min(1, Math.max(0, share))) / 10;
