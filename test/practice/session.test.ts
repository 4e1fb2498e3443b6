import { describe, expect, test } from 'vitest';
import { type Grade, grades } from '../../src/memory/grade.ts';
import { scoreOf, suggestedGrade, timedOut } from '../../src/practice/attempt.ts';
import type { SessionEvent } from '../../src/practice/session-model.ts';
import { item, point } from '../builders.ts';
import { begin, gradedIds, play, shown } from './play.ts';

const [q1, q2] = [item('q1'), item('q2')];

describe('a session', () => {
  test('asks its first question at once, and is over at once without any', () => {
    expect(begin([q1]).effects).toMatchObject([
      { type: 'ask', attempt: { number: 1, item: q1 }, again: false },
    ]);
    expect(begin([])).toMatchObject({ session: { current: undefined }, effects: [{ reason: 'finished' }] });
  });

  test('asks item after item and ends as finished', () => {
    const first = play(
      begin([q1, q2]),
      { type: 'reveal', at: 1000 },
      { type: 'grade', grade: 'good', at: 2000 },
    );
    expect(first.effects).toMatchObject([
      { type: 'graded', attempt: { item: q1 }, grade: 'good' },
      { type: 'ask', attempt: { item: q2, number: 2 }, again: false },
    ]);
    const end = play(first, { type: 'reveal', at: 3000 }, { type: 'grade', grade: 'easy', at: 4000 });
    expect(end.effects).toMatchObject([{ type: 'graded' }, { type: 'end', reason: 'finished' }]);
    expect(gradedIds(end)).toEqual(['q1', 'q2']);
  });

  test('takes the grade that was given, whatever would have been suggested', () => {
    for (const grade of grades) {
      const given = play(begin([q1]), { type: 'reveal', at: 0 }, { type: 'grade', grade, at: 1 });
      expect(given.session.graded).toMatchObject([{ grade }]);
    }
  });

  test('grades nothing before the answer is shown', () => {
    const before = play(
      begin([q1]),
      { type: 'grade', grade: 'easy', at: 10 },
      { type: 'tick', point: 0, at: 20 },
    );
    expect(before.effects).toEqual([]);
    expect(before.session).toMatchObject({
      graded: [],
      current: { revealed: false, ticked: [false, false] },
    });
  });

  test('skips and suspends without a grade, before the answer and after it', () => {
    for (const [type, said] of [
      ['skip', 'skipped'],
      ['suspend', 'suspended'],
    ] as const) {
      for (const reveal of [[], [{ type: 'reveal', at: 1 }]] as SessionEvent[][]) {
        const passed = play(begin([q1, q2]), ...reveal, { type, at: 10 });
        expect(passed.effects).toMatchObject([
          { type: said, item: q1 },
          { type: 'ask', attempt: { item: q2 } },
        ]);
        expect(passed.session.graded).toEqual([]);
      }
    }
  });

  test('that is quit in the middle keeps what was graded', () => {
    const one = play(begin([q1, q2]), { type: 'reveal', at: 1 }, { type: 'grade', grade: 'good', at: 2 });
    for (const reveal of [[], [{ type: 'reveal', at: 3 }]] as SessionEvent[][]) {
      const end = play(one, ...reveal, { type: 'quit', at: 4 });
      expect(end.effects).toEqual([{ type: 'end', reason: 'quit' }]);
      expect(gradedIds(end)).toEqual(['q1']);
    }
  });

  test('that is over stays as it is', () => {
    const over = play(begin([q1]), { type: 'quit', at: 5 });
    for (const type of ['accept', 'undo', 'pause', 'quit', 'clock'] as const) {
      const after = play(over, { type, at: 900 });
      expect(after).toMatchObject({ effects: [], session: { ...over.session, clock: 900 } });
    }
  });
});

describe('hints', () => {
  test('come one rung at a time, and then there are none', () => {
    const hint = { type: 'hint', at: 1 } as const;
    const rungs = [1, 2, 3].map((n) => play(begin([q1]), ...Array.from({ length: n }, () => hint)).effects);
    expect(rungs).toEqual([
      [{ type: 'hint', text: 'first hint', rung: 1, of: 3 }],
      [{ type: 'hint', text: 'second hint', rung: 2, of: 3 }],
      [{ type: 'hint', text: 'third hint', rung: 3, of: 3 }],
    ]);
    const beyond = play(begin([q1]), hint, hint, hint, hint);
    expect(beyond.effects).toEqual([{ type: 'no-hint' }]);
    expect(beyond.session.current?.hintsUsed).toBe(3);
    expect(play(begin([item('bare', { hints: [] })]), hint).effects).toEqual([{ type: 'no-hint' }]);
  });

  test('are no longer given once the answer is shown', () => {
    const late = play(begin([q1]), { type: 'reveal', at: 1 }, { type: 'hint', at: 2 });
    expect(late).toMatchObject({ effects: [], session: { current: { hintsUsed: 0 } } });
  });
});

describe('the suggested grade', () => {
  /** With all points ticked, after some hints and some seconds on a question of 60. */
  const suggested = (hints: number, seconds: number): Grade => {
    const given = Array.from({ length: hints }, () => ({ type: 'hint', at: 0 }) as const);
    const at = seconds * 1000;
    return suggestedGrade(
      shown(
        begin([q1]),
        ...given,
        { type: 'reveal', at },
        ...[0, 1].map((p) => ({ type: 'tick', point: p, at }) as const),
      ),
    );
  };

  test('follows the ticks', () => {
    const points = [point('most', 7), point('some', 2), point('rest', 1)];
    const ticking = (...ticks: number[]) =>
      shown(
        begin([item('q', { keyPoints: points })]),
        { type: 'reveal', at: 1 },
        ...ticks.map((p) => ({ type: 'tick', point: p, at: 2 }) as const),
      );
    expect([ticking(), ticking(1), ticking(0), ticking(0, 1), ticking(0, 1, 2)].map(scoreOf)).toEqual([
      0, 20, 70, 90, 100,
    ]);
    expect([ticking(), ticking(1), ticking(0), ticking(0, 1)].map(suggestedGrade)).toEqual([
      ...['again', 'again', 'good', 'easy'],
    ]);
    expect(scoreOf(ticking(0, 0))).toBe(0);
    expect(ticking(3).ticked).toEqual([false, false, false]);
  });

  test('is good where there are no points to tick', () => {
    const open = begin([item('q', { keyPoints: [] })]);
    expect(suggestedGrade(shown(open, { type: 'reveal', at: 1 }))).toBe('good');
    expect(suggestedGrade(shown(open, { type: 'hint', at: 1 }, { type: 'hint', at: 1 }))).toBe('hard');
  });

  test('is good at most after one hint, hard after two, again after three', () => {
    expect([0, 1, 2, 3].map((hints) => suggested(hints, 10))).toEqual(['easy', 'good', 'hard', 'again']);
  });

  test('is hard at most once the limit of the question is over', () => {
    expect(suggested(0, 60)).toBe('easy');
    expect(suggested(0, 60.001)).toBe('hard');
    expect(suggested(3, 61)).toBe('again');
  });

  test('does not suffer from time spent on grading', () => {
    const slow = shown(begin([q1]), { type: 'reveal', at: 59_000 }, { type: 'clock', at: 500_000 });
    expect(slow.activeMs).toBe(59_000);
    expect(timedOut(slow)).toBe(false);
  });
});

describe('a choice', () => {
  const choices = ['a', 'b', 'c'].map((text, i) => ({ text, correct: i === 0, why: '' }));
  const asked = begin([{ ...q1, kind: 'choice', choices }]);
  const warned = play(asked, { type: 'accept', at: 1000 });

  test('without a pick is not given up by the first Enter, nor by a double tap', () => {
    expect(warned.effects).toEqual([{ type: 'pick-first' }]);
    expect(play(warned, { type: 'accept', at: 1200 }).effects).toEqual([]);
    expect(play(warned, { type: 'accept', at: 1250 }).effects).toMatchObject([{ type: 'reveal' }]);
  });

  test('with a pick is answered at once, before a warning and after it', () => {
    for (const from of [asked, warned]) {
      const picked = play(from, { type: 'pick', place: 0, at: 2000 }, { type: 'accept', at: 2001 });
      expect(picked.effects).toMatchObject([{ type: 'reveal', attempt: { answer: { type: 'choice' } } }]);
    }
  });
});

describe('a number', () => {
  const tolerance = { amount: 0, relative: false };
  const number = { params: {}, steps: {}, formula: '7', tolerance, unit: 'ms' };
  const asked = begin([{ ...q1, kind: 'number', number }]);

  test('that is none is asked for again, its text kept', () => {
    for (const line of ['abc', '7 hours', '1.2.3']) {
      const refused = play(asked, { type: 'line', line, at: 1000 });
      expect(refused.effects).toMatchObject([{ type: 'no-number', attempt: { line } }]);
      expect(refused.session.current).toMatchObject({ revealed: false, line, lines: [] });
      const mended = play(refused, { type: 'line', line: '7 ms', at: 2000 });
      expect(mended.effects).toMatchObject([
        { type: 'typed' },
        { type: 'reveal', attempt: { mark: { score: 100 } } },
      ]);
    }
  });

  test('that is none can be given up, and is printed with the answer', () => {
    const refused = play(asked, { type: 'line', line: 'abc', at: 1000 }, { type: 'accept', at: 2000 });
    expect(refused.effects).toMatchObject([
      { type: 'typed', text: 'abc' },
      { type: 'reveal', attempt: { mark: { score: 0 } } },
    ]);
  });
});

describe('Enter', () => {
  const revealed = play(begin([q1, q2]), { type: 'accept', at: 5000 });

  test('shows the answer, then takes the suggested grade', () => {
    expect(revealed.effects).toMatchObject([{ type: 'reveal', attempt: { revealed: true, activeMs: 5000 } }]);
    const ticked = [0, 1].map((p) => ({ type: 'tick', point: p, at: 6000 }) as const);
    const accepted = play(revealed, ...ticked, { type: 'accept', at: 7000 });
    expect(accepted.effects[0]).toMatchObject({ type: 'graded', grade: 'easy' });
    expect(play(revealed, { type: 'accept', at: 7000 }).effects[0]).toMatchObject({ grade: 'again' });
  });

  test('grades nothing within 400 ms after the answer came up', () => {
    const tooSoon = play(revealed, { type: 'accept', at: 5399 });
    expect(tooSoon).toMatchObject({ effects: [], session: { graded: [], current: { revealed: true } } });
    expect(gradedIds(play(tooSoon, { type: 'accept', at: 5400 }))).toEqual(['q1']);
  });

  test('does not keep a number key waiting', () => {
    expect(gradedIds(play(revealed, { type: 'grade', grade: 'good', at: 5001 }))).toEqual(['q1']);
  });

  test('that graded one question does not show the answer of the next by a double tap', () => {
    const next = play(revealed, { type: 'accept', at: 6000 });
    expect(play(next, { type: 'accept', at: 6249 }).effects).toEqual([]);
    expect(play(next, { type: 'accept', at: 6250 }).effects).toMatchObject([{ type: 'reveal' }]);
  });

  test('shows the answer at once where the question did not come up by Enter', () => {
    const asked = begin([q1, q2]);
    const byOtherKeys = [
      asked,
      play(revealed, { type: 'grade', grade: 'good', at: 5000 }),
      ...[asked, revealed].flatMap((screen) => [
        play(screen, { type: 'skip', at: 5000 }),
        play(screen, { type: 'suspend', at: 5000 }),
      ]),
    ];
    for (const screen of byOtherKeys) {
      const at = screen.session.clock + 1;
      expect(play(screen, { type: 'accept', at }).effects).toMatchObject([{ type: 'reveal' }]);
    }
  });
});
