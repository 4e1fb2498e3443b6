import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'scenarios', 'obs-2');
const text = readFileSync(join(folder, 'scenario.md'), 'utf8').replace(/\s+/g, ' ');

type Row = Record<string, string>;

function csv(name: string): Row[] {
  const [head = [], ...rows] = readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i]!])));
}

const total = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0);
const mean = (list: readonly number[]): number => total(list) / list.length;
const sum = (rows: readonly Row[], column: string): number => total(rows.map((row) => Number(row[column])));
const thousands = (value: number): string => value.toLocaleString('en-GB');
const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)}%`;
function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}
/** The text holds each of these, white space aside. */
function says(...phrases: readonly string[]): void {
  for (const phrase of phrases) expect(text).toContain(phrase);
}

const services = ['web', 'catalogue', 'pricing', 'stock', 'reviews'];
const latency = csv('latency.csv');
const buckets = csv('buckets.csv');
const pools = csv('pools.csv');
const jobs = csv('jobs.csv');
const replays = csv('replays.csv');

const isSlow = (row: Row): boolean => Number(row.web_p99_ms) > 600;
const slow = latency.filter(isSlow);
const calm = latency.filter((row) => !isSlow(row));

/** The bound of the 10 ms bucket that holds a percentile of these columns taken together. */
function bound(columns: readonly string[], q: number): number {
  const at = (row: Row): number => total(columns.map((column) => Number(row[column])));
  const rank = Math.ceil(q * at(buckets.at(-1)!));
  return Number(buckets.find((row) => at(row) >= rank)!.le_ms);
}

interface Trace {
  readonly id: string;
  readonly took: number;
  readonly attempts: number;
  /** Time of web's pricing calls that no server span covers. */
  readonly uncovered: number;
  /** Whether the first attempt was served only after web had given it up. */
  readonly late: boolean;
  readonly queries: readonly number[];
  readonly minute: string;
  readonly reviews: number;
}

function readTraces(): Trace[] {
  const all = csv('spans.csv');
  const edges = (span: Row): readonly [number, number] => [
    Number(span.start_ms),
    Number(span.start_ms) + Number(span.duration_ms),
  ];
  return [...new Set(all.map(({ trace_id }) => trace_id!))].map((id) => {
    const spans = all.filter(({ trace_id }) => trace_id === id);
    const page = spans.find(({ parent }) => parent === '')!;
    const named = (name: string): Row[] => spans.filter((span) => span.name === name);
    const calls = named('call pricing').map((call) => {
      const [from, to] = edges(call);
      const [begin, end] = edges(spans.find(({ parent }) => parent === call.span_id)!);
      return {
        uncovered: to - from - Math.max(0, Math.min(to, end) - Math.max(from, begin)),
        late: begin > to,
      };
    });
    return {
      id,
      took: Number(page.duration_ms),
      attempts: calls.length,
      uncovered: total(calls.map(({ uncovered }) => uncovered)),
      late: calls[0]!.late,
      queries: named('SELECT price').map(({ duration_ms }) => Number(duration_ms)),
      minute: page.minute!,
      reviews: Number(named('GET /reviews')[0]!.duration_ms),
    };
  });
}

const traces = readTraces();
const slowTraces = traces.filter(({ took }) => took > 700);
const ordinary = traces.filter(({ took }) => took < 400);
const retried = slowTraces.filter(({ attempts }) => attempts > 1);

/** A job's minutes, and which of them were slow. */
function minutesOf(job: string): { minutes: string[]; slow: string[] } {
  const runs = jobs.filter((row) => row.job === job);
  const rows = latency.filter(({ minute }) =>
    runs.some(({ started, ended }) => started! <= `${minute}:59` && ended! > `${minute}:00`),
  );
  return { minutes: rows.map(({ minute }) => minute!), slow: rows.filter(isSlow).map((row) => row.minute!) };
}

const feedRuns = jobs.filter(({ job }) => job === 'price-feed');
const pods = [0, 1, 2, 3];
const used = (row: Row, pod: number): number => Number(row[`pricing_${pod}_active`]);
const waits = (row: Row, pod: number): number => Number(row[`pricing_${pod}_waiting`]);
/** For each run its samples, and the pod that was full. */
const spells = feedRuns.map(({ started, ended }) => {
  const samples = pools.filter(({ time }) => time! >= started! && time! < ended!);
  const load = pods.map((pod) => total(samples.map((row) => used(row, pod))));
  return { samples, full: load.indexOf(Math.max(...load)) };
});
const inside = spells.flatMap(({ samples, full }) => samples.map((row) => ({ row, full })));
const outside = pools.filter((row) => !inside.some((one) => one.row === row));

function replay(variant: string) {
  const rows = replays.filter((row) => row.variant === variant);
  const five = rows.filter(({ minute }) => minute! >= '2026-11-17T08:56' && minute! <= '2026-11-17T09:00');
  const p99 = (list: readonly Row[]): number[] => list.map((row) => Number(row.web_p99_ms));
  return {
    rows,
    five: p99(five),
    least: Math.min(...p99(five)),
    most: Math.max(...p99(five)),
    highest: Math.max(...p99(rows)),
    retriedInFive: sum(five, 'retried_pages'),
    retried: sum(five, 'retried_pages') / sum(five, 'pages'),
    failed: sum(five, 'failed_pages') / sum(five, 'pages'),
    above: sum(five, 'pages_above_700_ms') / sum(five, 'pages'),
    feed: sum(rows, 'feed_running'),
    retries: sum(rows, 'retried_pages'),
    failures: sum(rows, 'failed_pages'),
    slowPages: sum(rows, 'pages_above_700_ms'),
    pages: sum(rows, 'pages'),
  };
}

/** The largest share of slow pages in so many minutes on end, over the 1% that is allowed. */
const worstBurn = (length: number): number =>
  Math.max(
    ...latency.slice(length - 1).map((_, i) => {
      const window = latency.slice(i, i + length);
      return sum(window, 'pages_above_700_ms') / sum(window, 'pages') / 0.01;
    }),
  );

describe('the files of obs-2', () => {
  test('come out of the generator byte for byte', () => {
    const fresh = mkdtempSync(join(tmpdir(), 'obs-2-'));
    try {
      const script = join(root, 'scripts', 'scenario-data', 'obs-2.mts');
      execFileSync(process.execPath, ['--import', 'tsx', script, fresh], { cwd: root });
      const kept = readdirSync(folder).filter((name) => name.endsWith('.csv'));
      expect(readdirSync(fresh).sort()).toEqual(kept.sort());
      for (const name of kept)
        expect(readFileSync(join(fresh, name)).equals(readFileSync(join(folder, name))), name).toBe(true);
    } finally {
      rmSync(fresh, { recursive: true });
    }
  }, 240_000);

  test('agree with each other, and have at most 2,000 rows', () => {
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.csv')))
      expect(csv(name).length).toBeLessThanOrEqual(2000);
    const last = buckets.at(-1)!;
    expect(Number(last.web_calm)).toBe(sum(calm, 'pages'));
    expect(Number(last.web_slow)).toBe(sum(slow, 'pages'));
    expect(Number(last.pricing_slow)).toBe(sum(slow, 'pricing_calls'));
    const within = buckets.find(({ le_ms }) => le_ms === '700')!;
    expect(Number(last.web_slow) - Number(within.web_slow)).toBe(sum(slow, 'pages_above_700_ms'));
  });
});

describe('the figures by minute', () => {
  test('slow and calm minutes, pages, calls', () => {
    expect([slow.length, calm.length, latency.length]).toEqual([32, 208, 240]);
    says('32 minutes are, 208 are calm', '32 of 240 minutes');
    expect(sum(latency, 'failed_pages')).toBe(0);
    says(`served ${thousands(sum(latency, 'pages'))} product pages`);
    says(`0 of ${thousands(sum(latency, 'pages'))} pages failed`);
    const each = (rows: readonly Row[]): string =>
      (sum(rows, 'pricing_calls') / sum(rows, 'pages')).toFixed(2);
    says(`serves ${each(slow)} calls for each page in slow minutes and ${each(calm)} in calm ones`);
    says(`${each(slow)} calls for each page in place of ${each(calm)}`);
    const rate = (rows: readonly Row[]): string => thousands(Math.round(sum(rows, 'pages') / rows.length));
    says(`stay at ${rate(slow)} and ${rate(calm)} a minute`);
    const share = (rows: readonly Row[]): number => sum(rows, 'pages_above_700_ms') / sum(rows, 'pages');
    says(`${percent(share(slow))} of pages`, `it is ${percent(share(calm), 3)}`);
    says(`${percent(share(slow))} of their pages above 700 ms`, `otherwise ${percent(share(calm), 3)}`);
    const spellStarts = slow.filter((row) => !isSlow(latency[latency.indexOf(row) - 1]!));
    const lengths = spellStarts.map((row, i) => {
      const next = spellStarts[i + 1];
      return slow.slice(slow.indexOf(row), next ? slow.indexOf(next) : undefined).length;
    });
    expect(lengths.every((length) => length === 6 || length === 7)).toBe(true);
    expect(lengths).toHaveLength(5);
    expect(Math.max(...latency.map((row) => Number(row.pricing_p99_ms)))).toBeLessThan(90);
  });

  test('percentiles from added counts', () => {
    for (const service of services) {
      const cells = ['calm', 'slow'].flatMap((when) =>
        [0.5, 0.99].map((q) => bound([`${service}_${when}`], q)),
      );
      says(`| ${service} | ${cells.join(' | ')} |`);
    }
    const [webCalm, webSlow] = [bound(['web_calm'], 0.99), bound(['web_slow'], 0.99)];
    const [p50Calm, p50Slow] = [bound(['web_calm'], 0.5), bound(['web_slow'], 0.5)];
    says(`P99 went from ${webCalm} to ${webSlow} ms while its P50 went from ${p50Calm} to ${p50Slow}`);
    says(`P50 goes from ${p50Calm} to ${p50Slow} ms and its P99 from ${webCalm} to ${webSlow}`);
    says(`P99 is ${webCalm} ms in the calm ones and ${webSlow} ms in the slow ones`);
    says(`\`web\` goes from ${webCalm} to ${webSlow} in 32 of 240`);
    const reviews = [bound(['reviews_calm'], 0.99), bound(['reviews_slow'], 0.99)];
    says(`P99 is ${reviews[0]} ms in calm minutes and ${reviews[1]} in slow ones`);
    says(`\`pricing\`: ${bound(['pricing_calm'], 0.99)} and ${bound(['pricing_slow'], 0.99)}`);
    for (const service of services.slice(1))
      expect(
        Math.abs(bound([`${service}_calm`], 0.99) - bound([`${service}_slow`], 0.99)),
      ).toBeLessThanOrEqual(10);
    const added = (when: string): number =>
      total(services.slice(1).map((service) => bound([`${service}_${when}`], 0.99)));
    says(`add up to ${added('calm')} ms in calm minutes, where the page's is ${webCalm}`);
    says(`and to ${added('slow')} in slow ones, where it is ${webSlow}`);
    expect(added('calm')).toBeGreaterThan(webCalm);
    expect(added('slow')).toBeLessThan(webSlow);
  });

  test('means of percentiles, which mislead', () => {
    const means = services.map((service) => mean(latency.map((row) => Number(row[`${service}_p99_ms`]))));
    const [web = 0, catalogue = 0, pricing = 0, stock = 0, reviews = 0] = means.map(Math.round);
    const true99 = bound(['web_calm', 'web_slow'], 0.99);
    says(`The averages are ${web} ms for \`web\`, ${reviews} for \`reviews\`, and ${pricing} or less`);
    expect(Math.max(catalogue, stock)).toBeLessThanOrEqual(pricing);
    says(`true P99 of the morning, ${true99} ms`, `${web} ms against a true ${true99}`);
    says(`by minute is ${web} ms; the true P99 of the morning, from added counts, is ${true99}`);
    const across = (row: Row): number => mean(services.map((service) => Number(row[`${service}_p99_ms`])));
    says(
      `is ${Math.round(mean(calm.map(across)))} ms in calm minutes and ${Math.round(mean(slow.map(across)))} in slow`,
    );
    expect(latency.filter((row) => across(row) > 300)).toHaveLength(1);
    says('crossed in a single minute, never in five');
  });

  test('burn rates against 99% within 700 ms', () => {
    const share = sum(latency, 'pages_above_700_ms') / sum(latency, 'pages');
    says(`${thousands(sum(latency, 'pages_above_700_ms'))} of ${thousands(sum(latency, 'pages'))} pages`);
    says(`the 700 ms, ${percent(share, 2)}`, `burn ${(100 * share).toFixed(2)} over the morning`);
    says(
      `Worst hour ${worstBurn(60).toFixed(1)}, worst five minutes ${worstBurn(5).toFixed(1)}, the morning ${(100 * share).toFixed(2)}`,
    );
    says(`the worst five minutes burn at ${worstBurn(5).toFixed(1)}`);
    says(
      `but the worst hour only at ${worstBurn(60).toFixed(1)}`,
      `${worstBurn(60).toFixed(1)} in the worst hour`,
    );
    says(`it opens after ${Math.round(72 / (100 * share))} hours`);
    expect(worstBurn(60)).toBeLessThan(14.4);
    expect(worstBurn(5)).toBeGreaterThan(14.4);
  });
});

describe('the figures from traces', () => {
  test('retries and uncovered time', () => {
    expect([traces.length, slowTraces.length, ordinary.length]).toEqual([140, 70, 70]);
    const counts = (list: readonly Trace[]): string =>
      list
        .map(({ minute }) => minute)
        .sort()
        .join();
    expect(counts(ordinary)).toBe(counts(slowTraces));
    expect(ordinary.filter(({ attempts }) => attempts > 1)).toHaveLength(0);
    says(`${retried.length} of 70 slow pages have a retry`, `${retried.length} of the 70 slow pages`);
    says(`${retried.length} of 70 slow ones (${percent(retried.length / 70, 0)}) had a retry`);
    const gap = (list: readonly Trace[]): string => median(list.map(({ uncovered }) => uncovered)).toFixed(0);
    says(`a median of ${gap(slowTraces)} ms isn't covered by the server span, against ${gap(ordinary)} ms`);
    says(`a median of ${gap(slowTraces)} ms is left in slow traces, ${gap(ordinary)} ms in ordinary ones`);
    says(`it is ${gap(slowTraces)} ms in the median slow trace and ${gap(ordinary)} ms in the ordinary`);
    says(`a median of ${gap(slowTraces)} ms is uncovered in slow traces, ${gap(ordinary)} ms in ordinary`);
    says(`a median of ${gap(slowTraces)} ms in slow traces is covered by nothing`);
    says(`covered, a median of ${gap(slowTraces)} ms against ${gap(ordinary)}`);
    const share =
      total(slowTraces.map(({ uncovered }) => uncovered)) / total(slowTraces.map(({ took }) => took));
    says(`${percent(share, 0)} of all slow page time`, `${percent(share, 0)} of slow page time`);
    const late = retried.filter((trace) => trace.late);
    expect(ordinary.some((trace) => trace.late)).toBe(false);
    says(`${late.length} of the ${retried.length} traces with a retry`);
    says(`In ${late.length} of the ${retried.length} the first attempt's`);
    says(
      `In ${late.length} of ${retried.length} traces`,
      `In ${late.length} of ${retried.length} the abandoned`,
    );
  });

  test('the exceptions, the plateau, the queries', () => {
    const other = slowTraces.filter(({ uncovered, took }) => uncovered < took / 2);
    expect(other).toHaveLength(3);
    expect(other.every(({ reviews, took }) => reviews > 0.9 * took)).toBe(true);
    says('Three slow pages have nothing', 'three look like this one', 'Three of 70 were slow reviews');
    const justBelow = slowTraces.length - retried.length - other.length;
    says(`${justBelow} more waited`, `all ${justBelow + retried.length} line up`);
    const slowest = traces.reduce((most, trace) => (trace.took > most.took ? trace : most));
    says(
      `\`${slowest.id}\`, ${thousands(Math.round(slowest.took))} ms, of which \`reviews\` takes ${Math.round(slowest.reviews)}`,
    );
    expect(other).toContain(slowest);
    const took = retried.map((trace) => trace.took);
    says(`between ${Math.round(Math.min(...took))} and ${Math.round(Math.max(...took))} ms`);
    const query = (list: readonly Trace[]): string =>
      median(list.flatMap(({ queries }) => queries)).toFixed(0);
    says(`takes ${query(slowTraces)} ms in slow traces and ${query(ordinary)} in ordinary ones`);
  });

  test('the two traces that are shown stand in the file', () => {
    const shown = csv('spans.csv').filter(
      ({ trace_id, service, name }) =>
        (trace_id === 't010' || trace_id === 't006') &&
        (service === 'web' || service === 'pricing') &&
        name !== 'call catalogue' &&
        name !== 'SELECT price',
    );
    expect(shown).toHaveLength(12);
    for (const { service, name, start_ms, duration_ms, attempt } of shown) {
      const tried = name === 'call pricing' ? ` attempt ${attempt}` : '';
      says(`${service} ${name}${tried} ${start_ms} ${duration_ms}`);
    }
    for (const id of ['t010', 't006'])
      expect(shown.find(({ trace_id }) => trace_id === id)!.minute).toBe('2026-11-17T06:19');
  });
});

describe('the figures of pools and jobs', () => {
  test('one pod is full, and the mean hides it', () => {
    says(
      `it was ${spells
        .map(({ full }) => `\`pricing_${full}\``)
        .join(', ')
        .replace(/, (?=[^,]*$)/, ' and ')}`,
    );
    const full = mean(inside.map(({ row, full }) => used(row, full) / 5));
    const others = mean(
      inside.flatMap(({ row, full }) => pods.filter((pod) => pod !== full).map((pod) => used(row, pod) / 5)),
    );
    const fleet = (row: Row): number => mean(pods.map((pod) => used(row, pod) / 5));
    const queue = inside.map(({ row, full }) => waits(row, full));
    says(`exactly one pod has ${percent(full)} of its 5 connections in use`);
    says(`with ${mean(queue).toFixed(1)} calls waiting on average and ${Math.max(...queue)} at most`);
    says(`The other three are at ${percent(others)}`);
    says(`One pod at ${percent(full)}, three at ${percent(others)}`);
    says(`${mean(queue).toFixed(1)} calls waited on average, ${Math.max(...queue)} at most`);
    const [slowMean, calmMean] = [mean(inside.map(({ row }) => fleet(row))), mean(outside.map(fleet))];
    says(`is ${percent(slowMean)}, against ${percent(calmMean)} otherwise`, `mean ${percent(slowMean)}`);
    says(`three of them at about ${percent(others, 0)}, one at ${percent(full)}`);
    says(`was ${percent(slowMean)}, and the highest single sample ${percent(Math.max(...pools.map(fleet)))}`);
    says(`pool utilisation ${percent(mean(pools.map(fleet)), 0)} on average`);
    expect(Math.max(...pools.map(fleet))).toBeLessThan(0.8);
    expect(outside.every((row) => pods.every((pod) => waits(row, pod) === 0))).toBe(true);
    expect(inside.every(({ row, full }) => pods.every((p) => p === full || waits(row, p) === 0))).toBe(true);
    const cpu = (rows: readonly Row[]): string =>
      mean(rows.map((row) => Number(row.db_cpu_percent))).toFixed(1);
    const most = Math.max(...pools.map((row) => Number(row.db_cpu_percent)));
    says(`${cpu(outside)}% on average outside the spells, ${cpu(inside.map(({ row }) => row))}% inside`);
    says(`${most}% at most`, `${most}% isn't saturation`);
  });

  test('the feed covers the slow minutes, and they cover it', () => {
    const feed = minutesOf('price-feed');
    expect([feed.minutes.length, feed.slow.length]).toEqual([32, 32]);
    const rest = ['review-import', 'sitemap', 'stock-cache-warm'].map(minutesOf);
    const [imports] = rest;
    says(`covers ${imports!.slow.length} of the 32 slow minutes`);
    says(`only ${imports!.slow.length} of its own ${imports!.minutes.length} are slow`);
    says(
      `\`review-import\`: ${imports!.slow.length} of 32, ${imports!.slow.length} of ${imports!.minutes.length}`,
    );
    expect(Math.max(...rest.map((job) => job.slow.length))).toBe(8);
    says('the next best covers 8', '`price-feed` covers 32 of the 32 slow minutes');
    const importRuns = jobs.filter(({ job }) => job === 'review-import');
    const touched = feedRuns.filter(({ started, ended }) =>
      importRuns.some((run) => run.started! < ended! && run.ended! > started!),
    );
    expect(touched).toHaveLength(3);
    const starts = feedRuns.map(({ started }) => Date.parse(`${started}Z`) / 60_000);
    for (const apart of starts.slice(1).map((start, i) => start - starts[i]!)) {
      expect(apart).toBeGreaterThan(52);
      expect(apart).toBeLessThan(53);
    }
    const next = new Date(Date.parse(`${feedRuns.at(-1)!.ended}Z`) + 47 * 60_000).toISOString();
    expect(next.slice(11, 16)).toBe('10:39');
  });
});

describe('the figures of the replays', () => {
  const asIs = replay('as_it_is');

  test('the rig shows the trouble, and none without the feed', () => {
    says(`P99 ${asIs.least} to ${asIs.most} ms, ${percent(asIs.retried)} of pages retried`);
    says(`between ${asIs.least} and ${asIs.most}`);
    expect(asIs.failures).toBe(0);
    const off = replay('feed_off');
    says(`P99 ${off.highest} ms at most and 0 retries`, `to ${off.highest} at most`);
    expect([off.retries, off.failures]).toEqual([0, 0]);
    for (const cure of ['bulkhead', 'bulkhead_four_feeds', 'spread', 'timeout_200', 'feed_two_workers'])
      expect(replay(cure).highest, cure).toBe(off.highest);
  });

  test('timeouts move the plateau', () => {
    const [three, middle] = [replay('timeout_3000'), replay('timeout_1500')];
    expect(three.retries).toBe(0);
    says(
      `is between ${thousands(three.least)} and ${thousands(three.most)} ms. With 800 ms it was between 918`,
    );
    says(`P99 ${thousands(three.least)} to ${thousands(three.most)} ms`);
    says(`${thousands(three.slowPages)} of ${thousands(three.pages)} in the half hour`);
    expect([asIs.slowPages, middle.slowPages]).toEqual([three.slowPages, three.slowPages]);
    says(`P99 between ${thousands(middle.least)} and ${thousands(middle.most)} ms in the five minutes`);
    says(`still ${middle.retriedInFive} pages with a retry in them`);
    says(`The same ${thousands(middle.slowPages)} pages`);
    const [early, december] = [replay('timeout_200'), replay('timeout_200_four_feeds')];
    says(`with ${percent(early.retried)} of pages retried in the five minutes`);
    says(
      `${percent(december.failed)} of pages fail in the first five minutes`,
      `${percent(december.failed)} failures`,
    );
  });

  test('pods and pools', () => {
    const [eight, ten] = [replay('eight_pods'), replay('pool_10_feed_10')];
    says(`fall from ${percent(asIs.retried)} to ${percent(eight.retried)}`);
    says(`between ${eight.least} and ${eight.most} ms`, `Eight pods: ${eight.least} to ${eight.most}`);
    says(`P99 ${ten.five[0]}, ${ten.five[1]} and ${ten.five[2]} ms in three minutes`);
    says(`${percent(ten.above)} of pages above 700 ms in the five`);
    expect([asIs.feed, ten.feed]).toEqual([6, 3]);
  });

  test('only the bulkhead bears December', () => {
    const [one, four] = [replay('bulkhead'), replay('bulkhead_four_feeds')];
    says(`The feed takes ${one.feed} minutes where it took ${asIs.feed}`, `done in ${four.feed} minutes`);
    says(`for a feed of ${one.feed} minutes in place of ${asIs.feed}`);
    expect([one.retries, four.retries, one.failures, four.failures]).toEqual([0, 0, 0, 0]);
    const [spread, spreadFour, unchanged] = ['spread', 'spread_four_feeds', 'four_feeds'].map(replay);
    expect([spread!.retries, spread!.feed]).toEqual([0, asIs.feed]);
    says(`P99 is between ${thousands(spreadFour!.least)} and ${thousands(spreadFour!.most)} ms in the five`);
    says(`${percent(spreadFour!.retried)} of pages are retried and ${percent(spreadFour!.failed)} fail`);
    says(`${percent(spreadFour!.failed)} failures with four`);
    says(`unchanged, ${percent(unchanged!.failed)} of pages fail in the five minutes`);
  });

  test('figures that several passages repeat', () => {
    const off = replay('feed_off');
    const figures = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, figure]) => figure!);
    const highest = figures(/(?:P99 (?:again )?|stays at )(\d+) ms (?:at most|or below)/g);
    expect(highest).toHaveLength(9);
    expect(new Set(highest)).toEqual(new Set([String(off.highest)]));
    says(`P99 ${asIs.least} to ${asIs.most} ms and ${percent(asIs.retried)} of pages retried as it is`);
    const plateau = (variant: string): number => Math.round(mean(replay(variant).five) / 10) * 10;
    says(`800 gives about ${plateau('as_it_is')}, 1,500 about`);
    expect(Math.abs(plateau('timeout_1500') - 1600)).toBeLessThanOrEqual(10);
    says('covers 32 of 32', 'covered 32 of 32', 'match 32 to 32', 'covers 32, and all of its 32');
    const early = csv('spans.csv').find((span) => span.trace_id === 't010' && span.service === 'pricing')!;
    says(`its server span starts at ${thousands(Math.floor(Number(early.start_ms)))} ms`);
    // Ten calls a second of 32 exp(0.4² / 2) ms each.
    says('ten calls a second of some 35 ms each');
    expect(sum(calm, 'pricing_calls') / calm.length / 60 / 4).toBeCloseTo(10, 0);
    expect(Math.round(32 * Math.exp(0.08))).toBe(35);
    expect(isSlow(latency.find(({ minute }) => minute === '2026-11-17T06:19')!)).toBe(true);
    expect(isSlow(latency.find(({ minute }) => minute === '2026-11-17T06:40')!)).toBe(false);
  });
});
