/**
 * One spelling for each word: irregular forms become regular ones, British spellings American, number words
 * digits. What comes out need not be English; it is only ever compared with its like.
 */
export function canonical(word: string): string {
  const known = irregular.get(word) ?? word;
  if (known.length < 5) return known;
  return known
    .replace(/([^aeiou]|[aeiou]{2})is(e|ed|es|er|ing|ation|ations)$/, '$1iz$2')
    .replace(/lys(e|ed|es|er|ing)$/, 'lyz$1')
    .replace(/([a-z]{2})our(s|ed|ing|al|ally|ed|able|ite)?$/, '$1or$2')
    .replace(/([bt])re(s|d)?$/, '$1er$2')
    .replace(/ogue(s?)$/, 'og$1')
    .replace(/ence(s?)$/, 'ense$1')
    .replace(/ll(ed|ing|er|ers)$/, 'l$1');
}

const families = `be is are was were been being am|have has had having|do does did done doing|build built|keep kept
see saw seen|go went gone goes|know knew known|find found|leave left|lose lost|break broke broken|take took taken
choose chose chosen|write wrote written|run ran|hold held|tell told|think thought|catch caught|fall fell fallen
rise rose risen|grow grew grown|begin began begun|wake woke woken|foresee foresaw foreseen|hide hid hidden
learn learnt|freeze froze frozen|send sent|make made|give gave given|get got gotten|show shown|understand understood
0 zero|1 one|2 two|3 three|4 four|5 five|6 six|7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve|20 twenty
hour h hr hrs|minute min mins|program programme programmes|not no never nobody nothing none neither nor
datum data|index indices|man men|person persons`;

/** What a family shares is its first form. All the words that deny share `not`. */
const irregular = new Map<string, string>(
  families.split(/\||\n/).flatMap((family) => {
    const [base = '', ...forms] = family.trim().split(' ');
    return forms.map((form): [string, string] => [form, base]);
  }),
);

const bareContraction = /^(do|does|did|is|are|was|were|has|have|had|would|should|could|must|need)nt$/;

/** A token as the words it stands for: `can't` is `can not`, `it's` is `it is`, `dont` is `do not`. */
export function expanded(token: string): string[] {
  if (token === 'cannot' || token === "can't" || token === 'cant') return ['can', 'not'];
  if (token === "won't" || token === 'wont') return ['will', 'not'];
  const denied = /^(\w+)n't$/.exec(token) ?? bareContraction.exec(token);
  if (denied) return [denied[1] ?? '', 'not'];
  const [stem = '', ending = ''] = token.split("'");
  const verb = ending === 's' && !pronouns.has(stem) ? undefined : endings[ending];
  return verb ? [stem, verb] : [stem];
}

// `what's` is `what is`, but `vendor's` is the vendor's.
const pronouns = new Set('it that what who where there here he she how this everything'.split(' '));
const endings: Readonly<Record<string, string>> = { s: 'is', re: 'are', ve: 'have', ll: 'will', m: 'am' };

/** Whether one edit makes one word of the other (a letter more, less or other, or two swapped), the first letter apart. */
function oneEditApart(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  const rest = (word: string, skip: number) => word.slice(from + skip);
  if (a.length > b.length) return rest(a, 1) === rest(b, 0);
  if (a.length < b.length) return rest(a, 0) === rest(b, 1);
  const swapped = a[from] === b[from + 1] && a[from + 1] === b[from];
  return rest(a, 1) === rest(b, 1) || (swapped && rest(a, 2) === rest(b, 2));
}

// Words that are one edit apart, and both meant.
const lookalikes =
  `retain retrain|later layer|trace trade|alert alter|shift shirt|model modal|learn lean|trained trailed
cause clause|signal single|change charge|event even|patent latent|quite quiet|scale scare|stable staple|state stake|cites cities|unable enable`
    .split(/\||\n/)
    .map((pair) => pair.trim());

/** A word of five letters or more that may be misspelt, or be what a misspelling meant. */
export interface Spelled {
  readonly text: string;
  /** Without the endings of inflection, so that `corelates` is `correlate` misspelt. */
  readonly bare: string;
}

/** Undefined for what is too short, or a figure: there every letter counts. */
export const spelled = (text: string): Spelled | undefined =>
  text.length < 5 || /\d/.test(text)
    ? undefined
    : { text, bare: text.replace(/ing$/, 'e').replace(/[sd]$/, '') };

/** Whether a word is another one misspelt: one edit apart, and not words of their own. */
export function misspells(written: Spelled, meant: Spelled): boolean {
  if (!oneEditApart(written.text, meant.text) && !oneEditApart(written.bare, meant.bare)) return false;
  const [a, b] = [written.text.slice(0, 5), meant.text.slice(0, 5)];
  return !lookalikes.some((pair) => pair.includes(a) && pair.includes(b));
}
