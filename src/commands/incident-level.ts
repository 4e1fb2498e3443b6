import { didYouMean } from '../bank/suggest.ts';
import { UserError } from '../bank/user-error.ts';
import { type Level, levels } from '../incident/level.ts';

/** The level of `--level`. */
export function levelNamed(written: string): Level {
  const level = levels.find((name) => name === written.toLowerCase());
  if (level) return level;
  const meant = didYouMean(written, levels);
  throw new UserError(
    `unknown level "${written}"`,
    `${meant ? `Did you mean "${meant}"? ` : ''}There is: ${levels.join(', ')}.`,
  );
}
