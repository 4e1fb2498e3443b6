import type { Site } from './effect.ts';
import type { Cause, FaultKind, Indicator } from './fault.ts';
import type { Draw } from './noise.ts';
import type { Rule } from './rules.ts';
import { reached } from './sites.ts';
import { type Edge, edgeName, type World } from './world.ts';

/** Node at which a site is: for an edge the callee, for a host anybody on it. */
export function nodeOf({ nodes, edges }: World, { on, index }: Site): number {
  if (on === 'edge') return (edges[index] as Edge).callee;
  return on === 'host' ? nodes.findIndex(({ host }) => host === index) : index;
}

/** A site for the fault: three calls from the entry or more, four times out of five, where there is one. */
export function pickSite(draw: Draw, world: World, kind: FaultKind): Site | undefined {
  const sites = kind.sites(world);
  const deep = sites.filter((site) => (world.nodes[nodeOf(world, site)]?.depth ?? 0) >= 3);
  const list = deep.length > 0 && draw.unit('deep?') < 0.8 ? deep : sites;
  return list.length > 0 ? draw.pick('site', list) : undefined;
}

/** Below a consumer latency shows as lag of its queue. */
export function indicatorAt(world: World, kind: FaultKind, site: Site): Indicator {
  const node = site.on === 'edge' ? (world.edges[site.index] as Edge).caller : nodeOf(world, site);
  return kind.indicator === 'latency' && !reached(world)[node] ? 'lag' : kind.indicator;
}

/** The rule by which a fault is meant to be paged: for quality that of the model, or of the model that reads the site. */
export function ruleOf(world: World, rules: readonly Rule[], indicator: Indicator, site: Site): Rule | undefined {
  const readers = (world.incoming[site.index] ?? []).map((e) => (world.edges[e] as Edge).caller);
  const near = [site.index, ...readers];
  return rules.find(
    (rule) => rule.indicator === indicator && (indicator !== 'quality' || near.includes(rule.node)),
  );
}

/** Who is to blame for a kind of fault at a site. */
export function causeOf(world: World, kind: FaultKind, site: Site): Cause {
  if (kind.family === 'healthy') return { kind: 'none', name: '' };
  if (site.on === 'traffic') return { kind: 'resource', name: 'traffic' };
  if (site.on === 'host') return { kind: 'resource', name: world.hosts[site.index]?.name ?? '' };
  if (site.on === 'edge' && !kind.blames) return { kind: 'edge', name: edgeName(world, site.index) };
  const node = world.nodes[kind.blames?.(world, site) ?? site.index];
  const calledByName = node?.kind === 'service' || node?.kind === 'model';
  return { kind: calledByName ? 'service' : 'resource', name: node?.name ?? '' };
}
