import type { Writable } from 'node:stream';
import { KeyStream } from './key-stream.ts';
import type { Screen } from './screen.ts';
import type { Theme } from './theme.ts';

/** A person's terminal, while they practise at it. */
export interface Terminal {
  /** Single keys; prompts read from here. */
  readonly input: KeyStream;
  readonly output: Writable;
  /** Aborted by SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
  readonly screen: () => Screen;
  /** Prints a text as ordinary scrollback. */
  readonly print: (text: string) => void;
  /** Lends the keyboard to another program while it runs. */
  readonly lend: <T>(use: () => T) => T;
  /** Gives the keyboard back. */
  readonly close: () => void;
}

const bracketedPaste = { on: '\u001b[?2004h', off: '\u001b[?2004l' };

/** Takes the keyboard: raw keys, until it is closed. */
export function openTerminal(
  stdin: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  theme: Theme,
  signal: AbortSignal,
): Terminal {
  const input = new KeyStream();
  const take = () => {
    stdin.setRawMode(true);
    stdin.pipe(input, { end: false });
    output.write(bracketedPaste.on);
  };
  const giveBack = () => {
    output.write(bracketedPaste.off);
    stdin.unpipe(input);
    stdin.setRawMode(false);
    stdin.pause();
  };
  stdin.once('end', () => input.end());
  take();
  return {
    input,
    output,
    signal,
    screen: () => ({ theme, width: Math.max(40, output.columns || 80) }),
    print: (text) => output.write(`${text}\n`),
    lend: (use) => {
      giveBack();
      try {
        return use();
      } finally {
        take();
      }
    },
    close: giveBack,
  };
}
