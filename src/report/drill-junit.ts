import { type DrillDocument, type DrillDocumentItem, drillDocument } from './drill-json.ts';
import type { DrillReport } from './drill-report.ts';
import { gradeText, namesOf, scoreText, verdictText } from './drill-words.ts';
import { oneLine } from './fitted.ts';

/** A question under the name that is shown for it. */
type Case = DrillDocumentItem & { readonly name: string };

/**
 * `drill --format junit`: a suite a category, a case a question; a question graded again is a failure.
 * The dialect is the one that the xUnit plugin of Jenkins accepts (its junit-10.xsd), without what others reject:
 * no `skipped` on the root, no offset in a timestamp.
 */
export function drillJunit(report: DrillReport): string {
  const document = drillDocument(report);
  const names = namesOf(document.items);
  const cases = document.items.map((item, i) => ({ ...item, name: names[i] ?? item.id }));
  const suites = [...new Set(cases.map(({ category }) => category))].map((category) =>
    suite(
      category,
      cases.filter((one) => one.category === category),
      document,
    ),
  );
  const { skipped: _notInTheSchema, ...sums } = counts(cases);
  const root = tag('testsuites', { name: `hotseat drill ${document.plan}`, ...sums }, suites);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function suite(category: string, cases: readonly Case[], document: DrillDocument): string {
  const attributes = { name: category, ...counts(cases), timestamp: document.startedAt.slice(0, 19) };
  return tag('testsuite', attributes, [properties(category, document), ...cases.map(testcase)]);
}

const failed = ({ skipped, grade }: Case): boolean => !skipped && grade === 'again';

const counts = (cases: readonly Case[]) => ({
  tests: String(cases.length),
  failures: String(cases.filter(failed).length),
  errors: '0',
  skipped: String(cases.filter(({ skipped }) => skipped).length),
  time: secondsText(cases.reduce((sum, { seconds }) => sum + seconds, 0)),
});

// The schema's times have no exponent.
const secondsText = (seconds: number): string => seconds.toFixed(3);

// The verdict stands in every suite, because servers show suites apart from each other.
function properties(category: string, document: DrillDocument): string {
  const { plan, seed, score, failUnder, startedAt, endedAt, byCategory, reasons } = document;
  const pairs: [string, string][] = [
    ['plan', plan],
    ['seed', String(seed)],
    ['score', scoreText(score)],
    ...Object.entries(byCategory)
      .filter(([name]) => name === category)
      .map(([, own]): [string, string] => ['categoryScore', scoreText(own.score)]),
    ...(failUnder === null ? [] : [['failUnder', String(failUnder)] as [string, string]]),
    ['verdict', verdictText(document)],
    ...reasons.map((reason): [string, string] => ['reason', reason]),
    ['startedAt', startedAt],
    ['endedAt', endedAt],
  ];
  return tag(
    'properties',
    {},
    pairs.map(([name, value]) => tag('property', { name, value }, [])),
  );
}

function testcase(one: Case): string {
  const attributes = {
    name: `${one.name} ${oneLine(one.title)}`,
    classname: one.category,
    time: secondsText(one.seconds),
  };
  if (one.skipped) return tag('testcase', attributes, [tag('skipped', {}, [])]);
  const failure = failed(one) ? [failureOf(one)] : [];
  return tag('testcase', attributes, [...failure, `<system-out>${escaped(notes(one))}</system-out>`]);
}

function failureOf({ score, missed }: Case): string {
  const message = `Score ${scoreText(score)} of 100.${missed.length > 0 ? ` Missed: ${missed.map(oneLine).join('; ')}` : ''}`;
  const body = missed.map((point) => `- ${escaped(oneLine(point))}`).join('\n');
  return `<failure type="again" message="${escaped(message)}">${body}</failure>`;
}

function notes(one: Case): string {
  return [
    `Score ${scoreText(one.score)} of 100, ${gradeText(one)}.`,
    ...(one.hintsUsed > 0 ? [`Hints: ${one.hintsUsed}.`] : []),
    ...(one.timedOut ? ['Over its time.'] : []),
    ...(one.remark ? [oneLine(one.remark)] : []),
  ].join(' ');
}

function tag(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly string[],
): string {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(
    ' ',
  );
  if (children.length === 0) return `<${open}/>`;
  const inner = children.map((child) => child.replace(/^(?= *<)/gm, '  ')).join('\n');
  return `<${open}>\n${inner}\n</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // As references, because a parser makes blanks of them in an attribute.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

// XML 1.0, section 2.2: what is no Char cannot be written at all, not even as a reference.
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text for an attribute or for content. */
const escaped = (text: string): string =>
  text.replace(forbidden, '').replace(/[&<>"'\t\n\r]/g, (char) => entities[char] ?? char);
