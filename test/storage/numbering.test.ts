import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbering } from '../../src/storage/numbering.ts';

test('texts get numbers in the order in which they come, each one', () => {
  const text = fc.oneof(fc.constantFrom('', 'a', 'b', 'é', '漢字', 'a long one'.repeat(500)), fc.string());
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
      const { texts: kept, numberOf } = numbering();
      const wellFormed = texts.map((one) => Buffer.from(one).toString('utf8'));
      const numbers = wellFormed.map((one) => {
        const bytes = Buffer.from(`<${one}>`);
        return numberOf(bytes, 1, bytes.length - 1);
      });
      const distinct = [...new Set(wellFormed)];
      expect(kept).toEqual(distinct);
      expect(numbers).toEqual(wellFormed.map((one) => distinct.indexOf(one)));
    }),
  );
});

test('ten thousand texts keep their numbers', () => {
  const { numberOf } = numbering();
  const bytes = Array.from({ length: 10_000 }, (_, i) => Buffer.from(`item ${i}`));
  for (const [i, one] of bytes.entries()) expect(numberOf(one, 0, one.length)).toBe(i);
  for (const [i, one] of bytes.entries()) expect(numberOf(one, 0, one.length)).toBe(i);
});
