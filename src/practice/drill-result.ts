import type { Plan, Thresholds } from '../bank/plan.ts';
import type { DrillOutcome } from './drill.ts';

/** How a drill went as a whole. */
export interface DrillResult {
  readonly outcomes: readonly DrillOutcome[];
  /** Every question had its turn: nobody quit, and the input did not end. */
  readonly complete: boolean;
  /** 0 to 100: the mean of all questions, those that had no turn at 0. */
  readonly score: number;
  readonly byCategory: Readonly<Record<string, { readonly score: number; readonly items: number }>>;
  readonly passed: boolean;
  /** Why it did not pass, each in a sentence. */
  readonly reasons: readonly string[];
}

/**
 * Sums a drill up.
 *
 * @param planned how many questions there were: those that had no turn score 0.
 * @param thresholds instead of the plan's own.
 */
export function summarize(
  plan: Plan,
  outcomes: readonly DrillOutcome[],
  planned: number,
  thresholds?: Thresholds,
): DrillResult {
  const complete = outcomes.length === planned;
  const score = mean(
    outcomes.map((outcome) => outcome.score),
    planned,
  );
  const byCategory = categoryScores(outcomes);
  const limits = thresholds ?? plan.failUnder;
  const reasons = [
    ...(complete ? [] : [`${planned - outcomes.length} of ${planned} questions had no answer.`]),
    ...below(limits, score, byCategory),
    ...blocksBelow(plan, outcomes),
  ];
  return { outcomes, complete, score, byCategory, passed: reasons.length === 0, reasons };
}

const mean = (scores: readonly number[], count: number): number =>
  count === 0 ? 0 : Math.round((10 * scores.reduce((sum, score) => sum + score, 0)) / count) / 10;

function categoryScores(outcomes: readonly DrillOutcome[]): DrillResult['byCategory'] {
  const scores = new Map<string, number[]>();
  for (const { task, score } of outcomes) {
    const { category } = task.dealt.item;
    scores.set(category, [...(scores.get(category) ?? []), score]);
  }
  return Object.fromEntries(
    [...scores].map(([name, list]) => [name, { score: mean(list, list.length), items: list.length }]),
  );
}

function below(
  { total, byCategory }: Thresholds,
  score: number,
  scores: DrillResult['byCategory'],
): string[] {
  const categories = Object.entries(byCategory).flatMap(([name, least]) => {
    const found = Object.entries(scores).find(
      ([category]) => category.toLowerCase() === name.toLowerCase(),
    )?.[1];
    if (!found) return [`No question of ${name} was asked.`];
    return found.score < least ? [`${name}: ${found.score} is under ${least}.`] : [];
  });
  return [
    ...(total !== undefined && score < total ? [`The score, ${score}, is under ${total}.`] : []),
    ...categories,
  ];
}

function blocksBelow({ blocks }: Plan, outcomes: readonly DrillOutcome[]): string[] {
  return blocks.flatMap(({ title, passMark }, number) => {
    const scores = outcomes.filter(({ task }) => task.block === number).map(({ score }) => score);
    const score = mean(scores, scores.length);
    return passMark !== undefined && scores.length > 0 && score < passMark
      ? [`${title}: ${score} is under ${passMark}.`]
      : [];
  });
}
