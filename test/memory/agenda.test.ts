import fc from 'fast-check';
import { default_w as usualWeights } from 'ts-fsrs';
import { describe, expect, test } from 'vitest';
import { agenda, type Candidate, dayOnTheRoad, newOnDay } from '../../src/memory/agenda.ts';
import type { Card } from '../../src/memory/fsrs.ts';
import { defaultModel } from '../../src/memory/fsrs.ts';
import { card, item } from '../builders.ts';

const today = 200;
const exam = today + 30;

const candidate = (
  id: string,
  known: Partial<Card> | undefined,
  over: Partial<Candidate> = {},
): Candidate => ({
  item: item(id),
  card: known && card({ lastDay: today - 10, due: today, ...known }),
  model: defaultModel,
  seconds: 60,
  counts: true,
  ...over,
});

const ids = (list: readonly Candidate[]) => list.map((one) => one.item.id);
const all = { today, seconds: 3600, fresh: 10 };

test('a day on the road is practice, but for mock interviews, the eve, the day and what is after', () => {
  const at = (left: number) => dayOnTheRoad(exam, exam - left);
  expect([-1, 0, 1, 2, 3, 6, 7, 8, 30].map(at)).toEqual([
    'after',
    'day',
    'eve',
    'mock',
    'practice',
    'practice',
    'mock',
    'practice',
    'practice',
  ]);
});

describe('what to ask', () => {
  const due = [candidate('firm', { stability: 40 }), candidate('weak', { stability: 4 })];
  const fresh = ['n1', 'n2', 'n3'].map((id) => candidate(id, undefined));
  const later = candidate('later', { due: today + 5, stability: 8 });

  test('is what is due, as it comes, then as many new ones as are allowed', () => {
    expect(ids(agenda([...due, later], fresh, { ...all, fresh: 2 }))).toEqual(['firm', 'weak', 'n1', 'n2']);
  });

  test('is by gain where what is due does not fit, and by gain a second', () => {
    expect(ids(agenda(due, fresh, { ...all, seconds: 90, fresh: 1 }))).toEqual(['weak', 'firm', 'n1']);
    const slow = [due[0]!, { ...due[1]!, seconds: 6000 }];
    expect(ids(agenda(slow, [], { ...all, seconds: 90 }))).toEqual(['firm', 'weak']);
  });

  test('keeps half of the time, at most, for what is new while a date is ahead', () => {
    const many = Array.from({ length: 6 }, (_, i) => candidate(`d${i}`, { stability: 4 + i }));
    const asked = (seconds: number, over: object = {}) =>
      ids(agenda(many, fresh, { ...all, exam, seconds, ...over }))
        .map((id) => id[0])
        .join('');
    expect(asked(240)).toBe('ddnnndddd');
    expect(asked(300)).toBe('ddnnndddd');
    expect(asked(400)).toBe('dddnnnddd');
    expect(asked(600)).toBe('ddddddnnn');
    expect(asked(240, { fresh: 1 })).toBe('dddnddd');
    expect(asked(240, { exam: undefined })).toBe('ddddddnnn');
  });

  test('is first what counts on the date', () => {
    const other = { ...due[1]!, counts: false };
    expect(ids(agenda([other, due[0]!], [], { ...all, exam, seconds: 90 }))).toEqual(['firm', 'weak']);
  });

  test('in the last week is also what is not due, the most gain first, while there is time', () => {
    const met = [...due, later, candidate('firmer', { due: today + 9, stability: 500 })];
    const last = { ...all, exam: today + 7 };
    expect(ids(agenda(met, fresh, { ...last, fresh: 1 }))).toEqual(['firm', 'weak', 'n1', 'later', 'firmer']);
    expect(ids(agenda(met, fresh, { ...last, exam: today + 8, fresh: 0 }))).toEqual(['firm', 'weak']);
    expect(ids(agenda(met, fresh, { ...last, exam: today, fresh: 0 }))).toEqual(['firm', 'weak']);
    expect(ids(agenda(met, fresh, { ...last, seconds: 120, fresh: 0 }))).toEqual(['firm', 'weak']);
  });

  test('is not what was asked today already, unless it is due again', () => {
    const asked = candidate('asked', { lastDay: today, due: today + 3 });
    expect(ids(agenda([asked], [], { ...all, exam: today + 3 }))).toEqual([]);
    expect(ids(agenda([{ ...asked, card: card({ lastDay: today, due: today }) }], [], all))).toEqual([
      'asked',
    ]);
  });

  test('is one of each group of siblings', () => {
    const group = 'pack/case';
    const siblings = [...due, ...fresh].map((one) => ({ ...one, group }));
    expect(ids(agenda(siblings.slice(0, 2), siblings.slice(2), all))).toEqual(['firm']);
  });

  test('never holds anything twice, nor more new ones than are allowed', () => {
    const aCandidate = fc.record({
      known: fc.option(
        fc.record({
          due: fc.integer({ min: today - 20, max: today + 20 }),
          stability: fc.double({ min: 0.1, max: 300, noNaN: true }),
          lastDay: fc.integer({ min: today - 60, max: today }),
        }),
      ),
      seconds: fc.integer({ min: 5, max: 300 }),
    });
    fc.assert(
      fc.property(
        fc.array(aCandidate, { maxLength: 30 }),
        fc.nat(8),
        fc.nat(2000),
        fc.nat(12),
        (drawn, allowed, seconds, left) => {
          const made = drawn.map(({ known, seconds: own }, i) =>
            candidate(`q${i}`, known ?? undefined, { seconds: own }),
          );
          const [met, unmet] = [made.filter((one) => one.card), made.filter((one) => !one.card)];
          const asked = agenda(met, unmet, { today, exam: today + left, seconds, fresh: allowed });
          expect(new Set(ids(asked)).size).toBe(asked.length);
          expect(asked.filter((one) => !one.card)).toEqual(unmet.slice(0, allowed));
          const dueOnes = ids(met.filter((one) => (one.card?.due ?? 0) <= today));
          expect(ids(asked)).toEqual(expect.arrayContaining(dueOnes));
          const open = ids(agenda(met, unmet, { today, seconds, fresh: allowed }));
          expect(open.slice(0, dueOnes.length).sort()).toEqual(dueOnes.sort());
        },
      ),
    );
  });
});

describe('new questions of a day', () => {
  const pace = (left: number | undefined, unmet: number, over = {}) =>
    newOnDay({
      ...{ today, newPerDay: 10, unmet, model: defaultModel },
      ...(left === undefined ? {} : { exam: today + left }),
      ...over,
    });

  test('are as many as usual without a date, after it, and where that is enough', () => {
    expect([pace(undefined, 500), pace(-3, 500), pace(40, 50)]).toEqual([10, 10, 10]);
  });

  test('are more where the first half of the road would not hold them all', () => {
    expect(pace(33, 300)).toBe(20);
    expect(pace(3, 40)).toBeGreaterThanOrEqual(40);
  });

  test('are none on the eve and on the day, and none where none are wanted', () => {
    expect([pace(1, 50), pace(0, 50), pace(20, 500, { newPerDay: 0 })]).toEqual([0, 0, 0]);
  });

  test('are none where they would more likely be forgotten than recalled', () => {
    const weights = usualWeights.map((w, i) => (i < 4 ? 0.1 : i === 20 ? 0.8 : w));
    const model = { ...defaultModel, weights };
    expect(pace(20, 50, { model })).toBe(0);
    expect(pace(2, 50, { model })).toBe(0);
    expect(pace(20, 50)).toBe(10);
  });
});
