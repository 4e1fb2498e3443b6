import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'scenarios', 'rca-2');
const written = readFileSync(join(folder, 'scenario.md'), 'utf8');
const flat = written.replace(/\s+/g, ' ');

type Row = Record<string, string>;
type Arm = 'A' | 'B';
type Where = (row: Row) => boolean;

function rowsOf(name: string): Row[] {
  const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
}

const exported = rowsOf('export.csv');
const assigned = rowsOf('assignments.csv');
const history = rowsOf('history.csv');
const carts = rowsOf('carts.csv');
const peek = rowsOf('peek.csv');

const all: Where = () => true;
const inSegment =
  (...names: string[]): Where =>
  (row) =>
    names.includes(row.segment ?? '');
const sum = (rows: Row[], column: string, arm: Arm, where: Where = all): number =>
  rows.filter((row) => row.arm === arm && where(row)).reduce((total, row) => total + Number(row[column]), 0);

// Counts of both arms, by what is counted.
const both = (rows: Row[], column: string, where: Where = all): Pair => ({
  a: sum(rows, column, 'A', where),
  b: sum(rows, column, 'B', where),
});
interface Pair {
  readonly a: number;
  readonly b: number;
}
interface Interval {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}
const minus = (one: Pair, two: Pair): Pair => ({ a: one.a - two.a, b: one.b - two.b });

/** The change of a share from A to B in percent, with the 95 % interval of the log ratio. */
function change(x: Pair, n: Pair): Interval {
  const [pA, pB] = [x.a / n.a, x.b / n.b];
  const error = 1.96 * Math.sqrt((1 - pA) / x.a + (1 - pB) / x.b);
  const percent = (log: number): number => 100 * (Math.exp(log) - 1);
  const log = Math.log(pB / pA);
  return { at: percent(log), low: percent(log - error), high: percent(log + error) };
}

/** The difference of two shares in points, with its 95 % interval. */
function points(x: Pair, n: Pair): Interval {
  const [pA, pB] = [x.a / n.a, x.b / n.b];
  const error = 1.96 * Math.sqrt((pA * (1 - pA)) / n.a + (pB * (1 - pB)) / n.b);
  return { at: 100 * (pB - pA), low: 100 * (pB - pA - error), high: 100 * (pB - pA + error) };
}

const zOfSizes = ({ a, b }: Pair): number => (a - b) / Math.sqrt(a + b);

/** Two-sided p of a normal z (the complementary error function after Numerical Recipes, good to 1e-7). */
function pOf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  return t * Math.exp(-x * x + coefficients.reduceRight((inner, c) => inner * t + c, 0));
}

function zOfShares(x: Pair, n: Pair): number {
  const pooled = (x.a + x.b) / (n.a + n.b);
  return (x.b / n.b - x.a / n.a) / Math.sqrt(pooled * (1 - pooled) * (1 / n.a + 1 / n.b));
}

/** Gaps in abandonment within strata of carts, put together with weights of the strata. */
function adjusted(
  strata: readonly { carts: Pair; orders: Pair }[],
  weight: (carts: Pair) => number,
): Interval {
  const total = strata.reduce((rest, each) => rest + weight(each.carts), 0);
  let [gap, variance] = [0, 0];
  for (const each of strata) {
    const share = weight(each.carts) / total;
    const { at, high } = points(minus(each.carts, each.orders), each.carts);
    gap += share * at;
    variance += (share * (high - at)) ** 2;
  }
  return { at: gap, low: gap - Math.sqrt(variance), high: gap + Math.sqrt(variance) };
}

const strataOf = (column: string, values: readonly string[]) =>
  values.map((value) => {
    const here: Where = (row) => row[column] === value;
    return { carts: both(carts, 'carts', here), orders: both(carts, 'orders', here) };
  });

const count = (n: number): string => Math.round(n).toLocaleString('en-US');
const fixed = (n: number, digits = 1): string => n.toFixed(digits).replace('-', '−');
const signed = (n: number): string => `${n > 0 ? '+' : ''}${fixed(n)} %`;
const range = ({ low, high }: Interval): string => `${fixed(low)} to ${fixed(high)}`;
const withRange = (interval: Interval): string => `${signed(interval.at)} (${range(interval)})`;
const share = (x: number, n: number, digits = 1): string => `${fixed((100 * x) / n, digits)} %`;
const row = (...cells: string[]): RegExp =>
  new RegExp(`\\| *${cells.map((cell) => cell.replace(/[.+|()]/g, '\\$&')).join(' *\\| *')} *\\|`);

const segments = ['desktop', 'mobile_web', 'in_app'] as const;
const others = inSegment('desktop', 'mobile_web');
const inApp = inSegment('in_app');

const exposedN = both(exported, 'visitors');
const assignedN = both(assigned, 'assigned');
const cartsN = both(exported, 'carts');
const checkoutsN = both(exported, 'checkouts');
const ordersN = both(exported, 'orders');
const revenueN = both(exported, 'revenue');
const squaresN = both(exported, 'revenue_sq');

const abandoned = change(minus(cartsN, ordersN), cartsN);
const abandonedPoints = points(minus(cartsN, ordersN), cartsN);
const perExposed = change(ordersN, exposedN);
const perAssigned = change(ordersN, assignedN);
const othersExposed = change(both(exported, 'orders', others), both(exported, 'visitors', others));
const othersAssigned = change(both(exported, 'orders', others), both(assigned, 'assigned', others));
const inAppExposed = change(both(exported, 'orders', inApp), both(exported, 'visitors', inApp));
const inAppAssigned = change(both(exported, 'orders', inApp), both(assigned, 'assigned', inApp));
const cartsAssigned = change(cartsN, assignedN);

// Least squares of abandonment on arm and items (as dummies) weighs each stratum's gap by nA nB / (nA + nB).
const withItems = adjusted(strataOf('items', ['1', '2', '3+']), ({ a, b }) => (a * b) / (a + b));
const withHistory = adjusted(strataOf('history', ['new', 'seen', 'customer']), ({ a, b }) => a + b);

function revenueChange(): Interval {
  const [mA, mB] = [revenueN.a / assignedN.a, revenueN.b / assignedN.b];
  const varianceOf = (mean: number, squares: number, n: number) => (squares / n - mean ** 2) / n / mean ** 2;
  const error =
    1.96 * Math.sqrt(varianceOf(mA, squaresN.a, assignedN.a) + varianceOf(mB, squaresN.b, assignedN.b));
  const log = Math.log(mB / mA);
  const percent = (at: number): number => 100 * (Math.exp(at) - 1);
  return { at: percent(log), low: percent(log - error), high: percent(log + error) };
}
const revenue = revenueChange();

const missing = (arm: Arm, where: Where): number =>
  sum(assigned, 'assigned', arm, where) - sum(exported, 'visitors', arm, where);
const inAppMissing = points(
  { a: missing('A', inApp), b: missing('B', inApp) },
  both(assigned, 'assigned', inApp),
);

const per1000 = (x: Pair): Pair => ({ a: (1000 * x.a) / assignedN.a, b: (1000 * x.b) / assignedN.b });
const cartFlow = per1000(cartsN);
const orderFlow = per1000(ordersN);
const boughtOfAdded = (orderFlow.b - orderFlow.a) / (cartFlow.b - cartFlow.a);

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();
const cells = segments.flatMap((segment) =>
  [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
    const here: Where = (each) => each.segment === segment && weekdayOf(each.date ?? '') === weekday;
    const [x, n] = [both(exported, 'orders', here), both(assigned, 'assigned', here)];
    return { segment, weekday, z: zOfShares(x, n), effect: change(x, n) };
  }),
);
const wins = cells.filter(({ z }) => Math.abs(z) > 1.96);

const until =
  (date: string): Where =>
  (each) =>
    (each.date ?? '') <= date;
const earlyReading = change(
  both(exported, 'orders', until('2026-10-16')),
  both(assigned, 'assigned', until('2026-10-16')),
);
const crossedMornings = peek.filter((each) => Math.abs(Number(each.z_per_assigned)) > 1.96).length;

/** Visitors an arm that find a relative change of 3.1 % with 80 % power at a two-sided 5 %. */
function sizeFor(relative: number): number {
  const [p, q] = [0.031, 0.031 * (1 + relative)];
  return ((1.959964 + 0.841621) ** 2 * (p * (1 - p) + q * (1 - q))) / (p - q) ** 2;
}
const aDay = (assignedN.a + assignedN.b) / 2 / 28;

const onDay = (date: string, arm: Arm): string => {
  const here: Where = (each) => each.date === date;
  return share(sum(exported, 'orders', arm, here), sum(assigned, 'assigned', arm, here));
};
const inHistory =
  (name: string): Where =>
  (each) =>
    each.history === name;
const ofHistory = (column: string, name: string): Pair => both(history, column, inHistory(name));
const perThousand = (x: number, n: number): string => fixed((1000 * x) / n);
const bigCarts = (arm: Arm): string =>
  share(
    sum(carts, 'carts', arm, (each) => each.items !== '1'),
    sum(carts, 'carts', arm),
  );
const lost = (arm: Arm, where: Where): number =>
  sum(exported, 'carts', arm, where) - sum(exported, 'orders', arm, where);
const abandonment = (arm: Arm, where: Where): string =>
  share(lost(arm, where), sum(exported, 'carts', arm, where));

/** What B truly does to orders per assigned visitor, in percent: the generator's equations, written out once more. */
function trueEffect(names: readonly (typeof segments)[number][]): number {
  const visitors = { desktop: 5200, mobile_web: 6300, in_app: 3500 };
  const pasts = { desktop: [0.5, 0.3, 0.2], mobile_web: [0.58, 0.28, 0.14], in_app: [0.8, 0.15, 0.05] };
  const keen = [
    [0.072, 0.02],
    [0.115, 0.035],
    [0.15, 0.09],
  ];
  let [ordersA, ordersB] = [0, 0];
  for (const name of names)
    for (const [i, past] of pasts[name].entries()) {
      const [considering = 0, decided = 0] = (keen[i] ?? []).map(
        (each) => (name === 'in_app' ? 0.75 : 1) * each,
      );
      const people = visitors[name] * past;
      const stay = name === 'in_app' ? [0.81, 0.85, 0.87] : [1, 1, 1];
      const bought = [0.018 * 0.06, 0.28 * 0.27, 0.88 * 0.84];
      const added = [(0.0315 - 0.018) * 0.02, (0.374 - 0.28) * 0.09, (0.888 - 0.88) * 0.4];
      for (const [c, of] of [1 - considering - decided, considering, decided].entries()) {
        ordersA += people * of * (bought[c] ?? 0);
        ordersB += people * of * (stay[c] ?? 0) * ((bought[c] ?? 0) + (added[c] ?? 0));
      }
    }
  return 100 * (ordersB / ordersA - 1);
}

const figures: (string | RegExp)[] = [
  // Briefing and scorecard.
  `${share(lost('B', all), cartsN.b)} against ${share(lost('A', all), cartsN.a)}, ${signed(abandoned.at)} (95 % interval ${range(abandoned)})`,
  `has ${Math.round(abandoned.at)} % more abandonment`,
  row(
    'carts per visitor',
    share(cartsN.a, exposedN.a),
    share(cartsN.b, exposedN.b),
    signed(change(cartsN, exposedN).at),
  ),
  row(
    'abandonment, per cart',
    share(lost('A', all), cartsN.a),
    share(lost('B', all), cartsN.b),
    signed(abandoned.at),
  ),
  row(
    'checkouts that end in an order',
    share(ordersN.a, checkoutsN.a),
    share(ordersN.b, checkoutsN.b),
    signed(change(ordersN, checkoutsN).at),
  ),
  row(
    'revenue per order',
    `€${fixed(revenueN.a / ordersN.a, 2)}`,
    `€${fixed(revenueN.b / ordersN.b, 2)}`,
    signed(100 * (revenueN.b / ordersN.b / (revenueN.a / ordersN.a) - 1)),
  ),
  `the difference is ${fixed(abandonedPoints.at)} points`,
  // Plan.
  `${count(Math.round(sizeFor(0.05) / 1000) * 1000)} visitors an arm`,
  `${count(Math.round(sizeFor(0.05) / 1000) * 1000)} an arm find 5 %. To find 3 % would take ${count(Math.round(sizeFor(0.03) / 1000) * 1000)}, or ${Math.round(sizeFor(0.03) / aDay)} days`,
  `5 % (of ${share(ordersN.a, assignedN.a)})`,
  // Export and log.
  ...(['a', 'b'] as const).map((arm) =>
    row(arm.toUpperCase(), ...[exposedN, cartsN, checkoutsN, ordersN].map((each) => count(each[arm]))),
  ),
  ...[...segments, 'all'].map((name) => {
    const here = name === 'all' ? all : inSegment(name);
    const [service, report] = [both(assigned, 'assigned', here), both(exported, 'visitors', here)];
    return row(name, ...[service.a, service.b, report.a, report.b].map(count));
  }),
  // 21 October.
  `${onDay('2026-10-21', 'A')} (A) and ${onDay('2026-10-21', 'B')} (B), on the day before ${onDay('2026-10-20', 'A')} and ${onDay('2026-10-20', 'B')}`,
  // History and carts.
  ...['new', 'seen', 'customer'].map((name) => {
    const [n, c, o] = [ofHistory('assigned', name), ofHistory('carts', name), ofHistory('orders', name)];
    return row(
      name,
      ...[count(n.a), count(n.b), perThousand(c.a, n.a), perThousand(c.b, n.b)],
      ...[perThousand(o.a, n.a), perThousand(o.b, n.b)],
    );
  }),
  `\`seen\` differ at p = ${fixed(pOf(zOfSizes(ofHistory('assigned', 'seen'))), 2)}`,
  ...['1', '2', '3+'].map((items) => {
    const here: Where = (each) => each.items === items;
    const [c, o] = [both(carts, 'carts', here), both(carts, 'orders', here)];
    return row(items, count(c.a), share(c.a - o.a, c.a), count(c.b), share(c.b - o.b, c.b));
  }),
  `It ends at ${fixed(Number(peek.at(-1)?.null_tests_crossed_pct))} %`,
  // The vote.
  `${count(ordersN.a)} of ${count(exposedN.a)} and ${count(ordersN.b)} of ${count(exposedN.b)}: ${share(ordersN.a, exposedN.a, 2)} against ${share(ordersN.b, exposedN.b, 2)}, **${signed(perExposed.at)}** (95 % interval ${range(perExposed)})`,
  `Why do they differ by ${count(exposedN.a - exposedN.b)}?`,
  `${count(exposedN.a - exposedN.b)} in ${count(exposedN.a + exposedN.b)}, so z = ${fixed(zOfSizes(exposedN))} and chi-square ${Math.round(zOfSizes(exposedN) ** 2)}`,
  `desktop ${abandonment('A', inSegment('desktop')).replace(' %', '')} to ${abandonment('B', inSegment('desktop'))}, mobile_web ${abandonment('A', inSegment('mobile_web')).replace(' %', '')} to ${abandonment('B', inSegment('mobile_web'))}, in_app ${abandonment('A', inApp).replace(' %', '')} to ${abandonment('B', inApp)}`,
  ...[strataOf('history', ['customer'])[0]].map(
    (each) =>
      `customers ${fixed(100 * (1 - (each?.orders.a ?? 0) / (each?.carts.a ?? 1)))} to ${share((each?.carts.b ?? 0) - (each?.orders.b ?? 0), each?.carts.b ?? 1)}`,
  ),
  // The sizes.
  `${count(exposedN.a)} to ${count(exposedN.b)}, z = ${fixed(zOfSizes(exposedN))}`,
  `${count(exposedN.a)} visitors in A and ${count(exposedN.b)} in B: ${share(exposedN.a, exposedN.a + exposedN.b).replace(' %', '')} to ${share(exposedN.b, exposedN.a + exposedN.b)}`,
  `in_app: ${count(sum(exported, 'visitors', 'A', inApp))} to ${count(sum(exported, 'visitors', 'B', inApp))}`,
  `${count(sum(exported, 'visitors', 'A', others))} to ${count(sum(exported, 'visitors', 'B', others))} (p = ${fixed(pOf(zOfSizes(both(exported, 'visitors', others))), 2)}), and orders per visitor are ${withRange(othersExposed)}`,
  `in_app is ${share(sum(assigned, 'assigned', 'A', inApp) + sum(assigned, 'assigned', 'B', inApp), assignedN.a + assignedN.b)} of all assigned visitors`,
  `${count(assignedN.a)} to ${count(assignedN.b)} (p = ${fixed(pOf(zOfSizes(assignedN)), 2)})`,
  `(p = ${fixed(pOf(zOfSizes(both(exported, 'visitors', inSegment('desktop')))), 2)} and ${fixed(pOf(zOfSizes(both(exported, 'visitors', inSegment('mobile_web')))), 2)})`,
  `In in_app ${share(missing('B', inApp), sum(assigned, 'assigned', 'B', inApp))} of B's assigned visitors have no exposure event, ${share(missing('A', inApp), sum(assigned, 'assigned', 'A', inApp))} of A's`,
  // Who is missing.
  `In in_app alone B is now ${withRange(inAppExposed)}`,
  `the same orders give ${withRange(inAppAssigned)}`,
  `${count(ordersN.a)} of ${count(assignedN.a)} against ${count(ordersN.b)} of ${count(assignedN.b)}: ${share(ordersN.a, assignedN.a, 2)} and ${share(ordersN.b, assignedN.b, 2)}, **${signed(perAssigned.at)}**, 95 % interval ${range(perAssigned)}`,
  `€${fixed(revenueN.a / assignedN.a, 2)} and €${fixed(revenueN.b / assignedN.b, 2)}, ${withRange(revenue)}`,
  `${count(sum(exported, 'orders', 'A', others))} of ${count(sum(assigned, 'assigned', 'A', others))} against ${count(sum(exported, 'orders', 'B', others))} of ${count(sum(assigned, 'assigned', 'B', others))}: ${withRange(othersAssigned)}`,
  `in_app is ${withRange(inAppAssigned)}, everything together ${withRange(perAssigned)}`,
  // The carts.
  `B's orders are ${withRange(perAssigned)}, its carts ${withRange(cartsAssigned)}`,
  `carts ${fixed(cartFlow.a)} and ${fixed(cartFlow.b)}, orders ${fixed(orderFlow.a)} and ${fixed(orderFlow.b)}`,
  `${fixed(cartFlow.b - cartFlow.a)} carts more and ${fixed(orderFlow.b - orderFlow.a)} orders more`,
  `${share(boughtOfAdded, 1)} of the added carts are bought`,
  `*grows*: ${fixed(withItems.at)} points (${range(withItems)}) instead of ${fixed(abandonedPoints.at)}`,
  `${bigCarts('A')} of A's carts hold two or more items, ${bigCarts('B')} of B's`,
  `from ${fixed(abandonedPoints.at)} to ${fixed(withHistory.at)} points (${range(withHistory)})`,
  // The review.
  `about ${count(Math.round((inAppMissing.at * sum(assigned, 'assigned', 'B', inApp)) / 1e5) * 1000)} more visitors without an event`,
  `**${signed(wins[0]?.effect.at ?? 0)}** (${range(wins[0]?.effect ?? perAssigned)})`,
  `${cells.length} cells give ${fixed(0.05 * cells.length, 2)} false wins`,
  `${fixed(Number(peek.at(-1)?.null_tests_crossed_pct))} % crossed the line within ${peek.length} daily looks`,
  `on ${crossedMornings} of ${peek.length} mornings; read on 16 October it would have said ${withRange(earlyReading)}`,
  `starts at ${fixed(othersAssigned.low)} %`,
  `${fixed(perAssigned.low)} is in the interval, and in in_app ${fixed(inAppAssigned.low)} is`,
  // The debrief.
  `Of these ${fixed(inAppMissing.at)} points (${range(inAppMissing)})`,
  row('abandonment, per cart', signed(abandoned.at), range(abandoned)),
  row('orders, per exposed visitor', signed(perExposed.at), range(perExposed)),
  row('orders, per assigned visitor', signed(perAssigned.at), range(perAssigned)),
  `exposed say ${signed(inAppExposed.at)}, the assigned ${signed(inAppAssigned.at)}`,
  `truly ${signed(trueEffect(segments))} over all visitors, ${signed(trueEffect(['desktop', 'mobile_web']))} without in_app and ${signed(trueEffect(['in_app']))} in it`,
  `with items the gap is ${fixed(withItems.at)} points, with history ${fixed(withHistory.at)}, raw ${fixed(abandonedPoints.at)}`,
  `${crossedMornings} of ${peek.length} mornings were "significant"`,
];

// Figures of the story that no file holds: settings, medians of the field, the test's own constants.
const narrated = new Set(['0.4', '0.6', '3.9', '0.01', '0.001', '10', '9', '80', '50', '10.8', '95', '1.96']);
// Round numbers that are units (per 1,000) or settings of the generator (2,000 simulated tests).
const round = new Set(['1,000', '2,000']);

describe('the files of rca-2', () => {
  it('are what the generator writes', () => {
    const fresh = mkdtempSync(join(tmpdir(), 'rca-2-'));
    try {
      const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
      execFileSync(process.execPath, [tsx, join(root, 'scripts', 'scenario-data', 'rca-2.mts'), fresh]);
      const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
      expect(readdirSync(fresh).sort()).toEqual(names.sort());
      for (const name of names)
        expect(readFileSync(join(fresh, name)).equals(readFileSync(join(folder, name))), name).toBe(true);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  });

  it('agree with each other', () => {
    for (const column of ['carts', 'orders']) {
      expect(both(history, column)).toEqual(both(exported, column));
      expect(both(carts, column)).toEqual(both(exported, column));
    }
    expect(both(history, 'assigned')).toEqual(assignedN);
    for (const each of peek) {
      const here = until(each.date ?? '');
      const orders = both(exported, 'orders', here);
      expect(zOfShares(orders, both(assigned, 'assigned', here)).toFixed(2)).toBe(each.z_per_assigned);
      expect(zOfShares(orders, both(exported, 'visitors', here)).toFixed(2)).toBe(each.z_per_exposed);
    }
  });

  it('never have more of a later step than of an earlier one', () => {
    for (const [i, each] of exported.entries()) {
      const steps = [assigned[i]?.assigned, each.visitors, each.carts, each.checkouts, each.orders].map(
        Number,
      );
      expect([assigned[i]?.date, assigned[i]?.arm, assigned[i]?.segment]).toEqual([
        each.date,
        each.arm,
        each.segment,
      ]);
      expect(steps).toEqual([...steps].sort((a, b) => b - a));
    }
  });
});

describe('the texts of rca-2', () => {
  it.each(figures.map((figure) => [figure]))('state %s', (figure) => {
    expect(typeof figure === 'string' ? flat.includes(figure) : figure.test(written)).toBe(true);
  });

  it('state no figure that is not recomputed here', () => {
    const token = /\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+(?= %)/g;
    const known = new Set(
      figures.flatMap(
        (figure) =>
          String(figure instanceof RegExp ? figure.source : figure)
            .replace(/\\/g, '')
            .match(token) ?? [],
      ),
    );
    const [, body = ''] = written.split(/^## Briefing$/m);
    const told = body
      .replace(/^```[\s\S]*?^```$/gm, '')
      .replace(/^- (?:minutes|score): .*$/gm, '')
      .replace(/\s+/g, ' ');
    const unknown = (told.match(token) ?? []).filter(
      (each) => !known.has(each) && !narrated.has(each) && !round.has(each),
    );
    expect([...new Set(unknown)]).toEqual([]);
  });
});

describe('the claims of rca-2', () => {
  it('has intervals by assignment that hold the truth, and one by exposure that does not', () => {
    const holds = ({ low, high }: Interval, truth: number): boolean => low < truth && truth < high;
    expect(holds(perAssigned, trueEffect(segments))).toBe(true);
    expect(holds(othersAssigned, trueEffect(['desktop', 'mobile_web']))).toBe(true);
    expect(holds(inAppAssigned, trueEffect(['in_app']))).toBe(true);
    expect(holds(perExposed, trueEffect(segments))).toBe(false);
    expect(holds(inAppExposed, trueEffect(['in_app']))).toBe(false);
  });

  it('finds the mismatch in the export of in_app alone, and none in the assignment', () => {
    expect(pOf(zOfSizes(exposedN))).toBeLessThan(1e-40);
    expect(pOf(zOfSizes(both(exported, 'visitors', inApp)))).toBeLessThan(1e-100);
    for (const segment of segments) {
      expect(pOf(zOfSizes(both(assigned, 'assigned', inSegment(segment))))).toBeGreaterThan(0.1);
      if (segment !== 'in_app')
        expect(pOf(zOfSizes(both(exported, 'visitors', inSegment(segment))))).toBeGreaterThan(0.1);
    }
    expect(pOf(zOfSizes(assignedN))).toBeGreaterThan(0.5);
    expect(zOfSizes(ofHistory('assigned', 'seen')) ** 2).toBeLessThan(10.8);
  });

  it('has one order count, a loss per cart, a win per exposed and neither per assigned visitor', () => {
    expect(abandoned.low).toBeGreaterThan(10);
    expect(perExposed.low).toBeGreaterThan(0);
    expect(perAssigned.low).toBeLessThan(0);
    expect(perAssigned.high).toBeGreaterThan(0);
    expect(perAssigned.low).toBeGreaterThan(-5);
    expect(revenue.low).toBeLessThan(0);
    expect(othersAssigned.low).toBeGreaterThan(0);
  });

  it('turns the sign in in_app with the divisor', () => {
    expect(inAppExposed.low).toBeGreaterThan(0);
    expect(inAppAssigned.at).toBeLessThan(0);
    expect(inAppAssigned.high).toBeGreaterThan(0);
  });

  it('is not mended by adjustment: with items the gap grows, with history it hardly shrinks', () => {
    expect(withItems.at).toBeGreaterThan(abandonedPoints.at);
    expect(withHistory.low).toBeGreaterThan(6);
  });

  it('explains the abandonment by the added carts', () => {
    expect(boughtOfAdded).toBeLessThan(0.06);
    for (const name of ['new', 'seen', 'customer']) {
      const n = ofHistory('assigned', name);
      expect(change(ofHistory('carts', name), n).low).toBeGreaterThan(10);
      expect(change(ofHistory('orders', name), n).low).toBeLessThan(0);
    }
  });

  it('has one cell of 21 that looks like a win, on Saturdays on the desktop', () => {
    expect(wins.map(({ segment, weekday }) => [segment, weekday])).toEqual([['desktop', 6]]);
  });

  it('would have looked won on the way, and is not at the end', () => {
    expect(crossedMornings).toBeGreaterThan(5);
    expect(Math.abs(Number(peek.at(-1)?.z_per_assigned))).toBeLessThan(1.96);
    expect(Number(peek.at(-1)?.null_tests_crossed_pct)).toBeGreaterThan(20);
  });
});
