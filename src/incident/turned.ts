import { type EdgeKnob, type Effect, strength } from './effect.ts';
import type { Incident } from './incident.ts';

/** What turns the knobs of edges: the fault, and what only looks guilty. */
export const edgeEffects = ({ fault, decoys }: Pick<Incident, 'fault' | 'decoys'>): Effect[] =>
  [...fault.effects, ...decoys.flatMap(({ effects }) => effects)].filter(({ on }) => on === 'edge');

/** How far a knob of an edge is turned at a step. */
export function turnedTo(effects: readonly Effect[], knob: EdgeKnob, edge: number, step: number): number {
  let amount = 0;
  for (const effect of effects)
    if (effect.knob === knob && effect.index === edge) amount += effect.amount * strength(effect, step);
  return amount;
}
