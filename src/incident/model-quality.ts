import { hitsOf } from './edge-call.ts';
import { warmUp } from './jitter.ts';
import type { NodeRun } from './run.ts';
import type { Simulation } from './simulation.ts';
import type { Edge, Node } from './world.ts';

const hour = 3_600;

/** What a node keeps for others: how many features are empty, how old the index is, what the cache holds. */
export function keep(sim: Simulation, i: number, step: number): void {
  const at = Math.max(0, step);
  const node = sim.world.nodes[i] as Node;
  const out = sim.run.nodes[i] as NodeRun;
  if (node.kind === 'cache') out.hits[at] = hitsOf(sim, i);
  if (node.kind !== 'database') return;
  out.nulls[at] = Math.min(1, 0.004 + (sim.knobs.node.nulls[i] as number));
  // Rebuilt every hour.
  out.stale[at] =
    (((((sim.mechanisms.node[i] as number) % 240) + step) * 15) % hour) + (sim.knobs.node.stale[i] as number);
}

/** How much of a model's quality each deviation costs: half of it at these amounts. */
const halves = { nulls: 0.5, drift: 0.6, mismatch: 2.5, stale: 24 * hour } as const;

const cost = (amount: number, half: number): number => amount / (amount + half);

/** Empty features and an old index reach a model over its edges. */
function worstInput(sim: Simulation, i: number, at: number, channel: 'nulls' | 'stale'): number {
  let worst = 0;
  for (const e of sim.world.outgoing[i] as readonly number[]) {
    const { callee } = sim.world.edges[e] as Edge;
    worst = Math.max(worst, (sim.run.nodes[callee] as NodeRun)[channel][at] as number);
  }
  return worst;
}

/** A model's quality at a step: of its release, less what its inputs cost. */
export function judge(sim: Simulation, i: number, step: number): void {
  const at = Math.max(0, step);
  const node = sim.world.nodes[i] as Node;
  if (node.kind !== 'model') return;
  const out = sim.run.nodes[i] as NodeRun;
  const { drift, mismatch, worse } = sim.knobs.node;
  out.drift[at] = 0.03 + (drift[i] as number);
  out.mismatch[at] = 0.05 + (mismatch[i] as number);
  const kept =
    (1 - cost(worstInput(sim, i, at, 'nulls'), halves.nulls)) *
    (1 - cost(worstInput(sim, i, at, 'stale'), halves.stale)) *
    (1 - cost(out.drift[at] as number, halves.drift)) *
    (1 - cost(out.mismatch[at] as number, halves.mismatch));
  out.quality[at] =
    node.quality * kept * (1 - (worse[i] as number)) * (sim.jitter.quality[i]?.[step + warmUp] as number);
}
