import { indicatorOf, type Seen } from './alerts.ts';
import type { Dealt } from './deal.ts';
import type { Effect } from './effect.ts';
import type { Cause, Fault } from './fault.ts';
import { timeOf } from './generate.ts';
import type { Incident } from './incident.ts';
import { smoothed } from './rules.ts';
import type { NodeRun } from './run.ts';
import { stepSeconds } from './signal.ts';
import { simulate } from './simulate.ts';
import { type Edge, edgeName, type World } from './world.ts';

/** A command of the tool, and what it shows of the cause. */
export interface ProofStep {
  readonly command: string;
  readonly shows: string;
}

/** The answer sheet of an incident: `incident truth --json`. */
export interface Truth {
  readonly seed: number;
  readonly level: string;
  readonly cause: Cause;
  readonly fault: string;
  /** ISO 8601, UTC; absent when nothing is broken. */
  readonly onset: string | null;
  readonly rampSeconds: number;
  /** From the cause to the symptom. */
  readonly path: readonly string[];
  readonly proof: readonly ProofStep[];
  readonly decoys: readonly string[];
  readonly counterfactual: Counterfactual;
}

/** The symptom's indicator at the end of the hour: as it was, had the fault never been, were it fixed at the page. */
export interface Counterfactual {
  readonly symptom: string;
  readonly observed: number;
  readonly neverHappened: number;
  readonly fixedNow: number;
}

/** A run of the same incident with other effects and the same noise. */
export function replayed({ world, run, start, steps }: Incident, effects: readonly Effect[]): Seen {
  return { world, start, run: simulate({ world, effects, noise: run.noise, steps, start }) };
}

const decoyEffects = ({ decoys }: Incident): Effect[] => decoys.flatMap(({ effects }) => effects);

/** The world as it would have been without the fault. */
export const neverHappened = (incident: Incident): Seen => replayed(incident, decoyEffects(incident));

/** The world with the fault ended at a step. */
export const fixedAt = (incident: Incident, step: number): Seen =>
  replayed(incident, [
    ...decoyEffects(incident),
    ...incident.fault.effects.map((effect) => ({ ...effect, until: step })),
  ]);

/** Steps at the end over which an outcome is told. */
const lastSteps = 8;

function outcome(seen: Seen, { symptom }: Dealt): number {
  const values = smoothed(indicatorOf(seen, symptom.rule), lastSteps);
  return Math.round((values.at(-1) as number) * 1e6) / 1e6;
}

/** What would have been, by the same noise. */
function counterfactual(dealt: Dealt): Counterfactual {
  const { incident, symptom } = dealt;
  return {
    symptom: symptom.rule.summary,
    observed: outcome(incident, dealt),
    neverHappened: outcome(neverHappened(incident), dealt),
    fixedNow: outcome(fixedAt(incident, symptom.fired), dealt),
  };
}

/** The nodes from one to another over calls, the way that most requests take; a consumer counts as called by its queue. */
function wayDown(world: World, from: number, to: number): number[] | undefined {
  const best = world.nodes.map(() => ({ share: 0, way: [] as number[] }));
  best[from] = { share: 1, way: [from] };
  world.nodes.forEach((_, i) => {
    const here = best[i] as { share: number; way: number[] };
    if (here.share === 0) return;
    for (const [next, calls] of nextOf(world, i)) {
      const share = here.share * Math.min(1, calls);
      if (share > (best[next]?.share ?? 0)) best[next] = { share, way: [...here.way, next] };
    }
  });
  const found = best[to]?.way ?? [];
  return found.length > 0 ? found : undefined;
}

function nextOf(world: World, i: number): [number, number][] {
  const called = (world.outgoing[i] ?? []).map((e): [number, number] => {
    const { callee, calls } = world.edges[e] as Edge;
    return [callee, calls];
  });
  const consumers = world.nodes.flatMap(({ consumes }, index): [number, number][] =>
    consumes === i ? [[index, 1]] : [],
  );
  return [...called, ...consumers];
}

/** The node at which harm begins: of an edge its caller, of a host whoever slowed down most for the symptom. */
function harmed({ world, run }: Incident, { site, kind, onset }: Fault, symptom: number): number {
  if (site.on === 'edge') return (world.edges[site.index] as Edge).caller;
  if (site.on === 'traffic') return 0;
  if (site.on === 'node') return kind.name === 'poison-pill' ? symptom : site.index;
  const slower = world.nodes.map(({ host }, i) => {
    if (host !== site.index || !wayDown(world, symptom, i)) return -1;
    const { work, rate } = run.nodes[i] as NodeRun;
    return ((work.at(-1) as number) - (work[onset - 1] as number)) * (rate[onset - 1] as number);
  });
  return slower.indexOf(Math.max(...slower));
}

/** From the cause to the symptom, by name. */
export function pathOf({ incident, symptom }: Dealt): string[] {
  const { world, fault } = incident;
  if (fault.cause.kind === 'none') return [];
  const node = symptom.rule.node;
  const start = harmed(incident, fault, node);
  const way = wayDown(world, node, start)?.reverse() ?? wayUp(world, start, node);
  const names = way.map((index) => world.nodes[index]?.name ?? '');
  const cause =
    fault.site.on === 'edge' && fault.cause.kind === 'edge'
      ? edgeName(world, fault.site.index)
      : fault.cause.name;
  return names[0] === cause ? names : [cause, ...names];
}

/** Load goes the other way: from a caller down to what it overloads. What a cache lacks its reader asks a store for. */
function wayUp(world: World, start: number, node: number): number[] {
  const readers = (world.incoming[start] ?? []).map((e) => (world.edges[e] as Edge).caller);
  const ways = [start, ...readers].flatMap((from) => {
    const way = wayDown(world, from, node);
    return way ? [from === start ? way : [start, ...way]] : [];
  });
  return ways[0] ?? [start, node];
}

/** The answer sheet. Everything in it is simulated or read from the incident. */
export function truthOf(dealt: Dealt, command: string): Truth {
  const { incident, level } = dealt;
  const { fault, seed, decoys } = incident;
  const broken = fault.cause.kind !== 'none';
  return {
    seed,
    level,
    cause: fault.cause,
    fault: fault.kind.name,
    onset: broken ? iso(timeOf(incident, fault.onset)) : null,
    rampSeconds: broken ? fault.ramp * stepSeconds : 0,
    path: pathOf(dealt),
    proof: proofOf(dealt, command),
    decoys: decoys.map(({ name }) => name),
    counterfactual: counterfactual(dealt),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A time (ms since 1970) as ISO 8601 in UTC, to the second (days to dates after Hinnant's civil_from_days). */
export function iso(t: number): string {
  const seconds = Math.floor(t / 1000);
  const days = Math.floor(seconds / 86_400);
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const date = `${year}-${two(month)}-${two(doy - Math.floor((153 * mp + 2) / 5) + 1)}`;
  const rest = seconds - days * 86_400;
  return `${date}T${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}Z`;
}

/** The way from the page to the cause as commands: each shows one thing, and all of them together leave one cause. */
function proofOf(dealt: Dealt, command: string): ProofStep[] {
  const { incident, symptom } = dealt;
  const { fault, world } = incident;
  const steps: ProofStep[] = [{ command: `${command} --view alerts`, shows: symptom.rule.summary }];
  const view = (what: string, shows: string) => steps.push({ command: `${command} --view ${what}`, shows });
  if (fault.cause.kind === 'none') {
    view('topology', 'no service is slower or fails more than before');
    view('changes', fault.kind.title);
    return steps;
  }
  view('topology', `where latency, errors and load rise: ${pathOf(dealt).toReversed().join(', ')}`);
  const owner =
    fault.site.on === 'edge'
      ? world.nodes[(world.edges[fault.site.index] as Edge).caller]?.name
      : fault.cause.name;
  view(
    `service --service ${owner === 'traffic' ? world.nodes[0]?.name : owner}`,
    `${fault.kind.signature} leaves its band: ${fault.kind.title}`,
  );
  if (fault.kind.change) view('changes', `a change just before ${iso(timeOf(incident, fault.onset))}`);
  return steps;
}
