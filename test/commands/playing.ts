// A scenario at a terminal: what is typed at its prompt, and what then stands on the screen.
import stringWidth from 'fast-string-width';
import { expect } from 'vitest';
import { keys, pause, program, type Sitting, sit } from '../pty.ts';

const patienceMs = 15_000;

const outlived = '"$0" "$@"; code=$?; sleep 0.1; exit $code';

/**
 * The program at a terminal that outlives it a moment. When a terminal closes, libuv takes the first short read for the
 * last one, so that of more than 4 KB printed just before the end the rest would be lost to the test.
 */
export const sitToTheEnd = (args: readonly string[], env: Record<string, string>): Sitting =>
  sit(args, { env, file: '/bin/sh', before: ['-c', outlived, process.execPath, program] });

const answered = (s: Sitting): number => s.scrollback().split('✔ > ').length - 1;
const asks = (s: Sitting): boolean => /(^|\n)\? >$/.test(s.screen());

async function until(s: Sitting, isSo: () => boolean): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`nothing asks on:\n${s.screen()}`);
    await pause(10);
  }
}

/** Waits for the prompt to stand empty. */
export const prompted = (s: Sitting): Promise<void> => until(s, () => asks(s));

/** Types a line at the prompt and waits for the next one; with `last`, no other will come. */
export async function type(s: Sitting, line: string, last = false): Promise<void> {
  await prompted(s);
  const before = answered(s);
  s.send(line + keys.enter);
  await until(s, () => answered(s) > before && (last || asks(s)));
}

/** Types what ends the sitting, and gives its exit code. */
export async function typeLast(s: Sitting, line: string): Promise<number> {
  await type(s, line, true);
  return (await s.exit).code;
}

/** Everything that was printed, in one line: wherever it was wrapped, a sentence is found in it. */
export const printed = (s: Sitting): string => s.scrollback().replace(/\s+/g, ' ');

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How a stage begins, in one line: its number, its name, and the minutes of the story that have passed. */
export const atStage = (number: number, title: string, minutes: number): RegExp =>
  new RegExp(`Stage ${number}: ${literal(title)} [^.:]{0,40}\\b${minutes} minutes\\b`);

/** Holds that no line is wider than the screen. How long the path of a file is, is not the program's to say. */
export function expectWidth(s: Sitting, columns: number): void {
  const wide = s
    .scrollback()
    .split('\n')
    .filter((line) => stringWidth(line) > columns && !line.startsWith('The file: '));
  expect(wide).toEqual([]);
}
