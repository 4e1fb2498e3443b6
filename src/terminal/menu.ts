import inquirer from 'inquirer';
import { Interrupted } from './interrupted.ts';

/** One choice out of a few, by arrows and Enter. */
export async function choose<Value extends string>(
  message: string,
  choices: readonly { readonly value: Value; readonly name: string }[],
  terminal: { input: NodeJS.ReadStream; output: NodeJS.WriteStream; signal: AbortSignal },
): Promise<Value> {
  const { input, output, signal } = terminal;
  const ask = inquirer.createPromptModule({ input, output, signal });
  try {
    const { answer } = await ask({ type: 'select', name: 'answer', message, choices: [...choices] });
    return answer as Value;
  } catch (error) {
    throw Interrupted.from(error, signal) ?? error;
  }
}
