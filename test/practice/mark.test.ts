import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChoiceItem, ClozeItem, NumberItem, OrderItem } from '../../src/bank/item.ts';
import { deal } from '../../src/practice/deal.ts';
import { mark } from '../../src/practice/mark.ts';
import { item } from '../builders.ts';

const common = (id: string) => {
  const { kind: _open, ...rest } = item(id, { keyPoints: [] });
  return rest;
};

const choice = (...correct: boolean[]): ChoiceItem => ({
  ...common('c'),
  kind: 'choice',
  choices: correct.map((right, i) => ({ text: `choice ${i}`, correct: right, why: '' })),
});

const order = (length: number): OrderItem => ({
  ...common('o'),
  kind: 'order',
  order: Array.from({ length }, (_, i) => `thing ${i}`),
});

const number = (formula: string, over: Partial<NumberItem['number']> = {}): NumberItem => ({
  ...common('n'),
  kind: 'number',
  number: {
    params: {},
    steps: {},
    formula,
    tolerance: { amount: 0.01, relative: true },
    unit: 'ms',
    ...over,
  },
});

const cloze = (text: string): ClozeItem => ({ ...common('g'), kind: 'cloze', cloze: text });

describe('a choice question', () => {
  const marked = (of: ChoiceItem, ...picked: number[]) =>
    mark(deal(of, ''), { type: 'choice', picked }).score;

  test('with one right choice is all or nothing', () => {
    expect(marked(choice(false, true, false), 1)).toBe(100);
    expect(marked(choice(false, true, false), 0)).toBe(0);
    expect(marked(choice(false, true, false), 0, 1)).toBe(0);
  });

  test('with several is worth nothing to whoever ticks all, or none', () => {
    const several = fc
      .array(fc.boolean(), { minLength: 3, maxLength: 8 })
      .filter((c) => c.filter(Boolean).length > 1 && c.includes(false));
    fc.assert(
      fc.property(several, (correct) => {
        const of = choice(...correct);
        expect(marked(of, ...correct.map((_, i) => i))).toBe(0);
        expect(marked(of)).toBe(0);
        expect(marked(of, ...correct.flatMap((right, i) => (right ? [i] : [])))).toBe(100);
      }),
    );
  });

  test('gives a share for a part of the right ones, less for wrong ones', () => {
    expect(marked(choice(true, true, false, false), 0)).toBe(50);
    expect(marked(choice(true, true, false, false), 0, 1, 2)).toBe(50);
    expect(marked(choice(true, true, false, false), 0, 2)).toBe(0);
  });
});

describe('an order question', () => {
  const marked = (given: number[], length = given.length) =>
    mark(deal(order(length), ''), { type: 'order', order: given }).score;

  test('is scored by the distance: one swap of neighbours costs less than a swap of the ends', () => {
    expect(marked([0, 1, 2, 3])).toBe(100);
    expect(marked([0, 1, 3, 2])).toBeCloseTo(66.7, 1);
    expect(marked([3, 1, 2, 0])).toBe(0);
    expect(marked([3, 2, 1, 0])).toBe(0);
    expect(marked([0, 1], 4)).toBe(0);
  });

  test('is never dealt in the right order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.string(), (length, seed) => {
        const { shown } = deal(order(length), seed);
        expect([...shown].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
        expect(shown.every((at, i) => at === i)).toBe(false);
      }),
    );
  });
});

describe('a number question', () => {
  const marked = (text: string, of = number('1234.5')) => mark(deal(of, ''), { type: 'number', text });

  test.each(['1234.5', '1,234.5', '1234.5 ms', ' 1234.5ms ', '1.2345e3', '1240', '1222.2'])(
    'takes %s',
    (text) => {
      expect(marked(text).score).toBe(100);
    },
  );

  test.each(['1300', '1234.5 s', 'about 1234', '', '-1234.5', '1234.5 ms or so'])('refuses %s', (text) => {
    expect(marked(text).score).toBe(0);
  });

  test('takes a unit by its other names, and a minus as print has it', () => {
    const of = (unit: string) => number('0 - 12', { unit });
    for (const [unit, text] of [
      ['%', '−12 per cent'],
      ['per cent', '-12 %'],
      ['s', '-12 seconds'],
      ['minutes', '−12 min'],
      ['ms', '-12 milliseconds'],
      ['hours', '-12h'],
    ] as const)
      expect(marked(text, of(unit)).score, text).toBe(100);
    expect(marked('-12 min', of('ms')).score).toBe(0);
  });

  test('tells when only a power of ten, or minutes and seconds, are mixed up', () => {
    expect(marked('1.2345').remark).toContain('factor of 1,000');
    expect(marked('74070').remark).toContain('factor of 60');
    expect(marked('7').remark).toBeUndefined();
  });

  test('takes an absolute tolerance too', () => {
    const of = number('10', { tolerance: { amount: 0.5, relative: false }, unit: '' });
    expect(marked('10.5', of).score).toBe(100);
    expect(marked('10.6', of).score).toBe(0);
  });

  test('draws its figures from the seed, and puts them and the value into its texts', () => {
    const of: NumberItem = {
      ...number('total * share', { params: { total: [100, 200], share: { from: 0.1, to: 0.3, step: 0.1 } } }),
      prompt: '{{total}} × {{share}}, {{ unknown }}',
      answer: '{{value:1}}',
    };
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const dealt = deal(of, seed);
        const [, total, share] = /^(\d+) × (0\.\d), \{\{ unknown \}\}$/.exec(dealt.item.prompt) ?? [];
        expect(dealt.value).toBeCloseTo(Number(total) * Number(share), 9);
        expect(dealt.item.answer).toBe((dealt.value ?? 0).toFixed(1));
        expect(deal(of, seed)).toEqual(dealt);
      }),
    );
    const drawn = new Set(Array.from({ length: 50 }, (_, n) => deal(of, String(n)).item.prompt));
    expect(drawn.size).toBe(6);
  });
});

describe('a cloze question', () => {
  const marked = (text: string, ...gaps: string[]) =>
    mark(deal(cloze(text), ''), { type: 'cloze', gaps }).score;

  test('counts gap by gap, takes other wordings, inflections, and one misspelt letter in longer words', () => {
    const text = '{{rate}} of a {{counter|monotonic counter}}';
    expect(marked(text, 'rate', 'counter')).toBe(100);
    expect(marked(text, 'Rates', 'monotonic-counter')).toBe(100);
    expect(marked(text, 'rate', 'coutner')).toBe(100);
    expect(marked(text, 'late', 'counter')).toBe(50);
    expect(marked(text, '', '')).toBe(0);
    expect(marked(text)).toBe(0);
  });
});
