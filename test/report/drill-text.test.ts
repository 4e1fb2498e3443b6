import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { drillText } from '../../src/report/drill-text.ts';
import { mixed, outcome, report, wildReport } from './drill-builders.ts';

describe('the score card', () => {
  test('shows questions, categories, what was missed, and the verdict with its reasons', () => {
    expect(drillText(mixed())).toBe(
      `Drill daily, seed 7

Id         Question                                   Score  Grade          Time
sre-001    What is an error budget?                    80.0  good           0:41
sre-002    Title of sre-002                            63.3  hard      3:12 over
aiops-017  Burn rates: how many windows, and why?      30.0  again          0:41
aiops-018  Title of aiops-018                           0.0  skipped           -

Category                        Score  Questions
Basics    ##############......   71.7          2
Advanced  ###.................   15.0          2  needs 60

Missed most
- A short window resets fast (aiops-017)
- A long window keeps noise out (aiops-017)

- The score, 43.3, is under 80.
- advanced: 15 is under 60.
Drill failed: 43.3 of 100, 80 needed.
`,
    );
  });

  test('of a drill that passed is short', () => {
    expect(drillText(report([outcome('a', { score: 100, grade: 'easy' })]))).toBe(
      `Drill daily, seed 7

Id  Question                                          Score  Grade          Time
a   Title of a                                        100.0  easy           0:41

Category                        Score  Questions
Basics    ####################  100.0          1

Drill passed: 100.0 of 100.
`,
    );
  });

  test('of a drill without questions says no more than that', () => {
    expect(drillText(report([], { planned: 2 }))).toBe(
      `Drill daily, seed 7

- 2 of 2 questions had no answer.
Drill failed (incomplete): 0.0 of 100.
`,
    );
  });

  test('puts first what was missed most often, then what went worst', () => {
    const again = { grade: 'again' as const, score: 40 };
    const text = drillText(
      report([
        outcome('a', { ...again, missed: ['once, and not so bad'] }),
        outcome('b', { ...again, score: 10, missed: ['once, and bad'] }),
        outcome('c', { ...again, missed: ['twice'] }),
        outcome('d', { ...again, missed: ['twice'] }),
      ]),
    );
    expect(text).toContain(
      `Missed most
- twice (c, 2 times)
- once, and bad (b)
- once, and not so bad (a)
`,
    );
  });

  test('fills a bar only for a whole score', () => {
    expect(drillText(report([outcome('a', { score: 99.9 })]))).toContain(' ###################. ');
    expect(drillText(report([outcome('a', { score: 100 })]))).toContain(' #################### ');
  });

  test('fits 80 columns and steers no terminal, whatever the texts', () => {
    fc.assert(
      fc.property(wildReport, (wild) => {
        const lines = drillText(wild).split('\n');
        expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
        expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
