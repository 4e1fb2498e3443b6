import { clozeGaps, withGaps } from '../bank/cloze.ts';
import type { Choice, ClozeItem, NumberItem, OrderItem, QuestionKind } from '../bank/item.ts';
import { numberFaults, numberSpec } from './number-part.ts';
import type { DataFault } from './problem.ts';
import type { WrittenQuestion } from './schema.ts';

/** What makes an item the kind that it is. */
export type KindPart =
  | { readonly kind: 'open' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | Pick<OrderItem, 'kind' | 'order'>
  | Pick<NumberItem, 'kind' | 'number'>
  | Pick<ClozeItem, 'kind' | 'cloze'>;

/** The part of a question that belongs to one kind alone. */
const partOf = { choice: 'choices', order: 'order', number: 'number', cloze: 'cloze' } as const;
const partKinds = ['choice', 'order', 'number', 'cloze'] as const;

/** The kind that a question says it is, or that its parts make it. */
export const kindOf = (question: WrittenQuestion, shared: QuestionKind | undefined): QuestionKind =>
  question.kind ?? partKinds.find((kind) => question[partOf[kind]] !== undefined) ?? shared ?? 'open';

/** The part of an item that belongs to its kind, or what is wrong with it. */
export function readKind(
  question: WrittenQuestion,
  kind: QuestionKind,
): { part: KindPart } | { faults: DataFault[] } {
  const faults = [...kindFaults[kind](question), ...strayParts(question, kind)];
  if (faults.length > 0) return { faults };
  switch (kind) {
    case 'choice':
      return {
        part: {
          kind,
          choices: (question.choices ?? []).map(({ why = '', ...choice }) => ({ ...choice, why })),
        },
      };
    case 'order':
      return { part: { kind, order: question.order ?? [] } };
    case 'number':
      return { part: { kind, number: numberSpec(question.number ?? {}) } };
    case 'cloze':
      return { part: { kind, cloze: question.cloze ?? '' } };
    default:
      return { part: { kind } };
  }
}

// What another kind needs would be dropped without a word.
const strayParts = (question: WrittenQuestion, kind: QuestionKind): DataFault[] =>
  partKinds
    .filter((other) => other !== kind && question[partOf[other]] !== undefined)
    .map((other) => ({
      path: [partOf[other]],
      code: 'bad-value',
      message: `\`${partOf[other]}\` belongs to another kind: this question is of the kind ${kind}`,
      mend: 'Make two questions of it, or remove it.',
    }));

const missing = (part: string, message: string, mend: string): DataFault[] => [
  { path: [part], code: 'missing', message, mend },
];

const kindFaults: Record<QuestionKind, (question: WrittenQuestion) => DataFault[]> = {
  open: ({ answer }) =>
    answer === undefined ? missing('answer', '`answer` is missing', 'Write the model answer.') : [],
  choice: choiceFaults,
  order: orderFaults,
  number: numberFaults,
  cloze: clozeFaults,
};

function choiceFaults({ choices = [] }: WrittenQuestion): DataFault[] {
  const few = 'a choice question needs two choices or more';
  const none = 'no choice is right';
  return [
    ...(choices.length < 2 ? missing('choices', few, 'Write `- [x] right` and `- [ ] wrong`.') : []),
    ...(choices.some(({ correct }) => correct)
      ? []
      : missing('choices', none, 'Mark the right ones with `[x]`, or `correct: true`.')),
    ...sameTwice(
      'choices',
      'choice',
      choices.map(({ text }) => text),
    ),
  ];
}

function orderFaults({ order = [] }: WrittenQuestion): DataFault[] {
  const few = 'an order needs two things or more';
  return [
    ...(order.length < 2 ? missing('order', few, 'Write them as a numbered list, in the right order.') : []),
    ...sameTwice('order', 'thing', order),
  ];
}

/** Texts that stand in a list for the second time: no learner could tell them apart. */
function sameTwice(part: string, thing: string, texts: readonly string[]): DataFault[] {
  const seen = new Set<string>();
  return texts.flatMap((text, i) => {
    const fresh = !seen.has(text);
    seen.add(text);
    if (fresh) return [];
    const message = `the ${thing} "${text.slice(0, 40)}" stands twice`;
    return [{ path: [part, i], code: 'bad-value' as const, message, mend: 'Tell the two apart.' }];
  });
}

function clozeFaults({ cloze = '' }: WrittenQuestion): DataFault[] {
  const fault = (message: string, mend: string): DataFault => ({
    path: ['cloze'],
    code: 'bad-value',
    message,
    mend,
  });
  const gaps = clozeGaps(cloze);
  if (gaps.length === 0) {
    const mend = 'Write a gap as `{{answer}}`, or `{{answer|other wording}}`.';
    return missing('cloze', 'the text has no gap', mend);
  }
  const blank = gaps.findIndex((wordings) => wordings.includes(''));
  return [
    // An empty wording would make an empty answer right.
    ...(blank < 0
      ? []
      : [fault(`gap ${blank + 1} has an empty wording`, 'Write a word on both sides of each `|`.')]),
    ...(withGaps(cloze, () => '').includes('{{')
      ? [fault('a gap that `{{` opens never closes', 'Write `}}` behind it; no brace can stand in a gap.')]
      : []),
  ];
}
