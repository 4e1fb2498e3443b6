import type { FollowUp, Item, KeyPoint, NumberItem } from '../bank/item.ts';
import { isCommonWord } from './common-words.ts';
import { linkedFile, mayLink, relativeLinks } from './links.ts';
import type { Place, Problem, ProblemCode } from './problem.ts';
import { type Similar, similarityWatch } from './similar.ts';

type Files = Pick<ReadonlySet<string>, 'has'>;

/** The pack that items stand in, as far as advice needs it. */
export interface PackView {
  /** The paths of all its files, forward slashes. Without them links are not followed. */
  readonly files?: Files;
  /** A line of one of its files, from 1, as it stands there. */
  readonly line: (file: string, line: number) => string | undefined;
}

interface Advice {
  readonly code: ProblemCode;
  readonly message: string;
  readonly mend: string;
  /** Where in a line what is meant stands, from 0, or -1; without it the question as a whole is meant. */
  readonly column?: (line: string) => number;
}

/**
 * What is no fault of a question but makes it worse to practise, as warnings: on the items of one file after another,
 * since questions that are like earlier ones of the pack are told.
 */
export function adviser(pack: PackView): (items: readonly Item[]) => Problem[] {
  const similarTo = similarityWatch();
  return (items) => {
    const placeOf = finder(items, pack.line);
    const problems: Problem[] = [];
    for (const item of items) {
      const twin = similarTo(item);
      const all = adviceOnItem(item, pack.files);
      if (twin) all.unshift(similarAdvice(twin));
      for (const { column, ...advice } of all) {
        const place = placeOf(item, column);
        problems.push({ file: item.source.file, ...place, severity: 'warning', ...advice });
      }
    }
    return problems;
  };
}

// Nobody reads more of it on one question, and each piece costs a search for its place.
const mostOnOne = 50;

function adviceOnItem(item: Item, files: Files | undefined): Advice[] {
  const advice = [missingParts(item), commonWordings(item.keyPoints)];
  for (const { keyPoints } of item.followUps) advice.push(commonWordings(keyPoints));
  if (item.kind === 'number') advice.push(unfilledNames(item));
  if (files) advice.push(brokenLinks(item, files));
  return advice.flat().slice(0, mostOnOne);
}

const similarAdvice = ({ other, same }: Similar): Advice => ({
  code: 'similar-question',
  message: `it asks ${same ? 'the same' : 'nearly the same'} as \`${other.id}\` (${other.source.file}:${other.source.line})`,
  mend: 'Remove one of the two, or give them different settings.',
});

function missingParts(item: Item): Advice[] {
  const advice: Advice[] = [];
  if (item.hints.length === 0) {
    const mend = 'Write `### Hint` (hints: […]): a nudge, the shape of an answer, the points by name.';
    advice.push({ code: 'no-hints', message: 'the question has no hint', mend });
  }
  // A story of one's own is graded by its rubric.
  if (item.kind === 'open' && item.keyPoints.length === 0 && item.rubric === '') {
    const mend = 'Write `### Key points` (keyPoints: […]): what a good answer says, five to eight sentences.';
    advice.push({ code: 'no-key-points', message: 'nothing says what a good answer holds', mend });
  }
  const choices = item.kind === 'choice' ? item.choices : [];
  for (const { text, correct, why } of choices) {
    if (why !== '') continue;
    const message = `nothing says why "${shortened(text)}" is ${correct ? 'right' : 'wrong'}`;
    const mend = 'Write `- why: …` under it (why: …); it is shown after the answer.';
    advice.push({ code: 'no-why', message, mend, column: choiceColumn(text) });
  }
  return advice;
}

const commonWordings = (points: readonly KeyPoint[]): Advice[] =>
  points.flatMap(({ text, accept }) =>
    accept
      .flat()
      .filter(isCommonWord)
      .map((word) => ({
        code: 'common-word' as const,
        message: `"${word}" alone is accepted for "${shortened(text)}": nearly every answer holds it`,
        mend: 'Write the words that stand around it as well.',
        column: between(word, /[|:[,"'-]\s*$/, /^\s*([|,\]"']|$)/),
      })),
  );

const braces = /\{\{([^{}]*)\}\}/g;

// As practice/deal.ts fills them in: `{{name}}`, or `{{name:2}}` with two digits behind the point.
function unfilledNames(item: NumberItem): Advice[] {
  const names = [...Object.keys(item.number.params), ...Object.keys(item.number.steps), 'value'];
  const isFilled = (inner: string): boolean =>
    names.includes(/^\s*(\w+)\s*(?::\d)?\s*$/.exec(inner)?.[1] ?? '');
  const filled = [item.prompt, ...item.hints, item.answer];
  const others = [item.title, item.number.unit, ...unfilledTexts(item)];
  const advice = ({ gap, line }: Gap, message: string): Advice => ({
    code: 'unknown-name',
    message,
    mend: `In the prompt, the hints and the answer there are ${names.map((name) => `{{${name}}}`).join(', ')}.`,
    column: columnOf(gap, line),
  });
  return [
    ...gapsOf(filled)
      .filter(({ inner }) => !isFilled(inner))
      .map((found) => advice(found, `\`${shortened(found.gap)}\` has no value`)),
    ...gapsOf(others).map((found) => advice(found, `\`${shortened(found.gap)}\` is not filled in here`)),
  ];
}

interface Gap {
  readonly gap: string;
  readonly inner: string;
  /** The line of the text that it stands in. */
  readonly line: string;
}

const gapsOf = (texts: readonly string[]): Gap[] =>
  texts
    .flatMap((text) => text.split('\n'))
    .flatMap((line) => [...line.matchAll(braces)].map(([gap, inner = '']) => ({ gap, inner, line })));

const unfilledTexts = (item: Item): string[] => [
  ...pointTexts(item),
  ...item.weakAnswers,
  ...item.references,
  item.rubric,
  item.anatomy,
];

const pointTexts = (of: Item | FollowUp): string[] => [
  ...of.keyPoints.map(({ text }) => text),
  ...('followUps' in of
    ? of.followUps.flatMap((next) => [next.prompt, next.answer, ...pointTexts(next)])
    : []),
];

function brokenLinks(item: Item, files: Files): Advice[] {
  const texts = textsOf(item).filter(mayLink);
  if (texts.length === 0) return [];
  const targets = new Set(texts.flatMap(relativeLinks));
  return [...targets]
    .filter((target) => !files.has(linkedFile(target, item.source.file) ?? ''))
    .map((target) => ({
      code: 'broken-link' as const,
      message: `\`${shortened(target)}\` is no file of this pack`,
      mend: 'Put the file there, or write the path from the file that the link stands in.',
      column: between(target, /[(<:]\s*$/, /^([)>\s]|$)/),
    }));
}

const textsOf = (item: Item): string[] => [
  item.prompt,
  ...item.hints,
  item.answer,
  ...unfilledTexts(item),
  ...(item.kind === 'choice' ? item.choices.flatMap(({ text, why }) => [text, why]) : []),
  ...(item.kind === 'order' ? item.order : []),
];

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

// A whole pack may stand in one line of JSON, which each of its items would search.
const longestLine = 4000;

/** Finds the place of a part: items know where they begin, not where their parts stand. */
function finder(
  items: readonly Item[],
  lineOf: PackView['line'],
): (item: Item, column: Advice['column']) => Place {
  let starts: ReadonlySet<string> | undefined;
  return ({ source: { file, line } }, column) => {
    const start = { line, column: 1 };
    if (!column) return start;
    starts ??= new Set(items.map(({ source }) => `${source.file}\n${source.line}`));
    for (let at = line; at === line || !starts.has(`${file}\n${at}`); at++) {
      const text = lineOf(file, at);
      if (text === undefined) return start;
      const found = text.length > longestLine ? -1 : column(text);
      if (found >= 0) return { line: at, column: found + 1 };
    }
    return start;
  };
}

// Of several places of a text in a question, that which stands in these words.
const columnOf =
  (text: string, words = text) =>
  (line: string): number =>
    line.includes(words) ? line.indexOf(words) + words.indexOf(text) : -1;

// Behind its mark or its key, in either form.
const choiceColumn =
  (text: string) =>
  (line: string): number => {
    const mark = /^\s*[-*+]\s+\[[ xX]\]|\btext:/.exec(line);
    return mark ? line.indexOf(text.split('\n', 1)[0] ?? '', mark.index + mark[0].length) : -1;
  };

// Of several places of a text in a line, that with these signs around it: a wording between bars or quotes, a
// link in its parentheses.
const between =
  (text: string, before: RegExp, after: RegExp) =>
  (line: string): number => {
    for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
      const end = at + text.length;
      if (before.test(line.slice(Math.max(0, at - 4), at)) && after.test(line.slice(end, end + 4))) return at;
    }
    return -1;
  };
