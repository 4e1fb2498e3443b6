import fc from 'fast-check';
import { Parser, type Result } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import { drillTap } from '../../src/report/drill-tap.ts';
import { oneLine } from '../../src/report/fitted.ts';
import { mixed, outcome, report, wildReport } from './drill-builders.ts';

/** What node-tap's parser reads; in its strict mode whatever is no TAP is a failure. */
function read(tap: string) {
  const points: Result[] = [];
  const strays: string[] = [];
  const parser = new Parser({ strict: true });
  parser.on('assert', (point) => points.push(point));
  parser.on('extra', (line) => strays.push(line));
  parser.end(tap);
  return { points, strays, results: parser.results };
}

describe('the TAP of a drill', () => {
  test('has a point a question', () => {
    const { points, strays, results } = read(drillTap(report([outcome('a'), outcome('b')])));
    expect(results).toMatchObject({ ok: true, count: 2, pass: 2, fail: 0, plan: { start: 1, end: 2 } });
    expect(points.map(({ name }) => name)).toEqual([
      'a Title of a (80.0, good)',
      'b Title of b (80.0, good)',
    ]);
    expect(strays).toEqual([]);
  });

  test('tells grade, time and what was missed in diagnostics', () => {
    // The parser takes the time out of the diagnostics, in ms.
    expect(read(drillTap(mixed())).points[2]).toMatchObject({
      ok: false,
      time: 41_200,
      diag: {
        category: 'Advanced',
        score: 30,
        grade: 'again',
        missed: ['A short window resets fast', 'A long window keeps noise out'],
        remark: 'The unit was mixed up.',
        due: '2026-11-24T04:00:00+01:00',
      },
    });
  });

  test('marks a question that was left out', () => {
    expect(read(drillTap(mixed())).points[3]).toMatchObject({ ok: true, skip: 'no answer' });
  });

  test('is not ok when the drill failed, even with no question graded again', () => {
    const { points, results } = read(drillTap(report([outcome('a')], { failUnder: 90 })));
    expect(results).toMatchObject({ ok: false, count: 2, fail: 1 });
    expect(points[1]).toMatchObject({
      ok: false,
      name: 'the drill as a whole',
      diag: { score: 80, failUnder: 90, reasons: ['The score, 80, is under 90.'] },
    });
  });

  test('is not ok when the drill was not finished', () => {
    expect(read(drillTap(report([outcome('a')], { planned: 3 }))).results?.ok).toBe(false);
    expect(read(drillTap(report([], { planned: 3 }))).results).toMatchObject({ ok: false, count: 1 });
  });

  test('is a plan of none for a drill without questions', () => {
    expect(drillTap(report([]))).toContain('1..0 # SKIP no question was asked\n');
    expect(read(drillTap(report([]))).results).toMatchObject({ ok: true, count: 0 });
  });

  test('escapes what would be a directive, an escape or a subtest', () => {
    const title = 'C# or C:\\# SKIP {';
    const { points } = read(drillTap(report([outcome('a', { item: { title } })])));
    expect(points[0]).toMatchObject({ name: `a ${title} (80.0, good)`, skip: false, todo: false });
  });

  test('holds with any text', () => {
    fc.assert(
      fc.property(wildReport, (wild) => {
        const { points, strays, results } = read(drillTap(wild));
        const { outcomes, passed } = wild.result;
        expect(strays).toEqual([]);
        expect(points).toHaveLength(outcomes.length + (passed ? 0 : 1));
        expect(results?.failures.filter(({ tapError }) => tapError)).toEqual([]);
        outcomes.forEach(({ task, skipped, mark, grade }, i) => {
          expect(points[i]?.name).toContain(oneLine(`q-${i} ${task.dealt.item.title}`));
          expect(points[i]?.ok).toBe(skipped || grade !== 'again');
          expect(points[i]?.skip).toBe(skipped ? 'no answer' : false);
          if (!skipped) expect(points[i]?.diag.missed).toEqual(mark.missed.map(oneLine));
        });
      }),
      { numRuns: 300 },
    );
  });
});
