import { sum } from '../bank/group.ts';
import type { Item } from '../bank/item.ts';
import type { Day } from './day.ts';
import type { Card, ModelSettings } from './fsrs.ts';
import { gain, horizonOf, recallIfMet } from './gain.ts';
import { usualFirst } from './habits.ts';

/** What a day has in store for somebody with a date ahead. */
export type RoadDay = 'practice' | 'mock' | 'eve' | 'day' | 'after';

// Days before the date on which the interview is rehearsed.
const mockDaysBefore = [7, 2];
// From here on what is not due is practised too, where it helps on the date.
const lastDays = 7;

// Of a session's time before a date, what new questions may take from what is due.
const shareForNew = 0.5;

/** What a day is on the road to a date: practice, a mock interview, the eve, the day itself, or after it. */
export function dayOnTheRoad(date: Day, today: Day): RoadDay {
  const left = date - today;
  if (left < 0) return 'after';
  if (left === 0) return 'day';
  if (left === 1) return 'eve';
  return mockDaysBefore.includes(left) ? 'mock' : 'practice';
}

/** An item that may be asked today. */
export interface Candidate {
  readonly item: Item;
  /** Undefined while it is new. */
  readonly card: Card | undefined;
  readonly model: ModelSettings;
  /** Seconds that it takes. */
  readonly seconds: number;
  /** Whether it counts on the date; what does not comes after what does. */
  readonly counts: boolean;
  /** Of those that share one (`siblingGroup`) one a day is asked. */
  readonly group?: string | undefined;
}

/** What a session has to go by. */
export interface Sitting {
  readonly today: Day;
  readonly exam?: Day | undefined;
  /** Seconds of practice. */
  readonly seconds: number;
  /** How many new items may be met yet. */
  readonly fresh: number;
}

/**
 * What to ask, in order, as long as there is time: what is due, by gain a second where it does not all fit; what is
 * new; and in the last days before a date what is not due, by gain a second. Practice and its simulation go by this.
 * With a date ahead, half of the time at most is kept for what is new: there a first meeting brings more than any
 * review, and were it to come last, chance alone would decide how much is never met.
 *
 * @param met what was met, in the order in which it is asked while time is no matter; none of it suspended.
 * @param unmet what is new, in the order in which it is met.
 */
export function agenda<One extends Candidate>(
  met: readonly One[],
  unmet: readonly One[],
  sitting: Sitting,
): One[] {
  const { today, exam, seconds } = sitting;
  const due = met.filter(({ card }) => card !== undefined && card.due <= today);
  const fresh = unmet.slice(0, sitting.fresh);
  const needed = secondsOf(due);
  const kept = exam !== undefined && exam > today ? Math.min(secondsOf(fresh), seconds * shareForNew) : 0;
  const inOrder = needed + kept > seconds ? byGain(due, sitting) : due;
  const before = kept === 0 ? inOrder.length : howManyFit(inOrder, seconds - kept);
  const asked = [...inOrder.slice(0, before), ...fresh, ...inOrder.slice(before)];
  if (!isLastDay(exam, today) || needed + secondsOf(fresh) >= seconds) return apart(asked);
  const ahead = met.filter(({ card }) => card !== undefined && card.due > today && card.lastDay < today);
  return apart([...asked, ...byGain(ahead, sitting, 0)]);
}

/** Whether what is not due is practised too, where it helps on the date. */
export const isLastDay = (exam: Day | undefined, today: Day): boolean =>
  exam !== undefined && exam > today && exam - today <= lastDays;

function apart<One extends Candidate>(asked: readonly One[]): One[] {
  const groups = new Set<string>();
  return asked.filter(({ group }) => group === undefined || (!groups.has(group) && groups.add(group)));
}

function howManyFit(candidates: readonly Candidate[], seconds: number): number {
  let left = seconds;
  const over = candidates.findIndex((one) => {
    left -= one.seconds;
    return left < 0;
  });
  return over < 0 ? candidates.length : over;
}

const secondsOf = (candidates: readonly Candidate[]): number => sum(candidates.map(({ seconds }) => seconds));

function byGain<One extends Candidate>(
  candidates: readonly One[],
  { today, exam }: Sitting,
  over = Number.NEGATIVE_INFINITY,
): One[] {
  const horizon = horizonOf(today, exam);
  const ranked = candidates.map((candidate) => ({ candidate, worth: worthOf(candidate, today, horizon) }));
  return ranked
    .filter(({ worth }) => worth > over)
    .sort((a, b) => b.worth - a.worth)
    .map(({ candidate }) => candidate);
}

const worthOf = ({ card, model, seconds, counts }: Candidate, today: Day, horizon: Day): number =>
  card && counts ? gain(card, today, horizon, model) / seconds : 0;

/** What decides how many new items a day deals. */
export interface Pace {
  readonly today: Day;
  readonly exam?: Day | undefined;
  readonly newPerDay: number;
  /** How many that count were new this morning. */
  readonly unmet: number;
  readonly model: ModelSettings;
}

/**
 * How many new items a day deals: as many as are usual, more where it takes more to meet them all in the first half of
 * the road, so that the second can go over them; none on the eve, and none that would more likely be forgotten than
 * recalled on the date.
 */
export function newOnDay({ today, exam, newPerDay, unmet, model }: Pace): number {
  if (exam === undefined || newPerDay === 0) return newPerDay;
  const what = dayOnTheRoad(exam, today);
  if (what === 'after') return newPerDay;
  if (what === 'eve' || what === 'day' || recallIfMet(usualFirst, today, exam, model) < 0.5) return 0;
  const mocks = mockDaysBefore.filter((left) => exam - left >= today).length;
  return Math.max(newPerDay, Math.ceil((2 * unmet) / Math.max(1, exam - 1 - today - mocks)));
}
