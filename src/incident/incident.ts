import type { Effect } from './effect.ts';
import type { Fault } from './fault.ts';
import type { Rule } from './rules.ts';
import type { Run } from './run.ts';
import type { Alert, ChangeEvent } from './signal.ts';
import type { World } from './world.ts';

/** Something that looks guilty and is not: it happened, and the symptom stands without it. */
export interface Decoy {
  /** The node, edge or host, as it is written. */
  readonly name: string;
  readonly effects: readonly Effect[];
}

/** A generated incident. Metrics, logs, spans and profiles are computed from it when they are asked for. */
export interface Incident {
  readonly seed: number;
  readonly world: World;
  readonly fault: Fault;
  readonly decoys: readonly Decoy[];
  /** Guilty and innocent ones, in order of time. */
  readonly changes: readonly ChangeEvent[];
  /** Nodes (by index) whose spans are missing from traces. */
  readonly blind: readonly number[];
  readonly rules: readonly Rule[];
  readonly run: Run;
  readonly alerts: readonly Alert[];
  /** ms since 1970 of step 0. */
  readonly start: number;
  readonly steps: number;
}
