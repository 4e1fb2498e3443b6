import { grouped, mean, sum } from '../bank/group.ts';
import type { Item } from '../bank/item.ts';
import type { Random } from '../bank/random.ts';
import { type Candidate, dayOnTheRoad, type RoadDay } from './agenda.ts';
import { type LearnerToday, practiceOf } from './candidates.ts';
import { type Day, dateOf } from './day.ts';
import { retrievability } from './fsrs.ts';
import { type DayLoad, type Practice, simulate } from './simulate.ts';

/** One day before the date. Minutes and numbers are expected ones. */
export interface DayAhead {
  readonly date: string;
  readonly minutes: number;
  readonly reviewMinutes: number;
  readonly newMinutes: number;
  readonly reviews: number;
  readonly new: number;
  readonly what: Extract<RoadDay, 'practice' | 'mock' | 'eve'>;
}

/** A category's recall, 0 to 1: what was never met counts as 0. */
export interface CategoryAhead {
  readonly category: string;
  readonly total: number;
  readonly recallToday: number;
  readonly recall: number;
}

/** The road to a date: the shape of `hotseat exam --json`. */
export interface Road {
  readonly date: string;
  /** Below 0 once the date is past. */
  readonly daysLeft: number;
  /** A day. */
  readonly minutes: number;
  readonly career: string | null;
  /** Mean recall, 0 to 1, on the date and today, over all that counts. */
  readonly readiness: number;
  readonly readinessToday: number;
  readonly days: readonly DayAhead[];
  readonly byCategory: readonly CategoryAhead[];
  /** What there is no time for, in the order in which it would be met. */
  readonly dropped: readonly { readonly id: string; readonly title: string; readonly category: string }[];
  /** About the least minutes a day with which nothing is dropped; null where ten hours would not do. */
  readonly minutesForAll: number | null;
}

/** What a road is made from. */
export interface RoadSource extends LearnerToday {
  readonly exam: Day;
  readonly mock?: Practice['mock'];
  /** A fresh stream of the same numbers at each call. */
  readonly random: () => Random;
  /** Told after each simulated future. */
  readonly onRun?: (runs: number) => void;
}

const practiceBefore = (source: RoadSource): Practice => ({
  ...practiceOf(source, Math.max(0, source.exam - source.today)),
  exam: source.exam,
  ...(source.mock ? { mock: source.mock } : {}),
});

/** Mean recall on the date, 0 to 1: the `readiness` of the road. */
export const readinessFor = (source: RoadSource): number =>
  rounded(simulate(practiceBefore(source), source.random(), undefined, source.onRun).readiness, 4);

/** The road to a date, by simulating practice on every day before it. */
export function roadTo(source: RoadSource): Road {
  const { today, exam, settings, random, onRun } = source;
  const practice = practiceBefore(source);
  const ahead = simulate(practice, random(), undefined, onRun);
  const now = practice.candidates.map(({ card, model }) => (card ? retrievability(card, today, model) : 0));
  const counted = practice.candidates.flatMap(({ counts, item }, i) =>
    counts ? [{ item, now: now[i] ?? 0, later: ahead.recall[i] ?? 0 }] : [],
  );
  const dropped = droppedOf(practice, ahead.asked);
  return {
    date: dateOf(exam),
    daysLeft: exam - today,
    minutes: settings.sessionMinutes,
    career: settings.career === '' ? null : settings.career,
    readiness: rounded(ahead.readiness, 4),
    readinessToday: rounded(mean(counted.map((one) => one.now)) ?? 0, 4),
    days: ahead.days.map((load, i) => dayAhead(load, today + i, exam)),
    byCategory: byCategory(counted),
    dropped: dropped.map(({ item: { id, title, category } }) => ({ id, title, category })),
    minutesForAll: minutesForAll(practice, dropped.length === 0, random, onRun),
  };
}

const rounded = (x: number, digits: number): number => Number(x.toFixed(digits));

function dayAhead(load: DayLoad, day: Day, exam: Day): DayAhead {
  const what = dayOnTheRoad(exam, day);
  const seconds = load.reviewSeconds + load.freshSeconds + load.mockSeconds;
  return {
    date: dateOf(day),
    minutes: rounded(seconds / 60, 1),
    reviewMinutes: rounded(load.reviewSeconds / 60, 1),
    newMinutes: rounded(load.freshSeconds / 60, 1),
    reviews: Math.round(load.reviews),
    new: Math.round(load.fresh),
    what: what === 'mock' || what === 'eve' ? what : 'practice',
  };
}

function byCategory(
  counted: readonly { readonly item: Item; readonly now: number; readonly later: number }[],
): CategoryAhead[] {
  return [...grouped(counted, ({ item }) => item.category)].map(([category, own]) => ({
    category,
    total: own.length,
    recallToday: rounded(sum(own.map(({ now }) => now)) / own.length, 4),
    recall: rounded(sum(own.map(({ later }) => later)) / own.length, 4),
  }));
}

/** What counts, is new or comes due before the date, and is asked in less than half of the futures. */
function droppedOf({ candidates, today, days }: Practice, asked: readonly number[]): Candidate[] {
  return candidates.filter(
    ({ counts, card }, i) => counts && (asked[i] ?? 0) < 0.5 && (card?.due ?? today) < today + days,
  );
}

const mostMinutes = 600;
// Enough to tell what is asked from what is not: that hangs little on chance.
const once = { runs: 1, error: 1 };
const precise = 0.03;

/** Doubles the minutes until they are enough, then halves the span between too few and enough, to 3 %. */
function minutesForAll(
  practice: Practice,
  isEnough: boolean,
  random: () => Random,
  onRun: RoadSource['onRun'],
): number | null {
  const isFor = (minutes: number) => {
    const settings = { ...practice.settings, sessionMinutes: minutes };
    const { asked } = simulate({ ...practice, settings }, random(), once, onRun);
    return droppedOf(practice, asked).length === 0;
  };
  let [short, enough] = [0, Math.min(mostMinutes, Math.ceil(practice.settings.sessionMinutes))];
  while (!isEnough && !isFor(enough)) {
    if (enough === mostMinutes) return null;
    [short, enough] = [enough, Math.min(mostMinutes, enough * 2)];
  }
  while (enough - short > Math.max(1, enough * precise)) {
    const middle = Math.floor((short + enough) / 2);
    if (isFor(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}
