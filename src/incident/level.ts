import { indicatorOf, type Seen } from './alerts.ts';
import { caseOf } from './case-of.ts';
import { type DrawLevel, drawLevel } from './gauge/accuracy.ts';
import type { Generated } from './generate.ts';
import { firstBreach } from './rules.ts';

export const levels = ['easy', 'medium', 'hard', 'other'] as const;

export type Level = (typeof levels)[number];

/** Replays, of five, that have to agree with the draw itself. */
const agreeing: Readonly<Record<Exclude<DrawLevel, 'other'>, number>> = { easy: 3, medium: 3, hard: 4 };

/** What simple methods make of the cause: in this draw, and in replays with other noise. None when these disagree. */
export function levelOf({ incident, symptom, replays }: Generated): Level | undefined {
  const { cause } = incident.fault;
  const node = incident.world.nodes[symptom.rule.node]?.name;
  if (cause.kind === 'none' || cause.name === 'traffic' || cause.name === node) return 'other';
  const levelIn = (seen: Seen): DrawLevel | undefined => {
    const breach = firstBreach(symptom.rule, indicatorOf(seen, symptom.rule));
    const of = breach && caseOf(seen, symptom.rule, breach.breached, incident.blind);
    return of && measured(drawLevel(of, cause.name), of.entities.includes(cause.name));
  };
  const level = levelIn(incident);
  if (level === undefined || level === 'other') return undefined;
  const same = replays.filter((seen) => levelIn(seen) === level).length;
  return same >= agreeing[level] ? level : undefined;
}

/** A host is no node that calls: no method can name it, and that is what hard means. */
const measured = (level: DrawLevel, named: boolean): DrawLevel => (named ? level : 'hard');
