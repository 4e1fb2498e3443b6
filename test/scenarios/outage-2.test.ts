import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'scenarios', 'outage-2');
const text = readFileSync(join(folder, 'scenario.md'), 'utf8').replace(/\s+/g, ' ');

type Row = Record<string, string>;
interface Count {
  readonly n: number;
  readonly clicks: number;
}

function csv(name: string): Row[] {
  const [head = [], ...rows] = readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i]!])));
}

/** Impressions and clicks of the rows that have these values. */
function count(rows: readonly Row[], wanted: Row = {}): Count {
  const own = rows.filter((row) => Object.entries(wanted).every(([column, value]) => row[column] === value));
  const sum = (column: string) => own.reduce((total, row) => total + Number(row[column]), 0);
  return { n: sum('impressions'), clicks: sum('clicks') };
}

const total = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0);
const rate = ({ n, clicks }: Count): number => (100 * clicks) / n;
const variance = (of: Count): number => (rate(of) * (100 - rate(of))) / of.n;
const half = (of: Count): number => 1.96 * Math.sqrt(variance(of));
const two = (value: number): string => value.toFixed(2);
const whole = (value: number): string => Math.round(value).toLocaleString('en-GB');
const hundreds = (value: number): string => whole(100 * Math.round(value / 100));
const fallOf = (before: number, after: number): number => 100 * (1 - after / before);

const daily = csv('daily-ctr.csv');
const segments = csv('segments.csv');
const weekOf = (date: string): number =>
  Math.floor((Date.parse(date) - Date.parse('2026-09-21')) / 604_800_000);
const week = (number: number): Row[] => segments.filter(({ date }) => weekOf(date!) === number);
const [healthy, last] = [week(2), week(5)];
const platforms = ['web', 'ios', 'android'];
const tiers = ['heavy', 'regular', 'light'];

const before = count(healthy);
const after = count(last);
const drop = rate(before) - rate(after);

const version = (rows: readonly Row[], app_version: string, tier?: string): Count =>
  count(rows, { platform: 'android', app_version, ...(tier === undefined ? {} : { tier }) });

/** What the change of the platforms' shares cost, at the healthy week's rates. */
const mixPoints = -total(
  platforms.map((platform) => {
    const [old, fresh] = [count(healthy, { platform }), count(last, { platform })];
    return (fresh.n / after.n - old.n / before.n) * rate(old);
  }),
);

/** Clicks that 8.4 lost in a week, had its users clicked as 8.3's of the same tier; and the half width. */
function lostIn(rows: readonly Row[]): { clicks: number; half: number } {
  const each = tiers.map((tier) => {
    const [old, fresh] = [version(rows, '8.3', tier), version(rows, '8.4', tier)];
    return {
      clicks: (fresh.n * (rate(old) - rate(fresh))) / 100,
      variance: (fresh.n / 100) ** 2 * (variance(old) + variance(fresh)),
    };
  });
  return {
    clicks: total(each.map(({ clicks }) => clicks)),
    half: 1.96 * Math.sqrt(total(each.map((tier) => tier.variance))),
  };
}
const lost = lostIn(last);
const lostPoints = (100 * lost.clicks) / after.n;
const lostHalf = (100 * lost.half) / after.n;
const share = (100 * lostPoints) / drop;
const weeksLost = [3, 4, 5].map((number) => lostIn(week(number)));

/** The rate that a version's tiers in the last week would have at other rates. */
const weighted = (app_version: string, at: (tier: string) => number): number =>
  total(tiers.map((tier) => version(last, app_version, tier).n * at(tier))) / version(last, app_version).n;

const features = csv('feature-bins.csv');
function shares(feature: string, period: string, segment?: string): number[] {
  const own = features.filter((row) => row.feature === feature);
  const counts = [...new Set(own.map(({ bin }) => bin))].map((bin) =>
    total(
      own
        .filter((row) => row.bin === bin && row.period === period && (segment ?? row.segment) === row.segment)
        .map(({ requests }) => Number(requests)),
    ),
  );
  return counts.map((each) => each / total(counts));
}
function psi(feature: string, segment?: string): number {
  const old = shares(feature, 'baseline', segment === 'android_8.4' ? 'android_8.3' : segment);
  return total(
    shares(feature, 'now', segment).map((value, i) => {
      const [p, q] = [Math.max(old[i]!, 0.0001), Math.max(value, 0.0001)];
      return (q - p) * Math.log(q / p);
    }),
  );
}
const featureNames = [...new Set(features.map(({ feature }) => feature!))];

const weekBefore = (column: string): { date: string; change: number }[] =>
  daily.slice(7).map((row, i) => ({
    date: row.date!,
    change: 100 * (Number(row[column]) / Number(daily[i]![column]) - 1),
  }));
const lastYear = (number: number): number =>
  total(daily.slice(7 * number, 7 * number + 7).map(({ last_year }) => Number(last_year))) / 7;

const layout = csv('layout.csv');
const trueBin = csv('true-bin.csv');
const mend = csv('mend-test.csv');
const arms = { as_sent: count(mend, { arm: 'as_sent' }), converted: count(mend, { arm: 'converted' }) };
const retrain = csv('retrain-test.csv');
const notYet84 = retrain.filter(({ app_version }) => app_version !== '8.4');
/** The difference of two rates and its half width. */
const difference = (a: Count, b: Count) => ({
  points: rate(b) - rate(a),
  half: 1.96 * Math.sqrt(variance(a) + variance(b)),
});

const says = (phrase: string): void => expect(text).toContain(phrase);

test('the same seed gives the same bytes', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'outage-2-'));
  try {
    const script = join(root, 'scripts', 'scenario-data', 'outage-2.mts');
    execFileSync(process.execPath, ['--import', 'tsx', script, fresh], { cwd: root });
    const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    expect(readdirSync(fresh).sort()).toEqual(files.sort());
    for (const name of files)
      expect(readFileSync(join(fresh, name), 'utf8'), name).toBe(readFileSync(join(folder, name), 'utf8'));
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

test('the files agree with each other', () => {
  for (const row of daily) {
    const own = segments.filter(({ date }) => date === row.date);
    expect(count(own)).toEqual({ n: Number(row.impressions), clicks: Number(row.clicks) });
    expect(two(rate(count(own)))).toBe(row.ctr);
    for (const platform of platforms) expect(two(rate(count(own, { platform })))).toBe(row[platform]);
  }
  for (const number of [0, 1, 2, 3, 4, 5]) {
    const from = daily[7 * number]!.date!;
    expect(count(layout, { week_from: from })).toEqual(count(week(number)));
  }
  for (const app_version of ['8.3', '8.4'])
    expect(count(trueBin, { app_version })).toEqual(version(last, app_version, 'regular'));
});

describe('the figures of the', () => {
  test('fall and the season', () => {
    says(`from ${two(rate(before))} to ${two(rate(after))} %`);
    says(`${two(drop)} points`);
    says(`${fallOf(rate(before), rate(after)).toFixed(1)} %`);
    for (const number of [0, 1, 2, 3, 4, 5])
      says(
        `| ${['21 Sep', '28 Sep', '5 Oct', '12 Oct', '19 Oct', '26 Oct'][number]} | ${whole(count(week(number)).n)} | ` +
          `${two(rate(count(week(number))))} ± ${two(half(count(week(number))))} | ${two(lastYear(number))} |`,
      );
    says(`${two(lastYear(2))} to ${two(lastYear(5))} %`);
    says(`${fallOf(lastYear(2), lastYear(5)).toFixed(1)} % last year`);
    expect(Math.round(fallOf(rate(before), rate(after)) / fallOf(lastYear(2), lastYear(5)))).toBe(5);
    says('a fifth of the fall');
    expect(Math.round(rate(before) / drop)).toBe(7);
    says('a seventh of their clicks');
    says(`about ${whole(Math.round(after.n / 7 / 10_000) * 10_000)} impressions a day`);
  });

  test('platforms, mix against rate', () => {
    for (const platform of platforms) {
      const [old, fresh] = [count(healthy, { platform }), count(last, { platform })];
      const [w0, w1] = [old.n / before.n, fresh.n / after.n];
      const name = { web: 'web', ios: 'iOS', android: 'Android' }[platform];
      says(
        `| ${name} | ${(100 * w0).toFixed(1)} % | ${(100 * w1).toFixed(1)} % | ${two(rate(old))} ± ${two(half(old))} | ` +
          `${two(rate(fresh))} ± ${two(half(fresh))} | ${two(w1 * (rate(fresh) - rate(old))).replace('-', '−')} |`,
      );
      says(`${fallOf(rate(old), rate(fresh)).toFixed(1)} % on ${name}`);
    }
    says(`mix costs ${two(mixPoints)} points`);
    const android = count(last, { platform: 'android' });
    const androidRate =
      (android.n / after.n) * (rate(android) - rate(count(healthy, { platform: 'android' })));
    says(`rate on Android ${two(-androidRate)}`);
    says(`${Math.round((100 * -androidRate) / drop)} % of the fall`);
  });

  test('alarm', () => {
    const changes = weekBefore('ctr');
    const worst = changes.reduce((a, b) => (b.change < a.change ? b : a));
    says(`${(-worst.change).toFixed(1)} % on ${Number(worst.date.slice(8))} October`);
    expect(worst.change).toBeGreaterThan(-10);
    const rings = changes.slice(14).filter(({ change }) => change < -4);
    says(`on ${rings.length} of the 21 days`);
    says(`first on ${Number(rings[0]!.date.slice(8))} October`);
    expect(changes.slice(0, 14).filter(({ change }) => change < -4)).toEqual([]);
    says(`${weekBefore('last_year').filter(({ change }) => change < -4).length} of 35 days last year`);
    const first = count(segments, { date: '2026-10-12', app_version: '8.4' });
    says(`${whole(first.n)} impressions on 12 October`);
  });

  test('sponsored row', () => {
    for (const [group, name] of [
      ['shown', 'shown'],
      ['held_back', 'held back'],
    ] as const) {
      const old = count(layout, { week_from: '2026-10-05', layout_group: group });
      const fresh = count(layout, { week_from: '2026-10-26', layout_group: group });
      says(
        `| ${name} | ${whole(fresh.n)} | ${two(rate(old))} ± ${two(half(old))} | ${two(rate(fresh))} ± ${two(half(fresh))} |`,
      );
      says(`${fallOf(rate(old), rate(fresh)).toFixed(1)} % ${name}`);
    }
  });

  test('versions and tiers', () => {
    for (const [number, name] of [
      [2, '5 Oct'],
      [3, '12 Oct'],
      [4, '19 Oct'],
      [5, '26 Oct'],
    ] as const) {
      const [old, fresh] = [version(week(number), '8.3'), version(week(number), '8.4')];
      const cell = (of: Count) => (of.n === 0 ? '' : `${two(rate(of))} ± ${two(half(of))}`);
      const adopted = (100 * fresh.n) / (old.n + fresh.n);
      says(`| ${name} | ${adopted.toFixed(1)} % | ${cell(old)} | ${cell(fresh)} |`.replace('|  |', '| |'));
    }
    for (const tier of tiers) {
      const [base, old, fresh] = [
        version(healthy, '8.3', tier),
        version(last, '8.3', tier),
        version(last, '8.4', tier),
      ];
      const of = (part: Count, app: string) => `${Math.round((100 * part.n) / version(last, app).n)} %`;
      says(
        `| ${tier} | ${Math.round((100 * base.n) / version(healthy, '8.3').n)} % | ${of(old, '8.3')} | ${of(fresh, '8.4')} | ` +
          `${two(rate(base))} ± ${two(half(base))} | ${two(rate(old))} ± ${two(half(old))} | ${two(rate(fresh))} ± ${two(half(fresh))} |`,
      );
      says(`${Math.round(fallOf(rate(old), rate(fresh)))} % in the ${tier} tier`);
    }
    const [base, old, fresh] = [version(healthy, '8.3'), version(last, '8.3'), version(last, '8.4')];
    const plain = weighted('8.3', (tier) => rate(version(healthy, '8.3', tier)));
    says(`${two(rate(base))} to ${two(rate(old))} %`);
    says(`${fallOf(rate(base), rate(old)).toFixed(1)} %`);
    says(`${two(plain)} % on that mix alone`);
    says(`${Math.round((100 * (rate(base) - plain)) / (rate(base) - rate(old)))} % of 8.3's fall`);
    const [heavy, regular, light] = tiers.map((tier) =>
      Math.round(fallOf(rate(version(healthy, '8.3', tier)), rate(version(last, '8.3', tier)))),
    );
    says(`${heavy}, ${regular} and ${light} %`);
    const naive = (fresh.n * (rate(old) - rate(fresh))) / after.n;
    expect(Math.round(lostPoints / naive)).toBe(7);
    says('wrong by a factor of seven');
    says(`${two(rate(fresh))} against ${two(rate(old))} %`);
    says(`${fallOf(rate(old), rate(fresh)).toFixed(1)} % lower`);
    says(`${Math.round((100 * naive) / drop)} % of the drop`);
    const fair = weighted('8.4', (tier) => rate(version(last, '8.3', tier)));
    says(`${two(fair)} %`);
    const healthyRate = weighted('8.4', (tier) => rate(version(healthy, '8.3', tier)));
    says(`${two(healthyRate)} %`);
    says(`${two(healthyRate - rate(fresh))} points instead of ${two(fair - rate(fresh))}`);
  });

  test('loss', () => {
    says(`${hundreds(lost.clicks)} ± ${hundreds(lost.half)} clicks`);
    says(`${two(lostPoints)} ± ${two(lostHalf)} points`);
    says(`${Math.round(share)} % of the drop`);
    says(
      `${Math.round((100 * (lostPoints - lostHalf)) / drop)} to ${Math.round((100 * (lostPoints + lostHalf)) / drop)} %`,
    );
    const clicks = total(weeksLost.map((each) => each.clicks));
    const wide = Math.sqrt(total(weeksLost.map((each) => each.half ** 2)));
    says(`${hundreds(clicks)} ± ${hundreds(wide)} clicks since 12 October`);
    says(`near ${two(rate(after) + lostPoints)} %`);
    says(`other ${two(drop - lostPoints)} points`);
    says(`${two(mixPoints)} of mix and ${two(drop - lostPoints - mixPoints)}`);
  });

  test('features', () => {
    const columns = [undefined, 'web', 'ios', 'android_8.3', 'android_8.4'];
    for (const feature of featureNames) {
      const cells = columns.map((segment) =>
        feature === 'client_build' && segment !== undefined ? '' : psi(feature, segment).toFixed(2),
      );
      says(`| ${feature} | ${cells.join(' | ')} |`.replaceAll('|  ', '| '));
    }
    const line = (list: readonly number[]) => list.map((each) => `${(100 * each).toFixed(1)} %`).join(' | ');
    const name = 'days_since_last_purchase';
    says(`| Android, 5 Oct | ${line(shares(name, 'baseline', 'android_8.3'))} |`);
    says(`| 8.3, 26 Oct | ${line(shares(name, 'now', 'android_8.3'))} |`);
    says(`| 8.4, 26 Oct | ${line(shares(name, 'now', 'android_8.4'))} |`);
    says(`${(100 * shares(name, 'now', 'android_8.4').at(-1)!).toFixed(1)} % of its requests`);
    says(
      `from ${(100 * shares(name, 'baseline').at(-1)!).toFixed(1)} to ${(100 * shares(name, 'now').at(-1)!).toFixed(1)} %`,
    );
    says(`${psi(name, 'android_8.4').toFixed(2)} inside 8.4`);
  });

  test('served age against the order history, and the two raw requests', () => {
    for (const bin of ['0 to 6', '7 to 29', '30 to 89', '90 to 364', '365+']) {
      const [old, fresh] = ['8.3', '8.4'].map((app_version) =>
        count(trueBin, { app_version, order_history_bin: bin }),
      ) as [Count, Count];
      const served = Number(
        trueBin.find((row) => row.app_version === '8.4' && row.order_history_bin === bin)!.served_as_365,
      );
      says(
        `| ${bin} | ${((100 * served) / fresh.n).toFixed(0)} % | ${two(rate(old))} ± ${two(half(old))} | ` +
          `${two(rate(fresh))} ± ${two(half(fresh))} |`,
      );
    }
    const of = (app_version: string) =>
      count(trueBin.filter((row) => row.order_history_bin !== '365+' && row.app_version === app_version));
    says(
      `${Math.round(fallOf(rate(of('8.3')), rate(of('8.4'))))} % lower where the history says less than 365`,
    );
    const [old, fresh] = ['8.3', '8.4'].map((app_version) =>
      count(trueBin, { app_version, order_history_bin: '365+' }),
    ) as [Count, Count];
    says(
      `${two(rate(fresh))} against ${two(rate(old))} %, a difference within ± ${two(difference(old, fresh).half)}`,
    );
    const bought = Date.parse('2026-10-20T18:02:31Z');
    const age = (at: string, sent: number) =>
      Math.floor((Date.parse(`2026-11-01T${at}`) - sent) / 86_400_000);
    for (const [at, build, sent] of [
      ['10:14:07Z', '8.3', bought],
      ['10:31:40Z', '8.4', bought / 1000],
    ] as const)
      says(
        `${at} build=${build} last_purchase_at=${sent} raw_days=${age(at, sent)} days=${Math.min(365, age(at, sent))}`,
      );
  });

  test('test of the mend', () => {
    for (const [arm, name] of [
      ['as_sent', 'as sent'],
      ['converted', 'converted'],
    ] as const)
      says(
        `| ${name} | ${whole(arms[arm].n)} | ${whole(arms[arm].clicks)} | ${two(rate(arms[arm]))} ± ${two(half(arms[arm]))} |`,
      );
    const { points, half: width } = difference(arms.as_sent, arms.converted);
    says(`${two(points)} ± ${two(width)} points`);
    says(`from ${two(rate(arms.as_sent))} to ${two(rate(arms.converted))} %`);
  });

  test('retrained model', () => {
    const of = (rows: readonly Row[], wanted: Row = {}) =>
      ['rec-31', 'rec-32'].map((model) => count(rows, { model, ...wanted })) as [Count, Count];
    const lines: [string, [Count, Count]][] = [
      ['all', of(retrain)],
      ['Android 8.4', of(retrain, { app_version: '8.4' })],
      ['all others', of(notYet84)],
      ['others, 365+ days', of(notYet84, { order_history: '365+' })],
      ['others, below 365', of(notYet84, { order_history: 'below_365' })],
    ];
    for (const [name, [a, b]] of lines) {
      const { points, half: width } = difference(a, b);
      const sign = points < 0 ? '−' : '+';
      says(
        `| ${name} | ${two(rate(a))} | ${two(rate(b))} | ${sign}${two(Math.abs(points))} ± ${two(width)} |`,
      );
    }
    const [a, b] = of(retrain);
    says(`${(-fallOf(rate(a), rate(b))).toFixed(1)} % more`);
    const [c, d] = of(notYet84, { order_history: '365+' });
    says(`${Math.round(fallOf(rate(c), rate(d)))} % of their clicks`);
    const fresh = difference(...of(retrain, { app_version: '8.4' }));
    const regained =
      (100 * fresh.points) /
      (weighted('8.4', (tier) => rate(version(last, '8.3', tier))) - rate(version(last, '8.4')));
    says(`${Math.round(regained)} % of what 8.4 lost`);
    const part = (from: number) => {
      const rows = segments.filter(({ date }) => weekOf(date!) >= from);
      return (100 * count(rows, { app_version: '8.4' }).n) / count(rows).n;
    };
    says(`${part(2).toFixed(1)} % of the rows of 28 days`);
    says(`${part(4).toFixed(1)} % of 14`);
  });

  test('rows that one would lose', () => {
    const heavy = (app: string) => version(last, app, 'heavy').n;
    says(
      `${Math.round((100 * heavy('8.4')) / (heavy('8.3') + heavy('8.4')))} % of the heavy tier's impressions`,
    );
    says(`${Math.round((100 * (after.n - version(last, '8.4').n)) / after.n)} % of all impressions`);
  });
});

describe('the data show that', () => {
  test('the plain comparison of versions hides the harm that the one within tiers shows', () => {
    const naive =
      (version(last, '8.4').n * (rate(version(last, '8.3')) - rate(version(last, '8.4')))) / after.n;
    expect(naive / drop).toBeLessThan(0.2);
    expect(share).toBeGreaterThan(60);
    expect(share + (100 * lostHalf) / drop).toBeLessThan(100);
    for (const tier of tiers)
      expect(fallOf(rate(version(healthy, '8.3', tier)), rate(version(last, '8.3', tier)))).toBeLessThan(9);
  });

  test('only one feature moves in 8.4 alone, though others move more or everywhere', () => {
    expect(psi('client_build')).toBeGreaterThan(psi('days_since_last_purchase'));
    for (const feature of featureNames.filter((name) => name !== 'client_build'))
      for (const segment of ['web', 'ios', 'android_8.3', 'android_8.4'])
        if (feature === 'days_since_last_purchase' && segment === 'android_8.4')
          expect(psi(feature, segment)).toBeGreaterThan(2);
        else expect(psi(feature, segment)).toBeLessThan(0.12);
  });

  test('users whom the fault cannot misread click as before', () => {
    const [old, fresh] = ['8.3', '8.4'].map((app_version) =>
      count(trueBin, { app_version, order_history_bin: '365+' }),
    ) as [Count, Count];
    expect(Math.abs(difference(old, fresh).points)).toBeLessThan(difference(old, fresh).half);
  });

  test('the mend regains what the comparison within tiers foretold', () => {
    const foretold = weighted('8.4', (tier) => rate(version(last, '8.3', tier))) - rate(version(last, '8.4'));
    const { points, half: width } = difference(arms.as_sent, arms.converted);
    expect(Math.abs(points - foretold)).toBeLessThan(width);
    expect(points).toBeGreaterThan(width);
    const sent = arms.as_sent.n / (arms.as_sent.n + arms.converted.n);
    const even = 1.96 * Math.sqrt(0.25 / (arms.as_sent.n + arms.converted.n));
    expect(Math.abs(sent - 0.5)).toBeLessThan(even);
  });

  test('the retrained model wins over all and harms those who never had the fault', () => {
    const of = (rows: readonly Row[]) =>
      difference(count(rows, { model: 'rec-31' }), count(rows, { model: 'rec-32' }));
    expect(of(retrain).points).toBeGreaterThan(of(retrain).half);
    const harmed = of(notYet84.filter(({ order_history }) => order_history === '365+'));
    expect(-harmed.points).toBeGreaterThan(harmed.half);
  });

  test('the sponsored row does not explain the fall', () => {
    const [shown, held] = ['shown', 'held_back'].map((layout_group) =>
      count(layout, { week_from: '2026-10-26', layout_group }),
    ) as [Count, Count];
    expect(Math.abs(difference(shown, held).points)).toBeLessThan(difference(shown, held).half);
  });
});
