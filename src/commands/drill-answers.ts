import { fullId } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { type DrillOutcome, type DrillTask, outcomeOf, skippedOutcome } from '../practice/drill.ts';
import { readDrillAnswer } from '../practice/drill-answers.ts';
import { type AnswersFile, readAnswers } from '../storage/answers.ts';
import {
  checkFormat,
  type DrillContext,
  type DrillOptions,
  keepOutcome,
  type SatDrill,
} from './drill-finish.ts';
import { openReviewer } from './reviewer.ts';
import { secondOpinion } from './second-opinion.ts';
import type { World } from './world.ts';

/** Sits a drill from an answers file: every question has its turn, one without an answer is skipped. */
export async function answersDrill(
  world: World,
  context: DrillContext,
  options: DrillOptions,
): Promise<SatDrill> {
  checkFormat(options);
  const answers = readAnswers(options.answers ?? '-');
  const opinion = secondOpinion(world, options.grader);
  const first = context.tasks.map((task) => answered(task, answers));
  const outcomes: DrillOutcome[] = [];
  for (const outcome of first) outcomes.push(await opinion(outcome));
  sayUnused(world, context, answers);
  const saved = options.save === true;
  const reviewer = openReviewer(world, context.loaded, saved);
  for (const outcome of outcomes)
    if (!outcome.skipped) keepOutcome(reviewer, outcome, options.as ?? 'script');
  reviewer.close();
  return { outcomes, saved, reviewer };
}

function answered(task: DrillTask, { file, entries, locate }: AnswersFile): DrillOutcome {
  const { item } = task.dealt;
  const key = [fullId(item), item.id].find((id) => entries.has(id));
  const answer = key === undefined ? undefined : readDrillAnswer(task.dealt, entries.get(key));
  if (!answer) return skippedOutcome(task);
  if ('fault' in answer) {
    const { line, column } = locate([key ?? '']);
    throw new UserError(
      `${file}:${line}:${column} the answer to ${key}: ${answer.fault}`,
      'Mend the answer; `hotseat drill PLAN --template` shows what each question takes.',
    );
  }
  return outcomeOf(task, answer);
}

function sayUnused(world: World, { tasks }: DrillContext, { entries }: AnswersFile): void {
  const asked = new Set(tasks.flatMap(({ dealt: { item } }) => [item.id, fullId(item)]));
  const unused = [...entries.keys()].filter((id) => !asked.has(id));
  if (unused.length > 0)
    world.note(
      `Not asked in this drill, so passed over: ${unused.join(', ')}. The same --seed and --now as the template's select the same questions.`,
    );
}
