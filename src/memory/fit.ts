import { grouped, mean, sum } from '../bank/group.ts';
import { logLoss, lossOf, type Prediction, predictionsOf, rmseBins } from './calibration.ts';
import { elapsedDays, type ModelSettings } from './fsrs.ts';
import { type Grade, grades } from './grade.ts';
import { effective, type LogRecord, type ModelFit, type Review } from './record.ts';

/** A review as the optimiser sees it. */
export interface HistoryReview {
  /** 1 (again) to 4 (easy). */
  readonly rating: number;
  /** Whole days since the review before; 0 at the first. */
  readonly deltaT: number;
}

/** The reviews of one item, up to the one whose outcome is to be foretold, which comes last. */
export type History = readonly HistoryReview[];

/** Finds the 21 parameters of FSRS-6 that foretell histories best; an edge does it (native/fsrs-binding.ts). */
export type FitWeights = (histories: readonly History[]) => Promise<readonly number[]>;

/**
 * Shares of the reviews, by time, that a first fit sees; it is judged by those up to the next share. Several windows
 * that grow (as TimeSeriesSplit of scikit-learn) judge by more reviews than a single cut.
 */
const windows = [0.5, 0.75, 1];

// The 21 parameters hardly move beyond this many, and the time that a fit takes grows with them.
const mostHistories = 12_000;

/** Fewer reviews than this leave too few to judge by. Chosen by simulated learners (test/memory/fit.test.ts). */
export const leastReviews = 400;

/** What a fit found: how both models foretell the held-out reviews, and the weights, where they are to be kept. */
export interface FitResult {
  /** Reviews that teach something: a person's, of what was met on an earlier day. */
  readonly reviews: number;
  readonly heldOut: number;
  readonly before: ModelFit;
  readonly after: ModelFit;
  /** Fitted to all reviews; undefined when the fit was no better beyond doubt. */
  readonly weights: readonly number[] | undefined;
}

/**
 * Fits the memory model to a log. Fits of the earlier reviews are judged by later ones that they have not seen; if they
 * are better there, the model is fitted to everything. Better is: a lower mean log loss, by more than the standard error of the difference,
 * and an RMSE(bins) that is not higher.
 *
 * @returns undefined when there are fewer than `leastReviews`.
 */
export async function fitModel(
  records: readonly LogRecord[],
  settings: ModelSettings,
  optimise: FitWeights,
): Promise<FitResult | undefined> {
  const counted = effective(records);
  const before = predictionsOf(counted, settings);
  if (before.length < leastReviews) return undefined;
  const cuts = windows.map((share) => Math.floor(before.length * share));
  const heldOut = before.slice(cuts[0]);
  // As thin in each window as in the whole: a window that grows is then more to learn from.
  const every = Math.ceil(before.length / mostHistories);
  const fitted = async (until?: string): Promise<number[]> =>
    rounded(await optimise(thinned(historiesOf(counted, until), every)));
  let after: Prediction[] = [];
  for (const [i, cut] of cuts.slice(0, -1).entries()) {
    const weights = await fitted(before[cut]?.review);
    after = after.concat(predictionsOf(counted, { ...settings, weights }).slice(cut, cuts[i + 1]));
  }
  return {
    reviews: before.length,
    heldOut: heldOut.length,
    before: figuresOf(heldOut),
    after: figuresOf(after),
    weights: isBetter(heldOut, after) ? await fitted() : undefined,
  };
}

/**
 * What the optimiser learns from: for each review that teaches something, it and all before it of the same item.
 *
 * @param records those that count, in log order.
 * @param until the id of the first review that is left out.
 */
export function historiesOf(records: readonly LogRecord[], until?: string): History[] {
  const end = records.findIndex(({ id }) => id === until);
  const seen = end < 0 ? records : records.slice(0, end);
  const moved = seen.filter(
    (record) => record.type === 'reset' || (record.type === 'review' && !record.cram),
  );
  const items = [...grouped(moved, (record) => ('item' in record ? record.item : '')).values()];
  return items.flatMap((records) => lives(records).flatMap(taught));
}

// Every n-th: spread over all items, and over the time at which they were met.
const thinned = (histories: readonly History[], every: number): History[] =>
  histories.filter((_, i) => i % every === 0);

/** An item's reviews, parted by its resets: each part is a life of its own. */
function lives(records: readonly LogRecord[]): Review[][] {
  return records.reduce<Review[][]>(
    (parts, record) => {
      if (record.type === 'review') parts.at(-1)?.push(record);
      else parts.push([]);
      return parts;
    },
    [[]],
  );
}

function taught(reviews: readonly Review[]): History[] {
  const steps = reviews.map((review, i) => ({
    rating: ratingOf(review.grade),
    deltaT: elapsedDays(reviews[i - 1]?.day, review.day),
  }));
  return steps.flatMap(({ deltaT }, i) =>
    deltaT > 0 && reviews[i]?.by === 'person' ? [steps.slice(0, i + 1)] : [],
  );
}

const ratingOf = (grade: Grade): number => grades.indexOf(grade) + 1;

const figuresOf = (predictions: readonly Prediction[]): ModelFit => ({
  logLoss: logLoss(predictions) ?? 0,
  rmseBins: rmseBins(predictions) ?? 0,
});

function isBetter(before: readonly Prediction[], after: readonly Prediction[]): boolean {
  const gains = before.map((prediction, i) => lossOf(prediction) - lossOf(after[i] as Prediction));
  const gain = mean(gains) ?? 0;
  const variance = sum(gains.map((one) => (one - gain) ** 2)) / Math.max(1, gains.length - 1);
  const standardError = Math.sqrt(variance / gains.length);
  return gain > standardError && (rmseBins(after) ?? 0) <= (rmseBins(before) ?? 0);
}

// More digits say nothing, and cost in every log that holds them.
const rounded = (weights: readonly number[]): number[] => weights.map((w) => Math.round(w * 1e4) / 1e4);
