import type { DrillTable, DrillTableRow } from './drill-table.ts';
import { scoreText } from './drill-words.ts';
import { left, oneLine, right, widest } from './fitted.ts';
import { markdownTable, markdownText } from './markdown-words.ts';

const width = 80;
const gap = '  ';

/** What a table can be written as. Files that could not be read are in none: the caller names them. */
export const drillTableFormats: Readonly<Record<'text' | 'markdown' | 'csv', (table: DrillTable) => string>> =
  { text: drillTableText, markdown: drillTableMarkdown, csv: drillTableCsv };

interface Column {
  readonly head: string;
  readonly cell: (row: AnyRow) => string;
}

type AnyRow = DrillTableRow & { readonly plan?: string; readonly verdict?: string };

const allRows = ({ rows, summary }: DrillTable): AnyRow[] => [...rows, ...summary];

const figure = (score: number | undefined, none: string): string =>
  score === undefined ? none : scoreText(score);

/** What stands beside the names. The plan is told where there is more than one: they do not compare. */
function columns({ categories, rows }: DrillTable, none: string): Column[] {
  const plans = new Set(rows.map(({ plan }) => plan));
  return [
    { head: 'Result', cell: ({ verdict }) => verdict ?? '' },
    ...(plans.size > 1 ? [{ head: 'Plan', cell: ({ plan }: AnyRow) => plan ?? '' }] : []),
    { head: 'Total', cell: ({ total }) => figure(total, none) },
    ...categories.map((category) => ({
      head: category,
      cell: ({ byCategory }: AnyRow) => figure(byCategory.get(category), none),
    })),
  ];
}

/** For a terminal: 80 columns, categories that do not fit in tables of their own below. */
function drillTableText(table: DrillTable): string {
  const rows = allRows(table);
  const nameWidth = widest(
    rows.map(({ name }) => oneLine(name)),
    6,
    24,
  );
  const line = (name: string, cells: readonly string[]) =>
    [left(name, nameWidth), ...cells].join(gap).trimEnd();
  const parts = groups(sized(columns(table, '-'), rows), width - nameWidth).map((group) =>
    [
      line(
        'Name',
        group.map(({ head, size }) => right(oneLine(head), size)),
      ),
      ...rows.map((row) =>
        line(
          oneLine(row.name),
          group.map(({ cell, size }) => right(oneLine(cell(row)), size)),
        ),
      ),
    ].join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

type Sized = Column & { readonly size: number };

const sized = (list: readonly Column[], rows: readonly AnyRow[]): Sized[] =>
  list.map((column) => ({
    ...column,
    size: widest([column.head, ...rows.map(column.cell)].map(oneLine), 5, 30),
  }));

function groups(list: readonly Sized[], room: number): Sized[][] {
  const done: Sized[][] = [];
  let used = room;
  for (const column of list) {
    const needs = column.size + gap.length;
    if (used + needs > room) {
      done.push([]);
      used = 0;
    }
    done.at(-1)?.push(column);
    used += needs;
  }
  return done;
}

/** For a pull request or the step summary. */
function drillTableMarkdown(table: DrillTable): string {
  const list = columns(table, '');
  const rows = allRows(table).map((row) => [row.name, ...list.map(({ cell }) => cell(row))]);
  const head = ['Name', ...list.map((column) => column.head)];
  const firstNumber = list.findIndex((column) => column.head === 'Total') + 1;
  return `${markdownTable(
    head.map(markdownText),
    rows.map((row) => row.map(markdownText)),
    firstNumber,
  )}\n`;
}

/** RFC 4180, every field quoted. */
function drillTableCsv(table: DrillTable): string {
  const head = ['Name', 'Plan', 'Result', 'Total', ...table.categories];
  const rows = allRows(table).map(({ name, plan = '', verdict = '', total, byCategory }) => [
    name,
    plan,
    verdict,
    figure(total, ''),
    ...table.categories.map((category) => figure(byCategory.get(category), '')),
  ]);
  return [head, ...rows].map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
}

// A spreadsheet takes these for the start of a formula, in their wide forms too (OWASP, "CSV Injection").
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

function csvField(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal is taken out.
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '');
  return `"${clean.replace(formulaStart, "'$&").replaceAll('"', '""')}"`;
}
