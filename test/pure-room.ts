// The pure rooms take time and randomness as arguments. Here the ambient ones throw, so that a test of a pure
// room fails if the code under it, or a library that it calls, looks at them.
import fc from 'fast-check';
import { afterEach, beforeEach } from 'vitest';

fc.configureGlobal({ seed: 20_261_121 });

const RealDate = Date;
const realRandom = Math.random;

const refuse = (what: string) => (): never => {
  throw new Error(`a pure room looked at ${what}`);
};

class StoppedDate extends RealDate {
  constructor(...args: unknown[]) {
    if (args.length === 0) refuse('the clock (new Date())')();
    super(...(args as [number]));
  }
  static override now = refuse('the clock (Date.now())');
}

beforeEach(() => {
  globalThis.Date = StoppedDate as unknown as DateConstructor;
  Math.random = refuse('Math.random()');
});

afterEach(() => {
  globalThis.Date = RealDate;
  Math.random = realRandom;
});
