import type { FitResult } from '../memory/fit.ts';
import type { ModelFit } from '../memory/record.ts';

/** What a fit found, in a small table and two sentences. */
export function fitText({ reviews, heldOut, before, after, weights }: FitResult, kept: boolean): string {
  const row = (name: string, { logLoss, rmseBins }: ModelFit) =>
    `${name.padEnd(10)}${logLoss.toFixed(4).padStart(10)}${rmseBins.toFixed(4).padStart(12)}`;
  return [
    `Fitted to ${reviews} reviews, and judged by ${heldOut} of them that the fit had not seen:`,
    '',
    `${''.padEnd(10)}${'log loss'.padStart(10)}${'RMSE(bins)'.padStart(12)}`,
    row('before', before),
    row('after', after),
    '',
    verdict(weights !== undefined, kept),
    '',
  ].join('\n');
}

function verdict(better: boolean, kept: boolean): string {
  if (!better)
    return 'That is not better beyond chance: the memory model stays as it was.\nTry again in some weeks.';
  if (!kept) return 'That is better. It was not kept: without --dry-run it is.';
  return [
    'That is better, and kept in the log, so that your other machines follow. Due',
    'days stay as they are until the next review. `hotseat undo` takes it back.',
  ].join('\n');
}
