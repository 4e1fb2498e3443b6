/** The keyboard is gone: Ctrl-C, Ctrl-D, the terminal itself, or a signal that ends the program. */
export class Interrupted extends Error {
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP';

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`interrupted by ${signal}`);
    this.name = 'Interrupted';
    this.signal = signal;
  }

  /** What an error of a prompt means, when it means this. */
  static from(error: unknown, signal: AbortSignal): Interrupted | undefined {
    if (signal.aborted) return new Interrupted(signal.reason as 'SIGTERM' | 'SIGHUP');
    const name = error instanceof Error ? error.name : '';
    return name === 'ExitPromptError' || name === 'AbortPromptError' ? new Interrupted('SIGINT') : undefined;
  }
}
