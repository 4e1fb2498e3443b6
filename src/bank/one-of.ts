import { didYouMean } from './suggest.ts';
import { UserError } from './user-error.ts';

/**
 * The name that was written, of those that there are; case does not matter.
 *
 * @param what the names are of, as a user would say it: "format".
 * @throws UserError with the one that was probably meant, and all of them.
 */
export function oneOf<Name extends string>(what: string, written: string, names: readonly Name[]): Name {
  const name = names.find((one) => one.toLowerCase() === written.toLowerCase());
  if (name !== undefined) return name;
  const meant = didYouMean(written, names);
  throw new UserError(
    `there is no ${what} "${written}"`,
    `${meant ? `Did you mean "${meant}"? ` : ''}There is: ${names.join(', ')}.`,
  );
}
