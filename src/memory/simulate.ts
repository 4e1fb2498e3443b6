import { mean, sum } from '../bank/group.ts';
import { fullId } from '../bank/item.ts';
import type { Random } from '../bank/random.ts';
import { agenda, type Candidate, dayOnTheRoad, newOnDay } from './agenda.ts';
import { leastLoaded } from './balance.ts';
import { type Day, weekdayIndex } from './day.ts';
import { dueAfter, dueRange, luckOf, remembered, retrievability } from './fsrs.ts';
import type { Grade } from './grade.ts';
import { drawnGrade, type Habits } from './habits.ts';
import { modelOf, type Settings } from './settings.ts';

/** Somebody who will practise every day. */
export interface Practice {
  /** All that may be asked, in the order in which new ones are met. */
  readonly candidates: readonly Candidate[];
  readonly today: Day;
  /** Days of practice, today's the first. */
  readonly days: number;
  readonly settings: Settings;
  /** What was done of today's already. */
  readonly done: { readonly seconds: number; readonly fresh: number };
  readonly exam?: Day | undefined;
  readonly habits: Habits;
  /** A mock interview: its seconds, and the full ids that one deals. */
  readonly mock?: { readonly seconds: number; readonly deal: (random: Random) => readonly string[] };
}

/** What a day holds, on average: answers and seconds. A mock interview's seconds are apart from the others. */
export interface DayLoad {
  reviews: number;
  fresh: number;
  reviewSeconds: number;
  freshSeconds: number;
  mockSeconds: number;
}

/** The mean of many simulated futures. */
export interface Simulated {
  readonly runs: number;
  readonly days: readonly DayLoad[];
  /** For each candidate, the chance of recall on the morning after the last day (0 while it was never met), and the share of futures in which it was asked. */
  readonly recall: readonly number[];
  readonly asked: readonly number[];
  /** Mean recall over what counts. */
  readonly readiness: number;
}

/** How many futures at most, and the standard error of readiness at which it is known well enough. */
interface Precision {
  readonly runs: number;
  readonly error: number;
}

// A third of a point: the answer of another seed is then within a point.
const usual: Precision = { runs: 400, error: 0.003 };
// Fewer can be alike by chance and end it too early, above all with few items.
const [fewestRuns, manyRuns, enoughItems] = [8, 40, 16_000];

/**
 * Practises ahead, day by day, many times over, as `agenda` says (Monte Carlo): what is recalled hangs on the memory
 * model, which grade and how long on the learner's habits.
 *
 * @param onRun told after each future how many there were.
 */
export function simulate(
  practice: Practice,
  random: Random,
  precision = usual,
  onRun?: (runs: number) => void,
): Simulated {
  const days = Array.from({ length: practice.days }, noLoad);
  const recall = practice.candidates.map(() => 0);
  const asked = [...recall];
  const outcomes: number[] = [];
  const fewest = Math.max(fewestRuns, Math.min(manyRuns, enoughItems / practice.candidates.length));
  while (isUncertain(outcomes, fewest, precision)) {
    const future = liveThrough(practice, days, random);
    const recalls = future.map((one) => recallAfter(practice, one));
    for (const [i, one] of future.entries()) {
      recall[i] = (recall[i] ?? 0) + (recalls[i] ?? 0);
      asked[i] = (asked[i] ?? 0) + one.asked;
    }
    outcomes.push(mean(recalls.filter((_, i) => future[i]?.counts)) ?? 0);
    onRun?.(outcomes.length);
  }
  const runs = outcomes.length;
  return {
    runs,
    days: days.map((load) => scaled(load, 1 / runs)),
    recall: recall.map((total) => total / runs),
    asked: asked.map((total) => total / runs),
    readiness: mean(outcomes) ?? 0,
  };
}

function isUncertain(outcomes: readonly number[], fewest: number, { runs, error }: Precision): boolean {
  if (outcomes.length < Math.min(runs, fewest)) return true;
  const middle = mean(outcomes) ?? 0;
  const squares = sum(outcomes.map((outcome) => (outcome - middle) * (outcome - middle)));
  const reached = Math.sqrt(squares / Math.max(1, outcomes.length - 1) / outcomes.length);
  return outcomes.length < runs && reached > error;
}

// Days after the last one whose load is still looked at.
const farthestBalanced = 60;

function liveThrough(practice: Practice, days: readonly DayLoad[], random: Random): Future[] {
  const future = practice.candidates.map((candidate) => ({ ...candidate, asked: 0 }));
  const due = new Int32Array(practice.days + farthestBalanced);
  for (const { card } of future) if (card) move(due, card.due - practice.today, 1);
  for (const [i, load] of days.entries()) {
    const ahead = { practice, future, today: practice.today + i, load, due, random };
    rehearse(ahead);
    practise(ahead);
  }
  return future;
}

const recallAfter = ({ today, days }: Practice, { card, model }: Future): number =>
  card ? retrievability(card, today + days, model) : 0;

const noLoad = (): DayLoad => ({ reviews: 0, fresh: 0, reviewSeconds: 0, freshSeconds: 0, mockSeconds: 0 });

const scaled = (load: DayLoad, by: number): DayLoad => ({
  reviews: load.reviews * by,
  fresh: load.fresh * by,
  reviewSeconds: load.reviewSeconds * by,
  freshSeconds: load.freshSeconds * by,
  mockSeconds: load.mockSeconds * by,
});

type Future = { -readonly [Key in keyof Candidate]: Candidate[Key] } & { asked: number };

/** One day of one future. */
interface DayAhead {
  readonly practice: Practice;
  readonly future: readonly Future[];
  readonly today: Day;
  readonly load: DayLoad;
  /** How many are due on each day from the first on. */
  readonly due: Int32Array;
  readonly random: Random;
}

function rehearse(ahead: DayAhead): void {
  const { practice, future, today, load, random } = ahead;
  const { exam, mock } = practice;
  if (exam === undefined || !mock || dayOnTheRoad(exam, today) !== 'mock') return;
  const dealt = new Set(mock.deal(random));
  for (const one of future) if (dealt.has(fullId(one.item))) review(ahead, one, gradeOf(ahead, one));
  load.mockSeconds += mock.seconds;
}

function practise(ahead: DayAhead): void {
  const { practice, future, today } = ahead;
  const { exam, settings, mock } = practice;
  const isMock = exam !== undefined && dayOnTheRoad(exam, today) === 'mock';
  const done = today === practice.today ? practice.done : { seconds: 0, fresh: 0 };
  const seconds = settings.sessionMinutes * 60 - done.seconds - (isMock ? (mock?.seconds ?? 0) : 0);
  if (seconds <= 0) return;
  const met = future.filter(({ card }) => card);
  const unmet = future.filter(({ card }) => !card);
  const unmetToday = done.fresh + unmet.filter(({ counts }) => counts).length;
  const { newPerDay } = settings;
  const allowed = newOnDay({ today, exam, newPerDay, unmet: unmetToday, model: modelOf(settings) });
  const sitting = { today, exam, seconds, fresh: Math.max(0, allowed - done.fresh) };
  sit(ahead, agenda(met, unmet, sitting), seconds);
}

// As a session does it: nothing is begun once the time is over, and what was forgotten comes again after its step, or
// when nothing else is left.
function sit(ahead: DayAhead, asked: readonly Future[], seconds: number): void {
  const { load } = ahead;
  const { steps } = ahead.practice.settings;
  const waiting: { readonly one: Future; readonly step: number; readonly ready: number }[] = [];
  let [spent, next] = [0, 0];
  while (spent < seconds) {
    const back =
      waiting[0] && (waiting[0].ready <= spent || next >= asked.length) ? waiting.shift() : undefined;
    const one = back?.one ?? asked[next++];
    if (!one) return;
    const isNew = !one.card;
    const grade = gradeOf(ahead, one);
    const step = grade === 'again' ? 0 : back ? back.step + 1 : steps.length;
    const minutes = steps[step];
    review(ahead, one, grade, minutes !== undefined);
    spent += one.seconds;
    load[isNew ? 'fresh' : 'reviews']++;
    load[isNew ? 'freshSeconds' : 'reviewSeconds'] += one.seconds;
    if (minutes === undefined) continue;
    waiting.push({ one, step, ready: spent + minutes * 60 });
    waiting.sort((a, b) => a.ready - b.ready);
  }
}

function gradeOf({ practice, today, random }: DayAhead, { card, model }: Future): Grade {
  const { first, recalled, relapse } = practice.habits;
  if (!card) return drawnGrade(first, random);
  const chance = card.lastDay === today ? 1 - relapse : retrievability(card, today, model);
  return random() < chance ? drawnGrade(recalled, random) : 'again';
}

function review(ahead: DayAhead, one: Future, grade: Grade, comesBack = false): void {
  const { practice, today, due } = ahead;
  const { card, model } = one;
  const next = comesBack ? today : dueOn(ahead, one, grade);
  if (card) move(due, card.due - practice.today, -1);
  move(due, next - practice.today, 1);
  one.card = { ...remembered(card, grade, today, model), due: next };
  one.asked = 1;
}

// What lies outside, late or far ahead, is passed over by the array itself.
function move(due: Int32Array, at: number, by: number): void {
  due[at] = (due[at] ?? 0) + by;
}

// As the scheduler chooses it; siblings, which are few, are not kept apart here.
function dueOn({ practice, today, due }: DayAhead, { item, card, model }: Future, grade: Grade): Day {
  const { balance, easyDays } = practice.settings;
  const id = fullId(item);
  if (!balance) return dueAfter(card, grade, today, id, model);
  const range = dueRange(card, grade, today, model);
  if (range.first === range.last) return range.first;
  return leastLoaded(range, luckOf(id, card), {
    load: (day) => due[day - practice.today] ?? 0,
    share: (day) => easyDays[weekdayIndex(day)] ?? 1,
    isTaken: () => false,
  });
}
