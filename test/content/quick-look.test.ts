import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { fitsAsItStands } from '../../src/content/quick-look.ts';
import { questionSchema, sharedSchema } from '../../src/content/schema.ts';
import { validate } from '../../src/content/validate.ts';

const nowhere = () => ({ line: 1, column: 1 });
const whole = { id: 'a', title: 'T', prompt: 'P?', answer: 'A.' };
const fits = (over: object): boolean => fitsAsItStands(questionSchema, { ...whole, ...over });

describe('a quick look at data', () => {
  test('says yes to what fits, whatever its parts are', () => {
    for (const over of [
      {},
      { hints: ['one', 'two'], tags: [], level: 'advanced', limits: { spoken: '2m', typed: 90 } },
      { keyPoints: ['a point', { text: 'b', accept: [['x', 'y']], weight: 2 }] },
      { choices: [{ text: 'a', correct: true, why: 'w' }], kind: 'choice' },
      { followUps: [{ prompt: 'And then?', keyPoints: ['k'] }], hints: undefined },
    ])
      expect(fits(over), JSON.stringify(over)).toBe(true);
  });

  test.each<[string, object]>([
    ['an unknown key', { hint: ['x'] }],
    ['a key that every object has', JSON.parse('{"constructor": "x"}')],
    ['the prototype as a key', JSON.parse('{"__proto__": {}}')],
    ['a list in a map’s place', { limits: [] }],
    ['a map in a list’s place', { hints: { 0: 'x', length: 1 } }],
    ['a text to trim', { answer: ' A.' }],
    ['an empty text', { answer: '' }],
    ['another type', { title: 7 }],
    ['a number that is none', { keyPoints: [{ text: 'x', weight: Number.NaN }] }],
    ['a weight of nothing', { keyPoints: [{ text: 'x', weight: 0 }] }],
    ['a level that there is not', { level: 'hard' }],
    ['a duration that is none', { limits: { typed: 'soon' } }],
    ['a missing key', { id: undefined }],
    ['an id with a space', { id: 'a b' }],
  ])('says no to %s', (_, over) => {
    expect(fits(over)).toBe(false);
  });

  test('says yes only where valibot takes the data as they stand, and nothing is told of them', () => {
    const value = fc.anything({ maxDepth: 2, maxKeys: 4, withNullPrototype: false });
    const key = fc.constantFrom(...Object.keys(questionSchema.entries), 'constructor', '__proto__', 'x');
    const data = fc.tuple(
      fc.constant(whole),
      fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true }),
    );
    fc.assert(
      fc.property(data, ([base, over]) => {
        const written = { ...base, ...over };
        if (!fitsAsItStands(questionSchema, written)) return;
        const result = v.safeParse(questionSchema, written);
        expect(result.issues).toBeUndefined();
        expect(result.output).toEqual(written);
      }),
      { numRuns: 2000 },
    );
  });

  test('changes nothing that is read: with spaces around, the same data take the long way to the same', () => {
    const question = { ...whole, hints: ['h'], keyPoints: [{ text: 'k', accept: [['a']] }] };
    const spaced = { ...question, title: ' T ', hints: ['h '] };
    const read = (data: unknown) => validate(questionSchema, data, 'f', nowhere);
    expect(fitsAsItStands(questionSchema, spaced)).toBe(false);
    expect(read(spaced)).toEqual(read(question));
  });

  test('takes the front matter of a file as well', () => {
    expect(fitsAsItStands(sharedSchema, { category: 'C', careers: ['c'] })).toBe(true);
    expect(fitsAsItStands(sharedSchema, ['C'])).toBe(false);
  });
});
