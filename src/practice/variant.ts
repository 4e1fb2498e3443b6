import { type FollowUp, fullId, type Item, type OpenItem } from '../bank/item.ts';
import { hashText } from '../bank/random.ts';
import type { Entry } from '../memory/schedule.ts';
import type { Asked } from './asked.ts';
import { rungsFor } from './rungs.ts';

// Two of five reviews.
const [often, of] = [2, 5];

/**
 * What takes the place of an item at its next review: now and then, from the second review on, a follow-up or a
 * weak answer to mend, never the one of the review before. Decided by the item's id and its number of reviews. What
 * was forgotten comes as it is.
 */
export function inPlaceOf(item: Item, entry: Entry | undefined): Asked {
  if (entry?.card?.state !== 'review') return item;
  const variants = variantsOf(item).filter(
    ({ made }) => made?.type === 'variant' && made.name !== entry.variant,
  );
  const hash = hashText(`${fullId(item)}#${entry.card.reps}`);
  return hash % of < often ? (variants[Math.floor(hash / of) % variants.length] ?? item) : item;
}

/** All that can take an item's place. Only open questions have any; a story of one's own has no variants. */
export function variantsOf(item: Item): Asked[] {
  if (item.kind !== 'open' || item.rubric !== '') return [];
  const askable = (each: FollowUp) => each.keyPoints.length > 0 || each.answer !== '';
  return [
    ...item.followUps.flatMap((each, i) => (askable(each) ? [followUp(item, each, i)] : [])),
    ...item.weakAnswers.map((text, i) => weakAnswer(item, text, i)),
  ];
}

const quoted = (markdown: string): string => markdown.replace(/^/gm, '> ');

const followUp = (item: OpenItem, { prompt, keyPoints, answer }: FollowUp, i: number): Asked => ({
  ...item,
  prompt: `You have answered this:\n\n${quoted(item.prompt)}\n\nThe next question:\n\n${prompt}`,
  hints: rungsFor(keyPoints),
  keyPoints,
  answer,
  made: { type: 'variant', label: 'a follow-up', name: `follow-up-${i + 1}`, question: prompt },
});

// What the author says of the answer, "(Misses: …)" behind it, is part of the solution.
const verdict = /\s*\(\s*(?:misses|missing|lacks)\b:?\s*([\s\S]*)\)\s*$/i;

function weakAnswer(item: OpenItem, written: string, i: number): Asked {
  const misses = verdict.exec(written)?.[1];
  const text = written.replace(verdict, '');
  return {
    ...item,
    prompt: `${item.prompt}\n\nSomebody answered:\n\n${quoted(text)}\n\nWhat is missing or wrong here?`,
    answer: misses === undefined ? item.answer : `**It misses** ${misses}\n\n${item.answer}`,
    made: {
      type: 'variant',
      label: 'an answer to mend',
      name: `weak-answer-${i + 1}`,
      question: item.prompt,
    },
  };
}
