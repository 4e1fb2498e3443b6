import type { Dealt } from './deal.ts';
import { timeOf } from './generate.ts';
import { stepSeconds } from './signal.ts';
import { pathOf } from './truth.ts';

/** What a player declares. */
export interface Declaration {
  /** The entity as it is written (`checkout`, `checkout->payments`, a host), or `none` for "no incident". */
  readonly cause: string;
  /** Name of the kind of fault. */
  readonly kind?: string;
  /** ms since 1970. */
  readonly onset?: number;
  /** From the cause to the symptom. */
  readonly path?: readonly string[];
  /** How sure the player is of the cause, 0 to 1. */
  readonly confidence?: number;
  /** Declarations before this one that were wrong. */
  readonly wrong?: number;
}

/** What a part of the score is worth at most. Harm stopped joins them once there are acts; until then it has no weight. */
export const weights = { cause: 45, kind: 20, onset: 15, path: 10, confidence: 10, harm: 0 } as const;

export type Part = keyof typeof weights;

export interface ScorePart {
  readonly part: Part;
  readonly points: number;
  readonly of: number;
  /** The arithmetic, in words. */
  readonly why: string;
}

export interface Score {
  readonly total: number;
  readonly parts: readonly ScorePart[];
  /** Taken off for wrong declarations. */
  readonly penalty: number;
}

/** Points for a wrong declaration. */
const wrongCosts = 10;

/** Share of the path's nodes, the cause left out, that were named in order. */
function pathShare(told: readonly string[], truth: readonly string[]): number {
  const rest = truth.slice(1);
  if (rest.length === 0) return told.length <= 1 ? 1 : 0;
  let at = 0;
  for (const name of told) if (rest.slice(at).includes(name)) at = rest.indexOf(name, at) + 1;
  const named = told.filter((name) => rest.includes(name)).length;
  return Math.min(named, at) / rest.length;
}

/** How far an onset may be off, ms: a minute for steps, a fifth of the ramp when that is more. */
export const onsetTolerance = (rampSeconds: number): number => Math.max(60, 0.2 * rampSeconds) * 1000;

/**
 * What a confidence p earns of its weight w when the cause is right (y = 1) or wrong (y = 0): w(2py − p²), a proper
 * rule (Brier's, moved so that p = 0 earns nothing); it may be negative.
 */
export const confidencePoints = (weight: number, p: number, right: boolean): number =>
  weight * (2 * p * (right ? 1 : 0) - p * p);

/** The score of a declaration, 0 to 100, in parts. On a healthy system "no incident" alone scores in full. */
export function scoreOf(dealt: Dealt, told: Declaration): Score {
  const { fault } = dealt.incident;
  const healthy = fault.cause.kind === 'none';
  const right = told.cause === (healthy ? 'none' : fault.cause.name);
  const parts = healthy ? healthyParts(told, right) : brokenParts(dealt, told, right);
  const penalty = wrongCosts * (told.wrong ?? 0);
  const sum = parts.reduce((total, { points }) => total + points, 0) - penalty;
  return { total: Math.round(Math.min(100, Math.max(0, sum)) * 10) / 10, parts, penalty };
}

function part(name: Part, share: number, why: string): ScorePart {
  return { part: name, points: Math.round(weights[name] * share * 10) / 10, of: weights[name], why };
}

/** Where nothing is broken there is nothing else to name: everything hangs on saying so. */
function healthyParts({ cause, confidence = 1 }: Declaration, right: boolean): ScorePart[] {
  const why = right ? 'nothing was broken, and that was said' : `nothing was broken, and ${cause} was named`;
  const rest = (['cause', 'kind', 'onset', 'path'] as const).map((name) => part(name, right ? 1 : 0, why));
  return [...rest, sureness(right ? 1 : confidence, right)];
}

function sureness(p: number, right: boolean): ScorePart {
  const points = Math.round(confidencePoints(weights.confidence, p, right) * 10) / 10;
  const why = `${weights.confidence} × (2 × ${p} × ${right ? 1 : 0} − ${p}²)`;
  return { part: 'confidence', points, of: weights.confidence, why };
}

function brokenParts(dealt: Dealt, told: Declaration, right: boolean): ScorePart[] {
  const { fault } = dealt.incident;
  const { cause, kind } = fault;
  // An edge and its ends are near misses: half of the way to the cause.
  const near =
    !right && (cause.name.split('->').includes(told.cause) || told.cause.split('->').includes(cause.name));
  const kindRight = told.kind === kind.name && (right || near);
  const off =
    told.onset === undefined ? undefined : Math.abs(told.onset - timeOf(dealt.incident, fault.onset));
  const inTime = off !== undefined && off <= onsetTolerance(fault.ramp * stepSeconds);
  const way = told.path ? pathShare(told.path, pathOf(dealt)) : 0;
  return [
    part('cause', right ? 1 : near ? 0.5 : 0, right ? cause.name : `${told.cause}, and it was ${cause.name}`),
    part(
      'kind',
      kindRight ? 1 : 0,
      kindRight ? kind.name : `${told.kind ?? 'none'}, and it was ${kind.name}`,
    ),
    part('onset', inTime ? 1 : 0, off === undefined ? 'none given' : `${Math.round(off / 1000)} s off`),
    part('path', right ? way : 0, `${Math.round(way * 100)} % of the way to the symptom`),
    sureness(told.confidence ?? 0, right),
  ];
}
