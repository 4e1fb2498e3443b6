import { UserError } from '../bank/user-error.ts';
import type { FitWeights, HistoryReview } from '../memory/fit.ts';

type Binding = typeof import('@open-spaced-repetition/binding');

/**
 * The optimiser of fsrs-rs, a native library that is installed where its platform has one.
 *
 * @param progress told how far it is, 0 to 1.
 * @throws UserError where it is not installed.
 */
export async function fsrsOptimiser(progress: (done: number) => void): Promise<FitWeights> {
  const { computeParameters, FSRSBindingItem, FSRSBindingReview } = await load();
  return async (histories) => {
    // The histories of one item share their reviews: each crosses once.
    const crossed = new Map<HistoryReview, InstanceType<typeof FSRSBindingReview>>();
    const across = (review: HistoryReview) => {
      const known = crossed.get(review) ?? new FSRSBindingReview(review.rating, review.deltaT);
      crossed.set(review, known);
      return known;
    };
    const items = histories.map((history) => new FSRSBindingItem(history.map(across)));
    return computeParameters(items, {
      enableShortTerm: true,
      progress: (current, total) => progress(total === 0 ? 0 : current / total),
      // Milliseconds between two looks at whether it is done; the usual 500 would be most of the time.
      timeout: 5,
    });
  };
}

async function load(): Promise<Binding> {
  try {
    return await import('@open-spaced-repetition/binding');
  } catch {
    throw new UserError(
      'the optimiser @open-spaced-repetition/binding is not installed here',
      'Run `npm install @open-spaced-repetition/binding@0.1.2` where hotseat is installed; all else works without.',
    );
  }
}
