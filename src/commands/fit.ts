import { fitModel, leastReviews } from '../memory/fit.ts';
import type { Fit } from '../memory/record.ts';
import { modelOf, settingsOf } from '../memory/settings.ts';
import { fsrsOptimiser } from '../native/fsrs-binding.ts';
import { fitText } from '../report/fit-text.ts';
import { readLog } from '../storage/review-log.ts';
import { keepOne } from './mend.ts';
import { slowNotes } from './slow-notes.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat fit`: fits the memory model to the learner's own reviews, and keeps it when it is better. */
export async function fit(world: World, options: { json?: boolean; dryRun?: boolean }): Promise<ExitCode> {
  const { records } = readLog(world.home);
  const note = slowNotes(world, 1000);
  const optimiser = await fsrsOptimiser((done) => note(`Fitting: ${Math.round(done * 100)} %`));
  const result = await fitModel(records, modelOf(settingsOf(records)), optimiser);
  if (!result) {
    world.note(
      `There are too few reviews to fit to. It takes ${leastReviews} of questions that you had met on an earlier day.`,
    );
    return 1;
  }
  const { weights, ...figures } = result;
  const kept = weights !== undefined && options.dryRun !== true;
  if (kept) {
    const { reviews, before, after } = result;
    keepOne<Fit>(world, { type: 'fit', weights, reviews, before, after });
  }
  world.out(
    options.json
      ? `${JSON.stringify({ ...figures, better: weights !== undefined, kept, weights: weights ?? null })}\n`
      : fitText(result, kept),
  );
  return 0;
}
