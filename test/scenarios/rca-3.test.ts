import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'scenarios', 'rca-3');
const kept = (file: string): string => readFileSync(join(folder, file), 'utf8');
// Line breaks of the Markdown don't matter for a figure.
const scenario = kept('scenario.md').replace(/\s+/g, ' ');

type Row = Record<string, string>;
const rows = (file: string): Row[] => parse(kept(file), { columns: true }) as Row[];
const value = (row: Row, name: string): number => {
  const number = Number(row[name]);
  if (row[name] === undefined || Number.isNaN(number)) throw new Error(`no number in ${name}`);
  return number;
};
const weekly = rows('weekly.csv');
const quarters = rows('quarters.csv');
const plants = rows('plants.csv');
const trial = rows('trial.csv');
const column = (name: string, from: Row[] = weekly): number[] => from.map((row) => value(row, name));
const sum = (values: number[]): number => values.reduce((all, one) => all + one, 0);
const mean = (values: number[]): number => sum(values) / values.length;
/** As printed: rounded, with a true minus sign. */
const print = (number: number, digits = 2): string =>
  number
    .toFixed(digits)
    .replace(/^-(?=0(\.0+)?$)/, '')
    .replace('-', '−');
const says = (...texts: string[]): void => {
  for (const text of texts) expect(scenario).toContain(text);
};

/** The inverse of a positive definite matrix (Gauss and Jordan, with pivots). */
function inverse(matrix: number[][]): number[][] {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let k = i; k < n; k++) if (Math.abs(work[k]![i]!) > Math.abs(work[pivot]![i]!)) pivot = k;
    [work[i], work[pivot]] = [work[pivot]!, work[i]!];
    const lead = work[i]![i]!;
    work[i] = work[i]!.map((cell) => cell / lead);
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = work[k]![i]!;
      work[k] = work[k]!.map((cell, j) => cell - factor * work[i]![j]!);
    }
  }
  return work.map((row) => row.slice(n));
}

interface Fit {
  effect: number;
  low: number;
  high: number;
  r2: number;
  all: number[];
}

// The 97.5 % points of Student's t, by the number of quarters less one.
const student: Record<number, number> = { 21: 2.079614, 23: 2.068658 };

/** Least squares of y on the regressors (an intercept first), the first one's effect with errors clustered by group. */
function regress(y: number[], regressors: number[][], groups: string[]): Fit {
  const x = y.map((_, i) => [1, ...regressors.map((regressor) => regressor[i]!)]);
  const size = x[0]!.length;
  const indices = Array.from({ length: size }, (_, i) => i);
  const bread = inverse(indices.map((i) => indices.map((j) => sum(x.map((row) => row[i]! * row[j]!)))));
  const moment = indices.map((i) => sum(x.map((row, at) => row[i]! * y[at]!)));
  const all = bread.map((row) => sum(row.map((cell, j) => cell * moment[j]!)));
  const residuals = y.map((one, at) => one - sum(x[at]!.map((cell, j) => cell * all[j]!)));
  const names = [...new Set(groups)];
  const influence = names.map((name) =>
    sum(
      residuals.map((residual, at) =>
        groups[at] === name ? residual * sum(x[at]!.map((cell, j) => cell * bread[1]![j]!)) : 0,
      ),
    ),
  );
  const [g, n] = [names.length, y.length];
  const error = Math.sqrt(((g / (g - 1)) * (n - 1) * sum(influence.map((one) => one * one))) / (n - size));
  const reach = student[g - 1]! * error;
  const centre = mean(y);
  return {
    effect: all[1]!,
    low: all[1]! - reach,
    high: all[1]! + reach,
    r2: 1 - sum(residuals.map((one) => one * one)) / sum(y.map((one) => (one - centre) ** 2)),
    all,
  };
}

const quarterOf = (from: Row[]): string[] => from.map((row) => row.quarter!);
const stops = (regressors: string[], from: Row[] = weekly): Fit =>
  regress(
    column('shortage_h', from),
    regressors.map((name) => column(name, from)),
    quarterOf(from),
  );
const interval = ({ low, high }: Fit): string => `${print(low)} to ${print(high)}`;
const inTable = (held: string, one: Fit): void => {
  const line = scenario.replace(/ +/g, ' ');
  expect(line).toContain(`| ${held} | ${print(one.effect)} | ${interval(one)} | ${print(one.r2)} |`);
};

const naive = stops(['weather_index']);
const adjusted = stops(['weather_index', 'load_pct']);
const expedited = stops(['weather_index', 'expedites']);
const mediated = stops(['weather_index', 'lead_days', 'cover_days']);
const seven = ['load_pct', 'gale_h', 'usage_t', 'orders_t', 'lead_days', 'cover_days', 'expedites'];
const everything = stops(['weather_index', ...seven]);
const weeksLeft = column('weeks_left');
const dummies = [...new Set(weeksLeft)]
  .slice(1)
  .map((left) => weeksLeft.map((one) => (one === left ? 1 : 0)));
const calendar = regress(column('shortage_h'), [column('weather_index'), ...dummies], quarterOf(weekly));
const load = stops(['load_pct', 'usage_t']);
const loadMediated = stops(['load_pct', 'usage_t', 'lead_days', 'cover_days']);
const perYear = mean(column('shortage_h')) * (365.25 / 7);
const lastThree = weekly.filter((row) => value(row, 'weeks_left') <= 2);
const excess = mean(column('load_pct')) - 70;

test('the generator writes the kept files, byte by byte', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'rca-3-'));
  try {
    const script = join(root, 'scripts', 'scenario-data', 'rca-3.mts');
    execFileSync(process.execPath, ['--import', 'tsx', script, fresh], { cwd: root });
    for (const file of ['weekly.csv', 'profile.csv', 'quarters.csv', 'plants.csv', 'trial.csv']) {
      expect(readFileSync(join(fresh, file), 'utf8')).toBe(kept(file));
    }
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

describe('the briefing', () => {
  test('weeks, stops, correlation', () => {
    says(`${weekly.length} weeks`, '28 September 2020');
    expect(weekly[0]?.week).toBe('2020-09-28');
    expect(quarters).toHaveLength(24);
    says(`${print(mean(column('shortage_h')), 1)} hours a week`, `${print(perYear, 0)} a year`);
    says(`a correlation of ${print(Math.sqrt(naive.r2))}`);
    says(`all stops to €${print((perYear * 2000) / 1e6)} million`);
  });

  test('the files agree with each other', () => {
    for (const row of quarters) {
      const mine = weekly.filter(({ quarter }) => quarter === row.quarter);
      expect(sum(column('shortage_h', mine))).toBeCloseTo(value(row, 'shortage_h'), 0);
      expect(sum(column('gale_h', mine))).toBeCloseTo(value(row, 'gale_h'), -0.5);
      expect(mean(column('load_pct', mine))).toBeCloseTo(value(row, 'load_pct'), 0);
    }
    for (const row of rows('profile.csv')) {
      const mine = weekly.filter(({ weeks_left }) => weeks_left === row.weeks_left);
      expect(mean(column('shortage_h', mine))).toBeCloseTo(value(row, 'shortage_h'), 0);
      expect(mean(column('weather_index', mine))).toBeCloseTo(value(row, 'weather_index'), 0);
    }
  });
});

describe('the fits', () => {
  test('as printed on the workbench', () => {
    inTable('nothing', naive);
    inTable('weeks left (dummies)', calendar);
    inTable('load', adjusted);
    inTable('lead time, cover', mediated);
    inTable('expedites', expedited);
    inTable('all seven columns', everything);
    inTable('usage', load);
    inTable('usage, lead time, cover', loadMediated);
    const gales = stops(['gale_h']);
    says(
      `${print(gales.effect)} per hour of gale, ${interval(gales)}`,
      `${print(gales.effect)} per hour (${interval(gales)})`,
    );
  });

  test('as told in outcomes and debrief', () => {
    says(
      `**${print(naive.effect)} stopped hours a week** per index point (95 % interval ${interval(naive)})`,
    );
    says(
      `${print(naive.effect)} (${interval(naive)}) alone; ${print(adjusted.effect)} (${interval(adjusted)}) at equal load`,
    );
    says(`becomes **${print(adjusted.effect)}**, from ${interval(adjusted)}`);
    says(
      `${print(expedited.effect)} (${interval(expedited)})`,
      `${print(expedited.effect)} hours a point, ${interval(expedited)}`,
    );
    says(`${print(everything.effect)} (${interval(everything)})`, `R² ${print(everything.r2)}`);
    says(
      `${print(mediated.effect)} (${interval(mediated)})`,
      `${print(mediated.effect)} hours a point, ${interval(mediated)}`,
    );
    says(`${print(calendar.effect)} (${interval(calendar)})`);
    says(`${print(load.effect)} (${interval(load)})`);
    const index = regress(column('weather_index'), [column('gale_h')], quarterOf(weekly)).effect;
    const gales = stops(['gale_h']);
    says(`adds ${print(index)} to the index`, `would add ${print(index * naive.effect)} stopped hours`);
    says(`found were ${print(gales.effect)} (${interval(gales)})`);
    expect(gales.high).toBeLessThan(index * naive.effect);
    const loadBesideWeather = stops(['load_pct', 'weather_index']);
    says(`Load's coefficient beside weather, ${print(loadBesideWeather.effect)},`);
    says(`hides ${print(load.effect - loadMediated.effect)} of its ${print(load.effect)}`);
    const pairs = weekly.slice(1).map((row, i) => ({ row, last: weekly[i]! }));
    const granger = regress(
      pairs.map(({ row }) => value(row, 'shortage_h')),
      [
        pairs.map(({ last }) => value(last, 'weather_index')),
        pairs.map(({ last }) => value(last, 'shortage_h')),
      ],
      pairs.map(({ row }) => row.quarter!),
    );
    says(
      `${print(granger.effect)} hours per point, ${interval(granger)}`,
      `${print(granger.effect)} (${interval(granger)})`,
    );
    expect(granger.low).toBeGreaterThan(0);
  });

  test('the naive effect is large, and it vanishes at equal load', () => {
    expect(naive.low).toBeGreaterThan(4);
    expect(Math.abs(adjusted.effect)).toBeLessThan(0.1);
    expect(adjusted.low).toBeLessThan(0);
    expect(adjusted.high).toBeGreaterThan(0);
    expect(adjusted.high).toBeLessThan(naive.low);
    // More than 0.9 for p: the effect is less than an eighth of its error.
    expect(Math.abs(adjusted.effect)).toBeLessThan((adjusted.high - adjusted.low) / (2 * student[23]!) / 8);
  });

  test('the wrong sets mislead', () => {
    expect(expedited.high).toBeLessThan(0);
    expect(everything.high).toBeLessThan(0);
    expect(everything.r2).toBeGreaterThan(
      Math.max(...[naive, adjusted, expedited, mediated, calendar].map(({ r2 }) => r2)),
    );
    expect(calendar.low).toBeGreaterThan(0);
    expect(loadMediated.effect).toBeLessThan(load.effect / 2);
    expect(stops(['gale_h']).low).toBeLessThan(0);
    expect(regress(column('weather_index'), [column('gale_h')], quarterOf(weekly)).low).toBeGreaterThan(0);
  });
});

test('the routing: what the slope promised, and what came', () => {
  const paid = weekly.filter((row) => value(row, 'rebate_pct') > 0);
  const after = paid.map((row) => (row.week! >= '2023-01-02' ? 1 : 0));
  const [before, since] = [0, 1].map((era) => paid.filter((_, i) => after[i] === era)) as [Row[], Row[]];
  expect(before).toHaveLength(weekly.filter(({ week }) => week! < '2023-01-02').length);
  const line = (name: string, key: string, digits: number): string =>
    `| ${name} | ${print(mean(column(key, before)), digits)} | ${print(mean(column(key, since)), digits)} |`;
  const table = scenario.replace(/ +/g, ' ');
  expect(table).toContain(`| weeks | ${before.length} | ${since.length} |`);
  expect(table).toContain(line('weather index', 'weather_index', 2));
  expect(table).toContain(line('rebate, %', 'rebate_pct', 2));
  expect(table).toContain(line('stopped hours/week', 'shortage_h', 1));
  const drop = mean(column('weather_index', before)) - mean(column('weather_index', since));
  says(`took ${print(drop)} points off the index`, `lowered the index by ${print(drop)} points`);
  says(`${print(drop * naive.effect, 1)} hours a week`);
  expect(drop / mean(column('weather_index', before))).toBeCloseTo(1 / 3, 1);
  const change = regress(column('shortage_h', paid), [after], quarterOf(paid));
  says(`a change of ${print(change.effect, 1)} (${print(change.low, 1)} to ${print(change.high, 1)})`);
  expect(change.low).toBeGreaterThan(-drop * naive.effect);
  says(`€${Math.round((naive.effect * 52 * 2) / 1)},000 a year, against €310,000`);
});

test('weeks by load and by index', () => {
  const group = (low: number, high: number, bad: boolean): Row[] =>
    weekly.filter(
      (row) =>
        value(row, 'load_pct') >= low &&
        value(row, 'load_pct') < high &&
        value(row, 'weather_index') >= 2.5 === bad,
    );
  const hours = (low: number, high: number, bad: boolean): string =>
    print(mean(column('shortage_h', group(low, high, bad))), 1);
  says(
    `an index of 2.5 or more average ${hours(0, 999, true)} stopped hours, the others ${hours(0, 999, false)}`,
  );
  says(`average ${hours(0, 75, false)} and ${hours(0, 75, true)} stopped hours`);
  says(`from 75 to 90 %, ${hours(75, 90, false)} and ${hours(75, 90, true)}`);
  says(`above, ${hours(90, 999, false)} (seven weeks) and ${hours(90, 999, true)}`);
  says(`Unadjusted it was ${hours(0, 999, false)} against ${hours(0, 999, true)}`);
  expect(group(90, 999, false)).toHaveLength(7);
});

test('the end of the quarter, and the calendar as a proxy', () => {
  const share = sum(column('shortage_h', lastThree)) / sum(column('shortage_h'));
  const weeks = lastThree.length / weekly.length;
  says(`${print(weeks * 100, 0)} % of the weeks and ${print(share * 100, 0)} % of the stopped hours`);
  const others = weekly.filter((row) => !lastThree.includes(row));
  says(
    `${print(mean(column('gale_h', lastThree)), 1)} hours a week against ${print(mean(column('gale_h', others)), 1)}`,
  );
  const above = (from: Row[]): number =>
    mean(
      from.map((row) => {
        const same = weekly.filter(({ weeks_left }) => weeks_left === row.weeks_left);
        return value(row, 'shortage_h') - mean(column('shortage_h', same));
      }),
    );
  const high = above(lastThree.filter((row) => value(row, 'rebate_pct') >= 3.5));
  const none = above(lastThree.filter((row) => value(row, 'rebate_pct') === 0));
  says(`stops lie ${print(high, 1)} hours above`, `${print(-none, 1)} below`);
  // Air freight for a tenth of what those weeks take.
  const tonnes = mean(column('usage_t', lastThree)) * 3;
  expect(tonnes).toBeGreaterThan(1000);
  says(`€${print((tonnes * 0.1 * 4 * 3000) / 1e6)} million a year`);
  says(`${sum(column('expedites')).toLocaleString('en-GB')} expedites`);
});

test('the quarters without a rebate, and those in which it fell', () => {
  const none = quarters.filter((row) => value(row, 'rebate_pct') === 0);
  const others = quarters.filter((row) => value(row, 'rebate_pct') > 0 && /Q[23]$/.test(row.quarter!));
  expect([none.length, others.length]).toEqual([2, 10]);
  expect(none.map(({ quarter }) => quarter)).toEqual(['2023-Q2', '2023-Q3']);
  const [few, many] = [none, others].map((from) => print(mean(column('shortage_h', from)), 1));
  says(`stopped ${few} hours each; the ten other spring and summer quarters ${many}`);
  says(
    `had ${few} stopped hours each, against ${many} in the ten other`,
    `${few} stopped hours in place of ${many}`,
  );
  const [galesFew, galesMany] = [none, others].map((from) => print(mean(column('gale_h', from)), 0));
  says(`${galesMany} hours against ${galesFew}`);
  const falls = quarters.slice(1).flatMap((row, i) => {
    const last = quarters[i]!;
    if (value(last, 'rebate_pct') - value(row, 'rebate_pct') < 1) return [];
    return [{ quarter: row.quarter, change: value(row, 'shortage_h') / value(last, 'shortage_h') - 1 }];
  });
  expect(falls).toHaveLength(9);
  expect(falls.filter(({ change }) => change < 0)).toHaveLength(9);
  // The routing began in one of them, the desk in none.
  expect(falls.map(({ quarter }) => quarter)).toContain('2023-Q1');
  expect(falls.map(({ quarter }) => quarter)).not.toContain('2024-Q3');
  says(`by ${print(-100 * mean(falls.map(({ change }) => change)), 0)} % on average`);
  const of = (name: string): Row => quarters.find(({ quarter }) => quarter === name)!;
  says(`rebate of ${of('2026-Q1').rebate_pct} % and ${of('2026-Q1').shortage_h} stopped hours`);
  says(`3.5 % brings some back, and its year before had ${of('2026-Q2').rebate_pct} %`);
});

test('the ledger’s numbers and the September lots lie within the data', () => {
  const at = weekly.findIndex(({ week }) => week === '2025-03-24');
  const before = sum(column('expedites', weekly.slice(0, at)));
  expect(before).toBeLessThan(1764);
  expect(before + value(weekly[at]!, 'expedites')).toBeGreaterThanOrEqual(1769);
  const september = weekly.filter(({ week }) => week! >= '2026-09-01');
  says(`lead time ${print(mean(column('lead_days', september)), 0)} days, as the slow ships had`);
});

test('what level call-offs promise', () => {
  says(`on average ${print(excess, 1)} points above its quiet 70 %`);
  const week = excess * load.effect;
  says(`makes ${print(week, 1)} of the ${print(mean(column('shortage_h')), 1)} stopped hours a week`);
  says(`or ${print((100 * week) / mean(column('shortage_h')), 0)} %`);
  says(`${print(load.all[2]! * (mean(column('usage_t')) - 300), 1)} more come with the usage`);
  const year = Math.round(week * 52);
  says(`${print(week, 1)} hours a week, about ${year} a year, €${year * 2},000`);
  says(`promises ${print(year / 24, 1)} fewer stopped hours per plant and quarter`);
});

describe('the trial', () => {
  const names = ['aldmoor', 'brackwell', 'corsley', 'dunhythe', 'eastry', 'fenwick'];
  const history = new Map(names.map((name) => [name, mean(column(name, plants.slice(-8)))]));
  const change = (quarter: string, plant: string): number =>
    value(trial.find((row) => row.quarter === quarter && row.plant!.toLowerCase() === plant)!, 'shortage_h') -
    history.get(plant)!;
  const gap = (quarter: string, level: string[]): number =>
    mean(level.map((plant) => change(quarter, plant))) -
    mean(names.filter((plant) => !level.includes(plant)).map((plant) => change(quarter, plant)));
  const effect = (first: string[], second: string[]): number =>
    mean([gap('2027-Q1', first), gap('2027-Q2', [...first, ...second])]);
  const pairs = (from: string[]): string[][] =>
    from.flatMap((one, i) => from.slice(i + 1).map((other) => [one, other]));
  const [first, second] = [
    ['brackwell', 'eastry'],
    ['aldmoor', 'dunhythe'],
  ];

  test('who started when, at which rebate', () => {
    const level = (quarter: string): string[] =>
      trial
        .filter((row) => row.quarter === quarter && row.level_call_off === '1')
        .map((row) => row.plant!.toLowerCase());
    expect(level('2027-Q1')).toEqual(first);
    expect(level('2027-Q2').sort()).toEqual([...first!, ...second!].sort());
    expect(level('2027-Q3')).toHaveLength(6);
    says(
      `Announced for 2027: ${[...new Set(trial.map(({ rebate_pct }) => rebate_pct))].slice(0, 2).join(', ')} and 3.0 %`,
    );
    const worst = [...history].sort((a, b) => b[1] - a[1]).slice(0, 2);
    expect(worst.map(([name]) => name)).toEqual(['aldmoor', 'eastry']);
  });

  test('the difference, and its place among all orders', () => {
    const found = effect(first!, second!);
    says(`**${print(-found, 1)} hours fewer** per plant and quarter`);
    says(
      `(${print(-gap('2027-Q1', first!), 1)} in the first quarter, ${print(-gap('2027-Q2', [...first!, ...second!]), 1)} in the second)`,
    );
    const all = pairs(names).flatMap((one) =>
      pairs(names.filter((name) => !one.includes(name))).map((two) => effect(one, two)),
    );
    expect(all).toHaveLength(90);
    expect(all.filter((other) => other <= found + 1e-9)).toHaveLength(1);
    says(`p = 1/90 = ${print(1 / 90, 3)}`);
    const hours = Math.round(-found * 24);
    says(
      `saved ${print(-found, 1)} hours per plant and quarter`,
      `${hours} hours or €${hours * 2},000 a year`,
    );
    says(`less €240,000 of rebate: €${hours * 2 - 240},000`);
  });
});
