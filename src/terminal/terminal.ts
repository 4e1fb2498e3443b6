import type { Readable, Writable } from 'node:stream';
import { KeyStream } from './key-stream.ts';
import type { Screen } from './session-view.ts';
import type { Theme } from './theme.ts';

/** A person's terminal, while they practise at it. */
export interface Terminal {
  /** Single keys; prompts read from here. */
  readonly input: Readable;
  readonly output: Writable;
  /** Aborted by SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
  readonly screen: () => Screen;
  /** Prints a text as ordinary scrollback. */
  readonly print: (text: string) => void;
  /** Gives the keyboard back. */
  readonly close: () => void;
}

/** Takes the keyboard: raw keys, until it is closed. */
export function openTerminal(
  stdin: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  theme: Theme,
  signal: AbortSignal,
): Terminal {
  const input = new KeyStream();
  const end = () => input.end();
  stdin.setRawMode(true);
  stdin.pipe(input);
  stdin.once('end', end);
  return {
    input,
    output,
    signal,
    screen: () => ({ theme, width: Math.max(40, output.columns || 80) }),
    print: (text) => output.write(`${text}\n`),
    close: () => {
      stdin.unpipe(input);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
