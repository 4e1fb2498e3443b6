import type { FollowUp, Item, KeyPoint, OpenItem } from '../bank/item.ts';
import type { Missed } from '../memory/schedule.ts';
import type { Asked } from './asked.ts';
import { coverage } from './free-text.ts';
import { pointKey } from './grade.ts';
import { beginningOf } from './rungs.ts';

const limits = { spoken: 30, typed: 45 };

/** What has points of its own: the question, or one of its follow-ups. */
type Part = Pick<FollowUp, 'prompt' | 'keyPoints' | 'answer'>;

const partsOf = (item: Item): readonly Part[] =>
  item.kind === 'open' && item.rubric === '' ? [item, ...item.followUps] : [];

/** The keys of an item's points that can be asked by themselves: its own, then those of its follow-ups. */
export const pointKeys = (item: Item): readonly string[] =>
  partsOf(item).flatMap(({ keyPoints }) => keyPoints.map(pointKey));

/**
 * A missed point as a question of its own: what was covered is shown, with a gap where the point belongs.
 *
 * @param missed the points of the item that are missing still.
 * @returns undefined where no point of the item has the key any more.
 */
export function pointQuestion(item: Item, key: string, missed: Missed = {}): Asked | undefined {
  const part = partsOf(item).find(({ keyPoints }) => keyPoints.some((point) => pointKey(point) === key));
  const point = part?.keyPoints.find((each) => pointKey(each) === key);
  if (item.kind !== 'open' || !part || !point) return undefined;
  const question = briefOf(part.prompt);
  const place = sentenceOf(part, point);
  const nudge = place?.before
    ? `The answer comes to it after this:\n\n> ${place.before}`
    : firstHint(item, part, point);
  return {
    ...bare(item),
    id: `${item.id}#${pointKeys(item).indexOf(key) + 1}`,
    prompt: `${question}\n\n${cue(part, point, missed)}`,
    hints: [nudge, beginsWith(point, 4), beginsWith(point)],
    keyPoints: [point],
    answer: place ? `${point.text}\n\n> ${place.sentence}` : point.text,
    limits,
    made: { type: 'point', label: 'a point that you missed', question, of: item, key },
  };
}

// The last rung names the points; the first of several only points the way.
const firstHint = (item: OpenItem, part: Part, { text }: KeyPoint): string =>
  (part === item ? item.hints.slice(0, -1)[0] : undefined) ??
  `It takes ${text.split(/\s+/).length} words to say.`;

const bare = (item: OpenItem): OpenItem => ({ ...item, weakAnswers: [], followUps: [], references: [] });

/** The last paragraph that asks: a scenario before it is known by its title. */
function briefOf(prompt: string): string {
  if (/^ *(```|~~~)/m.test(prompt)) return prompt;
  const paragraphs = prompt.split(/\n\s*\n/);
  return paragraphs.findLast((paragraph) => paragraph.includes('?')) ?? prompt;
}

// Where nothing else is missing, the place in the answer tells which point is meant; else its first words have to.
function cue({ keyPoints }: Part, point: KeyPoint, missed: Missed): string {
  const isCovered = (each: KeyPoint) => !Object.hasOwn(missed, pointKey(each));
  const shown = keyPoints.filter((each) => each === point || isCovered(each));
  const begins = beginningOf(point.text, 2);
  if (shown.length === 1) return `One point of the answer begins: ${begins}\n\nHow does it go on?`;
  const isOnly = shown.length === keyPoints.length;
  const gap = isOnly ? '… what belongs here?' : `${begins} how does it go on?`;
  const list = shown.map((each) => (each === point ? `- **${gap}**` : `- ${each.text}`));
  return `You had this, and ${isOnly ? 'one point more' : 'more'} belongs to it:\n\n${list.join('\n')}`;
}

const beginsWith = ({ text }: KeyPoint, words?: number): string => `It begins: ${beginningOf(text, words)}`;

/** The sentence of the model answer that holds a point, and the one before it. */
function sentenceOf(
  { answer, prompt }: Part,
  point: KeyPoint,
): { sentence: string; before: string | undefined } | undefined {
  const sentences = sentencesOf(answer);
  const at = sentences.findIndex((sentence) => coverage(sentence, [point], prompt)[0] !== undefined);
  const sentence = sentences[at];
  return sentence === undefined ? undefined : { sentence, before: sentences[at - 1] };
}

// Running text only: a table or a piece of code is no sentence.
const sentencesOf = (answer: string): string[] =>
  answer
    .split(/\n\s*\n/)
    .filter((paragraph) => !/^\s*(```|~~~|\||#|[-*+] |\d+\. )/.test(paragraph))
    .flatMap((paragraph) =>
      paragraph
        .replace(/\s+/g, ' ')
        .trim()
        .split(/(?<=[.!?])\s+/),
    );
