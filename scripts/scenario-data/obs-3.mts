/**
 * The data of scenario obs-3, "From ad-hoc alarms to a 99.9% objective for checkout".
 *
 *     tsx scripts/scenario-data/obs-3.mts scenarios/obs-3
 *
 * Model. 90 days from 3 July 2026, 00:00 UTC, in 25,920 slots of five minutes. In each slot
 *
 *     people = round(480 · shape[hour] · weekday · event · luck),   luck uniform in 1 ± 0.04, one for each hour
 *     bots   = round(0.05 · people) + wave                          the edge refuses all of them (402, 403)
 *
 * - event: 1.5 on 7 July (sale), 0.62 on 31 August (bank holiday), 1.6 on 22 September 19:00-20:59 (flash sale), else 1.
 * - wave: card testing, 14 August 01-04 h (430 a slot), 12 September 02-05 h (520), 24 September 20-22 h (900).
 *
 * A person's request is refused with a client error (declined card, expired basket) with probability 0.034, or the
 * incident's own. The others are valid. Each draws on its own: failed (5xx at the load balancer), over 2 s, 1 to 2 s,
 * 0.5 to 1 s, or faster, with probabilities 0.00008, 0.00004, 0.00008, 0.011 and the rest, plus what the incident adds:
 *
 *     A provider times out     12 % failed, 10 % over 2 s        the service waits on and counts successes
 *     B release 214            35 % failed                       nine in ten counted by the service
 *     C no healthy upstream    50 % failed                       never reach the service
 *     D release 231, slow      0.3 % take 1 to 2 s
 *     E app 5.12               35 % of people get a 400          no valid request is hurt
 *     F database failover      all fail                          one in ten counted by the service
 *     G callback certificate   4.5 % failed                      all counted by the service
 *     H provider times out     9 % failed, 8 % over 2 s          as A
 *     I lock contention        0.5 % failed, 0.7 % take 1 to 2 s  six failures in ten counted by the service
 *     J flash sale             25 % failed                       three in ten counted by the service
 *     N a node dies            nobody is hurt
 *
 * The service counts what reaches it and 720 health checks a slot (12 pods, one every five seconds, always answered).
 *
 * Old alarms: a symptom list ties alarms to incidents with a delay in minutes; besides, each alarm fires without any
 * reason a stated number of times, at hours drawn from its own list, for 5 to 60 minutes. `orders_low` compares with a
 * week before, so it fires after sale days and on the holiday.
 *
 * Completion, September: a valid checkout answered by the load balancer ends in a paid order with probability 0.931 below
 * 0.5 s, 0.929 up to 1 s, 0.842 up to 2 s, 0.610 above.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/bank/random.ts';

const random = seededRandom(20260703);

const slots = 90 * 288;
const healthPerSlot = 720;
const firstMs = Date.UTC(2026, 6, 3);
const slotMs = 300_000;
const shape = [
  ...[0.22, 0.14, 0.1, 0.09, 0.09, 0.13, 0.3, 0.6, 0.9, 1.1, 1.25, 1.35],
  ...[1.45, 1.4, 1.3, 1.25, 1.3, 1.45, 1.7, 1.95, 2.05, 1.8, 1.2, 0.6],
];
// From Sunday on.
const weekday = [1.01, 0.97, 0.95, 0.97, 1, 1.05, 1.05];
const usual = { failed: 0.00008, over2: 0.00004, over1: 0.00008, over05: 0.011, refused: 0.034 };

interface Effect {
  readonly failed?: number;
  readonly over2?: number;
  readonly over1?: number;
  readonly refused?: number;
  /** Of the failed ones, the share that the service itself counts as its 5xx. */
  readonly counted?: number;
  /** Whether the others reach it (and look like successes there). */
  readonly reaches?: boolean;
}
interface Incident {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly what: string;
  readonly foundBy: string;
  readonly effect: Effect;
  /** Old alarms that it set off, with minutes from its start. */
  readonly symptoms: readonly (readonly [alarm: string, delay: number])[];
}

const incidents: readonly Incident[] = [
  {
    ...{ id: 'A', start: '2026-07-09 18:40', end: '2026-07-09 19:40', what: 'payment provider times out' },
    ...{ foundBy: 'alarm', effect: { failed: 0.12, over2: 0.1, counted: 0, reaches: true } },
    symptoms: [
      ['provider_p95_3s', 2],
      ['p99_any_pod_2s', 4],
      ['p99_any_pod_2s', 31],
    ],
  },
  {
    ...{ id: 'B', start: '2026-07-17 11:05', end: '2026-07-17 11:30', what: 'release 214 drops connections' },
    ...{ foundBy: 'alarm', effect: { failed: 0.35, counted: 0.9, reaches: false } },
    symptoms: [
      ['svc_5xx_10_per_min', 3],
      ['db_connections_80', 5],
      ['p99_any_pod_2s', 7],
      ['orders_low', 15],
    ],
  },
  {
    ...{
      id: 'C',
      start: '2026-07-22 20:15',
      end: '2026-07-22 20:35',
      what: 'edge config: a zone without upstream',
    },
    ...{ foundBy: 'alarm', effect: { failed: 0.5, counted: 0, reaches: false } },
    symptoms: [
      ['probe_failed', 9],
      ['orders_low', 15],
    ],
  },
  {
    ...{ id: 'D', start: '2026-07-27 10:00', end: '2026-07-31 10:00', what: 'release 231 adds a slow query' },
    ...{ foundBy: 'support', effect: { over1: 0.003 }, symptoms: [] },
  },
  {
    ...{
      id: 'E',
      start: '2026-08-06 09:30',
      end: '2026-08-06 12:40',
      what: 'app 5.12 sends a retired field (400)',
    },
    foundBy: 'alarm',
    effect: { refused: 0.35 },
    symptoms: [
      ['client_4xx_15pct', 11],
      ['orders_low', 15],
    ],
  },
  {
    ...{ id: 'N', start: '2026-08-11 14:20', end: '2026-08-11 14:45', what: 'a node dies and is replaced' },
    foundBy: 'alarm',
    effect: {},
    symptoms: [
      ['pod_restart', 1],
      ['pod_restart', 6],
      ['cpu_high', 8],
      ['memory_high', 9],
    ],
  },
  {
    ...{ id: 'F', start: '2026-08-19 03:10', end: '2026-08-19 04:10', what: 'database failover hangs' },
    foundBy: 'alarm',
    effect: { failed: 1, counted: 0.1, reaches: false },
    symptoms: [
      ['probe_failed', 3],
      ['replica_lag', 4],
      ['orders_low', 15],
    ],
  },
  {
    ...{
      id: 'G',
      start: '2026-08-27 12:00',
      end: '2026-08-27 12:10',
      what: 'callback certificate renewed late',
    },
    ...{ foundBy: 'developer', effect: { failed: 0.045, counted: 1 }, symptoms: [] },
  },
  {
    ...{ id: 'H', start: '2026-09-03 17:20', end: '2026-09-03 18:00', what: 'payment provider times out' },
    foundBy: 'alarm',
    effect: { failed: 0.09, over2: 0.08, counted: 0, reaches: true },
    symptoms: [
      ['provider_p95_3s', 2],
      ['p99_any_pod_2s', 4],
    ],
  },
  {
    ...{ id: 'I', start: '2026-09-11 10:00', end: '2026-09-11 15:00', what: 'lock contention on stock rows' },
    ...{ foundBy: 'support', effect: { failed: 0.005, over1: 0.007, counted: 0.6, reaches: true } },
    symptoms: [['db_connections_80', 205]],
  },
  {
    ...{
      id: 'J',
      start: '2026-09-22 19:30',
      end: '2026-09-22 19:45',
      what: 'flash sale overruns the edge queue',
    },
    foundBy: 'alarm',
    effect: { failed: 0.25, counted: 0.3, reaches: false },
    symptoms: [
      ['svc_5xx_10_per_min', 3],
      ['cpu_high', 4],
    ],
  },
];

const evening = [17, 18, 19, 20, 21];
const night = [1, 2, 3, 4];
const anyHour = Array.from({ length: 24 }, (_, hour) => hour);
const causeless: readonly (readonly [alarm: string, times: number, hours: readonly number[]])[] = [
  ['cpu_high', 31, [...evening, ...evening, 2, 2, 3]],
  ['memory_high', 12, anyHour],
  ['pod_restart', 15, anyHour],
  ['disk_85', 6, night],
  ['db_connections_80', 9, [...evening, 2]],
  ['replica_lag', 11, night],
  ['p99_any_pod_2s', 15, anyHour],
  ['svc_5xx_10_per_min', 1, evening],
  ['provider_p95_3s', 5, anyHour],
  ['probe_failed', 6, anyHour],
];
const predictable: readonly (readonly [alarm: string, fired: string, minutes: number])[] = [
  ['orders_low', '2026-07-14 08:15', 690],
  ['orders_low', '2026-08-31 08:15', 720],
  ['orders_low', '2026-09-29 19:15', 105],
  ['client_4xx_15pct', '2026-08-14 01:05', 235],
  ['client_4xx_15pct', '2026-09-12 02:05', 235],
  ['client_4xx_15pct', '2026-09-24 20:05', 175],
];

const at = (list: readonly number[], i: number): number => list[i] ?? 0;
const msOf = (time: string): number => Date.parse(`${time.replace(' ', 'T')}:00Z`);
const timeOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
const slotOf = (time: string): number => Math.round((msOf(time) - firstMs) / slotMs);
const times = (count: number, p: number): number => {
  let hits = 0;
  for (let i = 0; i < count; i++) if (random() < p) hits++;
  return hits;
};

interface Slot {
  total: number;
  bots: number;
  refused: number;
  failed: number;
  over05: number;
  over1: number;
  over2: number;
  svcAll: number;
  svcFailed: number;
}
const nothing = (): Slot => ({
  ...{ total: 0, bots: 0, refused: 0, failed: 0, over05: 0, over1: 0, over2: 0, svcAll: 0, svcFailed: 0 },
});
const add = (a: Slot, b: Slot): Slot => {
  for (const key of Object.keys(a) as (keyof Slot)[]) a[key] += b[key];
  return a;
};

function eventOf(date: string, hour: number): number {
  if (date === '2026-07-07') return 1.5;
  if (date === '2026-08-31') return 0.62;
  return date === '2026-09-22' && (hour === 19 || hour === 20) ? 1.6 : 1;
}
function waveOf(date: string, hour: number): number {
  if (date === '2026-08-14' && hour >= 1 && hour <= 4) return 430;
  if (date === '2026-09-12' && hour >= 2 && hour <= 5) return 520;
  return date === '2026-09-24' && hour >= 20 && hour <= 22 ? 900 : 0;
}

const spans = incidents.map(({ start, end, effect }) => ({ from: slotOf(start), to: slotOf(end), effect }));

function slotAt(index: number, luck: number): Slot {
  const ms = firstMs + index * slotMs;
  const date = timeOf(ms).slice(0, 10);
  const day = new Date(ms);
  const hour = day.getUTCHours();
  const effect: Effect = spans.find(({ from, to }) => index >= from && index < to)?.effect ?? {};
  const people = Math.round(
    480 * at(shape, hour) * at(weekday, day.getUTCDay()) * eventOf(date, hour) * luck,
  );
  const slot = nothing();
  slot.bots = Math.round(0.05 * people) + waveOf(date, hour);
  slot.total = people + slot.bots;
  slot.refused = times(people, effect.refused ?? usual.refused);
  const failed = usual.failed + (effect.failed ?? 0);
  const over2 = failed + usual.over2 + (effect.over2 ?? 0);
  const over1 = over2 + usual.over1 + (effect.over1 ?? 0);
  for (let i = people - slot.refused; i > 0; i--) {
    const draw = random();
    if (draw < failed) slot.failed++;
    else if (draw < over1 + usual.over05) slot.over05++;
    if (draw >= failed && draw < over1) slot.over1++;
    if (draw >= failed && draw < over2) slot.over2++;
  }
  slot.svcFailed = times(slot.failed, effect.counted ?? 0.7);
  const lost = effect.reaches === false ? slot.failed - slot.svcFailed : 0;
  slot.svcAll = people - lost + healthPerSlot;
  return slot;
}

function simulate(): Slot[] {
  let luck = 1;
  return Array.from({ length: slots }, (_, index) => {
    if (index % 12 === 0) luck = 1 + 0.04 * (2 * random() - 1);
    return slotAt(index, luck);
  });
}

const sumOf = (list: readonly Slot[]): Slot => list.reduce(add, nothing());
const validOf = ({ total, bots, refused }: Slot): number => total - bots - refused;
const badOf = ({ failed, over1 }: Slot): number => failed + over1;

const folder = process.argv[2] ?? '.';
const write = (name: string, head: string, rows: readonly (readonly (string | number)[])[]): void =>
  writeFileSync(join(folder, name), `${[head, ...rows.map((row) => row.join(','))].join('\n')}\n`);

const inGroups = (all: readonly Slot[], size: number): Slot[] =>
  Array.from({ length: all.length / size }, (_, i) => sumOf(all.slice(i * size, (i + 1) * size)));

function writeHours(hours: readonly Slot[]): void {
  for (const part of [0, 1, 2])
    write(
      `edge-${part + 1}.csv`,
      'hour,total,bots,client_4xx,err_5xx,gt_500ms,gt_1s,gt_2s',
      hours.slice(part * 720, (part + 1) * 720).map((one, i) => {
        const hour = timeOf(firstMs + (part * 720 + i) * 3_600_000);
        const { total, bots, refused, failed, over05, over1, over2 } = one;
        return [hour, total, bots, refused, failed, over05, over1, over2];
      }),
    );
}

function writeDays(days: readonly Slot[]): void {
  const date = (i: number): string => timeOf(firstMs + i * 86_400_000).slice(0, 10);
  write(
    'service.csv',
    'date,counted,health_checks,err_5xx',
    days.map(({ svcAll, svcFailed }, i) => [date(i), svcAll, healthPerSlot * 288, svcFailed]),
  );
  write(
    'days.csv',
    'date,valid,bad,bad_pct,budget_left_pct',
    days.map((day, i) => {
      const window = sumOf(days.slice(Math.max(0, i - 29), i + 1));
      const left = i < 29 ? '' : (100 - (100_000 * badOf(window)) / validOf(window)).toFixed(1);
      return [date(i), validOf(day), badOf(day), ((100 * badOf(day)) / validOf(day)).toFixed(3), left];
    }),
  );
}

/** Each from six hours before an incident to seven hours after it: the longest window of a page is six hours. */
function writeExcerpts(all: readonly Slot[], name: string, ids: readonly string[]): void {
  const chosen = incidents.filter(({ id }) => ids.includes(id));
  const rows = chosen.flatMap(({ id, start, end }) => {
    const from = Math.floor(slotOf(start) / 12) * 12 - 72;
    const to = Math.ceil(slotOf(end) / 12) * 12 + 84;
    return all
      .slice(from, to)
      .map((slot, i) => [timeOf(firstMs + (from + i) * slotMs), id, validOf(slot), badOf(slot)]);
  });
  write(name, 'time,incident,valid,bad', rows);
}

function alarmRows(): (string | number)[][] {
  const rows: (string | number)[][] = [];
  const fire = (ms: number, minutes: number, alarm: string, incident: string): number =>
    rows.push([timeOf(ms), timeOf(ms + minutes * 60_000), alarm, incident]);
  const someMinutes = (): number => 5 + Math.floor(random() * 56);
  for (const { id, start, symptoms } of incidents)
    for (const [alarm, delay] of symptoms) fire(msOf(start) + delay * 60_000, someMinutes(), alarm, id);
  for (const [alarm, count, hours] of causeless)
    for (let i = 0; i < count; i++) {
      const hour = Math.floor(random() * 90) * 24 + at(hours, Math.floor(random() * hours.length));
      fire(firstMs + (hour * 60 + Math.floor(random() * 60)) * 60_000, someMinutes(), alarm, '');
    }
  for (const [alarm, fired, minutes] of predictable) fire(msOf(fired), minutes, alarm, '');
  const key = (row: readonly (string | number)[]): string => row.join(' ');
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function writeCompletion(september: Slot): void {
  const { failed, over05, over1, over2 } = september;
  const bands: [string, number, number][] = [
    ['under 0.5 s', validOf(september) - failed - over05, 0.931],
    ['0.5 to 1 s', over05 - over1, 0.929],
    ['1 to 2 s', over1 - over2, 0.842],
    ['over 2 s', over2, 0.61],
  ];
  write(
    'completion.csv',
    'answered_in,checkouts,paid',
    bands.map(([band, count, p]) => [band, count, times(count, p)]),
  );
}

mkdirSync(folder, { recursive: true });
const all = simulate();
writeHours(inGroups(all, 12));
writeDays(inGroups(all, 288));
writeExcerpts(all, 'five-minutes.csv', ['A', 'B', 'C', 'F', 'G', 'H', 'I', 'J']);
writeExcerpts(all, 'slow-burn.csv', ['D']);
write(
  'incidents.csv',
  'id,start,end,what,found_by',
  incidents.map(({ id, start, end, what, foundBy }) => [id, start, end, what, foundBy]),
);
write('alarms.csv', 'fired,cleared,alarm,incident', alarmRows());
writeCompletion(sumOf(all.slice(60 * 288)));
