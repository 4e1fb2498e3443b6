import { resolve } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import { escapeText } from '../content/escape.ts';

const schemes = ['file', 'git', 'http', 'https', 'ssh', 'git+ssh', 'ssh+git'];

/**
 * The address of a remote as git is to keep it: a path becomes absolute, everything else stays.
 *
 * @throws UserError for what git would take for an option, or for a program to run.
 */
export function remoteUrl(written: string): string {
  const [, scheme, helper] = /^(?:([^/:]+):\/\/|([^/:[]*)::)/.exec(written) ?? [];
  const isKnown = scheme === undefined || schemes.includes(scheme.toLowerCase());
  if (/^(-|\s*$)|\p{Cc}/u.test(written) || helper !== undefined || !isKnown)
    throw new UserError(
      `"${shownUrl(written)}" is no remote that sync takes`,
      'Write git@host:me/reviews.git, https://host/me/reviews.git, or the path of a bare repository.',
    );
  // As git tells them apart: a colon before the first slash makes it a host, or an alias of the user's.
  return scheme !== undefined || /^[^/]*:/.test(written) ? written : resolve(written);
}

/** A text with addresses in it as it may be shown: no password, no token, nothing that steers a terminal. */
export const shownUrl = (text: string): string => escapeText(text.replace(/(https?:\/\/)[^/\s]*@/gi, '$1…@'));
