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
  const qualities = world.nodes.map(({ kind }, i) =>
    kind === 'model' ? factors(seed, node[i] as Mechanism, steps, 0, 0.004) : new Float64Array(),
  );
  return {
    traffic: factors(seed, mechanism('traffic'), steps, 0.012, 0.03),
    work: node.map((of) => factors(seed, of, steps, 0.015, 0.03)),
    quality: qualities,
    network: edge.map((of) => factors(seed, of, steps, 0.04, 0.05)),
  };
}

/** Lognormal factors of a mechanism: quick noise and slow noise with these deviations. */
function factors(seed: number, of: Mechanism, steps: number, quick: number, drift: number): Factors {
  const values = wander(seed, of, slow, -warmUp, steps);
  for (let i = 0; i < values.length; i++) {
    const rough = quick === 0 ? 0 : quick * normal(seed, of, i - warmUp, 1);
    values[i] = Math.exp(rough + drift * (values[i] as number));
  }
  return values;
}
