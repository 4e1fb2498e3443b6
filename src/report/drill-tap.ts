import { type DrillDocumentItem, drillDocument } from './drill-json.ts';
import type { DrillReport } from './drill-report.ts';
import { gradeText, namesOf, scoreText, verdictText } from './drill-words.ts';
import { oneLine } from './fitted.ts';

/**
 * `drill --format tap`: TAP version 14 (testanything.org/tap-version-14-specification.html), a point a question,
 * `not ok` where the grade is again. A drill that failed has one more point, which is `not ok`: else a drill under
 * its threshold with no question graded again would pass in every TAP reader.
 */
export function drillTap(report: DrillReport): string {
  const document = drillDocument(report);
  const names = namesOf(document.items);
  const points = document.items.map((item, i) => questionPoint(item, i + 1, names[i] ?? item.id));
  const verdict = document.passed ? [] : [verdictPoint(document, points.length + 1)];
  const total = points.length + verdict.length;
  return `${[
    'TAP version 14',
    `1..${total}${total === 0 ? ' # SKIP no question was asked' : ''}`,
    `# drill ${escaped(document.plan)}, seed ${document.seed}`,
    ...points,
    ...verdict,
    `# ${verdictText(document)}, ${scoreText(document.score)} of 100`,
  ].join('\n')}\n`;
}

function questionPoint(item: DrillDocumentItem, number: number, name: string): string {
  const ok = item.skipped || item.grade !== 'again';
  // The score stands last: readers take `{` at the end of a line for the start of a subtest.
  const line = `${point(ok, number, `${name} ${item.title}`)} (${scoreText(item.score)}, ${gradeText(item)})`;
  if (item.skipped) return `${line} # SKIP no answer`;
  return [line, ...diagnostics(questionFacts(item))].join('\n');
}

const questionFacts = (item: DrillDocumentItem): Facts => ({
  category: item.category,
  kind: item.kind,
  score: item.score,
  grade: item.grade,
  hintsUsed: item.hintsUsed,
  duration_ms: Math.round(item.seconds * 1000),
  timedOut: item.timedOut,
  missed: item.missed,
  ...(item.remark === null ? {} : { remark: item.remark }),
  due: item.due,
});

function verdictPoint(
  document: { score: number; failUnder: number | null; reasons: readonly string[] },
  number: number,
): string {
  const { score, failUnder, reasons } = document;
  return [point(false, number, 'the drill as a whole'), ...diagnostics({ score, failUnder, reasons })].join(
    '\n',
  );
}

const point = (ok: boolean, number: number, text: string): string =>
  `${ok ? 'ok' : 'not ok'} ${number} - ${escaped(text)}`;

/** Outside YAML, `#` begins a directive and `\` an escape. */
const escaped = (text: string): string => oneLine(text).replace(/[\\#]/g, '\\$&');

type Fact = string | number | boolean | null | readonly string[];
type Facts = Readonly<Record<string, Fact>>;

const diagnostics = (facts: Facts): string[] => [
  '  ---',
  ...Object.entries(facts).flatMap(([key, fact]) => yamlLines(key, fact)),
  '  ...',
];

function yamlLines(key: string, fact: Fact): string[] {
  if (fact === null || typeof fact !== 'object') return [`  ${key}: ${scalar(fact)}`];
  if (fact.length === 0) return [`  ${key}: []`];
  return [`  ${key}:`, ...fact.map((text) => `    - ${scalar(text)}`)];
}

// A JSON scalar is a YAML 1.2 scalar, once no character is left that YAML does not print.
const scalar = (fact: Exclude<Fact, readonly string[]>): string =>
  JSON.stringify(typeof fact === 'string' ? oneLine(fact) : fact);
