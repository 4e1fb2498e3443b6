import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rmseBins } from '../../src/memory/calibration.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { pointKey } from '../../src/practice/grade.ts';
import { type ReportSource, reportFigures } from '../../src/report/progress-figures.ts';
import { item, point, review, suspension, undo } from '../builders.ts';
import { binOf, calendarDate, naiveFigures } from './naive-figures.ts';
import { anySource, today } from './progress-histories.ts';

/** The same with its numbers rounded: two ways of adding differ in the last places. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, inner) => (typeof inner === 'number' ? Number(inner.toFixed(9)) : inner)),
  );

const sourceOf = (over: Partial<ReportSource>): ReportSource => {
  const settings = { retention: 0.9, fuzz: true };
  const records = over.records ?? [];
  return {
    items: [item('q')],
    records,
    schedule: foldLog(records, settings),
    settings,
    now: 100 * 86_400_000 + 9 * 3_600_000,
    today: 100,
    zone: () => 0,
    ...over,
  };
};

describe('the figures of a report', () => {
  test('are those of a slow second count, over any history', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        const { generatedAt, since, ...figures } = reportFigures(source);
        expect(rounded(figures)).toEqual(rounded(naiveFigures(source)));
        expect(generatedAt).toBe(`${calendarDate(today)}T10:30:00+01:30`);
        expect(since === null).toBe(source.since === undefined);
      }),
      { numRuns: 400 },
    );
  });

  test('are met by the histories that they are tried on: every figure is something now and then', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anySource, (source) => {
        const { totals, calibration, weakPoints, byMonth, streakDays, readiness, leeches } =
          reportFigures(source);
        if (totals.seen > 1 && totals.due > 0 && totals.due < totals.seen) seen.add('some due');
        if (totals.new > 0 && totals.suspended > 0) seen.add('new and suspended');
        if (calibration.reviews > 5 && (calibration.rmseBins ?? 0) > 0.01) seen.add('calibration');
        if (calibration.curve.length > 2) seen.add('curve');
        if (weakPoints.length > 3) seen.add('weak points');
        if (byMonth.length > 2) seen.add('months');
        if (leeches.length > 0) seen.add('leeches');
        if (streakDays > 1) seen.add('streak');
        if (readiness.byCareer.some(({ ready }) => ready > 0.5)) seen.add('readiness');
      }),
      { numRuns: 400 },
    );
    expect([...seen].sort()).toEqual([
      ...['calibration', 'curve', 'leeches', 'months', 'new and suspended', 'readiness'],
      ...['some due', 'streak', 'weak points'],
    ]);
  });

  test('of an empty log say what there is and nothing else', () => {
    const { totals, calibration, activity, byMonth, weakPoints, forecast, streakDays } = reportFigures(
      sourceOf({ items: [item('a'), item('b')] }),
    );
    expect(totals).toEqual({
      ...{ total: 2, seen: 0, due: 0, new: 2, suspended: 0, reviews: 0, seconds: 0, days: 0 },
      ...{ accuracy: null, retrievability: null, meanSeconds: null, hintsPerAnswer: null },
    });
    expect(calibration).toEqual({ reviews: 0, logLoss: null, rmseBins: null, curve: [] });
    expect([activity, byMonth, weakPoints, streakDays]).toEqual([[], [], [], 0]);
    expect(forecast).toHaveLength(30);
    expect(forecast.every(({ due }) => due === 0)).toBe(true);
  });

  test('of no question at all are zeros, and no fault', () => {
    const { totals, byCategory, readiness } = reportFigures(sourceOf({ items: [], records: [review('a')] }));
    expect(totals).toMatchObject({ total: 0, reviews: 0, accuracy: null });
    expect([byCategory, readiness.byCareer]).toEqual([[], []]);
  });
});

test('two reviews are of one bin of RMSE(bins) exactly where they are in srs-benchmark', () => {
  const alike = fc.record({
    elapsed: fc.integer({ min: 1, max: 3000 }),
    reps: fc.integer({ min: 1, max: 99 }),
    lapses: fc.nat(30),
  });
  const off = { review: 'r', item: 'pack/q', day: 100, predicted: 0.5 };
  fc.assert(
    fc.property(alike, alike, fc.subarray(['elapsed', 'reps', 'lapses'] as const), (one, other, same) => {
      const two = { ...other, ...Object.fromEntries(same.map((key) => [key, one[key]])) };
      const bins = [one, two].map(({ elapsed, reps, lapses }) => binOf(elapsed, reps + 1, lapses));
      const both = [
        { ...off, ...one, recalled: true },
        { ...off, ...two, recalled: false },
      ];
      expect(rmseBins(both)).toBeCloseTo(bins[0] === bins[1] ? 0 : 0.5, 12);
    }),
    { numRuns: 2000 },
  );
});

test('what was graded on paper counts as an answer, but not in the time that an answer takes', () => {
  const records = [review('a', { item: 'pack/q', seconds: 40 }), review('b', { t: 1, seconds: 0 })];
  const { totals } = reportFigures(sourceOf({ records }));
  expect(totals).toMatchObject({ reviews: 2, seconds: 40, meanSeconds: 40 });
});

test('what a script answered moves the schedule and is no figure of the person', () => {
  const records = [review('a', { by: 'script', due: 100 })];
  const { totals, activity, streakDays } = reportFigures(sourceOf({ records }));
  expect(totals).toMatchObject({ seen: 1, due: 1, reviews: 0, accuracy: null });
  expect([activity, streakDays]).toEqual([[], 0]);
});

test('an undone review is in no figure', () => {
  const records = [review('a', { t: 1 }), undo('u', 'a', { t: 2 })];
  expect(reportFigures(sourceOf({ records }))).toEqual(reportFigures(sourceOf({})));
});

test('crammed answers are practice, but foretell and schedule nothing', () => {
  const records = [review('a', { day: 90 }), review('b', { t: 1, day: 99, cram: true, due: 500 })];
  const { totals, calibration } = reportFigures(sourceOf({ records }));
  expect(totals).toMatchObject({ reviews: 2, days: 2, due: 0 });
  expect(calibration.reviews).toBe(0);
});

test('a suspended question is neither due nor in the forecast', () => {
  const records = [review('a', { due: 100 }), suspension('s', 'suspend', { t: 1 })];
  const { totals, forecast } = reportFigures(sourceOf({ records }));
  expect(totals).toMatchObject({ seen: 1, due: 0, suspended: 1, new: 0 });
  expect(forecast.filter(({ due }) => due > 0)).toEqual([]);
});

test('today of the forecast holds all that is late', () => {
  const items = [item('a'), item('b'), item('c')];
  const records = [
    review('1', { item: 'pack/a', t: 1, due: 90 }),
    review('2', { item: 'pack/b', t: 2, due: 100 }),
    review('3', { item: 'pack/c', t: 3, due: 129 }),
  ];
  const { forecast } = reportFigures(sourceOf({ items, records }));
  expect(forecast[0]).toEqual({ date: '1970-04-11', due: 2 });
  expect(forecast[29]).toEqual({ date: '1970-05-10', due: 1 });
});

test('since leaves out what happened before, by the pretended time where there is one', () => {
  const records = [
    review('a', { t: 1000, seconds: 1 }),
    review('b', { t: 2000, seconds: 10 }),
    review('c', { t: 3000, seconds: 100, now: 500 }),
    review('d', { t: 4000, seconds: 1000, now: 2500 }),
  ];
  const { totals, since } = reportFigures(sourceOf({ records, since: 2000 }));
  expect(totals).toMatchObject({ seen: 1, reviews: 2, seconds: 1010 });
  expect(since).toBe('1970-01-01T00:00:02+00:00');
});

test('readiness is lower on a later day, and what was never seen counts as nothing', () => {
  const items = [item('q', { careers: ['sre'] }), item('new', { careers: ['sre', 'analyst'] })];
  const source = sourceOf({ items, records: [review('a', { day: 100, due: 103 })] });
  const readyOn = (readyFor: number) =>
    reportFigures({ ...source, readyFor }).readiness.byCareer.map(({ ready }) => ready);
  const [soon, later] = [readyOn(101), readyOn(160)];
  expect(soon[1]).toBe(0);
  expect(soon[0]).toBeGreaterThan(later[0]!);
  expect(soon[0]).toBeLessThanOrEqual(0.5);
  expect(reportFigures({ ...source, readyFor: 160 }).readiness.date).toBe('1970-06-10');
});

test('of the points missed most, the twenty worst are named, and a covered one is not', () => {
  const texts = Array.from({ length: 25 }, (_, i) => `point ${i}`);
  const keyPoints = [...texts, 'never missed'].map((text) => point(text));
  const records = texts.map((_, i) =>
    review(`r${i}`, {
      t: i,
      missed: keyPoints.slice(0, i + 1).map(pointKey),
      covered: keyPoints.slice(i + 1).map(pointKey),
    }),
  );
  const { weakPoints } = reportFigures(sourceOf({ items: [item('q', { keyPoints })], records }));
  expect(weakPoints).toEqual(
    texts.slice(0, 20).map((text, i) => ({ id: 'q', text, missed: 25 - i, seen: 25 })),
  );
});
