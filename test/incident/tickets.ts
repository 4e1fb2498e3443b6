// Incidents as they are dealt, by the thousand: fixtures/tickets.json has for each kind of fault the first fifty seeds
// that give one, with their doses, so that none has to be searched for. scripts/incident-tickets.mts writes it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { incidentKinds } from '../../src/incident/fault-kinds.ts';
import { type Generated, generate, type Ticket } from '../../src/incident/generate.ts';
import type { Incident } from '../../src/incident/incident.ts';

/** A seed, its dose, and the checksum of what came of it when it was recorded. */
export type Recorded = readonly [seed: number, dose: number, checksum: string];

const file = new URL('./fixtures/tickets.json', import.meta.url);

export const recorded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<
  Record<string, readonly Recorded[]>
>;

export const ticketOf = (name: string, [seed, dose]: readonly [number, number, ...unknown[]]): Ticket => ({
  seed,
  attempt: 0,
  kind: incidentKinds.find((one) => one.name === name)!,
  dose,
});

/** The first incidents of a kind, one after the other: a thousand of them at once would fill the memory. */
export function* drawn(name: string, count: number): Generator<Generated> {
  for (const row of recorded[name]!.slice(0, count)) {
    const made = generate(ticketOf(name, row));
    if (!made) throw new Error(`seed ${row[0]} gives no ${name}: record the tickets anew`);
    yield made;
  }
}

/** A checksum of all that an incident is: every value of its run, what it says of changes, rules and alerts. */
export function checksum({ run, fault, changes, alerts, rules, blind, start }: Incident): string {
  const hash = createHash('sha256');
  hash.update(new Uint8Array(run.store.buffer, run.store.byteOffset, run.store.byteLength));
  const { site, onset, ramp, dose, cause } = fault;
  hash.update(
    JSON.stringify([site, onset, ramp, dose, cause, changes, alerts, rules, blind, start, run.noise]),
  );
  return hash.digest('hex').slice(0, 8);
}
