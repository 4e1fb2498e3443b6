import { type EdgeKnob, type Effect, type NodeKnob, strength } from './effect.ts';
import type { Incident } from './incident.ts';

/** All that acts on a world: the fault, and what only looks guilty. */
export const effectsOf = ({ fault, decoys }: Pick<Incident, 'fault' | 'decoys'>): Effect[] => [
  ...fault.effects,
  ...decoys.flatMap(({ effects }) => effects),
];

type Knob = { node: NodeKnob; edge: EdgeKnob };

/** How far a knob of a node or an edge is turned at a step. */
export function turnedTo<On extends keyof Knob>(
  effects: readonly Effect[],
  on: On,
  knob: Knob[On],
  index: number,
  step: number,
): number {
  let amount = 0;
  for (const effect of effects)
    if (effect.on === on && effect.knob === knob && effect.index === index)
      amount += effect.amount * strength(effect, step);
  return amount;
}
