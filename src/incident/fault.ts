import type { Effect, Push, Site } from './effect.ts';
import type { Draw } from './noise.ts';
import type { ChangeEvent } from './signal.ts';
import type { World } from './world.ts';

export type Family = 'resource' | 'network' | 'change' | 'data' | 'load' | 'ai' | 'healthy';

/** What the learner is paged for. */
export type Indicator = 'latency' | 'errors' | 'lag' | 'quality';

/** Who is to blame: services and models; call edges; stores, queues, third parties, hosts and traffic; or nobody. */
export interface Cause {
  readonly kind: 'service' | 'edge' | 'resource' | 'none';
  readonly name: string;
}

/** What a change event says, before it has a time. */
export type ChangeText = Omit<ChangeEvent, 't'>;

/** A way in which a world breaks, or pages without being broken. */
export interface FaultKind {
  readonly name: string;
  readonly title: string;
  readonly family: Family;
  /** What it is paged by; below a consumer, latency becomes lag. */
  readonly indicator: Indicator;
  /** Where it can happen. */
  readonly sites: (world: World) => readonly Site[];
  /** The node to blame for it there, by index; without this, the site itself. */
  readonly blames?: (world: World, site: Site) => number;
  /** What it does there at full strength, with this dose. */
  readonly pushes: (world: World, site: Site, dose: number) => readonly Push[];
  /** The least and the most dose that is still this kind of fault. */
  readonly doses: readonly [number, number];
  /** Steps of its ramp, at least and at most; [0, 0] is a clean step; an endless one grows to the end. */
  readonly ramp: readonly [number, number] | 'endless';
  /** The change that brought it, when it is one. */
  readonly change?: (world: World, site: Site, draw: Draw) => ChangeText;
  /** Names of metrics that move with it, those of `metrics.ts`. */
  readonly shows: readonly string[];
  /** The kind that looks most like it, and the metric that the other leaves calm. */
  readonly neighbour: string;
  readonly signature: string;
  /** Set when its harm has to last to the end, though what set it off does not. */
  readonly lasting?: true;
  /** Rules of its own that page, in a system that is healthy. */
  readonly pages?: 'tight' | 'batch' | 'probe' | 'peak';
}

/** A fault of an incident: a kind, where, when and how much. */
export interface Fault {
  readonly kind: FaultKind;
  readonly site: Site;
  readonly indicator: Indicator;
  readonly cause: Cause;
  /** Step at which it begins, and steps until it is at full strength. */
  readonly onset: number;
  readonly ramp: number;
  readonly dose: number;
  readonly effects: readonly Effect[];
}
