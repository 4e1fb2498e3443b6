// A drill's report in a few words: each test names what it is about. The sum is the program's own.
import fc from 'fast-check';
import type { OpenItem } from '../../src/bank/item.ts';
import type { Plan } from '../../src/bank/plan.ts';
import type { DrillOutcome } from '../../src/practice/drill.ts';
import { summarize } from '../../src/practice/drill-result.ts';
import type { DrillReport } from '../../src/report/drill-report.ts';
import { item } from '../builders.ts';

type OutcomeOver = Partial<Omit<DrillOutcome, 'mark' | 'task'>> & {
  readonly item?: Partial<OpenItem>;
  readonly missed?: readonly string[];
  readonly matched?: readonly string[];
  readonly remark?: string;
};

/** An answer worth 80, good, in 41.2 seconds. */
export function outcome(id: string, over: OutcomeOver = {}): DrillOutcome {
  const { item: itemOver, missed = [], matched = [], remark, ...rest } = over;
  const dealt = { item: item(id, itemOver), shown: [] };
  return {
    task: { dealt, block: 0, limitSeconds: 60, hintsAvailable: 3, typed: true },
    skipped: false,
    score: 80,
    grade: 'good',
    hintsUsed: 0,
    seconds: 41.2,
    timedOut: false,
    ...rest,
    mark: { score: rest.score ?? 80, matched, missed, ...(remark === undefined ? {} : { remark }) },
  };
}

const skipped = (id: string, over: OutcomeOver = {}): DrillOutcome =>
  outcome(id, { skipped: true, score: 0, grade: 'again', seconds: 0, ...over });

const plan: Plan = {
  name: 'daily',
  description: '',
  failUnder: { byCategory: {} },
  strict: false,
  blocks: [],
};

/** A report of these outcomes; `planned` says that some had no turn. */
export function report(
  outcomes: readonly DrillOutcome[],
  { planned = outcomes.length, ...over }: Partial<DrillReport> & { planned?: number } = {},
): DrillReport {
  const { failUnder = null, failUnderByCategory = {} } = over;
  const thresholds = {
    ...(failUnder === null ? {} : { total: failUnder }),
    byCategory: failUnderByCategory,
  };
  return {
    plan: 'daily',
    seed: 7,
    startedAt: '2026-11-21T09:00:00+01:00',
    endedAt: '2026-11-21T09:05:30.250+01:00',
    saved: true,
    failUnder,
    failUnderByCategory,
    result: summarize(plan, outcomes, planned, thresholds),
    due: new Map(outcomes.map(({ task }) => [`pack/${task.dealt.item.id}`, '2026-11-24T04:00:00+01:00'])),
    ...over,
  };
}

/** One of each: good, over time, again with points missed, skipped; two categories; under its thresholds. */
export const mixed = (): DrillReport => {
  const advanced = { category: 'Advanced' };
  return report(
    [
      outcome('sre-001', { item: { title: 'What is an error budget?' }, matched: ['one'] }),
      outcome('sre-002', { score: 63.33333, grade: 'hard', seconds: 192, timedOut: true, hintsUsed: 2 }),
      outcome('aiops-017', {
        item: { ...advanced, title: 'Burn rates: how many windows, and why?' },
        score: 30,
        grade: 'again',
        missed: ['A short window resets fast', 'A long window keeps noise out'],
        remark: 'The unit was mixed up.',
      }),
      skipped('aiops-018', { item: advanced, missed: ['one', 'two'] }),
    ],
    { failUnder: 80, failUnderByCategory: { advanced: 60 } },
  );
};

/** Text of any kind: words, control characters, lone surrogates, and what the formats give a meaning to. */
export const wildText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom('\ud800', '\udc00', '\u0000', '\u001b[31m', '\ufffe', '\uffff', '\u2028', '\u0085'),
      fc.constantFrom(
        '\r\n',
        '\t',
        ']]>',
        '<b>',
        '&amp;',
        '"',
        "'",
        '|',
        '`',
        '\\',
        '#',
        ' # SKIP',
        ' {',
        '}',
      ),
      fc.constantFrom(
        '::',
        '%0A',
        '[a](http://b.c)',
        'https://b.c',
        'www.b.c',
        '@me',
        '- ',
        '1. ',
        '$x$',
        ': ',
      ),
      fc.constantFrom('word', '字', '👩‍👩‍👧', 'é', ' '),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** A report in which every text is wild. */
export const wildReport = fc
  .record({
    plan: wildText,
    answers: fc.array(
      fc.record({
        title: wildText,
        category: wildText,
        missed: fc.array(wildText, { maxLength: 3 }),
        remark: wildText,
        score: fc.double({ min: 0, max: 100, noNaN: true }),
        seconds: fc.double({ min: 0, max: 10_000, noNaN: true }),
        grade: fc.constantFrom('again' as const, 'hard' as const, 'good' as const, 'easy' as const),
        left: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    failUnder: fc.option(fc.integer({ min: 0, max: 100 })),
  })
  .map(({ plan: name, answers, failUnder }) =>
    report(
      answers.map(({ title, category, left, ...over }, i) =>
        left
          ? skipped(`q-${i}`, { item: { title, category } })
          : outcome(`q-${i}`, { item: { title, category }, ...over }),
      ),
      { plan: name, failUnder },
    ),
  );
