import type { Push } from './effect.ts';
import type { Decoy } from './incident.ts';
import type { Draw } from './noise.ts';
import { reached } from './sites.ts';
import { edgeName, type Node, type World } from './world.ts';

/** Something odd that harms nobody much. */
type Oddity = (world: World, draw: Draw, taken: ReadonlySet<number>) => Push | undefined;

/** Calls between the entry and what may look guilty, at most: nobody looks farther without a reason. */
const farthest = 4;

const isNear = (node: Node | undefined): boolean => node !== undefined && node.depth <= farthest;

/** A node of a kind near the entry, where people look first, that is not to blame. */
function candidates(
  world: World,
  taken: ReadonlySet<number>,
  kind: 'service' | 'cache' | 'database',
): number[] {
  const seen = reached(world);
  return world.nodes.flatMap((node, index) =>
    index > 0 && node.kind === kind && isNear(node) && seen[index] && !taken.has(index) ? [index] : [],
  );
}

function onOne(
  knob: Extract<Push, { on: 'node' }>['knob'],
  kind: 'service' | 'cache' | 'database',
  low: number,
  high: number,
): Oddity {
  return (world, draw, taken) => {
    const list = candidates(world, taken, kind);
    if (list.length === 0) return undefined;
    return {
      on: 'node',
      knob,
      index: draw.pick(`decoy ${knob}`, list),
      amount: draw.between(`much ${knob}`, low, high),
    };
  };
}

const slowEdge: Oddity = (world, draw, taken) => {
  const list = world.edges.flatMap((edge, index) =>
    !edge.critical && isNear(world.nodes[edge.caller]) && !taken.has(edge.caller) && !taken.has(edge.callee)
      ? [index]
      : [],
  );
  if (list.length === 0) return undefined;
  return {
    on: 'edge',
    knob: 'delay',
    index: draw.pick('decoy delay', list),
    amount: draw.between('much delay', 0.001, 0.004),
  };
};

const oddities: readonly Oddity[] = [
  onOne('burn', 'service', 0.2, 0.5),
  onOne('batch', 'database', 0.1, 0.25),
  onOne('garbage', 'service', 0.01, 0.03),
  onOne('leak', 'service', 0.3, 0.55),
  onOne('missing', 'cache', 0.03, 0.08),
  onOne('slowDisk', 'database', 0.3, 0.8),
  onOne('heldHandles', 'service', 0.1, 0.2),
  slowEdge,
];

/** Nodes that a decoy must leave alone: those of the fault and their neighbours, where it would add to the harm. */
function nearTo(world: World, guilty: readonly number[]): Set<number> {
  const near = new Set(guilty);
  for (const { caller, callee } of world.edges) {
    if (guilty.includes(caller)) near.add(callee);
  }
  return near;
}

/** One or two decoys, each beginning within a few minutes of the onset. */
export function drawDecoys(world: World, guilty: readonly number[], onset: number, draw: Draw): Decoy[] {
  const taken = nearTo(world, guilty);
  const decoys: Decoy[] = [];
  const wanted = draw.whole('decoys', 1, 2);
  for (const oddity of draw.shuffled('decoys', oddities)) {
    const i = decoys.length;
    if (i === wanted) break;
    const push = oddity(world, draw, taken);
    if (!push) continue;
    const begin = onset + draw.whole(`decoy onset ${i}`, -8, 8);
    const ramp = draw.whole(`decoy ramp ${i}`, 0, 12);
    const name = push.on === 'edge' ? edgeName(world, push.index) : (world.nodes[push.index]?.name ?? '');
    if (push.on === 'node') taken.add(push.index);
    decoys.push({ name, effects: [{ ...push, onset: begin, ramp: push.knob === 'leak' ? 100 : ramp }] });
  }
  return decoys;
}
