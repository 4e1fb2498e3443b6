import { expect, test } from 'vitest';
import { accuracyOf, drawLevel, hitsOf } from '../../../src/incident/gauge/accuracy.ts';
import { calls, caseOf, series } from './builders.ts';

test('AC@1, AC@3 and Avg@5 are means over incidents', () => {
  // Ranks 1, 3, and two that share places 5 and 6.
  const hits = [
    [1, 1, 1, 1, 1],
    [0, 0, 1, 1, 1],
    [0, 0, 0, 0, 0.5],
  ];
  const { ac1, ac3, avg5 } = accuracyOf(hits)!;
  expect(ac1).toBeCloseTo(1 / 3, 12);
  expect(ac3).toBeCloseTo(2 / 3, 12);
  expect(avg5).toBeCloseTo((5 + 3 + 0.5) / 15, 12);
});

test('of no incident there is no accuracy', () => {
  expect(accuracyOf([])).toBeUndefined();
});

test('a method that lacks what it needs has no hits', () => {
  const of = caseOf([series('a', [1, 3, 1, 3, 9]), series('b', [1, 3, 1, 3, 4])]);
  expect(Object.fromEntries(hitsOf(of, 'a'))).toEqual({
    random: [0.5, 1, 1, 1, 1],
    'abs-z': [1, 1, 1, 1, 1],
    'signed-z': [1, 1, 1, 1, 1],
    'median-iqr': [1, 1, 1, 1, 1],
  });
});

// `a` is the loudest by z. By median and interquartile range `b` is: one outlier in its healthy part widens only its sd.
const loud = series('a', [1, 3, 1, 3, 1, 3, 9], {});
const masked = series('b', [1, 2, 1, 2, 1, 90, 30], {});
const quiet = series('c', [1, 3, 1, 3, 1, 3, 3], {});
const three = caseOf([loud, masked, quiet], { breach: 6 });

test('easy is what z finds, medium what median and interquartile range find, hard what neither does', () => {
  expect(['a', 'b', 'c'].map((cause) => drawLevel(three, cause))).toEqual(['easy', 'medium', 'hard']);
});

test('medium is also what the traversal finds', () => {
  const deep = series('c', [1, 3, 1, 3, 1, 3, 14], {});
  const of = caseOf([series('a', [1, 3, 1, 3, 1, 3, 20]), deep], {
    breach: 6,
    edges: calls('front->a', 'a->c'),
  });
  expect(drawLevel(of, 'c')).toBe('medium');
  expect(drawLevel({ ...of, edges: [] }, 'c')).toBe('hard');
});

test('a first place that is shared is not first', () => {
  const of = caseOf([series('a', [1, 3, 1, 3, 9]), series('b', [1, 3, 1, 3, 9])]);
  expect(drawLevel(of, 'a')).toBe('hard');
});

test('what cannot be named, or what self-time alone names, is of another level', () => {
  expect(drawLevel(three, 'front')).toBe('other');
  const selfTimes = new Map([['c', { normal: 1, abnormal: 2 }]]);
  expect(drawLevel({ ...three, selfTimes }, 'c')).toBe('other');
});
