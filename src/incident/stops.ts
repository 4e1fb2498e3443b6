import { pauseSeconds, throttledFor } from './node-answer.ts';
import { mechanism, uniform } from './noise.ts';
import type { NodeRun } from './run.ts';

const stops = mechanism('stop');

/** What hits only some calls, and hits these hard. All in seconds. */
export interface Stops {
  /** Of throttling and garbage collection in this call. */
  readonly seconds: number;
  /** Of waiting for locks in this call. */
  readonly locks: number;
  /** The mean of both over all calls. */
  readonly mean: number;
}

/** The stops of a call, drawn by its key: as `node-answer.ts` adds them to the mean of the own work. */
export function stopped({ throttled, pause, work, locks }: NodeRun, step: number, key: number): Stops {
  const held = Math.min(1, 2 * (throttled[step] ?? 0));
  const paused = pause[step] ?? 0;
  const hit = Math.min(1, (paused * (pauseSeconds + (work[step] ?? 0))) / pauseSeconds);
  const wait = locks[step] ?? 0;
  const throttledNow = uniform(key, stops, step, 1) < held ? throttledFor : 0;
  const pausedNow = uniform(key, stops, step, 2) < hit ? paused * pauseSeconds : 0;
  return {
    seconds: throttledNow + pausedNow,
    locks: -Math.log(uniform(key, stops, step, 3)) * wait,
    mean: held * throttledFor + hit * paused * pauseSeconds + wait,
  };
}
