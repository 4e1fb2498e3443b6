import { writtenDuration } from '../bank/duration.ts';
import type { FollowUp, Item, KeyPoint, NumberSpec } from '../bank/item.ts';
import { usualLimits } from './question.ts';
import type { Shared, WrittenKeyPoint, WrittenQuestion } from './schema.ts';

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** The questions of one file as people write them: what all have alike is said once, what is usual not at all. */
export interface WrittenItems {
  readonly shared: Frozen<Shared>;
  readonly questions: readonly Frozen<WrittenQuestion>[];
}

/** Items as the written questions that make them, in their order. */
export function writtenItems(items: readonly Item[]): WrittenItems {
  const all = items.map(sharable);
  const shared = alike(all);
  const questions = items.map((item, i) => {
    const own = Object.entries(all[i] ?? {}).filter(([key]) => !Object.hasOwn(shared, key));
    return { id: item.id, title: item.title, ...Object.fromEntries(own), ...ownParts(item) };
  });
  return { shared, questions };
}

// Limits count as alike only where all questions say them: usual ones differ from kind to kind.
function sharable(item: Item): Frozen<Shared> {
  const { category, level, tags, skills, careers, limits } = item;
  const usual = usualLimits(item.kind);
  const isUsual = limits.spoken === usual.spoken && limits.typed === usual.typed;
  return {
    category,
    level,
    ...some('tags', tags),
    ...some('skills', skills),
    ...some('careers', careers),
    ...(isUsual
      ? {}
      : { limits: { spoken: writtenDuration(limits.spoken), typed: writtenDuration(limits.typed) } }),
  };
}

function alike([first = {}, ...rest]: readonly Frozen<Shared>[]): Frozen<Shared> {
  const isAlike = (key: string, value: unknown): boolean =>
    rest.every((fields) => JSON.stringify(fields[key as keyof Shared]) === JSON.stringify(value));
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => isAlike(key, value)));
}

function ownParts(item: Item): Omit<Frozen<WrittenQuestion>, 'id' | 'title'> {
  return {
    prompt: item.prompt,
    ...kindPart(item),
    ...some('hints', item.hints),
    ...some('keyPoints', item.keyPoints.map(writtenPoint)),
    ...(item.answer === '' ? {} : { answer: item.answer }),
    ...(item.rubric === '' ? {} : { rubric: item.rubric }),
    ...(item.anatomy === '' ? {} : { anatomy: item.anatomy }),
    ...some('weakAnswers', item.weakAnswers),
    ...some('followUps', item.followUps.map(writtenFollowUp)),
    ...some('references', item.references),
  };
}

const some = <K extends string, T>(key: K, list: readonly T[]): { [key in K]?: readonly T[] } =>
  list.length === 0 ? {} : ({ [key]: list } as { [key in K]: readonly T[] });

function kindPart(item: Item): Pick<Frozen<WrittenQuestion>, 'choices' | 'order' | 'number' | 'cloze'> {
  switch (item.kind) {
    case 'choice':
      return {
        choices: item.choices.map(({ why, ...choice }) => (why === '' ? choice : { ...choice, why })),
      };
    case 'order':
      return { order: item.order };
    case 'number':
      return { number: writtenNumber(item.number) };
    case 'cloze':
      return { cloze: item.cloze };
    default:
      return {};
  }
}

function writtenNumber(spec: NumberSpec): NonNullable<Frozen<WrittenQuestion>['number']> {
  const { params, steps, formula, unit } = spec;
  const plain = String(Number(formula)) === formula && Number.isFinite(Number(formula));
  const tolerance = writtenTolerance(spec.tolerance);
  return {
    ...(plain ? { value: Number(formula) } : { formula }),
    ...(tolerance === '1%' ? {} : { tolerance }),
    ...(unit === '' ? {} : { unit }),
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(Object.keys(steps).length > 0 ? { steps } : {}),
  };
}

// The shortest percentage that is read as the same share: 100 times a share often is not.
function writtenTolerance({ amount, relative }: NumberSpec['tolerance']): string | number {
  if (!relative) return amount;
  const digits = Array.from({ length: 17 }, (_, i) => (amount * 100).toPrecision(i + 1));
  const exact = digits.find((percent) => Number(percent) / 100 === amount) ?? digits[16];
  return `${Number(exact)}%`;
}

const writtenPoint = ({ text, accept, weight }: KeyPoint): Frozen<WrittenKeyPoint> =>
  accept.length === 0 && weight === 1
    ? text
    : { text, ...some('accept', accept), ...(weight === 1 ? {} : { weight }) };

const writtenFollowUp = ({ prompt, keyPoints, answer }: FollowUp) => ({
  prompt,
  ...some('keyPoints', keyPoints.map(writtenPoint)),
  ...(answer === '' ? {} : { answer }),
});
