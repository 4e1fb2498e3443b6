import { hashText } from './random.ts';

// Crockford's digits: no I, L, O and U, which a hand writes like others.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 5;

/** A short code for an item's full id, to be written by hand on paper and typed in again: `7K2QD`. */
export function codeOf(fullId: string): string {
  let rest = hashText(fullId);
  let code = '';
  for (let i = 0; i < length; i++) {
    code = digits[rest % digits.length] + code;
    rest = Math.floor(rest / digits.length);
  }
  return code;
}

/** A code as somebody typed it, as `codeOf` writes it: whatever its case, and with letters that look alike. */
export const readCode = (written: string): string =>
  written.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
