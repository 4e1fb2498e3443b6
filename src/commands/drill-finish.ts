import { fullId } from '../bank/item.ts';
import { oneOf } from '../bank/one-of.ts';
import type { Plan, Thresholds } from '../bank/plan.ts';
import { isoTime, startOfDay } from '../memory/day.ts';
import type { Review } from '../memory/record.ts';
import type { DrillOutcome, DrillTask } from '../practice/drill.ts';
import { type DrillResult, summarize } from '../practice/drill-result.ts';
import { coverageKeys } from '../practice/grade.ts';
import { drillAnnotations } from '../report/drill-annotations.ts';
import { drillFormats } from '../report/drill-formats.ts';
import type { DrillReport } from '../report/drill-report.ts';
import { appendText } from '../storage/atomic-write.ts';
import { saveTo } from './output.ts';
import { type Loaded, refreshProgress } from './practice-bank.ts';
import type { Reviewer } from './reviewer.ts';
import type { ExitCode, World } from './world.ts';

/** The drill options as commander leaves them. */
export interface DrillOptions {
  readonly answers?: string;
  readonly protocol?: string;
  readonly template?: boolean;
  readonly table?: readonly string[];
  readonly failUnder?: readonly string[];
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: string;
  readonly save?: boolean;
  readonly as?: string;
  readonly idle?: string;
  readonly grader?: string;
}

/** A drill that is about to be sat. */
export interface DrillContext {
  readonly plan: Plan;
  readonly loaded: Loaded;
  readonly seed: number;
  readonly tasks: readonly DrillTask[];
  readonly startedAt: number;
  readonly thresholds: Thresholds | undefined;
}

/** How a drill was sat. */
export interface SatDrill {
  readonly outcomes: readonly DrillOutcome[];
  readonly saved: boolean;
  /** Knows when each question comes back. */
  readonly reviewer: Reviewer;
}

/** Sums a drill up, writes its result in the format that was asked for, and decides the exit code. */
export function finishDrill(
  world: World,
  context: DrillContext,
  sat: SatDrill,
  options: DrillOptions,
): ExitCode {
  const report = drillReport(world, context, sat);
  const format = options.json ? 'json' : (options.format ?? 'text');
  const text = formatter(format)(report);
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (options.output === undefined) world.out(whole);
  else saveTo(options.output, whole);
  tellGithub(world, report);
  if (sat.saved) refreshProgress(world, context.loaded.bank);
  return report.result.passed ? 0 : 1;
}

/** Everything that a result format can show. */
export function drillReport(
  world: World,
  context: DrillContext,
  { outcomes, saved, reviewer }: SatDrill,
): DrillReport {
  const { plan, seed, tasks, startedAt, thresholds } = context;
  const limits = thresholds ?? plan.failUnder;
  const result: DrillResult = summarize(plan, outcomes, tasks.length, thresholds);
  const spent = outcomes.reduce((sum, { seconds }) => sum + seconds, 0) * 1000;
  // Where the time is pretended and stands still, the answers' own durations pass.
  const endedAt = world.clock.now() === startedAt ? startedAt + Math.round(spent) : world.clock.now();
  return {
    plan: plan.name,
    seed,
    startedAt: isoTime(startedAt, world.zone),
    endedAt: isoTime(endedAt, world.zone),
    saved,
    failUnder: limits.total ?? null,
    failUnderByCategory: limits.byCategory,
    result,
    due: new Map(
      outcomes.flatMap((outcome) => {
        const due = outcome.skipped ? null : nextDue(world, reviewer, outcome);
        return due === null ? [] : [[fullId(outcome.task.dealt.item), due]];
      }),
    ),
  };
}

// Annotations are commands to the runner, which reads them from stderr as well: stdout is the result's.
function tellGithub(world: World, report: DrillReport): void {
  if (world.githubActions) world.warn(drillAnnotations(report));
  if (world.stepSummary !== undefined) appendText(world.stepSummary, `${drillFormats.markdown(report)}\n`);
}

const formatter = (name: string): ((report: DrillReport) => string) =>
  drillFormats[oneOf('format', name, Object.keys(drillFormats) as (keyof typeof drillFormats)[])];

/** Refuses a format before anybody has answered anything. */
export const checkFormat = (options: DrillOptions): void =>
  void formatter(options.json ? 'json' : (options.format ?? 'text'));

/** When the question of an outcome comes back; null for one that was never reviewed. */
export function nextDue(world: World, reviewer: Reviewer, { task }: DrillOutcome): string | null {
  const due = reviewer.entryOf(task.dealt.item)?.card?.due;
  return due === undefined ? null : isoTime(startOfDay(due, world.zone), world.zone);
}

/** Keeps one outcome as a review by whoever answered. */
export function keepOutcome(reviewer: Reviewer, outcome: DrillOutcome, by: string): void {
  const { task, grade, score, hintsUsed, seconds, timedOut } = outcome;
  reviewer.review(task.dealt.item, {
    ...{ grade, score, seconds, hintsUsed, timedOut, by },
    ...(task.typed ? { typed: true } : {}),
    ...pointsOf(outcome),
  });
}

// Where somebody only gave a grade, nothing is known of the points.
function pointsOf({ task, answer, mark }: DrillOutcome): Pick<Review, 'covered' | 'missed'> {
  const { keyPoints } = task.dealt.item;
  if (answer?.type !== 'text' && mark.matched.length === 0) return {};
  return coverageKeys(
    keyPoints,
    keyPoints.map(({ text }) => mark.matched.includes(text)),
  );
}
