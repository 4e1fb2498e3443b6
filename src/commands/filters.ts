import type { Filter } from '../bank/filter.ts';
import { type Order, orders } from '../bank/order.ts';
import { UserError } from '../bank/user-error.ts';
import type { QueueRequest } from '../memory/queue.ts';

/** The filter options as commander leaves them. */
export interface FilterOptions extends Filter {
  readonly due?: boolean;
  readonly new?: boolean;
  readonly weak?: boolean;
  readonly limit?: string;
  readonly order?: string;
}

/** The part that looks at what an item is. */
export const toFilter = (options: FilterOptions): Filter => {
  const { category, tag, skill, career, kind, level, id, search } = options;
  return Object.fromEntries(
    Object.entries({ category, tag, skill, career, kind, level, id, search }).filter(
      ([, value]) => value !== undefined,
    ),
  );
};

/** The part that looks at how an item stands. */
export function toChoice(
  options: FilterOptions,
): Pick<QueueRequest, 'limit' | 'order' | 'due' | 'new' | 'weak'> {
  return {
    ...(options.limit === undefined ? {} : { limit: wholeNumber('--limit', options.limit, 1) }),
    ...(options.order === undefined ? {} : { order: toOrder(options.order) }),
    ...(options.due ? { due: true } : {}),
    ...(options.new ? { new: true } : {}),
    ...(options.weak ? { weak: true } : {}),
  };
}

function toOrder(written: string): Order {
  const order = orders.find((name) => name === written.toLowerCase());
  if (!order) throw new UserError(`unknown order "${written}"`, `There is: ${orders.join(', ')}.`);
  return order;
}

/** A whole number from an option. */
export function wholeNumber(option: string, written: string, least: number): number {
  const number = Number(written);
  if (!Number.isSafeInteger(number) || number < least || written.trim() === '') {
    throw new UserError(
      `${option} takes a whole number from ${least}, not "${written}"`,
      `Write ${option} ${Math.max(least, 5)}, say.`,
    );
  }
  return number;
}
