import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atMost, type Grade, grades } from '../../src/memory/grade.ts';
import { capFor, coverageScore, gradeOfScore, pointKey } from '../../src/practice/grade.ts';
import { point } from '../builders.ts';

const rank = (grade: Grade): number => grades.indexOf(grade);
const aScore = fc.double({ min: 0, max: 100, noNaN: true });
const somePoints = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), {
  minLength: 1,
  maxLength: 8,
});
const scoreOf = (made: readonly (readonly [number, boolean])[]): number =>
  coverageScore(
    made.map(([weight], i) => point(`point ${i}`, weight)),
    made.map(([, covered]) => covered),
  );

describe('the grade of a score', () => {
  test('is again under 50, hard under 70, good under 90, else easy', () => {
    const scores = [0, 49.9, 50, 69.9, 70, 89.9, 90, 100];
    expect(scores.map(gradeOfScore)).toEqual([
      ...['again', 'again', 'hard', 'hard'],
      ...['good', 'good', 'easy', 'easy'],
    ]);
  });

  test('is never lower for a higher score', () => {
    fc.assert(
      fc.property(aScore, aScore, (a, b) => {
        expect(rank(gradeOfScore(Math.max(a, b)))).toBeGreaterThanOrEqual(rank(gradeOfScore(Math.min(a, b))));
      }),
    );
  });
});

describe('a cap', () => {
  test('falls by a grade with each hint: one good at most, two hard, three and more again', () => {
    const caps = [0, 1, 2, 3, 4].map((hints) => capFor(hints, false));
    expect(caps).toEqual(['easy', 'good', 'hard', 'again', 'again']);
  });

  test('is hard after the limit, and lower only by hints', () => {
    expect([0, 1, 2, 3].map((hints) => capFor(hints, true))).toEqual(['hard', 'hard', 'hard', 'again']);
  });

  test('takes the lower of two grades', () => {
    for (const a of grades) {
      for (const b of grades) expect(rank(atMost(a, b))).toBe(Math.min(rank(a), rank(b)));
    }
  });
});

describe('the score of an answer', () => {
  test("is the share of the points' weight that it covered, to a tenth", () => {
    const points = [point('heavy', 2), point('light')];
    expect(coverageScore(points, [true, false])).toBe(66.7);
    expect(coverageScore(points, [false, true])).toBe(33.3);
  });

  test('is 0 with nothing covered, 100 with everything, and between them otherwise', () => {
    fc.assert(
      fc.property(somePoints, (made) => {
        const all = (covered: boolean) => scoreOf(made.map(([weight]) => [weight, covered]));
        expect(all(false)).toBe(0);
        expect(all(true)).toBe(100);
        expect(scoreOf(made)).toBeGreaterThanOrEqual(0);
        expect(scoreOf(made)).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('rises with every further point', () => {
    fc.assert(
      fc.property(somePoints, fc.nat(), (made, pick) => {
        const one = pick % made.length;
        const ticked = (covered: boolean) =>
          scoreOf(made.map(([weight, was], i) => [weight, i === one ? covered : was]));
        expect(ticked(true)).toBeGreaterThan(ticked(false));
      }),
    );
  });

  test('does not depend on the scale of the weights', () => {
    fc.assert(
      fc.property(somePoints, fc.integer({ min: 2, max: 50 }), (made, factor) => {
        expect(scoreOf(made.map(([weight, covered]) => [weight * factor, covered]))).toBe(scoreOf(made));
      }),
    );
  });

  test('counts points that nobody spoke of as missed', () => {
    expect(coverageScore([point('one'), point('two')], [true])).toBe(50);
  });

  test('is 0 where there is nothing to cover', () => {
    expect(coverageScore([], [])).toBe(0);
  });
});

describe('the key of a point', () => {
  test('is that of its text: in every version, whatever its weight and place', () => {
    expect(pointKey(point('Names the golden signals'))).toBe('1a4msj4');
    expect(pointKey(point('Names the golden signals', 3))).toBe(pointKey(point('Names the golden signals')));
  });

  test('tells texts apart', () => {
    const texts = Array.from({ length: 2000 }, (_, i) => `Says thing ${i}`);
    expect(new Set(texts.map((text) => pointKey(point(text)))).size).toBe(2000);
  });
});
