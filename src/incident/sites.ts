import type { Push, Site } from './effect.ts';
import type { Edge, Node, NodeKind, World } from './world.ts';

/** Which nodes requests of the entry reach; `strictly` over edges only without which a request fails. */
export function reached(world: World, strictly = false): boolean[] {
  const yes = world.nodes.map((_, index) => index === 0);
  for (const { caller, callee, critical } of world.edges.toSorted((a, b) => a.caller - b.caller)) {
    if (yes[caller] && (critical || !strictly)) yes[callee] = true;
  }
  return yes;
}

/** Nodes of these kinds that answer requests, the entry left out. */
export const nodesOf =
  (...kinds: readonly NodeKind[]) =>
  (world: World): Site[] =>
    world.nodes.flatMap(({ kind }, index) =>
      index > 0 && kinds.includes(kind) ? [{ on: 'node', index } as const] : [],
    );

/** Those of them whose failure a user sees. */
export const criticalNodes =
  (...kinds: readonly NodeKind[]) =>
  (world: World): Site[] => {
    const seen = reached(world, true);
    return nodesOf(...kinds)(world).filter(({ index }) => seen[index]);
  };

/** Edges that a test holds for. */
export const edgesOf =
  (test: (edge: Edge, callee: Node, caller: Node) => boolean) =>
  (world: World): Site[] =>
    world.edges.flatMap((edge, index) =>
      test(edge, world.nodes[edge.callee] as Node, world.nodes[edge.caller] as Node)
        ? [{ on: 'edge', index } as const]
        : [],
    );

/** Edges that a test holds for and whose failure a user sees. */
export const criticalEdges =
  (test: (edge: Edge, callee: Node, caller: Node) => boolean) =>
  (world: World): Site[] => {
    const seen = reached(world, true);
    return edgesOf((edge, ...ends) => edge.critical && seen[edge.caller] === true && test(edge, ...ends))(
      world,
    );
  };

/** A knob of a node turned by the dose, or by what the dose makes. */
export const onNode =
  (knob: Extract<Push, { on: 'node' }>['knob'], amount = (dose: number) => dose) =>
  (_: World, { index }: Site, dose: number): Push[] => [{ on: 'node', knob, index, amount: amount(dose) }];

/** A knob of an edge turned by the dose. */
export const onEdge =
  (knob: Extract<Push, { on: 'edge' }>['knob']) =>
  (_: World, { index }: Site, dose: number): Push[] => [{ on: 'edge', knob, index, amount: dose }];

/** The caller of an edge: whom to blame for calls that nobody asked for. */
export const callerOf = (world: World, { index }: Site): number => (world.edges[index] as Edge).caller;

/** The node that a change event is about: a node itself, the caller of an edge, the entry for traffic. */
export function changed(world: World, { on, index }: Site): string {
  const node = on === 'edge' ? callerOf(world, { on, index }) : index;
  return (on === 'host' ? world.hosts[index]?.name : world.nodes[node]?.name) ?? '';
}

/** The name of who is called over an edge. */
export const calleeName = (world: World, { index }: Site): string =>
  world.nodes[(world.edges[index] as Edge).callee]?.name ?? '';
