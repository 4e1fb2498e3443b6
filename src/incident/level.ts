import { indicatorOf, type Seen } from './alerts.ts';
import { caseOf } from './case-of.ts';
import { type DrawLevel, drawLevel } from './gauge/accuracy.ts';
import type { Generated } from './generate.ts';
import { pagesAgain, replaysPass } from './replays.ts';
import { firstBreach } from './rules.ts';

export const levels = ['easy', 'medium', 'hard', 'other'] as const;

export type Level = (typeof levels)[number];

/** Replays, of five, that have to agree with the draw itself. */
const agreeing: Readonly<Record<Exclude<DrawLevel, 'other'>, number>> = { easy: 3, medium: 3, hard: 4 };

/** What simple methods make of the cause with one noise; none where nothing pages. */
function levelIn({ incident, symptom }: Generated, seen: Seen): DrawLevel | undefined {
  const breach = firstBreach(symptom.rule, indicatorOf(seen, symptom.rule));
  const { name } = incident.fault.cause;
  const of = breach && caseOf({ ...incident, run: seen.run }, symptom.rule, breach.breached);
  return of && measured(drawLevel(of, name), of.entities.includes(name));
}

/** The level of a draw by itself, its replays not asked; none when it is not the one that is wanted, or can be told from none. */
export function drawnLevel(generated: Generated, wanted?: Level): Level | undefined {
  const { incident, symptom } = generated;
  const { cause } = incident.fault;
  const node = incident.world.nodes[symptom.rule.node]?.name;
  const own = cause.kind === 'none' || cause.name === 'traffic' || cause.name === node;
  const level = own ? 'other' : levelIn(generated, incident);
  if (level === 'other' && !own) return undefined;
  return wanted === undefined || level === wanted ? level : undefined;
}

/** Whether enough replays with other noise give the level of the draw, and page. */
export function holdsInReplays(generated: Generated, level: Level): boolean {
  const same = (number: number): boolean => levelIn(generated, generated.replay(number)) === level;
  return (level === 'other' || replaysPass(agreeing[level], same)) && pagesAgain(generated);
}

/**
 * What simple methods make of the cause: in this draw, and in enough of five replays with other noise. None when these
 * disagree, or when it does not page again.
 */
export function levelOf(generated: Generated, wanted?: Level): Level | undefined {
  const level = drawnLevel(generated, wanted);
  return level !== undefined && holdsInReplays(generated, level) ? level : undefined;
}

/** A host is no node that calls: no method can name it, and that is what hard means. */
const measured = (level: DrawLevel, named: boolean): DrawLevel => (named ? level : 'hard');
