import { expect, test } from 'vitest';
import type { Param } from '../../src/bank/item.ts';
import { valueAt, valueCount } from '../../src/bank/param.ts';

const all = (param: Param): number[] =>
  Array.from({ length: valueCount(param) }, (_, i) => valueAt(param, i));

test.each<[Param, number[]]>([
  [
    [5, 3, 9],
    [5, 3, 9],
  ],
  [{ from: 10, to: 25, step: 5 }, [10, 15, 20, 25]],
  [{ from: 10, to: 24, step: 5 }, [10, 15, 20]],
  [{ from: 0.1, to: 0.3, step: 0.1 }, [0.1, 0.2, 0.3]],
  [{ from: -1, to: 1, step: 0.5 }, [-1, -0.5, 0, 0.5, 1]],
  [{ from: 7, to: 7, step: 1 }, [7]],
])('the values of %j are %j', (param, values) => {
  expect(all(param)).toEqual(values);
});
