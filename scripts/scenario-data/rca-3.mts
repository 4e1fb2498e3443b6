/**
 * The data of scenario rca-3, "the quarterly raw-material shortage": `tsx scripts/scenario-data/rca-3.mts FOLDER`.
 *
 * A structural causal model. One row a week t, 313 weeks from 2020-09-28 to 2026-09-21; a week belongs to the calendar
 * quarter of its Thursday; k = weeks left in the quarter (0 in its last week); N(s) = a normal-like draw with
 * standard deviation s (twelve uniforms, added).
 *
 *   rebate    R  = the supplier's rebate for volume booked by the quarter's end, in %: a list (REBATES), no cause here
 *   push      X  = R · p(k), p = 1, 1, 0.8, 0.45, 0.2 for k = 0…4; and the backlog, 0.5 and 0.2 of the last R, in the
 *                  first two weeks of the next quarter
 *   load      D  = 70 + 11 X + N(5)                                  bookings at the terminal, % of its capacity
 *   gales     G  = max(0, 12 + 9 cos(2π (day of year − 15) / 365.25) + N(8))        hours at the buoy
 *   usage     U  = 300 + 60 u(k) + N(12), u = 1, 0.8, 0.5 for k = 0…2: the sales quarter; tonnes
 *   weather   W  = clip(1.5 + 0.07 (D − 70) + 0.06 G − 1.0 routing + N(0.7), 0, 10)     the forwarder's index
 *   orders    O  = 300 + 40 X + N(25)                                tonnes that we order
 *   lead      L  = 24 + 0.20 (D − 70) + N(2.2)                       days
 *   cover     C  = 14 − 0.35 (L − 24) − 0.04 (U − 300) + N(0.8)      days of stock
 *   shortage  Yp = max(0, 2.0 a(p) (13.2 − C) + N(1.2)) at plant p, Y = the sum over six plants: hours of stopped lines
 *   expedites E  = max(0, round(1 + 2.0 W + 0.10 Y + 3 desk + N(1.5)))
 *
 * routing = 1 from 2023-01-02 (weather routing), desk = 1 from 2024-07-01 (the forecast desk).
 * Nothing leads from weather to shortage: their association comes from load. Expedites are a common effect of both.
 * Lead time and cover lie between load and shortage. For weather -> shortage { load } is a sufficient set;
 * for load -> shortage it is { usage }.
 *
 * The trial is the same model in three further quarters under do(level call-off) for the plants whose turn has come: their
 * lots take standing berth windows, out of the queue, so their lead time is 24 + N(2.2); all else stays as it was.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/bank/random.ts';

const SEED = 20260927;
const TRIAL_SEED = 20270104;
const DAY = 86_400_000;
const REBATES = [3, 2, 4, 3, 2.5, 4, 1.5, 3, 3.5, 2, 0, 0, 3, 4, 2.5, 3.5, 3, 1.5, 4, 2.5, 3, 3.5, 2, 4];
const TRIAL_REBATES = [2, 3.5, 3];
const PLANTS = [
  { name: 'Aldmoor', share: 1.25 },
  { name: 'Brackwell', share: 0.9 },
  { name: 'Corsley', share: 1.1 },
  { name: 'Dunhythe', share: 0.75 },
  { name: 'Eastry', share: 1.05 },
  { name: 'Fenwick', share: 0.95 },
] as const;
/** The order in which chance let the plants begin: two in each trial quarter. */
const WAVES: Record<string, number> = {
  Brackwell: 1,
  Eastry: 1,
  Aldmoor: 2,
  Dunhythe: 2,
  Corsley: 3,
  Fenwick: 3,
};
const PUSH = [1, 1, 0.8, 0.45, 0.2];
const BACKLOG = [0.5, 0.2];
const USAGE = [1, 0.8, 0.5];

interface Week {
  readonly monday: string;
  readonly dayOfYear: number;
  readonly quarter: string;
  readonly index: number;
  readonly inQuarter: number;
  readonly left: number;
}

function calendar(first: string, last: string): Week[] {
  const raw: { monday: string; dayOfYear: number; quarter: string }[] = [];
  for (let t = Date.parse(first); t <= Date.parse(last); t += 7 * DAY) {
    const thursday = new Date(t + 3 * DAY);
    const year = thursday.getUTCFullYear();
    raw.push({
      monday: new Date(t).toISOString().slice(0, 10),
      dayOfYear: (thursday.getTime() - Date.UTC(year, 0, 1)) / DAY + 1,
      quarter: `${year}-Q${Math.floor(thursday.getUTCMonth() / 3) + 1}`,
    });
  }
  const quarters = [...new Set(raw.map((week) => week.quarter))];
  return raw.map((week, at) => {
    const start = raw.findIndex((other) => other.quarter === week.quarter);
    const size = raw.filter((other) => other.quarter === week.quarter).length;
    const inQuarter = at - start;
    return { ...week, index: quarters.indexOf(week.quarter), inQuarter, left: size - 1 - inQuarter };
  });
}

function simulate(weeks: Week[], rebates: number[], before: number, seed: number, trial: boolean) {
  const random = seededRandom(seed);
  const normal = (deviation: number): number => {
    let sum = -6;
    for (let i = 0; i < 12; i++) {
      sum += random();
    }
    return sum * deviation;
  };
  return weeks.map((week) => {
    const rebate = rebates[week.index] ?? 0;
    const last = week.index === 0 ? before : (rebates[week.index - 1] ?? 0);
    const push = rebate * (PUSH[week.left] ?? 0) + last * (BACKLOG[week.inQuarter] ?? 0);
    const load = 70 + 11 * push + normal(5);
    const season = Math.cos((2 * Math.PI * (week.dayOfYear - 15)) / 365.25);
    const gales = Math.max(0, 12 + 9 * season + normal(8));
    const usage = 300 + 60 * (USAGE[week.left] ?? 0) + normal(12);
    const routing = week.monday >= '2023-01-02' ? 1 : 0;
    const desk = week.monday >= '2024-07-01' ? 1 : 0;
    const index = 1.5 + 0.07 * (load - 70) + 0.06 * gales - routing + normal(0.7);
    const weather = Math.min(10, Math.max(0, index));
    const orders = 300 + 40 * push + normal(25);
    const leadNoise = normal(2.2);
    const coverNoise = normal(0.8);
    const lead = 24 + 0.2 * (load - 70) + leadNoise;
    const cover = (days: number): number => 14 - 0.35 * (days - 24) - 0.04 * (usage - 300) + coverNoise;
    const plants = PLANTS.map(({ name, share }) => {
      const level = trial && week.index + 1 >= (WAVES[name] ?? 9);
      const missing = 13.2 - cover(level ? 24 + leadNoise : lead);
      return Math.max(0, 2.0 * share * missing + normal(1.2));
    });
    const shortage = plants.reduce((sum, hours) => sum + hours, 0);
    const expedites = Math.max(0, Math.round(1 + 2.0 * weather + 0.1 * shortage + 3 * desk + normal(1.5)));
    return {
      week,
      rebate,
      load,
      gales,
      usage,
      weather,
      orders,
      lead,
      cover: cover(lead),
      plants,
      shortage,
      expedites,
    };
  });
}

const one = (value: number): string => value.toFixed(1);
const csv = (rows: (string | number)[][]): string => `${rows.map((row) => row.join(',')).join('\n')}\n`;

function plantQuarters(rows: ReturnType<typeof simulate>): [string, number, number[]][] {
  const names = [...new Set(rows.map((row) => row.week.quarter))];
  return names.map((name, at) => {
    const mine = rows.filter((row) => row.week.quarter === name);
    const hours = PLANTS.map((_, plant) => mine.reduce((sum, row) => sum + (row.plants[plant] ?? 0), 0));
    return [name, at, hours];
  });
}

const folder = process.argv[2];
if (folder === undefined) {
  throw new Error('usage: tsx scripts/scenario-data/rca-3.mts FOLDER');
}
mkdirSync(folder, { recursive: true });

const history = simulate(calendar('2020-09-28', '2026-09-21'), REBATES, 2.5, SEED, false);
const header =
  'week,shortage_h,weather_index,load_pct,gale_h,rebate_pct,weeks_left,usage_t,orders_t,lead_days,cover_days,expedites,quarter';
writeFileSync(
  join(folder, 'weekly.csv'),
  csv([
    header.split(','),
    ...history.map((row) => [
      row.week.monday,
      one(row.shortage),
      one(row.weather),
      one(row.load),
      one(row.gales),
      one(row.rebate),
      row.week.left,
      Math.round(row.usage),
      Math.round(row.orders),
      one(row.lead),
      one(row.cover),
      row.expedites,
      row.week.quarter,
    ]),
  ]),
);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
writeFileSync(
  join(folder, 'profile.csv'),
  csv([
    ['weeks_left', 'load_pct', 'weather_index', 'shortage_h', 'gale_h'],
    ...[12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((left) => {
      const rows = history.filter((row) => row.week.left === left);
      const columns = [
        rows.map((row) => row.load),
        rows.map((row) => row.weather),
        rows.map((row) => row.shortage),
        rows.map((row) => row.gales),
      ];
      return [left, ...columns.map((column) => one(mean(column)))];
    }),
  ]),
);
writeFileSync(
  join(folder, 'quarters.csv'),
  csv([
    ['quarter', 'rebate_pct', 'load_pct', 'weather_index', 'gale_h', 'shortage_h'],
    ...[...new Set(history.map((row) => row.week.quarter))].map((quarter) => {
      const rows = history.filter((row) => row.week.quarter === quarter);
      return [
        quarter,
        one(rows[0]?.rebate ?? 0),
        one(mean(rows.map((row) => row.load))),
        one(mean(rows.map((row) => row.weather))),
        one(rows.reduce((sum, row) => sum + row.gales, 0)),
        one(rows.reduce((sum, row) => sum + row.shortage, 0)),
      ];
    }),
  ]),
);
writeFileSync(
  join(folder, 'plants.csv'),
  csv([
    ['quarter', ...PLANTS.map(({ name }) => name.toLowerCase())],
    ...plantQuarters(history).map(([name, , hours]) => [name, ...hours.map(one)]),
  ]),
);

const trial = simulate(calendar('2027-01-04', '2027-09-27'), TRIAL_REBATES, 3, TRIAL_SEED, true);
writeFileSync(
  join(folder, 'trial.csv'),
  csv([
    ['quarter', 'rebate_pct', 'plant', 'level_call_off', 'shortage_h'],
    ...plantQuarters(trial).flatMap(([name, at, hours]) =>
      PLANTS.map((plant, i) => {
        const level = at + 1 >= (WAVES[plant.name] ?? 9) ? 1 : 0;
        return [name, one(TRIAL_REBATES[at] ?? 0), plant.name, level, one(hours[i] ?? 0)];
      }),
    ),
  ]),
);
