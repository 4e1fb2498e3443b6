import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChoiceItem, fullId, levels } from '../../src/bank/item.ts';
import { seededRandom } from '../../src/bank/random.ts';
import {
  abilityOf,
  nextPlacement,
  type PlacementAnswer,
  placementPool,
  startLevelOf,
} from '../../src/practice/placement.ts';
import { item } from '../builders.ts';

const choice = (id: string, over: Partial<ChoiceItem> = {}): ChoiceItem => {
  const { kind: _, ...rest } = item(id);
  const choices = ['a', 'b', 'c', 'd'].map((text, i) => ({ text, correct: i === 0, why: '' }));
  return { ...rest, kind: 'choice', choices, ...over };
};

/** Eight questions of each level, in four categories. */
const pool = levels.flatMap((level) =>
  Array.from({ length: 8 }, (_, i) => choice(`${level}${i}`, { level, category: `c${i % 4}` })),
);

/** A learner who knows what lies under an ability, by the model's own curve, and guesses the rest. */
function placed(ability: number, seed: number): PlacementAnswer[] {
  const random = seededRandom(seed);
  const at = { beginner: -1.5, intermediate: 0, advanced: 1.5 };
  const answers: PlacementAnswer[] = [];
  for (;;) {
    const next = nextPlacement(pool, answers, random);
    if (!next) return answers;
    const knows = random() < 1 / (1 + Math.exp(-1.7 * (ability - at[next.level])));
    answers.push({ item: next, right: knows || random() < 0.25 });
  }
}

describe('a placement', () => {
  test.each([
    [-2.5, 'beginner'],
    [0, 'intermediate'],
    [2.5, 'advanced'],
  ] as const)('puts an ability of %f where it is: %s, nine times of ten', (ability, level) => {
    const found = Array.from({ length: 200 }, (_, seed) => startLevelOf(placed(ability, seed)));
    expect(found.filter((one) => one === level).length).toBeGreaterThan(level === 'intermediate' ? 150 : 180);
  });

  test('asks nothing twice, a dozen at most, and goes on to harder ones after right answers', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), fc.nat(1000), (ability, seed) => {
        const ids = placed(ability, seed).map((answer) => fullId(answer.item));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeLessThanOrEqual(12);
      }),
    );
    const next = (...rights: boolean[]) => {
      const answers: PlacementAnswer[] = [];
      for (const right of rights) {
        const asked = nextPlacement(pool, answers, seededRandom(1)) as ChoiceItem;
        answers.push({ item: asked, right });
      }
      return nextPlacement(pool, answers, seededRandom(1))?.level;
    };
    expect(next()).toBe('intermediate');
    expect(next(true, true, true)).toBe('advanced');
    expect(next(false, false)).toBe('beginner');
  });

  test('asks across categories', () => {
    const asked = placed(0, 3).map((answer) => answer.item.category);
    expect(new Set(asked.slice(0, 4)).size).toBeGreaterThanOrEqual(3);
  });

  test('is surer of a right answer that could hardly be guessed', () => {
    const many = choice('many', { choices: choice('x').choices.map((one) => ({ ...one, correct: true })) });
    const right = (of: ChoiceItem) => abilityOf([{ item: of, right: true }]).mean;
    expect(right(many)).toBeGreaterThan(right(choice('one')));
    expect(abilityOf([]).mean).toBeCloseTo(0, 10);
  });

  test('places nobody by too few answers, and has only choices to ask', () => {
    expect(startLevelOf([{ item: choice('a'), right: true }])).toBeUndefined();
    expect(placementPool([item('open'), choice('a')]).map(({ id }) => id)).toEqual(['a']);
    expect(nextPlacement([], [], seededRandom(1))).toBeUndefined();
  });
});
