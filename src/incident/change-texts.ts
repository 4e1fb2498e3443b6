import type { Site } from './effect.ts';
import type { ChangeText } from './fault.ts';
import type { Draw } from './noise.ts';
import { changed } from './sites.ts';
import type { World } from './world.ts';

/** Two versions that follow each other, as releases are numbered. */
function versions(draw: Draw, node: string): { from: string; to: string } {
  const minor = draw.whole(`minor ${node}`, 2, 40);
  const patch = draw.whole(`patch ${node}`, 0, 9);
  return {
    from: `v2.${minor}.${patch}`,
    to: draw.unit(`major ${node}`) < 0.5 ? `v2.${minor}.${patch + 1}` : `v2.${minor + 1}.0`,
  };
}

/** A release of a service. Guilty and innocent ones read the same. */
export function deploy(world: World, site: Site, draw: Draw): ChangeText {
  const node = changed(world, site);
  const { from, to } = versions(draw, node);
  return { node, kind: 'deploy', summary: `${node} ${to} rolled out`, from, to };
}

/** A release of a model. */
export function release(world: World, site: Site, draw: Draw): ChangeText {
  const node = changed(world, site);
  const week = draw.whole(`week ${node}`, 10, 50);
  const [from, to] = [`2026-w${week - 1}`, `2026-w${week}`];
  return { node, kind: 'model', summary: `${node} serves model ${to}`, from, to };
}

/** A new value of a setting. */
export const setting =
  (
    what: string,
    from: (draw: Draw) => string,
    to: (draw: Draw) => string,
    kind: ChangeText['kind'] = 'config',
  ) =>
  (world: World, site: Site, draw: Draw): ChangeText => {
    const node = changed(world, site);
    return { node, kind, summary: `${node}: ${what} changed`, from: from(draw), to: to(draw) };
  };

/** A flag turned on for a share of requests. */
export function flag(world: World, site: Site, draw: Draw): ChangeText {
  const node = changed(world, site);
  const name = draw.pick(`flag ${node}`, [
    'new-layout',
    'bulk-read',
    'strict-totals',
    'two-step',
    'fresh-prices',
  ]);
  return { node, kind: 'flag', summary: `${node}: flag ${name} on`, from: 'off', to: 'on' };
}
