// A learner whose memory is known: it follows FSRS-6 with weights of its own, and answers by chance.
import { clipParameters, default_w as defaultWeights } from 'ts-fsrs';
import { type Random, seededRandom } from '../../src/bank/random.ts';
import type { Day } from '../../src/memory/day.ts';
import {
  type Card,
  dueAfter,
  type ModelSettings,
  remembered,
  retrievability,
} from '../../src/memory/fsrs.ts';
import { type Grade, grades } from '../../src/memory/grade.ts';
import type { Review } from '../../src/memory/record.ts';
import { review } from '../builders.ts';

export interface Learner {
  /** How this memory works in truth. */
  readonly truth: ModelSettings;
  readonly random: Random;
}

// Shares of again, hard, good, easy at the first review, and of the last three at later ones that succeed: those of
// the simulator of fsrs-rs (`SimulatorConfig::default`).
const firstGrades = [0.24, 0.094, 0.495, 0.171];
const laterGrades = [0.224, 0.631, 0.145];

/** A standard normal number (Box and Muller). */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * A learner whose weights lie around the usual ones.
 *
 * @param spread standard deviation of each weight's logarithm; 0 is a learner who is as FSRS-6 expects.
 */
export function learner(seed: number, spread: number): Learner {
  const random = seededRandom(seed);
  const weights = defaultWeights.map((w) => w * Math.exp(spread * normal(random)));
  return { truth: { retention: 0.9, fuzz: true, weights: clipParameters(weights, 1) }, random };
}

function drawn(shares: readonly number[], random: Random): number {
  const draw = random();
  const ends = shares.map((_, i) => shares.slice(0, i + 1).reduce((total, share) => total + share, 0));
  return Math.max(
    0,
    ends.findIndex((end) => draw < end),
  );
}

/** How the learner grades an item today: by what is truly remembered. */
function gradeOf({ truth, random }: Learner, memory: Card | undefined, day: Day): Grade {
  if (!memory) return grades[drawn(firstGrades, random)] as Grade;
  if (random() >= retrievability(memory, day, truth)) return 'again';
  return grades[1 + drawn(laterGrades, random)] as Grade;
}

/** An item as it truly stands, and as the schedule believes. */
export interface Both {
  readonly memory: Card | undefined;
  readonly card: Card | undefined;
}

/** One review of an item: both memories move on, and the review is what a log would hold. */
export function reviewOnce(
  who: Learner,
  item: string,
  { memory, card }: Both,
  day: Day,
  model: ModelSettings,
): { readonly both: Both; readonly review: Review } {
  const grade = gradeOf(who, memory, day);
  const due = dueAfter(card, grade, day, item, model);
  const after = (before: Card | undefined, settings: ModelSettings) => ({
    ...remembered(before, grade, day, settings),
    due,
  });
  const reps = card?.reps ?? 0;
  return {
    both: { memory: after(memory, who.truth), card: after(card, model) },
    review: review(`${item}-${day}-${reps}`, {
      item,
      grade,
      day,
      due,
      t: day * 86_400_000 + reps,
      seq: reps,
    }),
  };
}

/** Practises every day: what is due (again ones at once once more), then some new items. */
export function practised(
  who: Learner,
  model: ModelSettings,
  { days, newPerDay, from = 20_000 }: { days: number; newPerDay: number; from?: Day },
): { readonly reviews: Review[]; readonly items: Map<string, Both> } {
  const items = new Map<string, Both>();
  const reviews: Review[] = [];
  const ask = (item: string, day: Day) => {
    const once = reviewOnce(who, item, items.get(item) ?? { memory: undefined, card: undefined }, day, model);
    items.set(item, once.both);
    reviews.push({ ...once.review, seq: reviews.length });
    return once.review.due > day;
  };
  for (let day = from; day < from + days; day++) {
    const due = [...items].filter(([, { card }]) => (card?.due ?? day) <= day).map(([item]) => item);
    const fresh = Array.from({ length: newPerDay }, (_, i) => `pack/q${items.size + i}`);
    for (const item of [...due, ...fresh]) for (let tries = 0; tries < 3 && !ask(item, day); tries++);
  }
  return { reviews, items };
}
