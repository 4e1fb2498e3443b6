/** What of a node can be changed from outside the model: what `amount` does at full strength. */
export const nodeKnobs = {
  work: 'own work that is not CPU time takes 1 + amount times as long',
  burn: 'a call takes 1 + amount times the CPU time',
  batch: 'a job of low priority uses this share of the CPU limit',
  quota: 'the CPU limit loses this share',
  leak: 'the free memory is filled this many times; each time it restarts',
  garbage: 'this share of all time is garbage collection',
  filling: 'this share of the disk more',
  slowDisk: 'disk operations take 1 + amount times as long',
  heldWorkers: 'this share of the workers never comes back',
  heldHandles: 'this share of the file handles never comes back',
  crash: 'this share of calls fails in its code',
  lockWait: 'seconds of waiting for locks a call',
  missing: 'this share of what was in the cache is gone',
  flagged: 'the flag is on for this share of calls',
  lostReplicas: 'this share of the replicas is missing',
  hotPartition: 'one partition gets amount/(1 + amount) of all load, its writer amount times its usual work',
  poison: 'this share of consumers is held by messages that always fail',
  nulls: 'this share of features is empty',
  drift: 'the inputs drift by this index',
  mismatch: 'features differ from training by this many deviations',
  worse: 'the model loses this share of its good predictions',
  accelerator: 'this share of the accelerator memory more',
  stale: 'seconds since the index was built, beyond the usual',
  brokenProbe: 'this share of probes from outside fails by itself',
} as const;

export type NodeKnob = keyof typeof nodeKnobs;

export const edgeKnobs = {
  delay: 'seconds more on the network',
  loss: 'this share of packets is lost',
  unreachable: 'this share of attempts finds no way',
  unresolved: 'this share of names is not resolved',
  refused: 'this share of connections is refused',
  untrusted: 'this share fails for the certificate',
  unauthorized: 'this share is turned down for the credential',
  limited: 'this share is turned down for its rate',
  unparsed: 'this share of answers cannot be read',
  chatter: '1 + amount times as many calls a request',
  hurry: 'the timeout loses this share',
  moreRetries: 'this many further attempts',
  heldConnections: 'this share of the connections never comes back',
  rows: '1 + amount times as many rows looked at for a call',
} as const;

export type EdgeKnob = keyof typeof edgeKnobs;

export const hostKnobs = { neighbour: 'cores wanted by others, as a share of its cores' } as const;

export type HostKnob = keyof typeof hostKnobs;

export const trafficKnobs = { crowd: '1 + amount times the requests' } as const;

export type TrafficKnob = keyof typeof trafficKnobs;

/** Where an effect acts: `index` counts nodes, edges or hosts; traffic has the index 0. */
export type Site =
  | { readonly on: 'node' | 'edge' | 'host'; readonly index: number }
  | { readonly on: 'traffic'; readonly index: 0 };

type Turned =
  | { readonly on: 'node'; readonly knob: NodeKnob }
  | { readonly on: 'edge'; readonly knob: EdgeKnob }
  | { readonly on: 'host'; readonly knob: HostKnob }
  | { readonly on: 'traffic'; readonly knob: TrafficKnob };

/** A knob, whose it is, and how far it is turned; `lasts` is set for what ends by itself after so many steps. */
export type Push = Turned & { readonly index: number; readonly amount: number; readonly lasts?: number };

/** From `onset` something grows over `ramp` steps to its full amount, and ends before step `until`. */
export interface Timing {
  readonly onset: number;
  readonly ramp: number;
  readonly until?: number;
}

/** A push over time. */
export type Effect = Push & Timing;

/** Which share of its amount an effect has at a step. */
export function strength({ onset, ramp, until }: Timing, step: number): number {
  if (step < onset || (until !== undefined && step >= until)) return 0;
  return ramp === 0 ? 1 : Math.min(1, (step - onset + 1) / ramp);
}
