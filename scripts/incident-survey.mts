// Deals raw seeds and prints what they are: levels, healthy ones, kinds of fault, how hard each is hit, what it took,
// what silly players score, and how often a player who sees only the exported files names the cause. Holds each
// incident to what is promised of all. `npx tsx scripts/incident-survey.mts 1 300`, or `... hard 41 100` for a level.
import { hashText } from '../src/bank/random.ts';
import { firedOver, indicatorOf, type Seen } from '../src/incident/alerts.ts';
import { type Dealt, dealLevel, dealRaw, isIdentified } from '../src/incident/deal.ts';
import { severities, severityOf } from '../src/incident/dose.ts';
import { csvFiles } from '../src/incident/export-csv.ts';
import { levels } from '../src/incident/level.ts';
import { draws } from '../src/incident/noise.ts';
import { ruleOf } from '../src/incident/placing.ts';
import { players } from '../src/incident/players.ts';
import { firstBreach, smoothed } from '../src/incident/rules.ts';
import { scoreOf } from '../src/incident/score.ts';
import { telemetryOf } from '../src/incident/telemetry.ts';
import { neverHappened, replayed } from '../src/incident/truth.ts';
import { nameCause } from '../test/incident/blind/player.ts';

const words = process.argv.slice(2);
const level = levels.find((one) => one === words[0]);
const [from = 1, to = 100] = words.slice(level ? 1 : 0).map(Number);

/** Tickets after which a stream is a fault of the generator. */
const mostAttempts = 20;
const mostMs = 1000;

const counts = new Map<string, number>();
const scores = new Map<string, number[]>();
const severe = new Map<string, number[]>();
const named = new Map<string, number[]>();
const broken: string[] = [];
const took: number[] = [];
const attempts: number[] = [];
const hops: number[] = [];

const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
const note = (lists: Map<string, number[]>, key: string, value: number): void =>
  void lists.set(key, [...(lists.get(key) ?? []), value]);

const pages = (seen: Seen, { symptom }: Dealt): boolean =>
  firstBreach(symptom.rule, indicatorOf(seen, symptom.rule)) !== undefined;

const isHealthy = ({ incident }: Dealt): boolean => incident.fault.cause.kind === 'none';

/** The symptom's severity, as a multiple of what the seed aims at; undefined where nothing is broken. */
function severityIn({ incident, ticket }: Dealt): number | undefined {
  const { fault, rules, world } = incident;
  const rule = ruleOf(world, rules, fault.indicator, fault.site);
  if (!rule || fault.kind.family === 'healthy') return undefined;
  const usual = smoothed(indicatorOf(replayed(incident, []), rule), rule.window);
  const mean = usual.reduce((a, b) => a + b, 0) / usual.length;
  const draw = draws(hashText(`incident ${ticket.seed} ${ticket.attempt}`));
  const target = draw.between('severity', ...severities[fault.indicator]);
  return severityOf(incident, rule, fault.onset, mean) / target;
}

/** Calls from the entry to the cause; undefined where it is no node and no edge. */
function hopsOf({ incident }: Dealt): number | undefined {
  const { world, fault } = incident;
  const { name } = fault.cause;
  const edge = name.includes('->') ? world.edges[fault.site.index] : undefined;
  const node = world.nodes.find((one, i) => (edge ? i === edge.callee : one.name === name));
  return node?.depth;
}

/** What is promised of every incident, and what this one breaks of it. */
function faultsOf(dealt: Dealt, severity: number | undefined): string[] {
  const { incident, ticket } = dealt;
  const faults: string[] = [];
  const still = firedOver(neverHappened(incident), incident.rules).some(
    ({ rule }) => rule.severity === 'page',
  );
  if (!isHealthy(dealt) && still) faults.push('pages without its fault');
  if (!pages(replayed(incident, incident.fault.effects), dealt))
    faults.push('does not page without its decoys');
  if (!isIdentified(dealt)) faults.push('cannot be found out');
  if (severity !== undefined && severity > 2 && !incident.fault.kind.lasting)
    faults.push(`hits ${severity.toFixed(1)} times as hard as is aimed at`);
  if (ticket.attempt > mostAttempts) faults.push(`took ${ticket.attempt} attempts`);
  return faults;
}

function survey(seed: number): void {
  const before = process.cpuUsage().user;
  const dealt = level ? dealLevel(level, seed) : dealRaw(seed);
  took.push((process.cpuUsage().user - before) / 1000);
  attempts.push(dealt.ticket.attempt);
  const { kind, cause } = dealt.incident.fault;
  count(`level ${dealt.level}`);
  count(`fault ${kind.name}, ${dealt.level}`);
  if (isHealthy(dealt)) count('healthy');
  for (const { name, play } of players)
    for (const group of new Set(['all', dealt.level]))
      note(scores, `${name}, ${group}`, scoreOf(dealt, play(dealt)).total);
  const severity = severityIn(dealt);
  if (severity !== undefined) note(severe, kind.name, severity);
  const far = hopsOf(dealt);
  if (far !== undefined && kind.family !== 'load') hops.push(far);
  const said = nameCause(csvFiles(telemetryOf(dealt.incident)));
  note(named, dealt.level, said === (cause.name || 'none') ? 1 : 0);
  if (said !== (cause.name || 'none')) count(`blind: ${kind.name}, ${dealt.level}, missed`);
  broken.push(...faultsOf(dealt, severity).map((fault) => `seed ${seed}: ${fault}`));
}

for (let seed = from; seed <= to; seed++) survey(seed);

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length);
const at = (list: readonly number[], share: number): number =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;

const percent = (part: number): string => `${((100 * part) / (to - from + 1)).toFixed(0)} %`;
for (const [what, times] of [...counts].sort())
  console.log(`${what}: ${times}${/^(level|healthy)/.test(what) ? ` (${percent(times)})` : ''}`);
for (const [who, list] of [...scores].sort()) console.log(`score of ${who}: ${mean(list).toFixed(1)}`);
for (const [kind, list] of [...severe].sort())
  console.log(
    `severity of ${kind}, aimed at = 1: median ${at(list, 0.5).toFixed(2)}, most ${at(list, 1).toFixed(2)}`,
  );
for (const [group, list] of [...named].sort())
  console.log(
    `blind player names the cause, ${group}: ${list.filter((right) => right === 1).length} of ${list.length}`,
  );
console.log(
  `three hops from the entry or more: ${hops.filter((far) => far >= 3).length} of ${hops.length} causes`,
);
console.log(`passed over before a deal: mean ${mean(attempts).toFixed(1)}, most ${at(attempts, 1)}`);
console.log(
  `CPU time to deal, ms: mean ${mean(took).toFixed(0)}, 90 % ${at(took, 0.9).toFixed(0)}, most ${at(took, 1).toFixed(0)}, over ${mostMs}: ${took.filter((ms) => ms > mostMs).length}`,
);
console.log(broken.length === 0 ? 'every promise held' : broken.join('\n'));
process.exitCode = broken.length === 0 ? 0 : 1;
