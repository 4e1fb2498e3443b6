import { grouped, sum } from '../bank/group.ts';
import { fullId, type Item } from '../bank/item.ts';
import { type Grade, grades } from './grade.ts';
import { answersOf, effective, type LogRecord, type Review } from './record.ts';

/** How a learner grades and how long that takes: learned from the log, and from a prior while that says little. */
export interface Habits {
  /** The chances of the four grades of what is met for the first time. */
  readonly first: readonly number[];
  /** The same of what is remembered at a later review: the chance of "again" is 0. */
  readonly recalled: readonly number[];
  /** The chance that what was forgotten is forgotten again on the same day. */
  readonly relapse: number;
  /** Seconds that an answer takes, with its part of the time that missed points take by themselves. */
  readonly seconds: (item: Item) => number;
}

// The priors are those of fsrs-rs's simulator (`SimulatorConfig::default`), from the collections of Anki's users:
// `first_rating_prob`, `review_rating_prob`, and of `relearning_step_transitions` the chance of "again" after "again".

/** The chances of the four grades of what is met for the first time, before a log tells of them. */
export const usualFirst: readonly number[] = [0.24, 0.094, 0.495, 0.171];
const usualRecalled = [0, 0.224, 0.631, 0.145];
const usualRelapse = 0.2157;

// How many reviews the priors are worth.
const gradesWorth = 20;
const secondsWorth = 5;

/** The habits that a log shows. Only a person's reviews tell of them; crammed ones tell of time alone. */
export function habitsOf(
  records: readonly LogRecord[],
  items: readonly Item[],
  answer: 'spoken' | 'typed',
): Habits {
  const counts = { first: [0, 0, 0, 0], recalled: [0, 0, 0, 0], relearned: 0, relapsed: 0 };
  const last = new Map<string, Review>();
  const counting = effective(records);
  for (const record of counting) {
    if (record.type === 'reset') last.delete(record.item);
    if (record.type !== 'review' || record.cram) continue;
    if (record.by === 'person') count(counts, record, last.get(record.item));
    last.set(record.item, record);
  }
  return {
    first: shrunk(counts.first, usualFirst),
    recalled: shrunk(counts.recalled, usualRecalled),
    relapse: (counts.relapsed + gradesWorth * usualRelapse) / (counts.relearned + gradesWorth),
    seconds: withPoints(counting, paceOf(counting, items, answer)),
  };
}

function withPoints(records: readonly LogRecord[], pace: (item: Item) => number): (item: Item) => number {
  const answers = answersOf(records);
  const secondsOf = (some: typeof answers) => sum(some.map(({ seconds }) => seconds));
  const whole = secondsOf(answers.filter(({ type }) => type === 'review'));
  const factor = whole === 0 ? 1 : secondsOf(answers) / whole;
  return (item) => pace(item) * factor;
}

interface Counts {
  readonly first: number[];
  readonly recalled: number[];
  relearned: number;
  relapsed: number;
}

function count(counts: Counts, { grade, day }: Review, before: Review | undefined): void {
  const add = (to: number[]) => {
    const at = grades.indexOf(grade);
    to[at] = (to[at] ?? 0) + 1;
  };
  if (!before) add(counts.first);
  else if (before.day < day) {
    if (grade !== 'again') add(counts.recalled);
  } else if (before.grade === 'again') {
    counts.relearned++;
    if (grade === 'again') counts.relapsed++;
  }
}

function shrunk(counts: readonly number[], prior: readonly number[]): number[] {
  const total = sum(counts) + gradesWorth;
  return counts.map((n, i) => (n + gradesWorth * (prior[i] ?? 0)) / total);
}

/**
 * Seconds that an answer takes: the learner's mean over questions of its kind, drawn towards half the question's
 * limit while there are few.
 *
 * @param records those that count, in log order (`effective`).
 */
export function paceOf(
  records: readonly LogRecord[],
  items: readonly Item[],
  answer: 'spoken' | 'typed',
): (item: Item) => number {
  const kindOf = new Map(items.map((item) => [fullId(item), item.kind]));
  const timed = records.filter(
    (record): record is Review =>
      record.type === 'review' && record.by === 'person' && record.seconds > 0 && kindOf.has(record.item),
  );
  const byKind = grouped(timed, ({ item }) => kindOf.get(item));
  const known = new Map(
    [...byKind].map(([kind, own]) => [kind, { n: own.length, sum: sum(own.map(({ seconds }) => seconds)) }]),
  );
  return ({ kind, limits }) => {
    const own = known.get(kind) ?? { n: 0, sum: 0 };
    return (own.sum + (secondsWorth * limits[answer]) / 2) / (own.n + secondsWorth);
  };
}

/** A grade by its chances. */
export function drawnGrade(chances: readonly number[], random: () => number): Grade {
  let left = random() * sum(chances);
  const at = chances.findIndex((chance) => {
    left -= chance;
    return left < 0;
  });
  return grades[at] ?? 'good';
}
