import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drillAnnotations } from '../../src/report/drill-annotations.ts';
import { mixed, outcome, report, wildReport } from './drill-builders.ts';

// As the runner reads a command (actions/runner, ActionCommand.TryParseV2).
const unescaped = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

function read(line: string) {
  const [, level = '', title = '', message = ''] = /^::(\w+) title=([^:,]*)::(.*)$/s.exec(line) ?? [];
  return { level, title: unescaped(title), message: unescaped(message) };
}

describe('annotations for GitHub', () => {
  test('warn of what was graded again, and end with the verdict', () => {
    expect(drillAnnotations(mixed())).toBe(
      `::warning title=aiops-017 Burn rates%3A how many windows%2C and why?::Score 30.0 of 100, again.%0AMissed: A short window resets fast%0AMissed: A long window keeps noise out%0AThe unit was mixed up.
::error title=Drill daily failed::Score 43.3 of 100.%0AThe score, 43.3, is under 80.%0Aadvanced: 15 is under 60.
`,
    );
  });

  test('are one notice for a drill that passed', () => {
    expect(drillAnnotations(report([outcome('a')]))).toBe(
      '::notice title=Drill daily passed::Score 80.0 of 100.\n',
    );
  });

  test('begin with the worst: GitHub shows ten', () => {
    const again = (id: string, score: number) => outcome(id, { score, grade: 'again' });
    const lines = drillAnnotations(report([again('a', 40), again('b', 10)])).split('\n');
    expect(lines.slice(0, 2).map((line) => read(line).title)).toEqual(['b Title of b', 'a Title of a']);
  });

  test('keep a percent sign', () => {
    const lines = drillAnnotations(report([outcome('a', { grade: 'again', missed: ['99%0A'] })]));
    expect(read(lines.split('\n')[0] ?? '').message).toContain('Missed: 99%0A');
  });

  test('are one command a line, whatever the texts', () => {
    fc.assert(
      fc.property(wildReport, (wild) => {
        const lines = drillAnnotations(wild).trimEnd().split('\n');
        const again = wild.result.outcomes.filter(({ grade, skipped }) => grade === 'again' && !skipped);
        expect(lines.map((line) => read(line).level)).toEqual([
          ...again.map(() => 'warning'),
          wild.result.passed ? 'notice' : 'error',
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
