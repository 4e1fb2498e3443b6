import { type Mechanism, mechanism, normal, wander } from './noise.ts';
import { edgeName, type World } from './world.ts';

/** Steps before step 0 in which the model finds its balance. */
export const warmUp = 8;

/** Steps in which slow noise turns. */
const slow = 24;

/** Factors around 1 at each step, those of the warm-up first. */
type Factors = Float64Array;

/**
 * The noise of a run: factors around 1, by the index of node and edge. No effect changes any, so that runs with other effects
 * share them.
 */
export interface Jitter {
  readonly traffic: Factors;
  readonly work: readonly Factors[];
  /** Of models; empty for other nodes. */
  readonly quality: readonly Factors[];
  readonly network: readonly Factors[];
}

/** The mechanisms of a world's nodes and edges. */
export const mechanismsOf = (world: World) => ({
  node: world.nodes.map(({ name }) => mechanism(`node ${name}`)),
  edge: world.edges.map((_, index) => mechanism(`edge ${edgeName(world, index)}`)),
});

/** The noise of a world for some steps, from its seed. */
export function jitterOf(world: World, steps: number, seed: number): Jitter {
  const { node, edge } = mechanismsOf(world);
  const factors = (of: Mechanism, quick: number, drift: number): Factors => {
    const slowly = wander(seed, of, slow);
    return Float64Array.from({ length: warmUp + steps }, (_, i) => {
      const step = i - warmUp;
      const rough = quick === 0 ? 0 : quick * normal(seed, of, step, 1);
      return Math.exp(rough + drift * slowly(step));
    });
  };
  return {
    traffic: factors(mechanism('traffic'), 0.012, 0.03),
    work: node.map((of) => factors(of, 0.015, 0.03)),
    quality: node.map((of, i) =>
      world.nodes[i]?.kind === 'model' ? factors(of, 0, 0.004) : new Float64Array(),
    ),
    network: edge.map((of) => factors(of, 0.04, 0.05)),
  };
}
