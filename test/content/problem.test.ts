import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inReadingOrder, type Problem } from '../../src/content/problem.ts';

const at = (file: string, line: number, column: number): Problem => ({
  file,
  line,
  column,
  severity: 'error',
  code: 'missing',
  message: 'a',
  mend: 'b',
});

test('faults are shown as a reader meets them: by file, then by line, then by column, each as a number', () => {
  const ordered = [at('a', 2, 1), at('a', 10, 2), at('a', 10, 10), at('b', 1, 1), at('b', 1, 3)];
  fc.assert(
    fc.property(fc.shuffledSubarray(ordered, { minLength: ordered.length }), (shuffled) => {
      const before = [...shuffled];
      expect(inReadingOrder(shuffled)).toEqual(ordered);
      expect(shuffled).toEqual(before);
    }),
  );
});

test('faults of one place keep the order in which they were found', () => {
  const same = ['first', 'second', 'third'].map((message) => ({ ...at('a', 1, 1), message }));
  expect(inReadingOrder(same)).toEqual(same);
});
