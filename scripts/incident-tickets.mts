// Writes test/incident/fixtures/tickets.json: for each kind of incident the first fifty seeds that give one, with the dose
// that was found for it and a checksum of what came of it. With a known dose an incident takes a fraction of the time,
// so that tests can look at thousands. When the model has changed: npx tsx scripts/incident-tickets.mts [kind ...]
import { readFileSync, writeFileSync } from 'node:fs';
import type { FaultKind } from '../src/incident/fault.ts';
import { incidentKinds } from '../src/incident/fault-kinds.ts';
import { generate } from '../src/incident/generate.ts';
import { checksum, type Recorded } from '../test/incident/tickets.ts';

const file = new URL('../test/incident/fixtures/tickets.json', import.meta.url);
const wanted = 50;

function ticketsOf(kind: FaultKind): Recorded[] {
  const tickets: Recorded[] = [];
  for (let seed = 0; tickets.length < wanted; seed++) {
    const made = generate({ seed, attempt: 0, kind });
    if (made) tickets.push([seed, made.incident.fault.dose, checksum(made.incident)]);
  }
  return tickets;
}

const asked = process.argv.slice(2);
const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Recorded[]>;
for (const kind of incidentKinds)
  if (asked.length === 0 || asked.includes(kind.name)) all[kind.name] = ticketsOf(kind);
const rows = incidentKinds.map(({ name }) => `  "${name}": ${JSON.stringify(all[name] ?? [])}`);
writeFileSync(file, `{\n${rows.join(',\n')}\n}\n`);
