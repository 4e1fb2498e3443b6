import { caseOf } from './case-of.ts';
import type { Dealt } from './deal.ts';
import { bySignedZ, type Method, selfTime } from './gauge/methods.ts';
import type { Declaration } from './score.ts';

/** Somebody who always does the same. */
interface Player {
  readonly name: string;
  readonly play: (dealt: Dealt) => Declaration;
}

/** Players that look at one thing only. They guess the onset at the first breach, and say that they are sure by half. */
export const players: readonly Player[] = [
  { name: 'always-healthy', play: () => ({ cause: 'none', confidence: 0.5 }) },
  { name: 'loudest-node', play: (dealt) => declare(dealt, firstBy(dealt, bySignedZ)) },
  { name: 'latest-change', play: (dealt) => declare(dealt, latestChange(dealt)) },
  { name: 'self-time', play: (dealt) => declare(dealt, firstBy(dealt, selfTime)) },
];

function firstBy({ incident, symptom }: Dealt, method: Method): string {
  const of = caseOf(incident, symptom.rule, symptom.breached);
  return method(of)?.[0]?.entity ?? 'none';
}

/** Whoever was changed last before the page. */
function latestChange({ incident, symptom }: Dealt): string {
  const page = incident.start + symptom.fired * 15_000;
  return incident.changes.filter(({ t }) => t <= page).at(-1)?.node ?? 'none';
}

function declare({ incident, symptom }: Dealt, cause: string): Declaration {
  const node = incident.world.nodes[symptom.rule.node]?.name ?? '';
  return { cause, onset: incident.start + symptom.breached * 15_000, path: [cause, node], confidence: 0.5 };
}
