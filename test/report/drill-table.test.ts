import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { drillJson } from '../../src/report/drill-json.ts';
import { drillTable } from '../../src/report/drill-table.ts';
import { drillTableFormats } from '../../src/report/drill-table-formats.ts';
import { mixed, outcome, report, wildText } from './drill-builders.ts';

const result = (score: number, byCategory: Record<string, number>, over: object = {}) => ({
  plan: 'daily',
  score,
  passed: score >= 70,
  complete: true,
  byCategory: Object.fromEntries(Object.entries(byCategory).map(([name, own]) => [name, { score: own }])),
  ...over,
});

const team = () =>
  drillTable([
    { name: 'Ada', document: result(90, { Basics: 95, Advanced: 85 }) },
    { name: 'Grace', document: result(75.5, { Basics: 75.5 }) },
    { name: 'Linus', document: result(40, { Basics: 60, Advanced: 20 }, { complete: false }) },
    { name: 'Edsger', document: result(60.2, { Basics: 60.2 }) },
  ]);

describe('a table of results', () => {
  test('reads what drill --format json writes', () => {
    const documents = [mixed(), report([outcome('a')])].map((one) => JSON.parse(drillJson(one)));
    const table = drillTable(documents.map((document, i) => ({ name: `p${i}`, document })));
    expect(table.problems).toEqual([]);
    expect(table.categories).toEqual(['Basics', 'Advanced']);
    expect(table.rows.map(({ total, verdict }) => [total, verdict])).toEqual([
      [43.3, 'failed'],
      [80, 'passed'],
    ]);
  });

  test('has best, median and lowest of those who have a score', () => {
    const figures = team().summary.map(({ name, total, byCategory }) => [
      name,
      total,
      byCategory.get('Basics'),
      byCategory.get('Advanced'),
    ]);
    expect(figures).toEqual([
      ['Best', 90, 95, 85],
      ['Median', 67.9, 67.9, 52.5],
      ['Lowest', 40, 60, 20],
    ]);
  });

  test.each([
    [null, 'This is not a JSON object.'],
    [[1], 'This is not a JSON object.'],
    ['text', 'This is not a JSON object.'],
    [{}, 'This is not the result of a drill: "plan" has to be a text.'],
    [result(101, {}), 'This is not the result of a drill: "score" has to be a number from 0 to 100.'],
    [result(1, {}, { passed: 1 }), 'This is not the result of a drill: "passed" has to be true or false.'],
    [
      result(1, {}, { complete: 0 }),
      'This is not the result of a drill: "complete" has to be true or false.',
    ],
    [
      result(1, {}, { byCategory: [] }),
      'This is not the result of a drill: "byCategory" has to be an object.',
    ],
    [
      result(1, {}, { byCategory: { A: 1 } }),
      'This is not the result of a drill: "byCategory.A.score" has to be a number from 0 to 100.',
    ],
  ])('reports a document that is no result: %j', (document, problem) => {
    const table = drillTable([{ name: 'x', document }]);
    expect(table).toMatchObject({ rows: [], summary: [], problems: [{ name: 'x', problem }] });
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (document) => {
        expect(drillTable([{ name: 'x', document }]).rows).toEqual([]);
      }),
    );
  });
});

describe('the table as text', () => {
  test('has a line a person', () => {
    expect(drillTableFormats.text(team())).toBe(
      `Name        Result  Total  Basics  Advanced
Ada         passed   90.0    95.0      85.0
Grace       passed   75.5    75.5         -
Linus   incomplete   40.0    60.0      20.0
Edsger      failed   60.2    60.2         -
Best                 90.0    95.0      85.0
Median               67.9    67.9      52.5
Lowest               40.0    60.0      20.0
`,
    );
  });

  test('continues below when there are many categories, within 80 columns', () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`A category named ${i}`, i * 10]));
    const text = drillTableFormats.text(drillTable([{ name: 'Ada', document: result(50, many) }]));
    expect(text.split('\n').filter((line) => line.startsWith('Ada'))).toHaveLength(4);
    for (const name of Object.keys(many)) expect(text.split(name)).toHaveLength(2);
    expect(text.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
  });

  test('fits and steers no terminal, whatever the names', () => {
    fc.assert(
      fc.property(wildText, wildText, wildText, (name, plan, category) => {
        const files = [
          { name, document: result(50, { [category]: 1 }, { plan }) },
          { name: plan, document: result(60, {}) },
        ];
        const lines = drillTableFormats.text(drillTable(files)).split('\n');
        expect(lines.filter((line) => stringWidth(line) > 80 || /\p{Cc}/u.test(line))).toEqual([]);
      }),
    );
  });

  test('tells the plans where they differ', () => {
    const files = ['daily', 'interview'].map((plan) => ({ name: plan, document: result(50, {}, { plan }) }));
    expect(drillTableFormats.text(drillTable(files)).split('\n')[0]).toMatch(/Name +Result +Plan +Total/);
  });
});

describe('the table as Markdown', () => {
  test('has a cell for each category of each person', () => {
    const tokens = new MarkdownIt().parse(drillTableFormats.markdown(team()), {});
    expect(tokens.filter(({ type }) => type === 'inline').map(({ content }) => content)).toEqual([
      ...['Name', 'Result', 'Total', 'Basics', 'Advanced'],
      ...['Ada', 'passed', '90.0', '95.0', '85.0'],
      ...['Grace', 'passed', '75.5', '75.5', ''],
      ...['Linus', 'incomplete', '40.0', '60.0', '20.0'],
      ...['Edsger', 'failed', '60.2', '60.2', ''],
      ...['Best', '', '90.0', '95.0', '85.0'],
      ...['Median', '', '67.9', '67.9', '52.5'],
      ...['Lowest', '', '40.0', '60.0', '20.0'],
    ]);
  });

  test('keeps a name from breaking it', () => {
    const table = drillTable([{ name: 'a|b\n<i>', document: result(1, {}) }]);
    expect(drillTableFormats.markdown(table)).toContain('| a&#124;b \\<i\\> | failed |');
  });
});

describe('the table as CSV', () => {
  // RFC 4180 by its grammar: quoted fields, doubled quotes, CRLF.
  const read = (csv: string) =>
    csv
      .split(/(?<=")\r\n(?="|$)/)
      .slice(0, -1)
      .map((line) =>
        [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, field = '']) => field.replaceAll('""', '"')),
      );

  test('quotes every field', () => {
    const [head, first] = drillTableFormats.csv(team()).split('\r\n');
    expect(head).toBe('"Name","Plan","Result","Total","Basics","Advanced"');
    expect(first).toBe('"Ada","daily","passed","90.0","95.0","85.0"');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('disarms the formula %j', (name) => {
    const csv = drillTableFormats.csv(drillTable([{ name, document: result(1, { [name]: 1 }) }]));
    expect(read(csv)[0]?.at(-1)).toBe(`'${name}`);
    expect(read(csv)[1]?.[0]).toBe(`'${name}`);
  });

  test('keeps quotes and line ends inside their field', () => {
    const name = 'a "b", c\nd';
    expect(read(drillTableFormats.csv(drillTable([{ name, document: result(1, {}) }])))[1]?.[0]).toBe(name);
  });
});
