/**
 * The data of scenario obs-2, from a stated causal model and a fixed seed:
 *   tsx scripts/scenario-data/obs-2.mts scenarios/obs-2
 *
 * Traffic. Pages arrive as a Poisson process, 40 a second, for four hours. All times are in milliseconds.
 *   page = 5 + catalogue + max(price, stock, reviews) + render
 *   catalogue ~ lognormal(median 35, sigma 0.35), stock ~ lognormal(25, 0.40), reviews ~ lognormal(90, 0.55),
 *   render ~ lognormal(15, 0.20). A call adds a millisecond on the way there and another on the way back.
 * Price. web sends the call to one of 4 pricing pods, each alike. A pod has a pool of 5 connections and one queue,
 *   first in, first out. A call holds its connection for hold ~ lognormal(median 32, sigma 0.40).
 *   The server span and pricing's own timer begin when the connection is there: waiting is seen by nobody but web.
 * Timeout. After 800 ms web gives the attempt up and asks one OTHER pod, once. The first call stays in the queue and
 *   still takes its connection. A page fails when both attempts run out of time.
 * Feed. A job walks through 430 chunks with as many workers as a pool has connections. Each run opens one HTTP/2
 *   connection, so all its workers meet one pod, another one each run. A chunk waits in the same queue and holds its
 *   connection for lognormal(median 3200, sigma 0.50); 20 ms later its worker asks again. The first run starts
 *   06:17, each next one 47 minutes after the last one's end.
 * So: feed -> all connections of one pod held -> a quarter of the price calls wait unseen -> timeout -> a retry
 *   elsewhere that works. reviews, catalogue, stock, the queries and the other three jobs have no part in it.
 * Database CPU = 6 + 2.2 x connections in use + noise of one point: it rises with the feed, and slows nothing.
 * Replays run 30 minutes of the same arrivals (08:50 to 09:20, feed at 08:56) with fresh service times, changed one
 *   thing at a time. Bulkhead: at most 2 chunks hold connections of a pod at once, further ones wait in a queue of
 *   their own. Four feeds: four like it start together, each meeting
 *   a pod of its own (the worst case), or spread.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '../../src/bank/random.ts';

const seed = 20261117;
const minute = 60_000;
const hours = 4;
const gap = 47 * minute;
const chunks = 430;
const services = ['web', 'catalogue', 'pricing', 'stock', 'reviews'] as const;
type Service = (typeof services)[number];

const clock = (ms: number, seconds = false): string =>
  new Date(Date.UTC(2026, 10, 17, 6) + ms).toISOString().slice(0, seconds ? 19 : 16);

/** A standard normal, by Marsaglia's polar method (log and sqrt only). */
function normal(random: Random): number {
  for (;;) {
    const [u, v] = [2 * random() - 1, 2 * random() - 1];
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

const lognormal = (random: Random, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(random));

interface Page {
  readonly at: number;
  readonly catalogue: number;
  readonly stock: number;
  readonly reviews: number;
  readonly render: number;
  readonly pods: readonly [number, number];
  readonly holds: readonly [number, number];
  readonly attempts: Call[];
  /** When the price was there, or web gave up. */
  priced: number;
  failed: boolean;
}

/** One wish for a connection: an attempt of a page, or a chunk of the feed. */
interface Call {
  readonly pod: number;
  readonly sent: number;
  readonly hold: number;
  readonly bulk: boolean;
  readonly onEnd: (end: number) => void;
  begin: number;
  end: number;
}

function pagesBetween(from: number, to: number, serviceSeed: number, pods: number): Page[] {
  const [arrivals, random] = [seededRandom(seed), seededRandom(serviceSeed)];
  const list: Page[] = [];
  for (let at = 0; ; ) {
    at += -Math.log(1 - arrivals()) * 25;
    if (at >= to) return list;
    if (at < from) continue;
    const pod = Math.floor(random() * pods);
    list.push({
      at,
      catalogue: lognormal(random, 35, 0.35),
      stock: lognormal(random, 25, 0.4),
      reviews: lognormal(random, 90, 0.55),
      render: lognormal(random, 15, 0.2),
      pods: [pod, (pod + 1 + Math.floor(random() * (pods - 1))) % pods],
      holds: [lognormal(random, 32, 0.4), lognormal(random, 32, 0.4)],
      attempts: [],
      priced: Number.NaN,
      failed: false,
    });
  }
}

/** Things that happen at a time, the earliest first (a binary heap; ties in the order of their coming). */
class Agenda {
  private readonly heap: { time: number; order: number; act: (time: number) => void }[] = [];
  private count = 0;

  add(time: number, act: (time: number) => void): void {
    const { heap } = this;
    heap.push({ time, order: this.count++, act });
    for (let i = heap.length - 1; i > 0; ) {
      const up = (i - 1) >> 1;
      if (!this.before(i, up)) break;
      this.swap(i, up);
      i = up;
    }
  }

  next(): boolean {
    const { heap } = this;
    if (heap.length === 0) return false;
    this.swap(0, heap.length - 1);
    const { time, act } = heap.pop() as (typeof heap)[number];
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && this.before(child, least)) least = child;
      if (least === i) break;
      this.swap(i, least);
      i = least;
    }
    act(time);
    return true;
  }

  private before(i: number, j: number): boolean {
    const [a, b] = [this.heap[i], this.heap[j]];
    if (!a || !b) return false;
    return a.time < b.time || (a.time === b.time && a.order < b.order);
  }

  private swap(i: number, j: number): void {
    const [a, b] = [this.heap[i], this.heap[j]];
    if (a && b) [this.heap[i], this.heap[j]] = [b, a];
  }
}

interface Settings {
  readonly from: number;
  readonly to: number;
  readonly firstFeed: number;
  readonly serviceSeed: number;
  readonly timeout: number;
  readonly retry: boolean;
  readonly pods: number;
  readonly pool: number;
  readonly workers: number;
  readonly feeds: number;
  /** How many chunks may hold connections of one pod at once. */
  readonly bulkLimit: number;
  /** Whether each chunk may meet another pod. */
  readonly spread: boolean;
}

const whole: Settings = {
  ...{ from: 0, to: hours * 60 * minute, firstFeed: 17 * minute, serviceSeed: seed + 1 },
  ...{ timeout: 800, retry: true, pods: 4, pool: 5, workers: 5, spread: false },
  ...{ feeds: 1, bulkLimit: Number.POSITIVE_INFINITY },
};

interface Run {
  readonly start: number;
  readonly end: number;
}

interface Sample {
  readonly at: number;
  readonly active: readonly number[];
  readonly waiting: readonly number[];
}

interface Result {
  readonly pages: readonly Page[];
  readonly runs: readonly Run[];
  readonly samples: readonly Sample[];
}

/** The four pods: calls take a connection, or stand in the queue of their pod; chunks may have a queue before it. */
function pricing(agenda: Agenda, { pods, pool, bulkLimit }: Settings) {
  const state = Array.from({ length: pods }, () => ({
    ...{ active: 0, queue: [] as Call[], head: 0 },
    ...{ bulk: 0, bulkQueue: [] as Call[] },
  }));
  const enter = (call: Call, time: number): void => {
    const pod = state[call.pod];
    if (!pod) return;
    if (pod.active >= pool) {
      pod.queue.push(call);
      return;
    }
    pod.active++;
    call.begin = time;
    agenda.add(time + call.hold, (end) => {
      call.end = end;
      pod.active--;
      const waiting = pod.queue[pod.head];
      if (waiting) {
        pod.head++;
        enter(waiting, end);
      }
      if (call.bulk) {
        pod.bulk--;
        const chunk = pod.bulkQueue.shift();
        if (chunk) ask(chunk, end);
      }
      call.onEnd(end);
    });
  };
  const ask = (call: Call, time: number): void => {
    const pod = state[call.pod];
    if (pod && call.bulk && pod.bulk >= bulkLimit) {
      pod.bulkQueue.push(call);
      return;
    }
    if (pod && call.bulk) pod.bulk++;
    enter(call, time);
  };
  return { state, ask };
}

type Pricing = ReturnType<typeof pricing>;

function sendPrice(page: Page, n: 0 | 1, time: number, agenda: Agenda, there: Pricing, set: Settings): void {
  const call: Call = {
    pod: page.pods[n],
    sent: time,
    hold: page.holds[n],
    bulk: false,
    begin: Number.NaN,
    end: Number.NaN,
    onEnd: (end) => {
      if (end + 1 <= time + set.timeout) page.priced = end + 1;
    },
  };
  page.attempts.push(call);
  agenda.add(time + 1, (arrived) => there.ask(call, arrived));
  agenda.add(time + set.timeout, (late) => {
    if (!Number.isNaN(page.priced)) return;
    if (n === 0 && set.retry) {
      sendPrice(page, 1, late, agenda, there, set);
      return;
    }
    page.priced = late;
    page.failed = true;
  });
}

/** The feed: its runs, one after the other, as long as there is time. */
function feed(agenda: Agenda, there: Pricing, set: Settings, runs: Run[], number: number): void {
  const { pods } = set;
  const random = seededRandom(set.serviceSeed + 7 + number);
  let last = -1;
  const run = (start: number): void => {
    const pod = last < 0 ? (2 + number) % pods : (last + 1 + Math.floor(random() * (pods - 1))) % pods;
    last = pod;
    const holds = Array.from({ length: chunks }, () => lognormal(random, 3200, 0.5));
    const places = holds.map(() => Math.floor(random() * pods));
    let [taken, done] = [0, 0];
    const work = (time: number): void => {
      const i = taken++;
      if (i >= chunks) return;
      const onEnd = (end: number): void => {
        agenda.add(end + 20, work);
        if (++done < chunks) return;
        runs.push({ start, end });
        if (end + gap < set.to) agenda.add(end + gap, run);
      };
      there.ask(
        {
          ...{ pod: set.spread ? (places[i] ?? 0) : pod, sent: time, hold: holds[i] ?? 0, onEnd },
          ...{ bulk: true, begin: Number.NaN, end: Number.NaN },
        },
        time,
      );
    };
    for (let w = 0; w < set.workers; w++) work(start);
  };
  agenda.add(set.firstFeed, run);
}

function simulate(set: Settings): Result {
  const agenda = new Agenda();
  const there = pricing(agenda, set);
  const pages = pagesBetween(set.from, set.to, set.serviceSeed, set.pods);
  const [runs, samples]: [Run[], Sample[]] = [[], []];
  const arrive = (i: number): void => {
    const page = pages[i];
    if (!page) return;
    agenda.add(page.at, () => {
      agenda.add(page.at + 5 + page.catalogue + 2, (time) => sendPrice(page, 0, time, agenda, there, set));
      arrive(i + 1);
    });
  };
  arrive(0);
  for (let number = 0; number < set.feeds; number++) feed(agenda, there, set, runs, number);
  for (let at = set.from; at < set.to; at += 15_000)
    agenda.add(at, () => {
      const waiting = there.state.map(({ queue, head }) => queue.length - head);
      samples.push({ at, active: there.state.map(({ active }) => active), waiting });
    });
  while (agenda.next());
  return { pages, runs, samples };
}

const asked = (page: Page): number => page.at + 5 + page.catalogue + 2;
const finished = (page: Page): number =>
  Math.max(page.priced, asked(page) + page.stock + 2, asked(page) + page.reviews + 2) + page.render;

/** The value at rank ceil(q n): a true percentile, nothing interpolated. */
function percentile(sorted: readonly number[], q: number): number {
  return sorted[Math.max(0, Math.ceil(q * sorted.length - 1e-9) - 1)] ?? Number.NaN;
}

const ascending = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);

/** Every server span, by service and by the minute in which it began. */
function serverSpans(pages: readonly Page[], minutes: number): Record<Service, number[][]> {
  const empty = (): number[][] => Array.from({ length: minutes }, () => []);
  const spans = { web: empty(), catalogue: empty(), pricing: empty(), stock: empty(), reviews: empty() };
  const add = (service: Service, start: number, duration: number): void => {
    spans[service][Math.floor(start / minute)]?.push(duration);
  };
  for (const page of pages) {
    add('web', page.at, finished(page) - page.at);
    add('catalogue', page.at + 6, page.catalogue);
    add('stock', asked(page) + 1, page.stock);
    add('reviews', asked(page) + 1, page.reviews);
    for (const { begin, end } of page.attempts) add('pricing', begin, end - begin);
  }
  return spans;
}

const csv = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `${[head, ...rows].map((row) => row.join(',')).join('\n')}\n`;

/** latency.csv, and which minutes are slow (a page P99 above 600 ms). */
function latency(spans: Record<Service, number[][]>, pages: readonly Page[]) {
  const failed = new Map<number, number>();
  for (const page of pages) {
    const m = Math.floor(page.at / minute);
    if (page.failed) failed.set(m, (failed.get(m) ?? 0) + 1);
  }
  const slow: boolean[] = [];
  const rows = spans.web.map((_, m) => {
    const figures = services.flatMap((service) => {
      const sorted = ascending(spans[service][m] ?? []);
      return [Math.round(percentile(sorted, 0.5)), Math.round(percentile(sorted, 0.99))];
    });
    slow.push((figures[1] ?? 0) > 600);
    return [
      clock(m * minute),
      spans.web[m]?.length ?? 0,
      spans.web[m]?.filter((took) => took > 700).length ?? 0,
      failed.get(m) ?? 0,
      spans.pricing[m]?.length ?? 0,
      ...figures,
    ];
  });
  const names = services.flatMap((service) => [`${service}_p50_ms`, `${service}_p99_ms`]);
  const counts = ['minute', 'pages', 'pages_above_700_ms', 'failed_pages', 'pricing_calls'];
  return { slow, text: csv([...counts, ...names], rows) };
}

/** buckets.csv: cumulative counts, each service apart, calm and slow minutes apart. */
function buckets(spans: Record<Service, number[][]>, slow: readonly boolean[]): string {
  const columns = services.flatMap((service) =>
    [false, true].map((when) => ({
      name: `${service}_${when ? 'slow' : 'calm'}`,
      sorted: ascending(spans[service].filter((_, m) => slow[m] === when).flat()),
    })),
  );
  const most = Math.max(...columns.map(({ sorted }) => sorted.at(-1) ?? 0));
  const reached = columns.map(() => 0);
  const rows: number[][] = [];
  for (let le = 10; rows.length === 0 || le < most + 10; le += 10) {
    const row = columns.map(({ sorted }, i) => {
      let n = reached[i] ?? 0;
      while ((sorted[n] ?? Number.POSITIVE_INFINITY) <= le) n++;
      reached[i] = n;
      return n;
    });
    rows.push([le, ...row]);
  }
  return csv(['le_ms', ...columns.map(({ name }) => name)], rows);
}

type Row = readonly (string | number)[];

/** A trace as spans: the root, the calls that web makes, and what the called services record. */
function traceRows(page: Page, trace: string): Row[] {
  const rows: Row[] = [];
  const add = (
    parent: string,
    [service, name]: readonly [string, string],
    [start, end]: readonly [number, number],
    attempt: number | '' = '',
  ): string => {
    const id = `${trace}-${String(rows.length + 1).padStart(2, '0')}`;
    const [at, took] = [(start - page.at).toFixed(1), (end - start).toFixed(1)];
    rows.push([trace, id, parent, service, name, at, took, attempt]);
    return id;
  };
  const root = add('', ['web', 'GET /p/{sku}'], [page.at, finished(page)]);
  const call = (service: Service, sent: number, took: number): void => {
    const client = add(root, ['web', `call ${service}`], [sent, sent + took + 2], 1);
    add(client, [service, `GET /${service}`], [sent + 1, sent + 1 + took]);
  };
  call('catalogue', page.at + 5, page.catalogue);
  page.attempts.forEach(({ sent, begin, end }, n) => {
    const last = n === page.attempts.length - 1;
    const until = last ? page.priced : (page.attempts[n + 1]?.sent ?? page.priced);
    const client = add(root, ['web', 'call pricing'], [sent, until], n + 1);
    const server = add(client, ['pricing', 'GET /price/{sku}'], [begin, end]);
    add(server, ['pricing', 'SELECT price'], [begin + 2, end - 1]);
  });
  call('stock', asked(page), page.stock);
  call('reviews', asked(page), page.reviews);
  return rows;
}

/** spans.csv: 70 pages above 700 ms, and beside each an ordinary one (below 400 ms) of the same minute. */
function traces(pages: readonly Page[]): string {
  const random = seededRandom(seed + 3);
  const took = (page: Page): number => finished(page) - page.at;
  const slow = pages.filter((page) => took(page) > 700);
  const byMinute: Page[][] = Array.from({ length: hours * 60 }, () => []);
  for (const page of pages) byMinute[Math.floor(page.at / minute)]?.push(page);
  const chosen = new Set<Page>();
  while (chosen.size < 140) {
    const page = slow[Math.floor(random() * slow.length)];
    if (!page || chosen.has(page)) continue;
    const near = byMinute[Math.floor(page.at / minute)] ?? [];
    const ordinary = near.filter((one) => took(one) < 400 && !chosen.has(one));
    const other = ordinary[Math.floor(random() * ordinary.length)];
    if (other) chosen.add(page).add(other);
  }
  const sorted = [...chosen].sort((a, b) => a.at - b.at);
  const rows = sorted.flatMap((page, i) => {
    const name = `t${String(i + 1).padStart(3, '0')}`;
    return traceRows(page, name).map((row) => [...row, clock(page.at)]);
  });
  const head = ['trace_id', 'span_id', 'parent', 'service', 'name', 'start_ms', 'duration_ms', 'attempt'];
  return csv([...head, 'minute'], rows);
}

/** pools.csv: what each pod's pool and the database show every 15 seconds. */
function pools(samples: readonly Sample[]): string {
  const random = seededRandom(seed + 4);
  const names = Array.from({ length: whole.pods }, (_, i) => `pricing_${i}`);
  const rows = samples.map(({ at, active, waiting }) => {
    const used = active.reduce((sum, n) => sum + n, 0);
    return [clock(at, true), ...active, ...waiting, (6 + 2.2 * used + normal(random)).toFixed(1)];
  });
  const head = [...names.map((name) => `${name}_active`), ...names.map((name) => `${name}_waiting`)];
  return csv(['time', ...head, 'db_cpu_percent'], rows);
}

/** jobs.csv: the runs of four jobs; only the feed has an effect. */
function jobs(runs: readonly Run[]): string {
  const random = seededRandom(seed + 5);
  const every = (job: string, first: number, step: number, long: number): [string, number, number][] =>
    Array.from({ length: Math.ceil((hours * 60 - first) / step) }, (_, i) => {
      const start = (first + i * step) * minute;
      return [job, start, start + (long + (random() - 0.5) * long * 0.3) * minute];
    });
  const list = [
    ...every('sitemap', 0, 60, 9),
    ...every('review-import', 12, 30, 6),
    ...every('stock-cache-warm', 5, 20, 3),
    ...runs.map(({ start, end }): [string, number, number] => ['price-feed', start, end]),
  ].sort((a, b) => a[1] - b[1]);
  return csv(
    ['job', 'started', 'ended'],
    list.map(([job, start, end]) => [job, clock(start, true), clock(end, true)]),
  );
}

const variants: readonly (readonly [string, Partial<Settings>])[] = [
  ['as_it_is', {}],
  ['feed_off', { feeds: 0 }],
  ['feed_two_workers', { workers: 2 }],
  ['bulkhead', { bulkLimit: 2 }],
  ['bulkhead_four_feeds', { bulkLimit: 2, feeds: 4 }],
  ['spread', { spread: true }],
  ['spread_four_feeds', { spread: true, feeds: 4 }],
  ['four_feeds', { feeds: 4 }],
  ['eight_pods', { pods: 8 }],
  ['pool_10_feed_10', { pool: 10, workers: 10 }],
  ['timeout_3000', { timeout: 3000 }],
  ['timeout_1500', { timeout: 1500 }],
  ['timeout_200', { timeout: 200 }],
  ['timeout_200_four_feeds', { timeout: 200, feeds: 4 }],
  ['no_retry', { retry: false }],
];

/** replays.csv: one thing changed at a time, minute by minute. */
function replays(): string {
  const [from, to] = [170 * minute, 200 * minute];
  const rows = variants.flatMap(([name, change]) => {
    const set = { ...whole, ...{ from, to, firstFeed: 176 * minute, serviceSeed: seed + 50 }, ...change };
    const { pages, runs } = simulate(set);
    return Array.from({ length: 30 }, (_, i) => {
      const start = from + i * minute;
      const here = pages.filter(({ at }) => at >= start && at < start + minute);
      const sorted = ascending(here.map((page) => finished(page) - page.at));
      return [
        name,
        clock(start),
        runs.some((run) => run.start < start + minute && run.end > start) ? 1 : 0,
        here.length,
        here.filter(({ failed }) => failed).length,
        here.filter(({ attempts }) => attempts.length > 1).length,
        sorted.filter((took) => took > 700).length,
        Math.round(percentile(sorted, 0.5)),
        Math.round(percentile(sorted, 0.99)),
      ];
    });
  });
  const counts = ['pages', 'failed_pages', 'retried_pages', 'pages_above_700_ms'];
  return csv(['variant', 'minute', 'feed_running', ...counts, 'web_p50_ms', 'web_p99_ms'], rows);
}

const folder = process.argv[2];
if (!folder) throw new Error('Say which folder to write to.');
mkdirSync(folder, { recursive: true });
const result = simulate(whole);
const spans = serverSpans(result.pages, hours * 60);
const { slow, text } = latency(spans, result.pages);
const files = {
  'latency.csv': text,
  'buckets.csv': buckets(spans, slow),
  'spans.csv': traces(result.pages),
  'pools.csv': pools(result.samples),
  'jobs.csv': jobs(result.runs),
  'replays.csv': replays(),
};
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
