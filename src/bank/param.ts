import type { Param } from './item.ts';

/** How many values a parameter can take. */
export const valueCount = (param: Param): number =>
  // A hair more: 0.1 to 0.3 in steps of 0.1 has three values, whatever binary makes of them.
  'from' in param ? Math.floor((param.to - param.from) / param.step + 1e-9) + 1 : param.length;

/** The i-th value of a parameter, without the dust that sums of decimals carry in their last places. */
export function valueAt(param: Param, i: number): number {
  if (!('from' in param)) return param[i] ?? 0;
  const value = param.from + param.step * i;
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}
