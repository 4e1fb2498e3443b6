import { UserError } from '../bank/user-error.ts';
import { chatModel } from '../network/chat.ts';
import type { DrillOutcome } from '../practice/drill.ts';
import { type AskModel, opinionRequest, withOpinion } from '../practice/opinion.ts';
import type { World } from './world.ts';

/** Marks an outcome again, or leaves it as it is. */
export type Opinion = (outcome: DrillOutcome) => Promise<DrillOutcome>;

/** The second opinion that `--grader URL` asks for. Without one nothing is asked, and nothing is sent anywhere. */
export function secondOpinion(world: World, url: string | undefined): Opinion {
  if (url === undefined) return async (outcome) => outcome;
  if (!/^https?:\/\//.test(url))
    throw new UserError(
      `--grader takes the address of an OpenAI-compatible endpoint, not "${url}"`,
      'Write --grader http://localhost:11434/v1, say.',
    );
  const ask = chatModel(url, world.grader.model, world.grader.key);
  return (outcome) => opinionOf(world, ask, outcome);
}

async function opinionOf(world: World, ask: AskModel, outcome: DrillOutcome): Promise<DrillOutcome> {
  const messages = opinionRequest(outcome);
  if (!messages) return outcome;
  try {
    return withOpinion(outcome, await ask(messages));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    world.note(`No second opinion on ${outcome.task.dealt.item.id} (${why}); it is graded by coverage.`);
    return outcome;
  }
}
