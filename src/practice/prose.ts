import { isFunctionWord, type Word, wordsOf } from './words.ts';

/** The most that a text which says nothing in sentences can score: a list of keywords is no answer. */
export const listCap = 20;

// Fewer different words than this make no answer to an open question, and nobody makes a point in fewer than eight.
const leastWords = 8;
const wordsPerPoint = 8;

/** The most that a text of this length can score, 0 to 100, on so many points. */
export function lengthCap(text: string, points: number): number {
  const words = wordsOf(text);
  if (new Set(words.map(({ stem }) => stem)).size < leastWords) return 0;
  return Math.min(100, Math.round((1000 * words.length) / (wordsPerPoint * Math.max(1, points))) / 10);
}

// How many sentences before and after it tell whether one stands among sentences.
const reach = 3;

/** The sentences of a text; lists of keywords are blanked out, so that places stay the same, and salad altogether. */
export function proseOf(text: string): string {
  if (isSalad(text)) return blank(text);
  const units = unitsOf(text).map((unit) => ({ unit, size: sizeOf(unit) }));
  const sizes = units.map(({ size }) => size).filter(({ words }) => words > 0);
  return units
    .map(({ unit, size }) => {
      const at = sizes.indexOf(size);
      return isProse(sizes.slice(Math.max(0, at - reach), at + reach + 1), size) ? unit : blank(unit);
    })
    .join('');
}

// Sentences with what ends them. A point inside `service.name` ends nothing.
const unitsOf = (text: string): string[] =>
  [...text.matchAll(/(?:[^.!?;]|[.!?;](?=[\p{L}\p{N}]))*[.!?;]*/gu)]
    .map(([unit]) => unit)
    .filter((unit) => unit !== '');

/** A text in which a sentence that was said before is blanked out: saying it again gains nothing. */
export function withoutRepeats(text: string): string {
  const said = new Set<string>();
  return unitsOf(text)
    .map((unit) => {
      const key = wordsOf(unit)
        .map(({ text: word }) => word)
        .join(' ');
      if (said.has(key)) return unit.replace(/[^\n.!?;]/g, ' ');
      said.add(key);
      return unit;
    })
    .join('');
}

// What ends a sentence stays, so that its neighbours do not run together.
const blank = (text: string): string => text.replace(/[^\n.!?;]/g, ' ');

const articles = new Set(['a', 'an', 'the']);
// Words that hold a sentence together: whoever does something, its verb, and what joins it to the next.
const makers = new Set(
  `i we you they it he she this that which who there is are was were be been am has have had do does did can could will would
  shall should may might must because so if when while but until since than to not whether how why`.split(
    /\s+/,
  ),
);

interface Size {
  readonly words: number;
  readonly small: number;
  readonly makers: number;
  readonly articles: number;
  /** Runs of words between commas and the like, and in short lines. */
  readonly runs: number;
}

function sizeOf(unit: string): Size {
  const words = wordsOf(unit);
  // How wide a line is must not hang on its spaces and its marks of emphasis.
  const lines = unit.replace(/[*`]/g, '').replace(/[^\S\n]+/g, ' ');
  const count = (is: (word: Word) => boolean) => words.filter(is).length;
  return {
    words: words.length,
    small: count(isFunctionWord),
    makers: count(({ text }) => makers.has(text)),
    articles: count(({ text }) => articles.has(text)),
    runs: lines.split(/[,:()](?=\s|$)|(?<=(?:^|\n)[^\n]{0,50})\n/).filter((run) => /\p{L}/u.test(run)).length,
  };
}

// The figures lie between lists (at most 3 words a run, or hardly a maker, or all articles) and 100 texts that
// people wrote in sentences (5 words a run, 37 % small words, 8 % makers, 17 % articles).
function isProse(around: readonly Size[], unit: Size): boolean {
  const total = (key: keyof Size) => around.reduce((sum, size) => sum + size[key], 0);
  const words = total('words');
  if (unit.words === 0) return false;
  // A terse sentence is prose among sentences; a long list stays a list, whatever stands around it.
  const dense = unit.words < 3.5 * unit.runs && unit.makers < 0.1 * unit.words;
  if (unit.words >= 12 && dense && unit.small < 0.3 * unit.words) return false;
  // Nobody says thirty words without a pause or an article.
  if (words >= 30 * total('runs') && total('articles') < 0.02 * words) return false;
  return (
    words >= 3.5 * total('runs') &&
    total('small') >= 0.28 * words &&
    total('makers') >= 0.05 * words &&
    total('articles') <= 0.22 * words
  );
}

const set = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));
// What no writer puts after a word of each kind, in the same breath.
const kinds = [
  {
    words: set('a an the my our your their its every'),
    never: set(
      `a an the of nor and or but because if to is are was were be been has have had do does did can will would could should may
      might must for with from at as by in it they them we i you he she that this these those their our your my so there
      not during until where which than`,
    ),
    ends: false,
  },
  {
    words: set('of into'),
    never: set(
      'of is are was were has had have will would could should must does did and or but than because nor if',
    ),
    ends: false,
  },
  {
    words: set('with from for at by in as'),
    never: set(
      'of is are was were has had have will would could should must does did and or but than because nor if',
    ),
    ends: true,
  },
  { words: set('and or but because if than'), never: set('and or but than nor because'), ends: false },
  {
    words: set('to'),
    never: set('of is are was were has had will would does did may might and or but than'),
    ends: true,
  },
  {
    words: set('is are was were'),
    never: set(
      'is are was were do does did has have had will would could should may might must and or but than',
    ),
    ends: true,
  },
  {
    words: set('will would could should may might must can'),
    never: set(
      'is are was were has had the a an of and or but to in for with from by at than does did will would',
    ),
    ends: true,
  },
  {
    words: set('i we they he she'),
    never: set('of the a an and or but than in with from by for to is'),
    ends: true,
  },
];
const kindOf = new Map(kinds.flatMap((kind) => [...kind.words].map((word) => [word, kind] as const)));

// `The`, in the middle of a sentence.
const strayCapital =
  /(?<=\p{Ll}\s)(?:The|An|It|We|If|To|Both|Next|Each|Then|There|Whether|That|This|In|But|And|Of|For|They|With|So|Is|Are|As|At|By|On|When|What)(?=\s\p{Ll})/gu;

// `the of`, `a is`, `with. `: words in an order that nobody writes, again and again.
function isSalad(text: string): boolean {
  const words = wordsOf(text);
  const odd =
    words.filter((word, i) => isOdd(text, word, words[i + 1])).length +
    (text.match(strayCapital) ?? []).length;
  return odd >= 2 && odd >= words.length / 50;
}

function isOdd(whole: string, { text, end, sentence }: Word, next: Word | undefined): boolean {
  const kind = kindOf.get(text);
  if (!kind || !next) return false;
  if (next.sentence !== sentence) return !kind.ends;
  // `an as-of join` has one word after the article; a comma or a quotation mark between is another matter.
  const isApart = whole[end] !== '-' && whole[next.end] !== '-';
  return next.start === end + 1 && isApart && kind.never.has(next.text);
}

// So many words in a row, the same as in the prompt or a hint, were copied and not said.
const copiedRun = 6;

/** A text without the passages that were copied from others; what is left keeps its place. */
export function withoutCopies(text: string, sources: readonly string[]): string {
  const runs = new Set(sources.flatMap((source) => runsOf(wordsOf(source)).map(({ key }) => key)));
  return runsOf(wordsOf(text))
    .filter(({ key }) => runs.has(key))
    .reduce((rest, { start, end }) => {
      const blank = rest.slice(start, end).replace(/[^\n.]/g, ' ');
      return `${rest.slice(0, start)}${blank.slice(0, -1)}.${rest.slice(end)}`;
    }, text);
}

function runsOf(words: readonly Word[]): { key: string; start: number; end: number }[] {
  return words.slice(copiedRun - 1).map((last, i) => {
    const run = words.slice(i, i + copiedRun);
    return { key: run.map(({ stem }) => stem).join(' '), start: run[0]?.start ?? 0, end: last.end };
  });
}
