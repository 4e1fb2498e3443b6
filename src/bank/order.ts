/** The orders in which questions can be asked for. */
export const orders = ['due', 'new', 'random', 'file', 'weak'] as const;
export type Order = (typeof orders)[number];
