import { deploy, flag, release, setting } from './change-texts.ts';
import type { Site } from './effect.ts';
import type { ChangeText } from './fault.ts';
import type { Draw } from './noise.ts';
import { type ChangeEvent, stepSeconds } from './signal.ts';
import type { World } from './world.ts';

/** When an incident begins, and how long it is watched. */
export interface Times {
  /** ms since 1970 of step 0. */
  readonly start: number;
  readonly steps: number;
  readonly onset: number;
}

const timeOf = ({ start }: Times, step: number): number => Math.round(start + step * stepSeconds * 1000);

/** A change that brought a fault: up to 45 seconds before it shows. */
export const guiltyChange = (times: Times, text: ChangeText, draw: Draw): ChangeEvent => ({
  ...text,
  t: timeOf(times, times.onset) - draw.whole('lead', 1, 45) * 1000,
});

type Writer = (world: World, site: Site, draw: Draw) => ChangeText;

/** Changes that happen to nodes of a kind on any day. Those that break something read no different. */
const everyday: Readonly<Record<World['nodes'][number]['kind'], readonly Writer[]>> = {
  service: [
    deploy,
    deploy,
    flag,
    setting(
      'CPU limit',
      () => 'from the size profile',
      () => 'from the standard profile',
    ),
    setting(
      'replicas, at most',
      () => 'by load',
      () => 'a fixed quota',
      'scale',
    ),
    setting(
      'schema of answers',
      () => 'schema 12',
      () => 'schema 13',
      'schema',
    ),
    setting(
      'timeout and retries',
      () => 'the usual',
      () => 'short timeout, 5 more retries',
    ),
  ],
  model: [
    release,
    setting(
      'feature library',
      () => '3.4',
      () => '3.5',
    ),
  ],
  database: [
    setting(
      'migration',
      () => 'schema 41',
      () => 'schema 42',
      'schema',
    ),
    setting(
      'nightly batch',
      () => 'waiting',
      () => 'running',
      'job',
    ),
  ],
  cache: [
    setting(
      'eviction policy',
      () => 'allkeys-lru',
      () => 'volatile-ttl',
    ),
  ],
  queue: [
    setting(
      'retention',
      () => '24 h',
      () => '48 h',
    ),
  ],
  'third-party': [],
};

/**
 * Changes that broke nothing: two to four in the hour, one of them near the onset, so that the latest or the only
 * change is not the guilty one. Faulty and healthy systems have the same.
 */
export function innocentChanges(world: World, times: Times, spared: string, draw: Draw): ChangeEvent[] {
  const count = draw.whole('innocent', 2, 4);
  const nodes = world.nodes.flatMap(({ name, kind }, index) =>
    kind === 'third-party' || name === spared ? [] : [{ kind, index }],
  );
  return draw
    .shuffled('changed', nodes)
    .slice(0, count)
    .map(({ kind, index }, i) => {
      const write = draw.pick(`what ${i}`, everyday[kind]);
      const near = Math.min(times.steps - 2, times.onset + draw.whole('near', -8, 10));
      const step = i === 0 ? near : draw.whole(`when ${i}`, 4, times.steps - 4);
      return {
        ...write(world, { on: 'node', index }, draw),
        t: timeOf(times, step) + draw.whole(`at ${i}`, 0, 14) * 1000,
      };
    });
}
