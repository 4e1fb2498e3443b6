import { clozeGaps, withGaps } from '../bank/cloze.ts';
import { codeOf } from '../bank/code.ts';
import { clockTime } from '../bank/duration.ts';
import { grouped } from '../bank/group.ts';
import { fullId, type Item, isChoice } from '../bank/item.ts';
import { letterOf } from '../bank/letters.ts';
import { type Dealt, deal, formatNumber } from '../practice/deal.ts';

/** What stands on a sheet beside the questions. */
export const sheetParts = ['hints', 'points', 'answers'] as const;
export type SheetPart = (typeof sheetParts)[number];

/** One after another; answers behind the questions, for two-sided printing; eight a page, to cut. */
export const sheetLayouts = ['page', 'back', 'cards'] as const;
export type SheetLayout = (typeof sheetLayouts)[number];

export const papers = ['a4', 'letter'] as const;
export type Paper = (typeof papers)[number];

/** One question on paper. */
export interface SheetEntry {
  readonly code: string;
  readonly id: string;
  readonly title: string;
  readonly category: string;
  /** Level and time for a spoken answer. */
  readonly facts: string;
  /** Markdown: what is asked. */
  readonly front: string;
  /** Markdown: what was asked for beside it; empty where there is nothing. */
  readonly back: string;
}

/** A key point to look at again. */
export interface SheetPoint {
  readonly id: string;
  readonly text: string;
  readonly missed: number;
  readonly seen: number;
}

/** A study sheet, whatever it is printed as. */
export interface Sheet {
  readonly title: string;
  readonly layout: SheetLayout;
  readonly paper: Paper;
  readonly entries: readonly SheetEntry[];
  readonly weakPoints: readonly SheetPoint[];
}

/** One question on paper, its figures drawn and its choices shuffled. */
export function sheetEntry(item: Item, parts: readonly SheetPart[], seed: string): SheetEntry {
  const dealt = deal(item, seed);
  return {
    code: codeOf(fullId(item)),
    id: item.id,
    title: item.title,
    category: item.category,
    facts: `${item.level}, ${clockTime(item.limits.spoken)}`,
    front: paragraphs([dealt.item.prompt, taskOf(dealt)]),
    back: paragraphs([
      ...(parts.includes('hints') ? dealt.item.hints.map((hint, i) => `**Hint ${i + 1}.** ${hint}`) : []),
      ...(parts.includes('points') ? [pointsOf(dealt)] : []),
      ...(parts.includes('answers') ? [solutionOf(dealt, parts.includes('points'))] : []),
    ]),
  };
}

const paragraphs = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');

/** What is answered: choices and things to order with their letters, gaps, a line for a figure. */
function taskOf({ item, shown }: Dealt): string {
  const lettered = (texts: readonly string[]) =>
    shown.map((index, place) => listItem(`**${letterOf(place)}.** ${texts[index] ?? ''}`)).join('\n');
  switch (item.kind) {
    case 'stage':
    case 'choice':
      return lettered(item.choices.map(({ text }) => text));
    case 'order':
      return `${lettered(item.order)}\n\nOrder: ${'\\_'.repeat(12)}`;
    case 'number':
      return `Answer: ${'\\_'.repeat(12)} ${item.number.unit}`;
    case 'cloze':
      return withGaps(item.cloze, (n) => `${'\\_'.repeat(8)}(${n + 1})`);
    default:
      return '';
  }
}

// Further lines of a text stay inside its item.
const listItem = (text: string): string => `- ${text.replaceAll('\n', '\n  ')}`;

function pointsOf({ item, shown, value }: Dealt): string {
  switch (item.kind) {
    case 'stage':
    case 'choice': {
      const right = shown.flatMap((index, place) => (item.choices[index]?.correct ? [letterOf(place)] : []));
      return `**Right:** ${right.join(', ')}`;
    }
    case 'order':
      return `**Order:** ${item.order.map((_, i) => letterOf(shown.indexOf(i))).join(', ')}`;
    case 'number':
      return `**Answer:** ${formatNumber(value ?? 0)} ${item.number.unit}`;
    case 'cloze':
      return `**Gaps:** ${clozeGaps(item.cloze)
        .map(([first = ''], n) => `(${n + 1}) ${first}`)
        .join(', ')}`;
    default:
      return item.keyPoints.length > 0
        ? `**Key points**\n\n${item.keyPoints.map(({ text }) => listItem(text)).join('\n')}`
        : paragraphs([item.rubric && `**Rubric**\n\n${item.rubric}`]);
  }
}

/** The answer whole; what exactly graded kinds are graded by stands in front, unless the points said it. */
function solutionOf(dealt: Dealt, pointsStand: boolean): string {
  const { item, shown } = dealt;
  const whys = isChoice(item)
    ? shown.map((index, place) => {
        const choice = item.choices[index];
        return listItem(
          `**${letterOf(place)}.** ${choice?.correct ? 'Right.' : 'Wrong.'} ${choice?.why ?? ''}`.trim(),
        );
      })
    : [];
  return paragraphs([
    item.kind !== 'open' && !pointsStand ? pointsOf(dealt) : '',
    whys.join('\n'),
    item.answer === '' ? '' : `**Answer.** ${item.answer}`,
  ]);
}

/** The entries by category, in the order in which categories come first. */
export const byCategory = (entries: readonly SheetEntry[]): Map<string, SheetEntry[]> =>
  grouped(entries, ({ category }) => category);

/** Some elements a page. */
export const pagesOf = <T>(list: readonly T[], each: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / each) }, (_, i) => list.slice(i * each, (i + 1) * each));

/** What a sheet says instead of nothing. */
export const emptyNote = ({ entries, weakPoints }: Sheet): string =>
  entries.length > 0 || weakPoints.length > 0 ? '' : 'No question fits these filters.';
