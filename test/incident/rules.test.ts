import { expect, test } from 'vitest';
import { leavesBand } from '../../src/incident/band.ts';
import { firstBreach, type Rule, smoothed } from '../../src/incident/rules.ts';

const rule: Rule = {
  name: 'LatencyObjective',
  summary: '',
  severity: 'page',
  indicator: 'latency',
  node: 0,
  threshold: 1,
  below: false,
  window: 1,
  for: 3,
};

test('a rule fires once its condition has held for long enough', () => {
  expect(firstBreach(rule, Float64Array.of(0, 2, 2, 0, 2, 2, 2, 2))).toEqual({ breached: 4, fired: 6 });
  expect(firstBreach(rule, Float64Array.of(0, 2, 2, 0, 2, 2))).toBeUndefined();
});

test('a rule for what must not be low fires below its threshold', () => {
  expect(firstBreach({ ...rule, below: true }, Float64Array.of(2, 0, 0, 0))).toEqual({
    breached: 1,
    fired: 3,
  });
});

test('a rule that came into force later does not look back', () => {
  expect(firstBreach({ ...rule, since: 2 }, Float64Array.of(2, 2, 2, 2, 2))).toEqual({
    breached: 2,
    fired: 4,
  });
});

test('a window is the mean of its last values, those that were reported', () => {
  expect(Array.from(smoothed(Float64Array.of(1, 3, Number.NaN, 5), 2))).toEqual([1, 2, 3, 5]);
});

test('a series leaves its band with two samples in a row, not with one', () => {
  const usual = Array.from({ length: 40 }, (_, i) => 10 + (i % 2));
  const rest = Array.from({ length: 60 }, () => 10.5);
  expect(leavesBand(Float64Array.from([...usual, ...rest]))).toBeUndefined();
  expect(leavesBand(Float64Array.from([...usual, ...rest.with(20, 30)]))).toBeUndefined();
  expect(leavesBand(Float64Array.from([...usual, ...rest.with(20, 30).with(21, 30)]))?.left).toBe(60);
});
