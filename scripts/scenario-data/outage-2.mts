/**
 * The data of scenario outage-2, "The click-through rate that sank for three weeks".
 *
 *     tsx scripts/scenario-data/outage-2.mts scenarios/outage-2
 *
 * Causal model. An impression has a day d (42 of them, 21 September to 1 November 2026), a platform, an activity tier of
 * its user, a recency bin (days since the last purchase, by the order history), a layout group and, on Android, an app
 * version. Each is clicked on its own with probability
 *
 *     p = base[tier] · place[platform] · recency[bin] · weekday(d) · season(d) · shock(d) · layout · relevance
 *
 * - base: heavy 6.4 %, regular 4.1 %, light 2.5 %. place: Android 1, iOS 1.03, web 0.74.
 * - recency: 1.15, 1.10, 1.00, 0.92, 0.80 for 0 to 6, 7 to 29, 30 to 89, 90 to 364 and 365+ days (never bought: 365+).
 * - season: 1 up to 11 October, then 0.992, 0.980, 0.976 a week (autumn); the same in 2025, 364 days earlier.
 * - shock: a day's common luck, uniform in 1 ± 0.025, independent.
 * - layout: 0.994 from 15 October for the 80 % of users who get the sponsored row, 1 for the 20 % held back.
 * - relevance: 1 - 0.34 where the model is given 365 for a user who is below 365; else 1.
 *
 * Only Android 8.4 gives it 365: it sends seconds where milliseconds are read, and the age is clipped at 365. In 5 % of
 * its impressions (no timestamp sent) the value comes from the order service and is right.
 *
 * Adoption: of a tier's Android impressions on day k = 1 … 21 from 12 October, cap · k / 21 are on 8.4, with cap 0.88
 * heavy, 0.64 regular, 0.36 light: version depends on tier and day alone, so tier closes the only back door.
 *
 * Mix: web's share of impressions rises from 24 to 26 % in the autumn, Android's and iOS's shrink in proportion.
 *
 * The test of the mend (four hours, users of 8.4 at random): "converted" has relevance 1. The test of the retrained model
 * (two days, all users at random): the new model has learnt that 365 is a mixture; misread users lose 0.18 instead of
 * 0.34, true 365+ lose 0.18 on every platform, all others nothing.
 *
 * Feature samples: requests of 5-11 October and of 26 October-1 November, drawn in proportion to impressions. Bins are
 * written "7 to 29", since spreadsheets take 7-29 for a date.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/bank/random.ts';

const random = seededRandom(20261118);

const platforms = ['web', 'ios', 'android'] as const;
const tiers = ['heavy', 'regular', 'light'] as const;
const bins = ['0 to 6', '7 to 29', '30 to 89', '90 to 364', '365+'] as const;
const groups = ['shown', 'held_back'] as const;
type Platform = (typeof platforms)[number];
type Tier = (typeof tiers)[number];
type Group = (typeof groups)[number];
type Version = 'current' | '8.3' | '8.4';

const days = 42;
const baselineFrom = 14;
const rolloutFrom = 21;
const layoutFrom = 24;
const nowFrom = 35;

const base: Record<Tier, number> = { heavy: 0.064, regular: 0.041, light: 0.025 };
const place: Record<Platform, number> = { web: 0.74, ios: 1.03, android: 1 };
const recency = [1.15, 1.1, 1, 0.92, 0.8];
const weekday = [1, 0.99, 0.99, 1, 1.01, 1.03, 1.04];
const season = [1, 1, 1, 0.992, 0.98, 0.976];
const traffic = [1, 0.97, 0.96, 0.98, 1.02, 1.1, 1.16];
const cap: Record<Tier, number> = { heavy: 0.88, regular: 0.64, light: 0.36 };
const lost = 0.34;
const rightAnyway = 0.05;
const layoutEffect = 0.994;
const shares: Record<Group, number> = { shown: 0.8, held_back: 0.2 };
const tierShare: Record<Platform, Record<Tier, number>> = {
  web: { heavy: 0.3, regular: 0.4, light: 0.3 },
  ios: { heavy: 0.42, regular: 0.36, light: 0.22 },
  android: { heavy: 0.42, regular: 0.36, light: 0.22 },
};
const binShare: Record<Tier, number[]> = {
  heavy: [0.26, 0.36, 0.2, 0.11, 0.07],
  regular: [0.12, 0.27, 0.25, 0.18, 0.18],
  light: [0.04, 0.12, 0.18, 0.22, 0.44],
};

const at = <T,>(list: readonly T[], i: number): T => list[i] as T;
const dateOf = (day: number, first = Date.UTC(2026, 8, 21)): string =>
  new Date(first + day * 86_400_000).toISOString().slice(0, 10);
const whole = (expected: number): number => Math.floor(expected + random());
const around = (half: number): number => 1 + half * (2 * random() - 1);

/** How many of so many come true, each on its own. */
function hits(trials: number, p: number): number {
  let found = 0;
  for (let i = 0; i < trials; i++) if (random() < p) found++;
  return found;
}

const platformShare = (day: number): Record<Platform, number> => {
  const web = day < rolloutFrom ? 0.24 : 0.26;
  return { web, ios: ((1 - web) * 21) / 76, android: ((1 - web) * 55) / 76 };
};
const adoption = (day: number, tier: Tier): number =>
  day < rolloutFrom ? 0 : (cap[tier] * (day - rolloutFrom + 1)) / 21;

interface Cell {
  readonly day: number;
  readonly platform: Platform;
  readonly version: Version;
  readonly tier: Tier;
  readonly bin: number;
  readonly group: Group;
  readonly impressions: number;
  readonly clicks: number;
}

/** What the features alone make of an impression, on an ordinary day. */
const plain = (platform: Platform, tier: Tier, bin: number): number =>
  base[tier] * place[platform] * at(recency, bin);

const relevance = (version: Version, bin: number): number =>
  version === '8.4' && bin < 4 ? 1 - (1 - rightAnyway) * lost : 1;

function simulate(): Cell[] {
  const cells: Cell[] = [];
  for (let day = 0; day < days; day++) {
    const volume = 300_000 * at(traffic, day % 7) * around(0.02);
    const mood = at(weekday, day % 7) * at(season, Math.floor(day / 7)) * around(0.025);
    for (const platform of platforms)
      for (const tier of tiers) {
        const on84 = platform === 'android' ? adoption(day, tier) : 0;
        const versions: [Version, number][] =
          platform === 'android'
            ? [
                ['8.3', 1 - on84],
                ['8.4', on84],
              ]
            : [['current', 1]];
        for (const [version, part] of versions)
          if (part > 0)
            for (let bin = 0; bin < bins.length; bin++)
              for (const group of groups) {
                const many =
                  volume * platformShare(day)[platform] * tierShare[platform][tier] * at(binShare[tier], bin);
                const impressions = whole(many * part * shares[group] * around(0.08));
                const layout = group === 'shown' && day >= layoutFrom ? layoutEffect : 1;
                const p = plain(platform, tier, bin) * mood * layout * relevance(version, bin);
                const clicks = hits(impressions, p);
                cells.push({ day, platform, version, tier, bin, group, impressions, clicks });
              }
      }
  }
  return cells;
}

/** The sums of impressions and clicks by a key, in the order of first appearance. */
function sums(cells: readonly Cell[], key: (cell: Cell) => string): Map<string, [number, number]> {
  const found = new Map<string, [number, number]>();
  for (const cell of cells) {
    const [impressions, clicks] = found.get(key(cell)) ?? [0, 0];
    found.set(key(cell), [impressions + cell.impressions, clicks + cell.clicks]);
  }
  return found;
}

const percent = ([impressions, clicks]: readonly [number, number]): string =>
  ((100 * clicks) / impressions).toFixed(2);

/** Last year's daily rate, over all: the same season, other luck. */
function lastYear(): string[] {
  return Array.from({ length: days }, (_, day) => {
    const impressions = whole(262_000 * at(traffic, day % 7) * around(0.02));
    const mood = at(weekday, day % 7) * at(season, Math.floor(day / 7)) * around(0.025);
    let mean = 0;
    for (const platform of platforms)
      for (const tier of tiers)
        for (let bin = 0; bin < bins.length; bin++)
          mean +=
            platformShare(day)[platform] *
            tierShare[platform][tier] *
            at(binShare[tier], bin) *
            plain(platform, tier, bin);
    return percent([impressions, hits(impressions, 0.965 * mean * mood)]);
  });
}

function dailyCsv(cells: readonly Cell[]): string[] {
  const all = sums(cells, ({ day }) => String(day));
  const each = sums(cells, ({ day, platform }) => `${day} ${platform}`);
  const before = lastYear();
  return [
    'date,impressions,clicks,ctr,last_year,web,ios,android',
    ...Array.from({ length: days }, (_, day) => {
      const total = all.get(String(day)) as [number, number];
      const split = platforms.map((platform) => percent(each.get(`${day} ${platform}`) as [number, number]));
      return [dateOf(day), ...total, percent(total), before[day], ...split].join(',');
    }),
  ];
}

const asRows = (found: Map<string, [number, number]>): string[] =>
  [...found].map(([key, counts]) => [key, ...counts].join(','));

const segmentsCsv = (cells: readonly Cell[]): string[] => [
  'date,platform,app_version,tier,impressions,clicks',
  ...asRows(
    sums(cells, ({ day, platform, version, tier }) => [dateOf(day), platform, version, tier].join(',')),
  ),
];

const layoutCsv = (cells: readonly Cell[]): string[] => [
  'week_from,layout_group,platform,impressions,clicks',
  ...asRows(
    sums(cells, ({ day, group, platform }) => [dateOf(day - (day % 7)), group, platform].join(',')),
  ).sort(),
];

/** The regular tier of Android in the last week, by the bin that the order history gives. */
function trueBinCsv(cells: readonly Cell[]): string[] {
  const chosen = cells.filter(
    ({ day, platform, tier }) => day >= nowFrom && platform === 'android' && tier === 'regular',
  );
  const rows = [...sums(chosen, ({ version, bin }) => `${version},${at(bins, bin)}`)].sort(([a], [b]) =>
    a.slice(0, 3).localeCompare(b.slice(0, 3)),
  );
  return [
    'app_version,order_history_bin,impressions,served_as_365,clicks',
    ...rows.map(([key, [impressions, clicks]]) => {
      const misread = key.startsWith('8.4') ? hits(impressions, 1 - rightAnyway) : 0;
      return [key, impressions, key.endsWith('365+') ? impressions : misread, clicks].join(',');
    }),
  ];
}

const drawn = <T,>(list: readonly T[], weights: readonly number[]): T => {
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < list.length; i++) {
    rest -= at(weights, i);
    if (rest < 0) return at(list, i);
  }
  return list.at(-1) as T;
};

const categories = ['outerwear', 'shoes', 'sportswear', 'home', 'beauty', 'other'] as const;
const prices = ['under 20', '20 to 49', '50 to 99', '100 to 199', '200+'] as const;
const hours = ['0 to 3 h', '4 to 7 h', '8 to 11 h', '12 to 15 h', '16 to 19 h', '20 to 23 h'] as const;
const viewed = ['zero', '1 or 2', '3 to 5', '6 to 10', '11+'] as const;
const viewedShare: Record<Tier, number[]> = {
  heavy: [0.14, 0.24, 0.28, 0.2, 0.14],
  regular: [0.22, 0.3, 0.26, 0.15, 0.07],
  light: [0.34, 0.34, 0.2, 0.09, 0.03],
};

/** The features of one request, as they were served to the model. */
function request({ platform, version, tier, bin }: Cell, isNow: boolean): [string, string][] {
  const build = platform === 'android' ? `android_${version}` : platform;
  const isMisread = version === '8.4' && random() >= rightAnyway;
  return [
    ['client_build', build],
    ['days_since_last_purchase', isMisread ? '365+' : at(bins, bin)],
    [
      'favourite_category',
      drawn(categories, isNow ? [0.24, 0.2, 0.1, 0.19, 0.13, 0.14] : [0.13, 0.2, 0.16, 0.2, 0.15, 0.16]),
    ],
    ['price_bucket', drawn(prices, isNow ? [0.2, 0.29, 0.26, 0.17, 0.08] : [0.23, 0.31, 0.25, 0.14, 0.07])],
    [
      'hour_block',
      drawn(hours, isNow ? [0.04, 0.07, 0.18, 0.22, 0.27, 0.22] : [0.03, 0.08, 0.18, 0.2, 0.26, 0.25]),
    ],
    ['items_viewed_today', drawn(viewed, viewedShare[tier])],
  ];
}

const labels: Record<string, readonly string[]> = {
  client_build: ['web', 'ios', 'android_8.3', 'android_8.4'],
  days_since_last_purchase: bins,
  favourite_category: categories,
  price_bucket: prices,
  hour_block: hours,
  items_viewed_today: viewed,
};

const sampled = 60_000;

/** Counts of requests by feature and bin: about 60,000 of a healthy week, and as many of the last one. */
function featureCsv(cells: readonly Cell[]): string[] {
  const rows = ['period,segment,feature,bin,requests'];
  for (const period of ['baseline', 'now'] as const) {
    const from = period === 'now' ? nowFrom : baselineFrom;
    const own = cells.filter(({ day }) => day >= from && day < from + 7);
    const total = own.reduce((sum, { impressions }) => sum + impressions, 0);
    const counts = new Map<string, number>();
    for (const cell of own) {
      const segment = cell.platform === 'android' ? `android_${cell.version}` : cell.platform;
      for (let i = hits(cell.impressions, sampled / total); i > 0; i--)
        for (const [feature, bin] of request(cell, period === 'now')) {
          const key = [segment, feature, bin].join(',');
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
    }
    for (const segment of ['web', 'ios', 'android_8.3', 'android_8.4'])
      if (own.some(({ platform, version }) => segment === platform || segment === `android_${version}`))
        for (const [feature, list] of Object.entries(labels))
          for (const bin of list) {
            const key = [segment, feature, bin].join(',');
            rows.push([period, key, counts.get(key) ?? 0].join(','));
          }
  }
  return rows;
}

/** What four hours have of a day's impressions, in a Monday's mood. */
const fourHours = [0.055, 0.06, 0.07, 0.075];
const mondayMood = (): number => 0.976 * around(0.025) * (0.8 * layoutEffect + 0.2);

/** Users of 8.4, at random: the age converted at the gateway, or as it came. */
function mendCsv(): string[] {
  const rows = ['hour,arm,tier,impressions,clicks'];
  const arms = ['as_sent', 'converted'] as const;
  for (let hour = 0; hour < fourHours.length; hour++) {
    const mood = mondayMood();
    for (const tier of tiers) {
      const counts = arms.map(() => [0, 0] as [number, number]);
      for (let bin = 0; bin < bins.length; bin++) {
        const day = 300_000 * platformShare(41).android * tierShare.android[tier] * at(binShare[tier], bin);
        const both = whole(day * cap[tier] * at(fourHours, hour) * around(0.05));
        const first = hits(both, 0.5);
        for (const [i, arm] of arms.entries()) {
          const own = i === 0 ? first : both - first;
          const fits = arm === 'converted' ? 1 : relevance('8.4', bin);
          const count = at(counts, i);
          count[0] += own;
          count[1] += hits(own, plain('android', tier, bin) * mood * fits);
        }
      }
      for (const [i, arm] of arms.entries()) rows.push([hour + 1, arm, tier, ...at(counts, i)].join(','));
    }
  }
  return rows;
}

const newModel = (version: Version, bin: number): number =>
  bin === 4 ? 0.82 : version === '8.4' ? 1 - (1 - rightAnyway) * 0.18 : 1;

const served = [
  ['web', 'current'],
  ['ios', 'current'],
  ['android', '8.3'],
  ['android', '8.4'],
] as const;

/** All users for two days, at random: the model that runs, or the one that was trained on the last 28 days. */
function retrainCsv(): string[] {
  const models = ['rec-31', 'rec-32'] as const;
  const found = new Map<string, [number, number]>();
  const add = (key: string, impressions: number, clicks: number): void => {
    const [i, c] = found.get(key) ?? [0, 0];
    found.set(key, [i + impressions, c + clicks]);
  };
  for (let day = 0; day < 2; day++) {
    const mood = mondayMood();
    for (const [platform, version] of served)
      for (const tier of tiers)
        for (let bin = 0; bin < bins.length; bin++) {
          const on84 = platform === 'android' ? cap[tier] : 0;
          const part = version === '8.4' ? on84 : 1 - on84;
          const whom = 300_000 * platformShare(41)[platform] * tierShare[platform][tier] * part;
          const both = whole(whom * at(binShare[tier], bin) * around(0.05));
          const first = hits(both, 0.5);
          for (const [i, model] of models.entries()) {
            const own = i === 0 ? first : both - first;
            const fits = model === 'rec-31' ? relevance(version, bin) : newModel(version, bin);
            const key = [model, platform, version, bin === 4 ? '365+' : 'below_365'].join(',');
            add(key, own, hits(own, plain(platform, tier, bin) * mood * fits));
          }
        }
  }
  return ['model,platform,app_version,order_history,impressions,clicks', ...asRows(found).sort()];
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: outage-2.mts FOLDER');
mkdirSync(folder, { recursive: true });
const write = (name: string, rows: readonly string[]): void =>
  writeFileSync(join(folder, name), `${rows.join('\n')}\n`);

const cells = simulate();
write('daily-ctr.csv', dailyCsv(cells));
write('segments.csv', segmentsCsv(cells));
write('layout.csv', layoutCsv(cells));
write('true-bin.csv', trueBinCsv(cells));
write('feature-bins.csv', featureCsv(cells));
write('mend-test.csv', mendCsv());
write('retrain-test.csv', retrainCsv());
