import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance } from '../../src/bank/suggest.ts';

const names = ['quiz', 'drill', 'due', 'report', 'search', 'Scenario-Based'];
const aWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

describe('the edit distance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['reveiw', 'review', 1],
    ['ca', 'abc', 3],
    ['abcd', 'badc', 2],
    ['ab', 'ca', 2],
    ['ab', 'bc', 2],
  ])('of %j and %j is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test('is the same both ways, zero for equal words only, and between the difference and the greater of the lengths', () => {
    fc.assert(
      fc.property(aWord, aWord, (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
      { numRuns: 500 },
    );
  });

  test('grows by one at most with one more letter', () => {
    fc.assert(
      fc.property(aWord, aWord, (a, b) => {
        expect(Math.abs(editDistance(`${a}c`, b) - editDistance(a, b))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('did you mean', () => {
  test.each([
    ['qiuz', 'quiz'],
    ['DRIL', 'drill'],
    ['reprot', 'report'],
    ['serach', 'search'],
    ['scenario based', 'Scenario-Based'],
  ])('%j means %j', (written, meant) => {
    expect(didYouMean(written, names)).toBe(meant);
  });

  test('takes three letters of a beginning for the name, and two for nothing', () => {
    expect(didYouMean('sce', names)).toBe('Scenario-Based');
    expect(didYouMean('sc', names)).toBeUndefined();
  });

  test('sees through one edit in any word: a letter more, less or other, or two neighbours swapped', () => {
    fc.assert(
      fc.property(aWord, fc.nat(8), fc.constantFrom('a', 'x'), (word, place, letter) => {
        const at = place % (word.length + 1);
        const [left, right] = [word.slice(0, at), word.slice(at)];
        const edited = [
          left + letter + right,
          left + right.slice(1),
          left + letter + right.slice(1),
          left + right.slice(1, 2) + right.slice(0, 1) + right.slice(2),
        ];
        for (const written of edited) expect(didYouMean(written, [word])).toBe(word);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['badcef', 'abcdef', 'two swaps'],
    ['xbcdey', 'abcdef', 'two other letters'],
    ['acdefg', 'abcdef', 'a letter less and a letter more'],
  ])('sees through two edits in six letters: %j means %j, %s', (written, meant) => {
    expect(didYouMean(written, [meant])).toBe(meant);
  });

  test.each([
    ['xbxdex', 'abcdef'],
    ['badcfe', 'abcdef'],
    ['kitten', 'sitting'],
    ['xbcdy', 'abcde'],
    ['ca', 'abc'],
  ])('does not see through more than an edit in three letters: %j is not %j', (written, name) => {
    expect(didYouMean(written, [name])).toBeUndefined();
  });

  test('is silent when nothing is near, and when there are no names', () => {
    expect(didYouMean('xyzzy', names)).toBeUndefined();
    expect(didYouMean('incident', names)).toBeUndefined();
    expect(didYouMean('', names)).toBeUndefined();
    expect(didYouMean('quiz', [])).toBeUndefined();
  });

  test('takes the nearest of several, and the first of those as near', () => {
    expect(didYouMean('metrcs', ['merits', 'metrics', 'matrices'])).toBe('metrics');
    expect(didYouMean('cat', ['bat', 'rat'])).toBe('bat');
  });

  test('is one of the names, as it is written there, or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        expect([undefined, ...names]).toContain(didYouMean(word, names));
      }),
    );
    expect(names.map((name) => didYouMean(name.toUpperCase(), names))).toEqual(names);
  });
});
