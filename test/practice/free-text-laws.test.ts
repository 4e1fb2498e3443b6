import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '../../src/bank/item.ts';
import { deal } from '../../src/practice/deal.ts';
import { coverage } from '../../src/practice/free-text.ts';
import { mark } from '../../src/practice/mark.ts';
import { isNegator } from '../../src/practice/negation.ts';
import { wordsOf } from '../../src/practice/words.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { root } from '../pty.ts';

const open = loadPack(root).items.filter(({ kind, keyPoints }) => kind === 'open' && keyPoints.length > 0);
const byId = new Map(open.map((item) => [item.id, item]));
// By id, so that a counterexample can be read.
const anId = fc.constantFrom(...byId.keys());
const itemOf = (id: string) => byId.get(id) as Item;
const score = (id: string, text: string) => mark(deal(itemOf(id), ''), { type: 'text', text }).score;

const plain = (id: string) => itemOf(id).answer.replace(/[*`]/g, '');
const sentencesOf = (id: string) => plain(id).split(/(?<=[.!?])\s+/);
const wordingsOf = ({ keyPoints }: Item) => keyPoints.flatMap(({ accept }) => accept.flat());

/** A question, and some sentences of its model answer and of another's. */
const answered = fc.tuple(anId, anId).chain(([id, other]) =>
  fc.record({
    id: fc.constant(id),
    sentences: fc.subarray([...sentencesOf(id), ...sentencesOf(other)], { minLength: 1 }),
  }),
);

test('a denial before a matched wording removes the match', () => {
  // Wordings that deny are another matter, and so are clauses (`so that …`) and `not only`.
  const wordings = [...new Set(open.flatMap(wordingsOf))]
    .filter((wording) => !wordsOf(wording).some(isNegator) && !/^(only|just|merely)\b/.test(wording))
    .filter((wording) => new Set(wordsOf(`we ${wording}`).map(({ clause }) => clause)).size === 1);
  const denials = [
    'There is no need for',
    'We do not want',
    'Nobody needs',
    'We never had',
    'It works without',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...wordings), fc.constantFrom(...denials), (wording, denial) => {
      const said = (text: string) => coverage(text, [{ text: '', accept: [[wording]], weight: 1 }], '')[0];
      expect(said(`We want ${wording} here.`)).toBeDefined();
      expect(said(`${denial} ${wording} here.`)).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test('repeating a text never raises the score', () => {
  fc.assert(
    fc.property(answered, fc.integer({ min: 2, max: 5 }), ({ id, sentences }, times) => {
      const text = sentences.join(' ');
      const again = Array.from({ length: times }, () => text).join(' ');
      expect(score(id, again)).toBeLessThanOrEqual(score(id, text));
    }),
  );
});

test('case does not matter, nor do marks of emphasis, spaces, and which stop ends a sentence', () => {
  fc.assert(
    fc.property(answered, ({ id, sentences }) => {
      const text = sentences.join(' ');
      const once = score(id, text);
      expect(score(id, text.toLowerCase())).toBe(once);
      expect(score(id, text.toUpperCase())).toBe(once);
      expect(score(id, sentences.map((sentence) => `**${sentence}**`).join(' '))).toBe(once);
      expect(score(id, text.replace(/\.(?=\s|$)/g, '!'))).toBe(once);
      expect(score(id, text.replace(/ /g, '  '))).toBe(once);
    }),
  );
});

test('of six thousand random salads of the right words not one in a thousand passes', () => {
  const salad = anId.chain((id) => {
    const answer = plain(id).split(/\s+/);
    const own = wordingsOf(itemOf(id)).flatMap((wording) => wording.split(' '));
    return fc.record({
      id: fc.constant(id),
      words: fc.oneof(
        fc.shuffledSubarray(answer),
        fc.array(fc.constantFrom(...answer, ...own), { maxLength: 250 }),
      ),
    });
  });
  const salads = fc.sample(salad, { numRuns: 6000, seed: 7 });
  const passing = salads.filter(({ id, words }) => score(id, words.join(' ')) >= 50);
  expect(passing.length).toBeLessThan(salads.length / 1000);
}, 60_000);

test('any text at all gets a score, and noise gets none that passes', () => {
  fc.assert(
    fc.property(anId, fc.string({ unit: 'grapheme', maxLength: 300 }), (id, text) => {
      expect(score(id, text)).toBeGreaterThanOrEqual(0);
      expect(score(id, text)).toBeLessThan(50);
    }),
  );
});
