import type { Effect } from './effect.ts';
import type { Incident } from './incident.ts';
import type { Draw } from './noise.ts';
import type { NodeRun } from './run.ts';
import { type Severity, stepSeconds } from './signal.ts';
import { hex } from './span-writer.ts';
import type { Node } from './world.ts';

/** What stands in a gap of a template. */
export type Figure = string | number;

/** Numbers in (0, 1) for the figures of one line, by their index. */
export type LineDraw = (index: number) => number;

/** Lines of one kind that a node writes. */
export interface LineKind {
  readonly severity: Severity;
  /** Their text; figures stand as `<*>` (as log parsers write it, He et al., Drain, ICWS 2017). */
  readonly template: string;
  /** How many are to be expected in a step; as many as it says, when it is `exact`. */
  readonly expected: (step: number) => number;
  readonly exact?: true;
  /** What stands for each `<*>`, in order. */
  readonly figures?: (step: number, draw: LineDraw) => readonly Figure[];
  /** There are none unless this channel is over 0 at some step: most things never happen. */
  readonly needs?: Float64Array;
  /** Which failed spans of the node such lines tell of. */
  readonly tells?: string;
}

/** What lines of a node are made from. */
export interface LogSource {
  readonly incident: Incident;
  readonly index: number;
  readonly node: Node;
  readonly run: NodeRun;
  /** What the node's texts are made of: functions, tables. */
  readonly words: Draw;
  /** Share of failures, retries and slow calls that get into the log: at most some sixty lines a step. */
  readonly kept: number;
  readonly effects: readonly Effect[];
}

const mostLines = 60;

/** The source of a node's lines. */
export function logSource(
  incident: Incident,
  index: number,
  words: Draw,
  effects: readonly Effect[],
): LogSource {
  const node = incident.world.nodes[index] as Node;
  const kept = Math.min(1, mostLines / (node.rate * stepSeconds));
  return { incident, index, node, run: incident.run.nodes[index] as NodeRun, words, kept, effects };
}

/** Calls in a step at a rate a second. */
export const inStep = (rate: number | undefined): number => (rate ?? 0) * stepSeconds;

/** Share of exponential times with this mean that are over a limit. */
export const tail = (mean: number, limit: number): number => (mean > 0 ? Math.exp(-limit / mean) : 0);

/** An exponential time over a limit, in whole milliseconds. */
export const overMs = (mean: number, limit: number, draw: number): number =>
  Math.round((limit - Math.log(draw) * mean) * 1000);

/** A share as a percentage. */
export const percent = (share: number | undefined): string => ((share ?? 0) * 100).toFixed(1);

/** The id of a request or message. */
export const idOf = (draw: number): string => hex(Math.floor(draw * 4294967296));

/** Whether a node's turn in a period of steps is now: not all at once. */
export const isTurn = (step: number, period: number, index: number): boolean =>
  (step + index * 7) % period === 0;
