import { grouped } from '../../bank/group.ts';
import type { Case } from './case.ts';
import { absoluteZ, type Deviation, robust, signedZ } from './deviation.ts';
import { type Ranking, rankBy } from './ranking.ts';

/** A simple way to name the cause: a ranking, or undefined where the case lacks what the method needs. */
export type Method = (of: Case) => Ranking | undefined;

/** A node is anomalous over this many robust deviations. */
const anomalous = 5;

/** Everything ties: its expectation is that of a guess. */
export const random: Method = ({ entities }) => rankBy(entities.map((entity) => [entity, [0]]));

/** By the largest z, up or down. */
export const absZ: Method = (of) => rankByDeviation(of, absoluteZ);

/** By the largest z towards the bad. */
export const bySignedZ: Method = (of) => rankByDeviation(of, signedZ);

/** By the largest distance from the median in interquartile ranges (BARO). */
export const medianIqr: Method = (of) => rankByDeviation(of, robust);

/**
 * The deepest anomalous callee: walks from the symptom through callees that are anomalous. First come those that
 * it reaches and that have no anomalous callee, then the others that it reaches, each by robust deviation; what
 * it does not reach ties.
 */
export const traversal: Method = (of) => {
  if (of.edges.length === 0 || !of.symptom) return undefined;
  const scores = deviations(of, robust);
  const callees = anomalousCallees(of, scores);
  const reached = reachedFrom(of.symptom.node, callees);
  const tier = (entity: string) => (!reached.has(entity) ? 0 : callees(entity).length > 0 ? 1 : 2);
  return rankBy(
    of.entities.map((entity) => [entity, tier(entity) ? [tier(entity), scores.get(entity) ?? 0] : [0, 0]]),
  );
};

/** By how much longer a node's own work takes: what a person sorts traces by. */
export const selfTime: Method = ({ entities, selfTimes }) =>
  selfTimes &&
  rankBy(
    entities.map((entity) => {
      const time = selfTimes.get(entity);
      return [entity, [time ? time.abnormal - time.normal : -Infinity]];
    }),
  );

/** The methods by the names that the bench prints, in its order; `needs` says what a case may lack. */
export const methods = [
  { name: 'random', rank: random },
  { name: 'abs-z', rank: absZ },
  { name: 'signed-z', rank: bySignedZ },
  { name: 'median-iqr', rank: medianIqr },
  { name: 'traversal', rank: traversal, needs: 'a symptom and a call graph' },
  { name: 'self-time', rank: selfTime, needs: 'traces' },
] as const satisfies readonly { name: string; rank: Method; needs?: string }[];

export type MethodName = (typeof methods)[number]['name'];

const rankByDeviation = (of: Case, deviation: Deviation): Ranking => {
  const scores = deviations(of, deviation);
  return rankBy(of.entities.map((entity) => [entity, [scores.get(entity) ?? -Infinity]]));
};

/** The most that any series of an entity deviates. */
function deviations({ series, breach }: Case, deviation: Deviation): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const one of series)
    most.set(one.entity, Math.max(most.get(one.entity) ?? -Infinity, deviation(one, breach)));
  return most;
}

function anomalousCallees({ edges }: Case, scores: ReadonlyMap<string, number>) {
  const walked = edges.filter(
    ({ caller, callee }) => caller !== callee && (scores.get(callee) ?? 0) > anomalous,
  );
  const byCaller = grouped(walked, ({ caller }) => caller);
  return (node: string): readonly string[] => (byCaller.get(node) ?? []).map(({ callee }) => callee);
}

function reachedFrom(start: string, next: (node: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const callee of next(node)) {
      if (reached.has(callee)) continue;
      reached.add(callee);
      open.push(callee);
    }
  }
  return reached;
}
