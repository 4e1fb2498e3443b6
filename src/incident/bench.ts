import { caseOf } from './case-of.ts';
import type { Dealt } from './deal.ts';
import { type DrawLevel, drawLevel, type Hits, hitsOf } from './gauge/accuracy.ts';
import type { RecordedIncident } from './gauge/recorded.ts';
import { players } from './players.ts';
import { scoreOf } from './score.ts';

/** One incident, and what the methods and the silly players made of it. */
export interface Judged {
  readonly level: DrawLevel;
  /** Nothing is broken in it. */
  readonly healthy: boolean;
  readonly fault: string;
  /** Empty where the cause is nothing that can be ranked. */
  readonly hits: Hits;
  /** Scores, 0 to 100. */
  readonly players: readonly { readonly name: string; readonly score: number }[];
}

/** A generated incident, at the level that its replays gave it. */
export function judgeDealt(dealt: Dealt): Judged {
  const { incident, symptom, level } = dealt;
  const { cause, kind } = incident.fault;
  const of = caseOf(incident, symptom.rule, symptom.breached);
  return {
    level,
    healthy: cause.kind === 'none',
    fault: kind.name,
    hits: level === 'other' ? new Map() : hitsOf(of, cause.name),
    players: players.map(({ name, play }) => ({ name, score: scoreOf(dealt, play(dealt)).total })),
  };
}

/** A recorded one, at the level of its one draw; undefined where the recording does not tell its truth. */
export function judgeRecorded({ case: of, truth }: RecordedIncident): Judged | undefined {
  if (!truth) return undefined;
  const { cause, fault } = truth;
  return { level: drawLevel(of, cause), healthy: false, fault, hits: hitsOf(of, cause), players: [] };
}
