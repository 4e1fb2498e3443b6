import { fullId } from '../bank/item.ts';
import type { Grade } from '../memory/grade.ts';
import type { DrillOutcome } from '../practice/drill.ts';
import type { DrillReport } from './drill-report.ts';

/** One question in `drill --format json`. */
export interface DrillDocumentItem {
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  readonly category: string;
  readonly kind: string;
  /** 0 to 100, one decimal. */
  readonly score: number;
  readonly grade: Grade;
  readonly hintsUsed: number;
  readonly seconds: number;
  readonly timedOut: boolean;
  readonly skipped: boolean;
  readonly matched: readonly string[];
  readonly missed: readonly string[];
  readonly remark: string | null;
  /** The next review, ISO 8601 with offset; null where none is scheduled. */
  readonly due: string | null;
}

/** `drill --format json`, as schema/hotseat-drill.schema.json describes it. Keys may be added, never renamed. */
export interface DrillDocument {
  readonly plan: string;
  readonly seed: number;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly complete: boolean;
  readonly score: number;
  readonly failUnder: number | null;
  readonly failUnderByCategory: Readonly<Record<string, number>>;
  readonly passed: boolean;
  readonly reasons: readonly string[];
  readonly items: readonly DrillDocumentItem[];
  readonly byCategory: Readonly<Record<string, { readonly score: number; readonly items: number }>>;
  readonly saved: boolean;
}

/** The result as plain data: the JSON itself, and what the other formats are written from. */
export function drillDocument(report: DrillReport): DrillDocument {
  const { plan, seed, startedAt, endedAt, saved, failUnder, failUnderByCategory, result, due } = report;
  return {
    plan,
    seed,
    startedAt,
    endedAt,
    complete: result.complete,
    score: tenths(result.score),
    failUnder,
    failUnderByCategory,
    passed: result.passed,
    reasons: result.reasons,
    items: result.outcomes.map((outcome) => documentItem(outcome, due)),
    byCategory: Object.fromEntries(
      Object.entries(result.byCategory).map(([name, { score, items }]) => [
        name,
        { score: tenths(score), items },
      ]),
    ),
    saved,
  };
}

function documentItem(outcome: DrillOutcome, due: ReadonlyMap<string, string>): DrillDocumentItem {
  const { item } = outcome.task.dealt;
  return {
    id: item.id,
    pack: item.pack,
    title: item.title,
    category: item.category,
    kind: item.kind,
    score: tenths(outcome.score),
    grade: outcome.grade,
    hintsUsed: outcome.hintsUsed,
    seconds: tenths(outcome.seconds),
    timedOut: outcome.timedOut,
    skipped: outcome.skipped,
    matched: outcome.mark.matched,
    missed: outcome.mark.missed,
    remark: outcome.mark.remark ?? null,
    due: due.get(fullId(item)) ?? null,
  };
}

const tenths = (n: number): number => Math.round(n * 10) / 10;

/** `drill --format json`: one document, indented so that its differences can be read. */
export const drillJson = (report: DrillReport): string =>
  `${JSON.stringify(drillDocument(report), null, 2)}\n`;
