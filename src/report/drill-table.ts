/** One result file, parsed: whatever was in it. */
export interface DrillFile {
  /** A person, or the file's name. */
  readonly name: string;
  readonly document: unknown;
}

/** One line of the table: a file, or a figure over all of them. */
export interface DrillTableRow {
  readonly name: string;
  readonly total: number | undefined;
  readonly byCategory: ReadonlyMap<string, number>;
}

/** A file that is no result of a drill, and what is wrong with it. */
export interface DrillFileProblem {
  readonly name: string;
  readonly problem: string;
}

/** An incomplete drill failed, too. */
type Verdict = 'passed' | 'failed' | 'incomplete';

/** The results of a team side by side. */
export interface DrillTable {
  /** In the order in which they first occur. */
  readonly categories: readonly string[];
  /** In the order given. */
  readonly rows: readonly (DrillTableRow & { readonly plan: string; readonly verdict: Verdict })[];
  /** Best, median, lowest: column by column, over those who have a score there. Empty without rows. */
  readonly summary: readonly DrillTableRow[];
  readonly problems: readonly DrillFileProblem[];
}

/** Compares results of `drill --format json`. A document that is none is a problem, and the others are compared. */
export function drillTable(files: readonly DrillFile[]): DrillTable {
  const read = files.map(({ name, document }) => readResult(name, document));
  const rows = read.filter((one) => 'total' in one);
  const categories = [...new Set(rows.flatMap(({ byCategory }) => [...byCategory.keys()]))];
  return {
    categories,
    rows,
    summary: rows.length === 0 ? [] : summaryOf(rows, categories),
    problems: read.filter((one) => 'problem' in one),
  };
}

function readResult(name: string, document: unknown): DrillTable['rows'][number] | DrillFileProblem {
  if (!isRecord(document)) return { name, problem: 'This is not a JSON object.' };
  const { plan, score, passed, complete, byCategory } = document;
  const fault = (key: string, what: string) => ({
    name,
    problem: `This is not the result of a drill: "${key}" has to be ${what}.`,
  });
  if (typeof plan !== 'string') return fault('plan', 'a text');
  if (!isScore(score)) return fault('score', 'a number from 0 to 100');
  if (typeof passed !== 'boolean') return fault('passed', 'true or false');
  if (typeof complete !== 'boolean') return fault('complete', 'true or false');
  if (!isRecord(byCategory)) return fault('byCategory', 'an object');
  const scores = new Map<string, number>();
  for (const [category, own] of Object.entries(byCategory)) {
    if (!isRecord(own) || !isScore(own.score))
      return fault(`byCategory.${category}.score`, 'a number from 0 to 100');
    scores.set(category, own.score);
  }
  const verdict = passed ? 'passed' : complete ? 'failed' : 'incomplete';
  return { name, plan, verdict, total: score, byCategory: scores };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScore = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 100;

type Figure = (sorted: readonly number[]) => number | undefined;

function summaryOf(rows: readonly DrillTableRow[], categories: readonly string[]): DrillTableRow[] {
  const line = (name: string, figure: Figure): DrillTableRow => ({
    name,
    total: figure(sorted(rows.map(({ total }) => total))),
    byCategory: new Map(
      categories.flatMap((category) => {
        const value = figure(sorted(rows.map(({ byCategory }) => byCategory.get(category))));
        return value === undefined ? [] : [[category, value]];
      }),
    ),
  });
  return [line('Best', (list) => list.at(-1)), line('Median', median), line('Lowest', (list) => list[0])];
}

const sorted = (scores: readonly (number | undefined)[]): number[] =>
  scores.filter((score) => score !== undefined).sort((a, b) => a - b);

const median: Figure = (list) => {
  const low = list[Math.ceil(list.length / 2) - 1];
  const high = list[Math.floor(list.length / 2)];
  return low === undefined || high === undefined ? undefined : Math.round(5 * (low + high)) / 10;
};
