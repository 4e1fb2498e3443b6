/**
 * The data of scenario rca-2, "The new checkout page that loses carts".
 *
 *     tsx scripts/scenario-data/rca-2.mts scenarios/rca-2
 *
 * Causal model. A visitor is assigned once, on the first product page, to arm A or B by a fair coin; the assignment
 * service notes it on the server before a byte of the page is sent. Known before the coin falls: the day (28 of them,
 * 5 October to 1 November 2026), the segment (desktop, mobile_web, in_app: the browser inside a social app) and the
 * history (new, seen, customer). Never seen by anybody: commitment C (browsing, considering, decided), drawn from
 * commitment[history], in in_app with the last two shares times 0.75. The coin touches none of these four.
 *
 *   leaves   only in B and in_app, with probability leave[C]: the page is slow and the visitor goes before it is ready
 *   exposed  blocked with 1.2 % in either arm; in B not sent by leavers either. It is what the export counts as a visitor
 *   cart     u < cartA[C] in A, u < cartB[C] in B, with ONE u for both worlds; leavers have none. Who has u < cartA[C] is
 *            an always-carter, who has cartA[C] <= u < cartB[C] a B-only carter
 *   order    given a cart: always[C] for always-carters, WHICHEVER THE ARM, bOnly[C] for B-only carters, times
 *            shock(day): 0.8 on 21 October (the payment provider was down for five hours), else 1
 *   checkout given a cart: every order, and of the rest 22 %
 *   items    1, 2 or 3+ in the cart: sizeA[C] in A, sizeB[C] in B (the drawer offers accessories, which browsing and
 *            considering visitors tap; decided ones do not)
 *   value    of an order: 71, 76 or 83 by items, times a noise of mean 1
 *
 * So for always-carters who stay B changes nothing; it adds carts of the less committed, few of which end in an order, and in in_app
 * it loses a part of all visitors before they see the page. Cart and items are descendants of the arm: no adjustment for
 * either gives an effect of B. Carts, checkouts and orders are written by the server and are complete.
 *
 * peek.csv: for every day the z of orders per exposed and per assigned visitor over all days up to it, and the share of
 * 2,000 simulated tests without any effect (same daily sizes, normal increments) that have had |z| > 1.96 by that day.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/bank/random.ts';

const random = seededRandom(20261109);

const arms = ['A', 'B'] as const;
const segments = ['desktop', 'mobile_web', 'in_app'] as const;
const histories = ['new', 'seen', 'customer'] as const;
type Arm = (typeof arms)[number];
type Segment = (typeof segments)[number];
type History = (typeof histories)[number];

const days = 28;
const firstDay = Date.UTC(2026, 9, 5);
const outageDay = 16;
const visitorsADay: Record<Segment, number> = { desktop: 5200, mobile_web: 6300, in_app: 3500 };
const weekday = [1, 0.96, 0.95, 0.97, 0.98, 1.06, 1.12];
const historyShares: Record<Segment, readonly number[]> = {
  desktop: [0.5, 0.3, 0.2],
  mobile_web: [0.58, 0.28, 0.14],
  in_app: [0.8, 0.15, 0.05],
};
// Shares of browsing, considering, decided.
const commitment: Record<History, readonly number[]> = {
  new: [0.908, 0.072, 0.02],
  seen: [0.85, 0.115, 0.035],
  customer: [0.76, 0.15, 0.09],
};
const inAppCommitment = 0.75;
const blocked = 0.012;
const leave = [0.19, 0.15, 0.13];
const cartA = [0.018, 0.28, 0.88];
const cartB = [0.0315, 0.374, 0.888];
const always = [0.06, 0.27, 0.84];
const bOnly = [0.02, 0.09, 0.4];
const outage = 0.8;
const checkoutOfRest = 0.22;
const sizeA = [
  [0.74, 0.19, 0.07],
  [0.58, 0.28, 0.14],
  [0.4, 0.34, 0.26],
];
const sizeB = [
  [0.56, 0.3, 0.14],
  [0.47, 0.34, 0.19],
  [0.4, 0.34, 0.26],
];
const orderValue = [71, 76, 83];
const nullRuns = 2000;

interface Cell {
  assigned: number;
  exposed: number;
  carts: number;
  checkouts: number;
  orders: number;
  cents: number;
  squares: number;
}

const cells = new Map<string, Cell>();
const cellOf = (...key: (string | number)[]): Cell => {
  const name = key.join(',');
  const cell = cells.get(name) ?? {
    assigned: 0,
    exposed: 0,
    carts: 0,
    checkouts: 0,
    orders: 0,
    cents: 0,
    squares: 0,
  };
  cells.set(name, cell);
  return cell;
};

function pick(shares: readonly number[]): number {
  let u = random();
  for (const [i, share] of shares.entries()) {
    if (u < share) return i;
    u -= share;
  }
  return shares.length - 1;
}

const at = (list: readonly number[], i: number): number => list[i] ?? 0;

function commitmentOf(history: History, segment: Segment): number {
  const factor = segment === 'in_app' ? inAppCommitment : 1;
  const considering = at(commitment[history], 1) * factor;
  const decided = at(commitment[history], 2) * factor;
  return pick([1 - considering - decided, considering, decided]);
}

/** One visitor; eleven draws whatever happens, so that no branch shifts the stream for the next one. */
function visit(day: number, segment: Segment): void {
  const arm: Arm = random() < 0.5 ? 'A' : 'B';
  const history = histories[pick(historyShares[segment])] ?? 'new';
  const c = commitmentOf(history, segment);
  const [uBlocked, uLeave, uCart, uOrder, uRest] = [random(), random(), random(), random(), random()];
  const size = pick((arm === 'A' ? sizeA : sizeB)[c] ?? []);
  const noise = 0.5 + (random() + random()) / 2;

  const leaves = arm === 'B' && segment === 'in_app' && uLeave < at(leave, c);
  const cart = !leaves && uCart < at(arm === 'A' ? cartA : cartB, c);
  const rate = at(uCart < at(cartA, c) ? always : bOnly, c) * (day === outageDay ? outage : 1);
  const order = cart && uOrder < rate;
  const cents = Math.round(at(orderValue, size) * noise * 100);
  const inCells = [
    cellOf('day', day, arm, segment),
    cellOf('history', arm, history),
    cellOf('items', arm, history, size),
  ];
  for (const cell of inCells) {
    cell.assigned++;
    if (!leaves && uBlocked >= blocked) cell.exposed++;
    if (cart) cell.carts++;
    if (order || (cart && uRest < checkoutOfRest)) cell.checkouts++;
    if (!order) continue;
    cell.orders++;
    cell.cents += cents;
    cell.squares += cents * cents;
  }
}

for (let day = 0; day < days; day++)
  for (const segment of segments) {
    const luck = 0.96 + 0.08 * random();
    const visitors = Math.round(visitorsADay[segment] * at(weekday, day % 7) * luck);
    for (let i = 0; i < visitors; i++) visit(day, segment);
  }

const dateOf = (day: number): string => new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10);
const everyDay = Array.from({ length: days }, (_, day) => day);

const daily = everyDay.flatMap((day) =>
  arms.flatMap((arm) =>
    segments.map((segment) => ({ day, arm, segment, cell: cellOf('day', day, arm, segment) })),
  ),
);

/** The z of a difference of two proportions, with the pooled variance. */
function zOf(size: 'assigned' | 'exposed', upTo: number): number {
  const sum = (arm: Arm, what: keyof Cell): number =>
    daily.filter((row) => row.arm === arm && row.day <= upTo).reduce((all, { cell }) => all + cell[what], 0);
  const [nA, nB, xA, xB] = [sum('A', size), sum('B', size), sum('A', 'orders'), sum('B', 'orders')];
  const pooled = (xA + xB) / (nA + nB);
  return (xB / nB - xA / nA) / Math.sqrt(pooled * (1 - pooled) * (1 / nA + 1 / nB));
}

/** For every day, how many of the tests without an effect have looked significant by then. */
function nullCrossings(): number[] {
  const sizes = everyDay.map((day) =>
    daily.filter((row) => row.day === day).reduce((all, { cell }) => all + cell.assigned, 0),
  );
  const crossed = everyDay.map(() => 0);
  for (let run = 0; run < nullRuns; run++) {
    let [walk, size, seen] = [0, 0, false];
    for (const day of everyDay) {
      // Twelve uniforms less six: nearly normal, and the same on every machine.
      const step = Array.from({ length: 12 }, random).reduce((all, u) => all + u, -6);
      size += at(sizes, day);
      walk += step * Math.sqrt(at(sizes, day));
      seen ||= Math.abs(walk) / Math.sqrt(size) > 1.96;
      if (seen) crossed[day] = at(crossed, day) + 1;
    }
  }
  return crossed;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: tsx scripts/scenario-data/rca-2.mts <folder>');
mkdirSync(folder, { recursive: true });
const write = (name: string, head: string, rows: readonly (string | number)[][]): void =>
  writeFileSync(join(folder, name), `${[head, ...rows.map((row) => row.join(','))].join('\n')}\n`);

write(
  'export.csv',
  'date,arm,segment,visitors,carts,checkouts,orders,revenue,revenue_sq',
  daily.map(({ day, arm, segment, cell }) => [
    ...[dateOf(day), arm, segment, cell.exposed, cell.carts, cell.checkouts, cell.orders],
    (cell.cents / 100).toFixed(2),
    (cell.squares / 10_000).toFixed(2),
  ]),
);
write(
  'assignments.csv',
  'date,arm,segment,assigned',
  daily.map(({ day, arm, segment, cell }) => [dateOf(day), arm, segment, cell.assigned]),
);
write(
  'history.csv',
  'arm,history,assigned,carts,orders',
  arms.flatMap((arm) =>
    histories.map((history) => {
      const { assigned, carts, orders } = cellOf('history', arm, history);
      return [arm, history, assigned, carts, orders];
    }),
  ),
);
write(
  'carts.csv',
  'arm,history,items,carts,orders',
  arms.flatMap((arm) =>
    histories.flatMap((history) =>
      ['1', '2', '3+'].map((items, size) => {
        const { carts, orders } = cellOf('items', arm, history, size);
        return [arm, history, items, carts, orders];
      }),
    ),
  ),
);
const crossings = nullCrossings();
write(
  'peek.csv',
  'date,look,z_per_exposed,z_per_assigned,null_tests_crossed_pct',
  everyDay.map((day) => [
    ...[dateOf(day), day + 1, zOf('exposed', day).toFixed(2), zOf('assigned', day).toFixed(2)],
    ((100 * at(crossings, day)) / nullRuns).toFixed(1),
  ]),
);
