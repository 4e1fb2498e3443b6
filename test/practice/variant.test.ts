import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/memory/schedule.ts';
import type { Asked } from '../../src/practice/asked.ts';
import { deal } from '../../src/practice/deal.ts';
import { mark } from '../../src/practice/mark.ts';
import { inPlaceOf, variantsOf } from '../../src/practice/variant.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { card, item, point } from '../builders.ts';
import { root } from '../pty.ts';

const followUp = (prompt: string) => ({
  prompt,
  keyPoints: [point('Drain the old pool first.')],
  answer: '',
});
const whole = item('q', {
  prompt: 'How do you move a pool?\n\nIt is busy.',
  followUps: [followUp('And at night?'), followUp('And twice?')],
  weakAnswers: ['I would just move it.\nIt is quick. (Misses: draining, and\nwho is told.)', 'Wait.'],
});

const nameOf = ({ made }: Asked): string | undefined => (made?.type === 'variant' ? made.name : undefined);
const entry = (reps: number, variant?: string): Entry => ({
  card: card({ reps }),
  suspended: false,
  ...(variant === undefined ? {} : { variant }),
});

/** What is asked at each review of a question, from the second on. */
function sequence(of: Asked, reviews: number): (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (let reps = 1; reps <= reviews; reps++) names.push(nameOf(inPlaceOf(of, entry(reps, names.at(-1)))));
  return names;
}

describe('what takes the place of a question', () => {
  test('is nothing at its first review, nor after it was forgotten', () => {
    expect(inPlaceOf(whole, undefined)).toBe(whole);
    expect(inPlaceOf(whole, { suspended: false })).toBe(whole);
    for (const state of ['learning', 'relearning'] as const)
      for (let reps = 1; reps < 30; reps++)
        expect(inPlaceOf(whole, { card: card({ state, reps }), suspended: false })).toBe(whole);
  });

  test('is a variant about two of five times, and each of them comes', () => {
    const names = sequence(whole, 1000);
    const varied = names.filter((name) => name !== undefined);
    expect(varied.length).toBeGreaterThan(350);
    expect(varied.length).toBeLessThan(450);
    expect([...new Set(varied)].sort()).toEqual([
      'follow-up-1',
      'follow-up-2',
      'weak-answer-1',
      'weak-answer-2',
    ]);
  });

  test('is never the same twice in a row, whatever question it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(3), fc.nat(2), (id, followUps, weakAnswers) => {
        const of = item(id, {
          followUps: Array.from({ length: followUps }, (_, i) => followUp(String(i))),
          weakAnswers: Array.from({ length: weakAnswers }, (_, i) => String(i)),
        });
        const names = sequence(of, 40);
        expect(names.filter((name, i) => name !== undefined && name === names[i - 1])).toEqual([]);
        if (followUps + weakAnswers === 0) expect(names.filter(Boolean)).toEqual([]);
        expect(sequence(of, 40)).toEqual(names);
      }),
    );
  });

  test('is nothing for a story of your own, and for other kinds', () => {
    expect(variantsOf({ ...whole, rubric: 'Good: …' })).toEqual([]);
    expect(variantsOf({ ...whole, kind: 'choice', choices: [] })).toEqual([]);
  });
});

describe('a follow-up', () => {
  const [asked] = variantsOf(whole);

  test('quotes the question before its own, and has its own points and answer', () => {
    expect(asked?.prompt).toBe(
      'You have answered this:\n\n> How do you move a pool?\n> \n> It is busy.\n\nThe next question:\n\nAnd at night?',
    );
    expect(asked).toMatchObject({ id: 'q', keyPoints: [point('Drain the old pool first.')], answer: '' });
  });

  test('has three rungs of hints made up, the last of which names the points', () => {
    expect(asked?.hints).toEqual([
      'A full answer makes 1 point.',
      'They begin:\n\n- Drain the …',
      'By name:\n\n- Drain the old …',
    ]);
  });

  test('is held against its own question only: what it quotes may be said', () => {
    const of = {
      ...whole,
      followUps: [{ prompt: 'At night?', keyPoints: [point('Move the busy pool.')], answer: '' }],
    };
    const [busy = of] = variantsOf(of);
    const text = 'I would say that we move the busy pool, because nobody watches it then.';
    expect(mark(deal(busy, ''), { type: 'text', text }).score).toBe(100);
  });

  test('that nothing is known of is not asked', () => {
    const empty = { prompt: 'Well?', keyPoints: [], answer: '' };
    expect(variantsOf({ ...whole, followUps: [empty], weakAnswers: [] })).toEqual([]);
    expect(variantsOf({ ...whole, followUps: [{ ...empty, answer: 'So.' }], weakAnswers: [] })).toMatchObject(
      [{ answer: 'So.', hints: [] }],
    );
  });
});

describe('a weak answer', () => {
  const [, , weak, bare] = variantsOf(whole);

  test('is shown without what its author says of it; that is part of the solution', () => {
    expect(weak?.prompt).toBe(
      'How do you move a pool?\n\nIt is busy.\n\nSomebody answered:\n\n> I would just move it.\n> It is quick.\n\nWhat is missing or wrong here?',
    );
    expect(weak?.answer).toBe(`**It misses** draining, and\nwho is told.\n\n${whole.answer}`);
    expect(weak).toMatchObject({ id: 'q', hints: whole.hints, keyPoints: whole.keyPoints });
    expect(bare).toMatchObject({ answer: whole.answer });
  });

  test('of the shipped pack never tells what it misses', () => {
    const prompts = loadPack(root).items.flatMap((of) =>
      variantsOf(of).flatMap(({ prompt, made }) =>
        made?.type === 'variant' && made.name.startsWith('weak') ? [prompt] : [],
      ),
    );
    expect(prompts.length).toBeGreaterThan(90);
    expect(prompts.filter((prompt) => /\(\s*miss/i.test(prompt))).toEqual([]);
  });
});
