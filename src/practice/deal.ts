import { evaluate } from '../bank/formula.ts';
import type { NumberItem, Param } from '../bank/item.ts';
import { valueAt, valueCount } from '../bank/param.ts';
import { hashText, type Random, seededRandom, shuffled } from '../bank/random.ts';
import type { Asked } from './asked.ts';

/** An item as it is put before the learner: its figures drawn, its choices shuffled. */
export interface Dealt {
  /** The item with its drawn figures in all texts. */
  readonly item: Asked;
  /** Choices, or things to order: their indices as shown from top to bottom. */
  readonly shown: readonly number[];
  /** The value that a number question asks for. */
  readonly value?: number;
}

/**
 * Deals an item.
 *
 * @param seed with the item's id, decides figures and order: the same seed deals the same.
 */
export function deal(item: Asked, seed: string): Dealt {
  const random = seededRandom(hashText(`${seed}|${item.pack}/${item.id}`));
  switch (item.kind) {
    case 'choice':
    case 'stage':
      return {
        item,
        shown: shuffled(
          item.choices.map((_, i) => i),
          random,
        ),
      };
    case 'order':
      return { item, shown: outOfOrder(item.order.length, random) };
    case 'number':
      return dealNumber(item, random);
    default:
      return { item, shown: [] };
  }
}

// An order that is dealt solved is no question.
function outOfOrder(length: number, random: Random): number[] {
  const sorted = Array.from({ length }, (_, i) => i);
  const mixed = shuffled(sorted, random);
  return mixed.every((at, i) => at === i) ? [...sorted.slice(1), 0] : mixed;
}

function dealNumber(item: NumberItem, random: Random): Dealt {
  const { params, steps, formula } = item.number;
  const values: Record<string, number> = {};
  for (const [name, param] of Object.entries(params)) values[name] = draw(param, random);
  for (const [name, step] of Object.entries(steps)) values[name] = evaluate(step, values);
  const value = evaluate(formula, values);
  const fill = (text: string) => filledIn(text, { ...values, value });
  return {
    item: { ...item, prompt: fill(item.prompt), hints: item.hints.map(fill), answer: fill(item.answer) },
    shown: [],
    value,
  };
}

const draw = (param: Param, random: Random): number =>
  valueAt(param, Math.floor(random() * valueCount(param)));

/** `{{name}}` and `{{name:2}}` (digits behind the point) replaced by values; other braces stay. */
function filledIn(text: string, values: Readonly<Record<string, number>>): string {
  return text.replace(/\{\{\s*([a-z_]\w*)\s*(?::(\d))?\s*\}\}/gi, (whole, name: string, digits?: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    return formatNumber(digits === undefined ? tidy(value) : Number(value.toFixed(Number(digits))), digits);
  });
}

// Sums of decimals carry dust in the last places.
const tidy = (value: number): number => Number(value.toPrecision(12));

/** A number as people write it: thousands parted by commas. */
export function formatNumber(value: number, digits?: string): string {
  const [whole = '', fraction] = (
    digits === undefined ? String(tidy(value)) : value.toFixed(Number(digits))
  ).split('.');
  if (whole.includes('e')) return whole;
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}
