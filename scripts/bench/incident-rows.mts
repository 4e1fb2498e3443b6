// What incidents cost: dealing them, and all that they show. What is done in one process is told in CPU time.
import { dealLevel, dealRaw } from '../../src/incident/deal.ts';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import { generate } from '../../src/incident/generate.ts';
import { type Level, levels } from '../../src/incident/level.ts';
import { telemetryOf } from '../../src/incident/telemetry.ts';
import { command, cpu, type Growing, type Row, work } from './measure.mts';
import { calm } from './telemetry.mts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** What each of many deals took, the fastest first: each once, after some that are not counted. */
function times(deals: readonly (() => unknown)[]): number[] {
  for (const deal of deals.slice(0, 5)) deal();
  return deals.map(cpu).sort((a, b) => a - b);
}

/** Remembers what is measured for several rows. */
function once<T>(measure: () => T): () => T {
  let known: T | undefined;
  return () => {
    known ??= measure();
    return known;
  };
}

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

/** The mean of many deals, what 95 of 100 keep to, and the slowest. */
function rowsOf(name: string, deals: readonly (() => unknown)[]): Row[] {
  const sorted = once(() => times(deals));
  const row = (what: string, figure: (list: readonly number[]) => number): Row => ({
    name: `${name}: ${what}`,
    target: 1000,
    unit: 'ms',
    rounds: 1,
    prepare: () => () => figure(sorted()),
  });
  return [
    row('mean', mean),
    row('95 of 100', (list) => list[Math.floor(list.length * 0.95)] ?? 0),
    row('slowest', (list) => list.at(-1) ?? 0),
  ];
}

const ofLevel = (level: Level): (() => unknown)[] =>
  numbers(30).map((number) => () => dealLevel(level, number));

/** Dealing: in one process, and as a command that starts anew. */
export const incidentRows: readonly Row[] = [
  ...rowsOf(
    'incident dealt, raw 1 to 100',
    numbers(100).map((seed) => () => dealRaw(seed)),
  ),
  ...rowsOf('incident dealt, 1 to 30 of each level', levels.flatMap(ofLevel)),
  {
    name: 'incident truth, raw 1 to 15, a process each',
    target: 1000,
    unit: 'ms',
    rounds: 15,
    prepare: () => {
      let seed = 0;
      return () => command(['incident', 'truth', '--seed', String(++seed)], work);
    },
  },
];

/** Services and minutes of an incident, by the product of both. */
const extents = { 300: [5, 60], 600: [10, 60], 1200: [10, 120] } as const;
const extentOf = (size: number) => extents[size as keyof typeof extents];

/** What grows with the world and with the time. */
export const growingIncidentRows: readonly Growing[] = [
  {
    name: (size) => {
      const [services, minutes] = extentOf(size);
      return `incident, ${services} services, ${minutes} minutes, all telemetry`;
    },
    target: (size) => size / 4,
    unit: 'ms',
    inProcess: true,
    rounds: 15,
    sizes: [300, 600, 1200],
    prepare: (size) => () => {
      const [services, minutes] = extentOf(size);
      // A new one each time: what is measured of an incident is remembered.
      const incident = calm(services, minutes * 4);
      return cpu(() => telemetryOf(incident));
    },
  },
  {
    name: (size) => `an attempt at an incident of ${size} services, mean of all kinds`,
    target: 150,
    unit: 'ms',
    inProcess: true,
    rounds: 3,
    sizes: [5, 8, 12],
    prepare: (services) => () => {
      const tickets = [1, 2].flatMap((seed) =>
        faultKinds.map((kind) => ({ seed, attempt: 0, kind, services })),
      );
      const attempts = () => {
        for (const ticket of tickets) generate(ticket);
      };
      return cpu(attempts) / tickets.length;
    },
  },
];
