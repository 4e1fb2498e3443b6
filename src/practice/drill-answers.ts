import { clozeGaps } from '../bank/cloze.ts';
import type { Item } from '../bank/item.ts';
import { letterOf } from '../bank/letters.ts';
import { type Grade, grades } from '../memory/grade.ts';
import type { Answer } from './answer.ts';
import type { Dealt } from './deal.ts';
import type { DrillAnswer } from './drill.ts';

/** An answer that cannot be read, and why. */
export interface AnswerFault {
  readonly fault: string;
}

const entryKeys = ['text', 'choice', 'order', 'number', 'cloze', 'hints', 'seconds', 'grade'];

/**
 * The answer that a script wrote for a dealt question: the bare value, or a map of
 * `{text|choice|order|number|cloze, hints, seconds, grade}`. Letters are those that were shown for this seed.
 *
 * @returns undefined for an empty answer, which skips the question.
 */
export function readDrillAnswer(dealt: Dealt, written: unknown): DrillAnswer | AnswerFault | undefined {
  if (isEmpty(written)) return undefined;
  if (!isMap(written)) return withAnswer(dealt, written, { hintsUsed: 0, seconds: 0 });
  const unknown = Object.keys(written).find((key) => !entryKeys.includes(key));
  if (unknown !== undefined) return { fault: `unknown key \`${unknown}\`; there is ${entryKeys.join(', ')}` };
  const { hints = 0, seconds = 0, grade, ...values } = written;
  if (!isCount(hints)) return { fault: '`hints` is a whole number from 0' };
  if (typeof seconds !== 'number' || !(seconds >= 0)) return { fault: '`seconds` is a number from 0' };
  if (grade !== undefined && !isGrade(grade)) return { fault: `\`grade\` is one of ${grades.join(', ')}` };
  const value = Object.values(values).find((given) => !isEmpty(given));
  const rest = { hintsUsed: hints, seconds, ...(grade === undefined ? {} : { grade }) };
  if (value !== undefined) return withAnswer(dealt, value, rest);
  return grade === undefined ? undefined : rest;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isGrade = (value: unknown): value is Grade => grades.some((grade) => grade === value);

function withAnswer(
  dealt: Dealt,
  value: unknown,
  rest: Omit<DrillAnswer, 'answer'>,
): DrillAnswer | AnswerFault {
  const answer = toAnswer(dealt, value);
  return 'fault' in answer ? answer : { ...rest, answer };
}

function toAnswer(dealt: Dealt, value: unknown): Answer | AnswerFault {
  const { item } = dealt;
  const list = (Array.isArray(value) ? value : [value]).map((part) => String(part));
  switch (item.kind) {
    case 'stage':
    case 'choice': {
      const texts = item.choices.map(({ text }) => text);
      const picked = places(dealt, texts, list.length === 1 ? splitLetters(list[0] ?? '', texts) : list);
      return 'fault' in picked ? picked : { type: 'choice', picked: picked.places };
    }
    case 'order': {
      const ordered = places(
        dealt,
        item.order,
        list.length === 1 ? splitLetters(list[0] ?? '', item.order) : list,
      );
      if ('fault' in ordered) return ordered;
      const whole =
        new Set(ordered.places).size === item.order.length && ordered.places.length === item.order.length;
      return whole
        ? { type: 'order', order: ordered.places }
        : { fault: `an order names each of its ${item.order.length} things once` };
    }
    case 'number':
      return { type: 'number', text: list.join(' ') };
    case 'cloze':
      return clozeAnswer(item, list);
    default:
      return { type: 'text', text: list.join('\n') };
  }
}

const clozeAnswer = (item: Item & { kind: 'cloze' }, gaps: string[]): Answer | AnswerFault =>
  gaps.length <= clozeGaps(item.cloze).length
    ? { type: 'cloze', gaps }
    : { fault: `there are ${clozeGaps(item.cloze).length} gaps, not ${gaps.length}` };

// `a, c` and `ac` name two choices, unless that is the text of one.
function splitLetters(written: string, texts: readonly string[]): string[] {
  if (texts.some((text) => same(text, written))) return [written];
  return /^[a-z]+$/i.test(written) ? [...written] : written.split(/[\s,]+/).filter(Boolean);
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The indices that letters as shown, or whole texts, stand for. */
function places(
  { shown }: Dealt,
  texts: readonly string[],
  named: readonly string[],
): { places: number[] } | AnswerFault {
  const found: number[] = [];
  for (const name of named) {
    const byText = texts.findIndex((text) => same(text, name));
    const place = shown.findIndex((_, i) => same(letterOf(i), name));
    const index = byText >= 0 ? byText : shown[place];
    if (index === undefined)
      return { fault: `"${name}" is none of ${shown.map((_, i) => letterOf(i)).join(', ')}` };
    found.push(index);
  }
  return { places: found };
}
