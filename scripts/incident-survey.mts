// Deals raw seeds and prints what they are: levels, healthy ones, kinds of fault, what it took, and what silly
// players score; holds each incident to what is promised of all. `npx tsx scripts/incident-survey.mts 1 300`
import { firedOver, indicatorOf, type Seen } from '../src/incident/alerts.ts';
import { type Dealt, dealRaw, isIdentified } from '../src/incident/deal.ts';
import { players } from '../src/incident/players.ts';
import { firstBreach } from '../src/incident/rules.ts';
import { scoreOf } from '../src/incident/score.ts';
import { neverHappened, replayed } from '../src/incident/truth.ts';

const [from = 1, to = 100] = process.argv.slice(2).map(Number);

const counts = new Map<string, number>();
const scores = new Map<string, number[]>();
const broken: string[] = [];
const took: number[] = [];

const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);

const pages = (seen: Seen, { symptom }: Dealt): boolean =>
  firstBreach(symptom.rule, indicatorOf(seen, symptom.rule)) !== undefined;

/** What is promised of every incident, and what this one breaks of it. */
function faultsOf(dealt: Dealt): string[] {
  const { incident } = dealt;
  const faults: string[] = [];
  const healthy = incident.fault.cause.kind === 'none';
  const still = firedOver(neverHappened(incident), incident.rules).some(
    ({ rule }) => rule.severity === 'page',
  );
  if (!healthy && still) faults.push('pages without its fault');
  if (!pages(replayed(incident, incident.fault.effects), dealt))
    faults.push('does not page without its decoys');
  if (!isIdentified(dealt)) faults.push('cannot be found out');
  return faults;
}

for (let seed = from; seed <= to; seed++) {
  const before = process.cpuUsage().user;
  const dealt = dealRaw(seed);
  took.push((process.cpuUsage().user - before) / 1000);
  const { kind, cause } = dealt.incident.fault;
  count(`level ${dealt.level}`);
  count(`fault ${kind.name}, ${dealt.level}`);
  if (cause.kind === 'none') count('healthy');
  for (const { name, play } of players)
    for (const level of ['all', dealt.level]) {
      const key = `${name}, ${level}`;
      scores.set(key, [...(scores.get(key) ?? []), scoreOf(dealt, play(dealt)).total]);
    }
  broken.push(...faultsOf(dealt).map((fault) => `seed ${seed}: ${fault}`));
}

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length);
const sorted = took.toSorted((a, b) => a - b);
for (const [what, times] of [...counts].sort()) console.log(`${what}: ${times}`);
for (const [who, list] of [...scores].sort()) console.log(`score of ${who}: ${mean(list).toFixed(1)}`);
console.log(
  `CPU time to deal, ms: mean ${mean(took).toFixed(0)}, 90 % ${sorted[Math.floor(sorted.length * 0.9)]?.toFixed(0)}`,
);
console.log(broken.length === 0 ? 'every promise held' : broken.join('\n'));
process.exitCode = broken.length === 0 ? 0 : 1;
