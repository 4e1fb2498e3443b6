import inquirer from 'inquirer';
import { Interrupted } from './interrupted.ts';

/** A person's terminal, for a few questions asked one after the other. */
export interface FormTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/** Asks for one line of text. */
export async function askLine(message: string, terminal: FormTerminal, usual = ''): Promise<string> {
  const { answer } = await asked(terminal, { type: 'input', name: 'answer', message, default: usual });
  return String(answer).trim();
}

/** One choice out of a few, by arrows and Enter. */
export async function choose<Value extends string>(
  message: string,
  choices: readonly { readonly value: Value; readonly name: string }[],
  terminal: FormTerminal,
): Promise<Value> {
  const { answer } = await asked(terminal, {
    type: 'select',
    name: 'answer',
    message,
    choices: [...choices],
  });
  return answer as Value;
}

type Question =
  | { type: 'input'; name: string; message: string; default: string }
  | { type: 'select'; name: string; message: string; choices: { value: string; name: string }[] };

async function asked(
  { input, output, signal }: FormTerminal,
  question: Question,
): Promise<{ answer: unknown }> {
  try {
    return (await inquirer.createPromptModule({ input, output, signal })([question] as never)) as {
      answer: unknown;
    };
  } catch (error) {
    throw Interrupted.from(error, signal) ?? error;
  }
}
