import { describe, expect, test } from 'vitest';
import type { Block, Plan } from '../../src/bank/plan.ts';
import { seededRandom } from '../../src/bank/random.ts';
import { parsePlan } from '../../src/content/plan-file.ts';
import { defaultSettings } from '../../src/memory/settings.ts';
import { deal } from '../../src/practice/deal.ts';
import { type DrillSource, dealDrill, outcomeOf, skippedOutcome } from '../../src/practice/drill.ts';
import { readDrillAnswer } from '../../src/practice/drill-answers.ts';
import { summarize } from '../../src/practice/drill-result.ts';
import { card, item } from '../builders.ts';

const block = (over: Partial<Block> = {}): Block => ({
  title: 'Block',
  filter: {},
  due: false,
  new: false,
  weak: false,
  hints: true,
  ...over,
});
const plan = (...blocks: Block[]): Plan => ({
  name: 'p',
  description: '',
  failUnder: { byCategory: {} },
  strict: false,
  blocks,
});
const items = ['a', 'b', 'c', 'd'].map((id) => item(id, { category: id < 'c' ? 'Early' : 'Late' }));
const source = (over: Partial<DrillSource> = {}): DrillSource => ({
  items,
  schedule: new Map(),
  today: 110,
  newPerDay: 10,
  seed: 1,
  random: seededRandom(1),
  typed: false,
  ...over,
});
const ids = (p: Plan, s = source()) => dealDrill(p, s).map(({ dealt }) => dealt.item.id);

describe('a plan', () => {
  test('deals block after block, and no question twice', () => {
    expect(
      ids(
        plan(
          block({ filter: { id: ['b'] } }),
          block({ count: 2 }),
          block({ filter: { category: ['Late'] } }),
        ),
      ),
    ).toEqual(['b', 'a', 'c', 'd']);
  });

  test('fills the time where a block has no count, with one question at least', () => {
    expect(ids({ ...plan(block()), timeSeconds: 150 })).toEqual(['a', 'b']);
    expect(ids({ ...plan(block()), timeSeconds: 10 })).toEqual(['a']);
    expect(ids({ ...plan(block({ limitSeconds: 30 })), timeSeconds: 150 })).toEqual(['a', 'b', 'c', 'd']);
  });

  test('asks what is due and what is new as a session does', () => {
    const schedule = new Map([
      ['pack/a', { card: card({ due: 200 }), suspended: false }],
      ['pack/b', { card: card({ due: 100 }), suspended: false }],
      ['pack/c', { suspended: true }],
    ]);
    expect(ids(plan(block({ due: true })), source({ schedule }))).toEqual(['b']);
    expect(ids(plan(block({ new: true })), source({ schedule }))).toEqual(['d']);
    expect(ids(plan(block({ new: true })), source({ schedule, newPerDay: 0 }))).toEqual([]);
    expect(ids(plan(block()), source({ schedule }))).toEqual(['b', 'd', 'a']);
  });

  test('begins new questions at the start level, with those of the career', () => {
    const levels = [item('easy'), item('hard', { level: 'advanced' })];
    const mine = item('mine', { level: 'advanced', careers: ['sre'] });
    const settings = { ...defaultSettings, startLevel: 'advanced' as const, career: 'sre' };
    const own = source({ items: [...levels, mine], settings });
    expect(ids(plan(block({ new: true })), own)).toEqual(['mine', 'hard', 'easy']);
  });

  test('asks one of siblings, in one block or in several, unless a block names them', () => {
    const stages = ['x/1', 'x/2', 'y/1', 'plain'].map((id) => item(id));
    const own = source({ items: stages });
    expect(ids(plan(block()), own)).toEqual(['x/1', 'y/1', 'plain']);
    expect(ids(plan(block({ count: 1 }), block({ count: 1 })), own)).toEqual(['x/1', 'y/1']);
    const named = block({ filter: { id: ['x/1', 'x/2'] } });
    expect(ids(plan(named), own)).toEqual(['x/1', 'x/2']);
    expect(ids(plan(block({ count: 1 }), named), own)).toEqual(['x/1', 'x/2']);
  });

  test('says how its questions are asked', () => {
    const [typed] = dealDrill(plan(block({ answer: 'typed', hints: false })), source());
    expect(typed).toMatchObject({ typed: true, limitSeconds: 120, hintsAvailable: 0 });
    const [spoken] = dealDrill(plan(block({ answer: 'spoken', limitSeconds: 7 })), source({ typed: true }));
    expect(spoken).toMatchObject({ typed: false, limitSeconds: 7, hintsAvailable: 3 });
  });
});

describe('a result', () => {
  const [first, second] = dealDrill(plan(block()), source()) as [never, never];
  const good = outcomeOf(first, { grade: 'good', hintsUsed: 0, seconds: 10 });

  test('is the mean of all questions: those that were skipped, or had no turn, count nothing', () => {
    expect(summarize(plan(block()), [good, skippedOutcome(second)], 2)).toMatchObject({
      score: 40,
      complete: true,
      passed: true,
    });
    expect(summarize(plan(block()), [good], 4)).toMatchObject({ score: 20, complete: false, passed: false });
  });

  test('passes by thresholds for the whole, for categories and for blocks, and says why not', () => {
    const marked = plan(block({ title: 'First', passMark: 90 }));
    expect(summarize(marked, [good], 1).reasons).toEqual(['First: 80 is under 90.']);
    const limits = { total: 81, byCategory: { early: 80, Late: 10 } };
    expect(summarize(plan(block()), [good], 1, limits).reasons).toEqual([
      'The score, 80, is under 81.',
      'No question of Late was asked.',
    ]);
  });
});

describe('an answer in a file', () => {
  const choice = deal(
    {
      ...item('c'),
      kind: 'choice',
      choices: ['x', 'y', 'z'].map((text) => ({ text, correct: text === 'y', why: '' })),
    },
    'seed',
  );
  const order = deal({ ...item('o'), kind: 'order', order: ['one', 'two', 'three'] }, 'seed');
  const letter = (dealt: typeof choice, index: number) => 'abc'[dealt.shown.indexOf(index)] ?? '?';

  test('is a letter as shown, a text, or a list of either', () => {
    for (const written of [letter(choice, 1), 'Y', [letter(choice, 1)], { choice: 'y' }]) {
      expect(readDrillAnswer(choice, written)).toMatchObject({ answer: { type: 'choice', picked: [1] } });
    }
    expect(readDrillAnswer(choice, `${letter(choice, 0)}, ${letter(choice, 2)}`)).toMatchObject({
      answer: { picked: [0, 2] },
    });
    const letters = [0, 1, 2].map((index) => letter(order, index));
    for (const written of [
      letters,
      letters.join(''),
      ['one', 'Two', 'three'],
      { order: letters.join(' ') },
    ]) {
      expect(readDrillAnswer(order, written)).toMatchObject({ answer: { type: 'order', order: [0, 1, 2] } });
    }
  });

  test("carries hints, seconds and a grade of one's own", () => {
    expect(readDrillAnswer(deal(item('q'), ''), { text: 'so', hints: 2, seconds: 41.2 })).toEqual({
      answer: { type: 'text', text: 'so' },
      hintsUsed: 2,
      seconds: 41.2,
    });
    expect(readDrillAnswer(deal(item('q'), ''), { grade: 'good' })).toEqual({
      grade: 'good',
      hintsUsed: 0,
      seconds: 0,
    });
  });

  test.each([undefined, null, '', '  ', [], {}, { text: '' }])('%j skips its question', (written) => {
    expect(readDrillAnswer(choice, written)).toBeUndefined();
  });

  test.each([
    ['d'],
    [{ pick: 'a' }],
    [{ choice: 'a', hints: -1 }],
    [{ choice: 'a', seconds: 'long' }],
    [{ choice: 'a', grade: 'fine' }],
  ])('%j is refused', (written) => {
    expect(readDrillAnswer(choice, written)).toHaveProperty('fault');
  });

  test('an order that is not whole is refused', () => {
    expect(readDrillAnswer(order, 'ab')).toHaveProperty('fault');
    expect(readDrillAnswer(order, 'aab')).toHaveProperty('fault');
  });
});

describe('a plan file', () => {
  test("says everything with the options' names", () => {
    const source =
      'name: mine\ntime: 10m\nfailUnder: {Beginner: 70}\nstrict: true\nblocks:\n  - title: One\n    category: Beginner\n    id: [a, b]\n    due: true\n    count: 3\n    order: random\n    answer: typed\n    hints: false\n    limit: 90s\n    passMark: 60\n    search: otel\n';
    expect(parsePlan(source, 'p.yaml')).toEqual({
      problems: [],
      plan: {
        name: 'mine',
        description: '',
        strict: true,
        timeSeconds: 600,
        failUnder: { byCategory: { Beginner: 70 } },
        blocks: [
          {
            title: 'One',
            filter: { category: ['Beginner'], id: ['a', 'b'], search: 'otel' },
            due: true,
            new: false,
            weak: false,
            count: 3,
            order: 'random',
            answer: 'typed',
            hints: false,
            limitSeconds: 90,
            passMark: 60,
          },
        ],
      },
    });
  });

  test('tells each fault with its place', () => {
    const { plan: none, problems } = parsePlan(
      'name: mine\nblocks:\n  - titel: One\n    count: 0\n    order: up\n',
      'p.yaml',
    );
    expect(none).toBeUndefined();
    expect(problems.map(({ line, code }) => [line, code])).toEqual(
      expect.arrayContaining([
        [3, 'unknown-key'],
        [4, 'bad-value'],
        [5, 'bad-value'],
      ]),
    );
    expect(problems.find(({ code }) => code === 'unknown-key')?.mend).toContain('title');
  });
});
