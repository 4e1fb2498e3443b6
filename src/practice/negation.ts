import { isFunctionWord, type Word } from './words.ts';

// How many words on a denial reaches, inside its clause: `not` and its like deny what a verb governs, `no` a noun.
const wide = 8;
const narrow = 4;

const wideNegators = new Set('not never nobody nothing none neither nor'.split(' '));
const narrowNegators = new Set('no without hardly barely lack lacks'.split(' '));
const refusals = new Set(
  `avoid avoids avoiding skip skips skipping skipped forget forgets ignore ignores ignoring ignored unnecessary useless pointless
  forbid forbids forbidden refuse refuses needless needlessly superfluous`.split(/\s+/),
);
const widening = new Set('need needs point reason use sense place'.split(' '));
// `not only`, `no doubt`, `not least`, `nothing but`: nothing is denied.
const harmless = new Set('only just merely simply least doubt matter but less necessarily'.split(' '));
// What turns the subject before it down: `a shadow phase is not needed`, `labels do not matter`.
const dismissals = new Set(
  `need needs needed necessary required require relevant worth important matter matters help helps useful used wanted allowed
  exist possible work works belong concern special justified problem issue effect`.split(/\s+/),
);
const disparaging = new Set(
  'unnecessary useless pointless irrelevant superfluous needless optional impossible forbidden overkill waste'.split(
    ' ',
  ),
);
// `too` much of this is a reason against a thing; `too few labels` is not.
const faults = new Set(
  'noisy slow expensive complex complicated risky late difficult hard costly'.split(' '),
);
const auxiliaries = new Set(
  'is are was were be do does did has have had can could will would shall should must may might need'.split(
    ' ',
  ),
);

/** How many words after it the word at `at` denies; 0 when it denies nothing. */
function reach(words: readonly Word[], at: number): number {
  const word = words[at]?.text ?? '';
  const next = words[at + 1]?.text ?? '';
  if (harmless.has(next) && wideOrNarrow(word)) return 0;
  if ((word === 'instead' && next === 'of') || (word === 'rather' && next === 'than')) return wide;
  if (word === 'not' && words[at - 1]?.text === 'or') return 0;
  if (word === 'no' && next === 'one') return wide;
  if (word === 'no' && widening.has(next)) return wide + 2;
  if (wideNegators.has(word) || refusals.has(word)) return wide;
  return narrowNegators.has(word) ? narrow : 0;
}

const wideOrNarrow = (word: string): boolean => wideNegators.has(word) || narrowNegators.has(word);

/** Whether a word denies, or is refused, by itself. */
export const isNegator = ({ text }: Word): boolean =>
  wideOrNarrow(text) || refusals.has(text) || text === 'instead' || text === 'rather';

const orders = new Set(['before', 'until', 'till', 'unless', 'when', 'if']);

/**
 * Whether what stands at `[start, end]` is denied: an odd number of denials reach it from before it in its clause,
 * or what follows turns it down. `own` are the places of denials that belong to the wording itself.
 */
export function isNegated(
  words: readonly Word[],
  start: number,
  end: number,
  own: ReadonlySet<number>,
): boolean {
  const clause = words[start]?.clause;
  // `not before the trial` denies `before the trial`, though a clause starts there.
  const reversed = orders.has(words[start]?.text ?? '') ? words[start - 1]?.clause : clause;
  let denials = 0;
  for (let at = Math.max(0, start - wide - 2); at <= end; at++) {
    if (own.has(at) || (at < start && words[at]?.clause !== clause && words[at]?.clause !== reversed))
      continue;
    const far = reach(words, at);
    if (far > 0 && (at >= start || at + far >= start)) denials++;
  }
  return denials % 2 === 1 || (own.size === 0 && isDismissed(words, end));
}

function isDismissed(words: readonly Word[], end: number): boolean {
  const clause = words[end]?.clause;
  const after = words.slice(end + 1, end + 8).filter((word) => word.clause === clause);
  const verb = after.findIndex(({ text }) => auxiliaries.has(text));
  // More of the subject may stand between, as in `shadow mode or a replay is not needed`.
  if (verb < 0 || verb > 3) return false;
  const predicate = after.slice(verb + 1);
  if (predicate[0]?.text === 'nothing') return true;
  const content = predicate.find((word) => !isFunctionWord(word));
  if (!content) return false;
  if (predicate[0]?.text === 'too') return faults.has(content.text);
  const denied = predicate[0] !== undefined && wideOrNarrow(predicate[0].text);
  return denied ? dismissals.has(content.text) : disparaging.has(content.text);
}
