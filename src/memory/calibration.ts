import { grouped, mean, sum } from '../bank/group.ts';
import type { Day } from './day.ts';
import { type ModelSettings, retrievability } from './fsrs.ts';
import { effective, type LogRecord, type Review } from './record.ts';
import { applied, type Entry } from './schedule.ts';

/** A review of something that was met on an earlier day, and the chance of recall that the model gave it. */
export interface Prediction {
  /** The review's id. */
  readonly review: string;
  readonly item: string;
  readonly day: Day;
  /** 0 to 1. */
  readonly predicted: number;
  /** Graded anything but "again". */
  readonly recalled: boolean;
  /** Days since the review before. */
  readonly elapsed: number;
  /** Reviews and lapses before this one. */
  readonly reps: number;
  readonly lapses: number;
}

/** What the model said before each of a person's reviews. Crammed ones and those of the same day teach nothing of it. */
export function predictionsOf(records: readonly LogRecord[], settings: ModelSettings): Prediction[] {
  const entries = new Map<string, Entry>();
  const predictions: Prediction[] = [];
  for (const record of effective(records)) {
    if (!('item' in record)) continue;
    const before = entries.get(record.item) ?? { suspended: false };
    const prediction = record.type === 'review' ? predictionOf(record, before, settings) : undefined;
    if (prediction) predictions.push(prediction);
    entries.set(record.item, applied(before, record, settings));
  }
  return predictions;
}

function predictionOf(review: Review, { card }: Entry, settings: ModelSettings): Prediction | undefined {
  if (!card || review.cram || review.by !== 'person' || review.day <= card.lastDay) return undefined;
  return {
    review: review.id,
    item: review.item,
    day: review.day,
    predicted: retrievability(card, review.day, settings),
    recalled: review.grade !== 'again',
    elapsed: review.day - card.lastDay,
    reps: card.reps,
    lapses: card.lapses,
  };
}

// A certain wrong prediction would cost without end.
const certain = 1e-6;

/** The mean negative log-likelihood of what happened: 0 is prophecy, 0.693 a coin. Undefined without predictions. */
export const logLoss = (predictions: readonly Prediction[]): number | undefined =>
  mean(predictions.map(lossOf));

/** The negative log-likelihood of one outcome. */
export function lossOf({ predicted, recalled }: Prediction): number {
  const chance = Math.min(1 - certain, Math.max(certain, predicted));
  return -Math.log(recalled ? chance : 1 - chance);
}

/**
 * RMSE(bins): how far predicted recall lies from actual recall, over groups of reviews that are alike in interval,
 * number of reviews and lapses, weighted by their size. The bins are those of the open-spaced-repetition benchmark
 * (srs-benchmark, `rmse_matrix`). 0 is perfect. Undefined without predictions.
 */
export function rmseBins(predictions: readonly Prediction[]): number | undefined {
  const bins = grouped(predictions, ({ elapsed, reps, lapses }) =>
    [bin(elapsed, 2.48, 3.62), bin(reps + 1, 1.99, 1.89), bin(lapses, 1.65, 1.73)].join(),
  );
  const squares = [...bins.values()].map((group) => group.length * bias(group) ** 2);
  return predictions.length === 0 ? undefined : Math.sqrt(sum(squares) / predictions.length);
}

/** Predicted against actual recall by tenths of predicted recall: for a drawing. */
export function calibrationCurve(
  predictions: readonly Prediction[],
): { readonly predicted: number; readonly actual: number; readonly reviews: number }[] {
  const tenths = grouped(predictions, ({ predicted }) => Math.min(9, Math.floor(predicted * 10)));
  return [...tenths]
    .sort(([a], [b]) => a - b)
    .map(([, group]) => ({
      predicted: mean(group.map(({ predicted }) => predicted)) ?? 0,
      actual: recalledShare(group),
      reviews: group.length,
    }));
}

const bin = (n: number, factor: number, base: number): number =>
  n === 0 ? 0 : factor * base ** Math.floor(Math.log(n) / Math.log(base) + 1e-9);

const bias = (group: readonly Prediction[]): number =>
  (mean(group.map(({ predicted }) => predicted)) ?? 0) - recalledShare(group);

const recalledShare = (group: readonly Prediction[]): number =>
  group.filter(({ recalled }) => recalled).length / group.length;
