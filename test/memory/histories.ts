// Random histories of one item, and the cards that they lead to.
import fc from 'fast-check';
import type { Day } from '../../src/memory/day.ts';
import { type Card, defaultModel, dueAfter, remembered } from '../../src/memory/fsrs.ts';
import { type Grade, grades } from '../../src/memory/grade.ts';

/** Days since the review before, often none, and a grade. */
export interface Turn {
  readonly gap: number;
  readonly grade: Grade;
}

export const firstDay: Day = 20_000;

export const aGrade = fc.constantFrom(...grades);
export const anItem = fc.nat(1_000_000).map((n) => `pack/q-${n}`);

const aTurn: fc.Arbitrary<Turn> = fc.record({
  gap: fc.oneof(fc.constant(0), fc.nat(10), fc.nat(1000)),
  grade: aGrade,
});

export const aHistory = fc.array(aTurn, { minLength: 1, maxLength: 20, size: 'max' });

/** The card after a review, due on the day that the model chooses. */
export const reviewed = (
  before: Card | undefined,
  grade: Grade,
  day: Day,
  item: string,
  settings = defaultModel,
): Card => ({
  ...remembered(before, grade, day, settings),
  due: dueAfter(before, grade, day, item, settings),
});

/** The card after each review of a history. */
export function cardsOf(
  history: readonly Turn[],
  item = 'pack/q',
  settings = defaultModel,
  from = firstDay,
): Card[] {
  let day = from;
  let last: Card | undefined;
  return history.map(({ gap, grade }) => {
    day += gap;
    last = reviewed(last, grade, day, item, settings);
    return last;
  });
}
