import { hashText } from '../bank/random.ts';
import { alertOf, type Fired, firedOver, indicatorOf, rulesFor, type Seen } from './alerts.ts';
import { guiltyChange, innocentChanges } from './changes.ts';
import { drawDecoys } from './decoys.ts';
import { bisectDose, severities, severityOf } from './dose.ts';
import type { Effect, Push, Site } from './effect.ts';
import type { Fault, FaultKind } from './fault.ts';
import type { Decoy, Incident } from './incident.ts';
import { type Draw, draws } from './noise.ts';
import { causeOf, indicatorAt, nodeOf, pickSite, ruleOf } from './placing.ts';
import { firstBreach, meanOf, type Rule, smoothed } from './rules.ts';
import { type ChangeEvent, stepSeconds } from './signal.ts';
import { goOn, type Paused, runUp, simulate } from './simulate.ts';
import { changed } from './sites.ts';
import { firstMonday } from './traffic.ts';
import type { World } from './world.ts';
import { drawWorld } from './world-draw.ts';

/** Steps of an incident: an hour. */
const incidentSteps = 240;

/** What an incident is drawn from: everything else follows. */
export interface Ticket {
  readonly seed: number;
  /** Counts those of the same seed that were passed over. */
  readonly attempt: number;
  readonly kind: FaultKind;
  /** The dose, where it is known from before; else it is searched for, which is most of the work. */
  readonly dose?: number;
  /** How many services there are, 5 to 12; drawn where it is not said. */
  readonly services?: number;
}

/** The stage of an incident, before anything goes wrong. */
interface Stage {
  readonly ticket: Ticket;
  readonly draw: Draw;
  readonly world: World;
  readonly start: number;
  /** Where all runs with the seed's own noise go on from. */
  readonly paused: Paused;
  readonly usual: Seen;
  readonly rules: readonly Rule[];
}

/** The seed of the noise of a replay; replay 0 is the incident itself. With a sign, all of them are kept alike by V8. */
const noiseOf = ({ seed, attempt }: Ticket, replay: number): number =>
  hashText(`noise ${seed} ${attempt} ${replay}`) | 0;

/** Sets the stage; no effect begins before the step `earliest`. */
function setStage(ticket: Ticket, draw: Draw, world: World, earliest: number): Stage {
  const minutes = draw.whole('start', 0, 350 * 24 * 60);
  const start = firstMonday + minutes * 60_000;
  const noise = noiseOf(ticket, 0);
  const paused = runUp({ world, noise, steps: incidentSteps, start }, earliest);
  const usual = { world, run: goOn(paused, []), start };
  return { ticket, draw, world, start, paused, usual, rules: rulesFor(usual, draw) };
}

/** Steps at full strength that have to be left to see. */
const leastTail = 24;

/** When a fault begins, and over how many steps it grows. */
interface Times {
  readonly onset: number;
  readonly ramp: number;
}

function timesOf(draw: Draw, { ramp }: FaultKind): Times {
  const onset = draw.whole('onset', 120, 160);
  if (ramp === 'endless') return { onset, ramp: incidentSteps - onset };
  const steps = draw.whole('ramp', ...ramp);
  return { onset, ramp: steps < 3 ? 0 : Math.min(steps, incidentSteps - onset - leastTail) };
}

/** A push from the onset on; what ends by itself is no ramp. */
const effectOf = (push: Push, { onset, ramp }: Times): Effect =>
  push.lasts === undefined
    ? { ...push, onset, ramp }
    : { ...push, onset, ramp: 0, until: onset + push.lasts };

const seenWith = ({ world, start, paused }: Stage, effects: readonly Effect[]): Seen => ({
  world,
  start,
  run: goOn(paused, effects),
});

/** The same with the noise of a replay. */
function replayWith({ world, start, ticket }: Stage, effects: readonly Effect[], number: number): Seen {
  const noise = noiseOf(ticket, number);
  return { world, start, run: simulate({ world, effects, noise, steps: incidentSteps, start }) };
}

const effectsOf = (decoys: readonly Decoy[]): Effect[] => decoys.flatMap(({ effects }) => effects);

/** A fault, and what is seen of it, its decoys included. */
interface Dosed {
  readonly fault: Fault;
  readonly seen: Seen;
}

/** A fault in its place, with the dose that the seed's severity asks for; none where no dose does. */
function dosed(stage: Stage, site: Site, times: Times, decoys: readonly Decoy[]): Dosed | undefined {
  const { ticket, world, draw, rules } = stage;
  const { kind } = ticket;
  const indicator = indicatorAt(world, kind, site);
  const rule = ruleOf(world, rules, indicator, site);
  if (!rule) return undefined;
  const effects = (dose: number): Effect[] =>
    kind.pushes(world, site, dose).map((push) => effectOf(push, times));
  const seenAt = kept((dose) => seenWith(stage, [...effectsOf(decoys), ...effects(dose)]));
  const usual = meanOf(smoothed(indicatorOf(stage.usual, rule), rule.window));
  const severity = (dose: number) => severityOf(seenAt(dose), rule, times.onset, usual);
  const target = draw.between('severity', ...severities[indicator]);
  const dose =
    kind.family === 'healthy' ? 1 : (ticket.dose ?? bisectDose(kind.doses, target, severity, kind.lasting));
  if (dose === undefined) return undefined;
  const cause = causeOf(world, kind, site);
  const fault = { kind, site, indicator, cause, ...times, dose, effects: effects(dose) };
  return { fault, seen: seenAt(dose) };
}

/** A healthy system whose latency objective was set too tight: in force from the onset on. */
function tightened(stage: Stage, fault: Fault): readonly Rule[] {
  if (fault.kind.pages !== 'tight') return stage.rules;
  return stage.rules.map((rule) => {
    if (rule.indicator !== 'latency') return rule;
    const usual = smoothed(indicatorOf(stage.usual, rule), 4).sort();
    const threshold = Math.round((usual[Math.floor(usual.length * 0.35)] as number) * 1000) / 1000;
    const summary = rule.summary.replace(/over .*/, `over ${Math.round(threshold * 1000)} ms`);
    return { ...rule, threshold, summary, for: 6, since: fault.onset };
  });
}

/** The first page of an incident: what wakes the learner. */
const firstPage = (fired: readonly Fired[]): Fired | undefined =>
  fired.find(({ rule }) => rule.severity === 'page');

/** An incident, and what was made on the way to it. */
export interface Generated {
  readonly incident: Incident;
  readonly ticket: Ticket;
  readonly symptom: Fired;
  /** The same with other noise, number 1 to 5; simulated when asked for, and kept. */
  readonly replay: (number: number) => Seen;
}

function changesOf(stage: Stage, fault: Fault): ChangeEvent[] {
  const { world, draw, start } = stage;
  const times = { start, steps: incidentSteps, onset: fault.onset };
  const text = fault.kind.change?.(world, fault.site, draw);
  const guilty = text ? [guiltyChange(times, text, draw)] : [];
  const innocent = innocentChanges(world, times, changed(world, fault.site), draw);
  return [...guilty, ...innocent].sort((a, b) => a.t - b.t);
}

/** Remembers what was computed for each number. */
function kept<T>(compute: (number: number) => T): (number: number) => T {
  const known = new Map<number, T>();
  return (number) => {
    const value = known.get(number) ?? compute(number);
    known.set(number, value);
    return value;
  };
}

/** An incident by its ticket; none when it does not page as it should, and is passed over. */
export function generate(ticket: Ticket): Generated | undefined {
  const draw = draws(hashText(`incident ${ticket.seed} ${ticket.attempt}`));
  const world = drawWorld(draw, ticket.services);
  const site = pickSite(draw, world, ticket.kind);
  if (!site) return undefined;
  const times = timesOf(draw, ticket.kind);
  const decoys = drawDecoys(world, [nodeOf(world, site), 0], times.onset, draw);
  const earliest = effectsOf(decoys).reduce((least, { onset }) => Math.min(least, onset), times.onset);
  const stage = setStage(ticket, draw, world, earliest);
  const made = dosed(stage, site, times, decoys);
  if (!made) return undefined;
  const { fault, seen } = made;
  const rules = tightened(stage, fault);
  const effects = [...effectsOf(decoys), ...fault.effects];
  const fired = firedOver(seen, rules);
  const symptom = firstPage(fired);
  if (!symptom || fired.some(({ breached }) => breached < fault.onset) || !asMeant(fault, fired))
    return undefined;
  if (fault.kind.lasting && !holdsAtEnd(seen, symptom.rule)) return undefined;
  if (!standsWithoutDecoys(stage, fault, symptom) || !isCalmWithout(stage, fault, decoys)) return undefined;
  const blind = stage.draw
    .shuffled('blind', [...stage.world.nodes.keys()].slice(1))
    .slice(0, stage.draw.whole('blind', 0, 2));
  const { start } = stage;
  const alerts = fired.map((one) => alertOf(seen, one));
  const changes = changesOf(stage, fault);
  const incident = {
    seed: ticket.seed,
    world,
    fault,
    decoys,
    changes,
    blind,
    rules,
    run: seen.run,
    alerts,
    start,
    steps: incidentSteps,
  };
  const replay = (number: number) => replayWith(stage, effects, number);
  return { incident, ticket, symptom, replay: kept(replay) };
}

/** A healthy system pages by nothing that users feel. */
function asMeant({ kind }: Fault, fired: readonly Fired[]): boolean {
  if (kind.family !== 'healthy') return true;
  const felt = fired.filter(({ rule }) => ['latency', 'errors', 'lag', 'quality'].includes(rule.indicator));
  return kind.pages === 'tight' || felt.length === 0;
}

/** Whether a rule's condition holds over the last minutes. */
function holdsAtEnd(seen: Seen, rule: Rule): boolean {
  const values = smoothed(indicatorOf(seen, rule), rule.window);
  return (values.at(-1) as number) > rule.threshold;
}

/** A minute: as far as the first breach may move when the decoys go. */
const slack = 4;

/** Without its decoys an incident pages by the same rule, and from the same time on. */
function standsWithoutDecoys(stage: Stage, fault: Fault, { rule, breached }: Fired): boolean {
  const alone = firstBreach(rule, indicatorOf(seenWith(stage, fault.effects), rule));
  return alone !== undefined && Math.abs(alone.breached - breached) <= slack;
}

/** What only looks guilty pages nobody; a healthy system pages by what is wrong with a rule. */
const isCalmWithout = (stage: Stage, { kind }: Fault, decoys: readonly Decoy[]): boolean =>
  kind.family === 'healthy' || !firstPage(firedOver(seenWith(stage, effectsOf(decoys)), stage.rules));

/** Time of a step, ms since 1970. */
export const timeOf = ({ start }: { readonly start: number }, step: number): number =>
  start + step * stepSeconds * 1000;
