import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'scenarios', 'obs-3');
const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));

// Lines are wrapped in the source, so blanks are levelled before a figure is looked for.
const text = readFileSync(join(folder, 'scenario.md'), 'utf8').replace(/\s+/g, ' ');
/** That a figure stands in the scenario as it is printed there. */
const says = (...phrases: string[]): void => {
  for (const phrase of phrases) expect(text.includes(phrase), phrase).toBe(true);
};

type Row = Record<string, string>;
function read(name: string): Row[] {
  const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    expect(cells).toHaveLength(names.length);
    return Object.fromEntries(names.map((key, i) => [key, cells[i]!]));
  });
}

const minute = 60_000;
const hourMs = 60 * minute;
const ms = (time: string): number =>
  Date.parse(`${time.replace(' ', 'T')}${time.length > 10 ? ':00' : 'T00:00:00'}Z`);
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const median = (list: readonly number[]): number => {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
};
const comma = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
const pct = (share: number, digits = 3): string => `${(100 * share).toFixed(digits)}%`;

interface Hour {
  at: number;
  total: number;
  bots: number;
  refused: number;
  failed: number;
  over05: number;
  over1: number;
  over2: number;
  valid: number;
  bad: number;
}
const hours: Hour[] = ['edge-1.csv', 'edge-2.csv', 'edge-3.csv'].flatMap(read).map((row) => {
  const [total, bots, refused, failed] = [+row.total!, +row.bots!, +row.client_4xx!, +row.err_5xx!];
  const [over05, over1, over2] = [+row.gt_500ms!, +row.gt_1s!, +row.gt_2s!];
  const derived = { valid: total - bots - refused, bad: failed + over1 };
  return { at: ms(row.hour!), total, bots, refused, failed, over05, over1, over2, ...derived };
});
const all = (key: keyof Hour, from = '2026-07-03', to = '2026-10-01'): number =>
  sum(hours.filter(({ at }) => at >= ms(from) && at < ms(to)).map((hour) => hour[key]));

interface Slot {
  at: number;
  incident: string;
  valid: number;
  bad: number;
}
const slots: Slot[] = ['five-minutes.csv', 'slow-burn.csv']
  .flatMap(read)
  .map((row) => ({ at: ms(row.time!), incident: row.incident!, valid: +row.valid!, bad: +row.bad! }));
const incidents = read('incidents.csv').map((row) => ({
  ...{ id: row.id!, start: ms(row.start!), end: ms(row.end!), foundBy: row.found_by! },
}));
const incident = (id: string) => incidents.find((one) => one.id === id)!;
const excerpt = (id: string) => slots.filter((slot) => slot.incident === id);
const during = (id: string) =>
  excerpt(id).filter(({ at }) => at >= incident(id).start && at < incident(id).end);
const badIn = (id: string): number =>
  id === 'E' ? all('bad', '2026-08-06 09:00', '2026-08-06 13:00') : sum(during(id).map(({ bad }) => bad));

const [valid, bad, failed] = [all('valid'), all('bad'), all('failed')];
const budget = (valid / 3) * 0.001;
const spent = (id: string): number => (100 * badIn(id)) / budget;
const hurtByBudget = [...'ABCDFHIJ'];
const hurt = [...'ABCDEFHIJ'];

const alarms = read('alarms.csv').map((row) => ({
  ...{ fired: ms(row.fired!), cleared: ms(row.cleared!), alarm: row.alarm!, incident: row.incident! },
}));
const right = alarms.filter((one) => hurt.includes(one.incident));

const days = read('days.csv').map((row) => ({
  ...{ date: row.date!, valid: +row.valid!, bad: +row.bad!, pct: row.bad_pct!, left: row.budget_left_pct! },
}));
const leftDays = days.filter(({ left }) => left !== '');

const firstHour = ms('2026-07-03');
/** Ratio over the last slots, up to each slot. */
const ratios = (list: readonly { valid: number; bad: number }[], size: number): number[] =>
  list.map((_, i) => {
    if (i + 1 < size) return Number.NaN;
    const window = list.slice(i + 1 - size, i + 1);
    return sum(window.map((one) => one.bad)) / sum(window.map((one) => one.valid));
  });

/** Ends of the five-minute slots after which a rule is on. */
const onAt = (id: string, rule: (i: number) => boolean): number[] =>
  excerpt(id).flatMap(({ at }, i) => (rule(i) ? [at + 5 * minute] : []));
function replay(id: string) {
  const list = excerpt(id);
  const [m5, m30, h1, h6] = [1, 6, 12, 72].map((size) => ratios(list, size));
  const single = onAt(id, (i) => h1![i]! > 0.0144);
  const pairs = onAt(
    id,
    (i) => (h1![i]! > 0.0144 && m5![i]! > 0.0144) || (h6![i]! > 0.006 && m30![i]! > 0.006),
  );
  return { single, pairs };
}
const pagesOf = (on: readonly number[]): number =>
  on.filter((at, i) => i === 0 || at - on[i - 1]! >= hourMs).length;
const delay = (id: string, on: readonly number[]): number => (on[0]! - incident(id).start) / minute;

interface Episode {
  from: number;
  to: number;
}
/** Runs of hours in which a rule is on; a pause of up to `gap` hours doesn't end one. */
function episodes(on: (i: number) => boolean, gap: number): Episode[] {
  const found: Episode[] = [];
  hours.forEach(({ at }, i) => {
    if (!on(i)) return;
    const last = found.at(-1);
    if (last && at - last.to <= gap * hourMs) last.to = at + hourMs;
    else found.push({ from: at, to: at + hourMs });
  });
  return found;
}
const meets = ({ from, to }: Episode, id: string): boolean =>
  incident(id).start < to && incident(id).end > from;

describe('the files', () => {
  it('come out of the generator byte for byte', () => {
    const fresh = mkdtempSync(join(tmpdir(), 'obs-3-'));
    try {
      const generator = join(root, 'scripts', 'scenario-data', 'obs-3.mts');
      execFileSync(process.execPath, ['--import', 'tsx', generator, fresh], { cwd: root });
      expect(readdirSync(fresh).sort()).toEqual([...files].sort());
      for (const name of files)
        expect(readFileSync(join(fresh, name), 'utf8'), name).toBe(readFileSync(join(folder, name), 'utf8'));
    } finally {
      rmSync(fresh, { recursive: true });
    }
  });

  it('are small, whole and agree with each other', () => {
    for (const name of files) expect(read(name).length, name).toBeLessThanOrEqual(2000);
    expect(hours).toHaveLength(90 * 24);
    hours.forEach(({ at, over05, over1, over2 }, i) => {
      expect(at).toBe(firstHour + i * hourMs);
      expect(over05 >= over1 && over1 >= over2).toBe(true);
    });
    for (let i = 0; i < slots.length; i += 12) {
      const twelve = slots.slice(i, i + 12);
      const hour = hours[(twelve[0]!.at - firstHour) / hourMs]!;
      expect(sum(twelve.map((slot) => slot.valid))).toBe(hour.valid);
      expect(sum(twelve.map((slot) => slot.bad))).toBe(hour.bad);
    }
    days.forEach((day, i) => {
      const own = hours.slice(i * 24, i * 24 + 24);
      expect([day.valid, day.bad]).toEqual([
        sum(own.map((one) => one.valid)),
        sum(own.map((one) => one.bad)),
      ]);
      expect(day.pct).toBe(((100 * day.bad) / day.valid).toFixed(3));
      const window = days.slice(Math.max(0, i - 29), i + 1);
      const left = 100 - (100_000 * sum(window.map((one) => one.bad))) / sum(window.map((one) => one.valid));
      expect(day.left).toBe(i < 29 ? '' : left.toFixed(1));
    });
  });
});

describe('the incidents', () => {
  it('are told as the file has them', () => {
    for (const { id, start, end, what } of read('incidents.csv')) {
      const minutes = (ms(end!) - ms(start!)) / minute;
      const month = ['July', 'August', 'September'][Number(start!.slice(5, 7)) - 7];
      const lasted = minutes >= 1440 ? `${minutes / 1440} days` : `${minutes} min`;
      says(`| ${id} | ${Number(start!.slice(8, 10))} ${month}, ${start!.slice(11)} | ${lasted} | ${what} |`);
    }
  });
});

describe('the indicator', () => {
  const service = read('service.csv').map((row) => ({
    ...{ date: row.date!, counted: +row.counted!, health: +row.health_checks!, failed: +row.err_5xx! },
  }));

  it('has the sums that the evidence prints', () => {
    const row = (what: string, value: number): string => `| ${what} | ${comma(value)} |`;
    says(row('all', all('total')), row('from bots', all('bots')), row('5xx (people)', failed));
    says(row('refused with a client error (people)', all('refused')));
    says(row('slower than 0.5 s', all('over05')), row('slower than 1 s', all('over1')));
    says(row('slower than 2 s', all('over2')), `Valid requests: ${comma(valid)}. Failed: ${comma(failed)}.`);
    says(`${((all('total') - all('bots')) / 1e6).toFixed(1)} million checkout requests`);
    says(`${comma(all('bots') + all('refused'))} refusals against ${comma(failed)} failures`);
  });

  it('comes out differently by place and by what is counted', () => {
    const counted = sum(service.map((day) => day.counted));
    const health = sum(service.map((day) => day.health));
    const svcFailed = sum(service.map((day) => day.failed));
    const total = all('total');
    const strict = 1 - (all('bots') + all('refused') + failed) / total;
    says(`service counter ${pct(1 - svcFailed / counted)}`, `shows **${pct(1 - svcFailed / counted)}**`);
    says(`without health checks ${pct(1 - svcFailed / (counted - health))}`);
    says(`${comma(health)} of the ${comma(counted)} counted requests`);
    says(`only 2xx and 3xx good, ${pct(strict)}`, `not 5xx, all requests, ${pct(1 - failed / total)}`);
    says(`people without client errors ${pct(1 - failed / valid)}`);
    says(`also within 0.5 s ${pct(1 - (failed + all('over05')) / valid)}`);
    says(`within 2 s ${pct(1 - (failed + all('over2')) / valid)}`, `**1 s ${pct(1 - bad / valid)}**`);
    says(`${((failed + all('over05')) / valid / 0.001).toFixed(1)} times over`);
    expect(1 - svcFailed / counted - strict).toBeGreaterThan(0.08);
    expect(health).toBeGreaterThan(total - all('bots'));
    says(`pad the denominator by ${pct(total / valid - 1, 1)}`);
    const summary = readFileSync(join(folder, 'scenario.md'), 'utf8').match(/^summary: .*$/m)?.[0];
    expect(summary).toContain(pct(1 - svcFailed / counted));
  });

  it('misses at the service what the edge saw on three days', () => {
    for (const [date, name] of [
      ['2026-07-09', '9 July'],
      ['2026-07-22', '22 July'],
      ['2026-08-19', '19 August'],
    ] as const) {
      const day = service.find((one) => one.date === date)!;
      const edge = all(
        'failed',
        date,
        date.replace(/\d\d$/, (d) => String(+d + 1).padStart(2, '0')),
      );
      const dashboard = pct(1 - day.failed / day.counted);
      says(`| ${name} | ${comma(day.counted)} | ${day.failed} | ${dashboard} | ${comma(edge)} |`);
      expect(edge).toBeGreaterThan(day.failed * 10);
    }
    says('dashboard 99.999%, 1,206 customers', '99.998%, 1,894 errors', '8 errors instead of 1,894');
  });

  it('leaves out client errors and bots, and E hides there', () => {
    const [from, to] = ['2026-08-06 09:00', '2026-08-06 13:00'];
    const people = all('total') - all('bots');
    const share =
      (all('refused') - all('refused', from, to)) / (people - all('total', from, to) + all('bots', from, to));
    says(`The usual share of people's requests is ${pct(share, 1)}.`);
    const usual = share * (all('total', from, to) - all('bots', from, to));
    says(
      `there were ${comma(all('refused', from, to))} of them, where the usual share would have been ${comma(usual)}`,
    );
    const [night, after] = ['2026-09-24 20:00', '2026-09-24 23:00'];
    says(`${comma(all('bots', night, after))} of ${comma(all('total', night, after))} requests`);
    says(`what all ten incidents cost together, ${comma(sum([...'ABCDEFGHIJ'].map(badIn)))}`);
    expect(badIn('E')).toBeLessThanOrEqual(4);
    const refusedShare = (one: Hour): number => one.refused / (one.total - one.bots);
    const within = hours.filter(({ at }) => at >= ms('2026-08-06 10:00') && at < ms('2026-08-06 12:00'));
    for (const one of within) expect(refusedShare(one)).toBeCloseTo(0.35, 1);
    // The 4xx alarm counts bots too, and was true to its rule whenever it fired for long.
    for (const time of ['2026-08-06 10:00', '2026-08-14 02:00', '2026-09-12 03:00', '2026-09-24 21:00']) {
      const one = hours.find(({ at }) => at === ms(time))!;
      expect((one.bots + one.refused) / one.total).toBeGreaterThan(0.15);
    }
  });

  it('would see neither D nor I by intervals', () => {
    const down = slots.filter((slot) => slot.bad / slot.valid > 0.05);
    // Outside the excerpts no interval can be down for more than a handful of requests.
    const inDown = (id: string) => down.filter((slot) => slot.incident === id).length;
    const real = down.filter(({ at, incident: id }) => at >= incident(id).start && at < incident(id).end);
    expect(down).toEqual(real);
    says(
      `${down.length} of 25,920 intervals are down`,
      `by five-minute intervals it would be ${pct(1 - down.length / 25_920)}`.replace('by', 'By'),
    );
    expect([inDown('D'), inDown('I')]).toEqual([0, 0]);
    expect(inDown('F')).toBe(inDown('A'));
    expect(badIn('A') / badIn('F')).toBeGreaterThan(4.5);
    expect(badIn('A') / badIn('F')).toBeLessThan(5);
  });

  it('meets the step in paid orders at one second', () => {
    const bands = read('completion.csv').map((row) => ({ n: +row.checkouts!, paid: +row.paid! }));
    const [fast, half, one, two] = bands.map(({ n, paid }) => pct(paid / n, 1));
    says(
      `${half} paid between 0.5 and 1 s against ${fast} below`,
      `from ${half} to ${one} beyond one second`,
    );
    says(`of those who wait longer only ${two} pay`);
    expect(bands[3]!.n).toBe(all('over2', '2026-09-01'));
    expect(sum(bands.map(({ n }) => n))).toBe(all('valid', '2026-09-01') - all('failed', '2026-09-01'));
  });
});

describe('the budget', () => {
  it('is so many requests, and each incident spent its part', () => {
    says(`about ${comma(budget)} bad requests, or 43.2 minutes`, `About ${comma(budget)} in 30 days`);
    expect(budget / (valid / 90 / 1440)).toBeCloseTo(43.2);
    says(`| ${[...'ABCDEFGHIJ'].map((id) => spent(id).toFixed(1)).join(' | ')} |`);
    expect(spent('N')).toBeLessThan(0.2);
    says(
      `spent ${spent('G').toFixed(1)}% of a month's budget`,
      `(A and H) took ${(spent('A') + spent('H')).toFixed(1)}%`,
    );
    says(`(B and D) ${(spent('B') + spent('D')).toFixed(1)}%`);
    says(`H, I and J, ${(spent('H') + spent('I') + spent('J')).toFixed(1)}% of a budget`);
    const noise = (100 * (bad - sum([...'ABCDFGHIJ'].map(badIn)))) / budget / 3;
    says(`Background noise takes about ${noise.toFixed(0)}% of every month`);
    says(`${pct(60 / 43.2, 1)} by the clock, ${badIn('F')} requests, ${spent('F').toFixed(1)}%`);
    says(`a night's ${badIn('F')} lost requests like an evening's ${comma(badIn('A'))}`);
    says(
      `behind ${comma(badIn('A') + badIn('H'))} checkouts`,
      `D appears with ${comma(badIn('D'))} bad requests`,
    );
  });

  it('shrinks D to nothing at two seconds', () => {
    const [from, to] = ['2026-07-27 10:00', '2026-07-31 10:00'];
    const two = all('failed', from, to) + all('over2', from, to);
    says(`D shrinks to ${two} bad requests, ${((100 * two) / budget).toFixed(1)}% of a budget`);
    const ratio = badIn('D') / sum(during('D').map((slot) => slot.valid));
    expect(ratio).toBeGreaterThan(0.003);
    expect(ratio).toBeLessThan(0.0035);
    const slowShare = all('over05', from, to) / all('valid', from, to);
    // More than 1 % over half a second, less than 1 % over one: the P99 stays between.
    expect(slowShare).toBeGreaterThan(0.01);
    expect(all('over1', from, to) / all('valid', from, to)).toBeLessThan(0.01);
  });

  it('was overspent in July, and on some days', () => {
    const windows = [
      ['3 July – 1 August', '2026-07-03', '2026-08-02'],
      ['2 – 31 August', '2026-08-02', '2026-09-01'],
      ['1 – 30 September', '2026-09-01', '2026-10-01'],
    ] as const;
    const used = windows.map(([name, from, to]) => {
      const [ok, ko] = [all('valid', from, to), all('bad', from, to)];
      says(`| ${name} | ${comma(ok)} | ${comma(ko)} | ${pct(1 - ko / ok)} |`);
      return ((100_000 * ko) / ok).toFixed(1);
    });
    says(
      `${used[0]}%, ${used[1]}% and ${used[2]}% spent`,
      `${used[0]}%, ${used[1]}% and ${used[2]}% of the budget`,
    );
    says(`${(Number(used[0]) / 5).toFixed(1)}% of that budget`);
    const below = leftDays.filter(({ left }) => Number(left) < 0);
    says(
      `below zero on ${below.length} of ${leftDays.length} days`,
      `On ${below.length} of ${leftDays.length} days`,
    );
    const worst = [...leftDays].sort((a, b) => Number(a.left) - Number(b.left))[0]!;
    expect(worst.date).toBe('2026-08-06');
    says(`worst on 6 August with ${worst.left.replace('-', '−')}%`);
    says(
      `**Windows.**`,
      `${leftDays.at(-1)!.left}% left on 30 September`,
      `Today ${leftDays.at(-1)!.left}% is left`,
    );
    says(`overspent by ${((100_000 * bad) / valid - 100).toFixed(1)}%`);
    says(`Without A and H the quarter reads ${pct(1 - (bad - badIn('A') - badIn('H')) / valid)}`);
    const july =
      1 - (all('bad', '2026-07-03', '2026-08-02') - badIn('A')) / all('valid', '2026-07-03', '2026-08-02');
    says(`July still fails with ${pct(july)}`);
    const red = leftDays.filter(({ left }) => Number(left) < 50);
    says(
      `red on ${red.length} of the ${leftDays.length} days from 1 August`,
      `red on ${red.length} of ${leftDays.length} days`,
    );
    const leftOn = (date: string): number => Number(days.find((day) => day.date === date)!.left);
    expect(leftOn('2026-08-18')).toBeLessThan(50);
    expect(leftOn('2026-09-21')).toBeLessThan(50);
  });

  it('comes back as the forecast says', () => {
    const calm = days.filter(({ date }) => date >= '2026-09-23');
    expect(calm).toHaveLength(8);
    const perDay = { bad: sum(calm.map((day) => day.bad)) / 8, valid: sum(calm.map((day) => day.valid)) / 8 };
    says(`${perDay.bad.toFixed(1)} bad a day`);
    const forecast = (from: string, more: number): number => {
      const kept = days.filter(({ date }) => date >= from);
      expect(kept.length + more).toBe(30);
      const [ko, ok] = [sum(kept.map((day) => day.bad)), sum(kept.map((day) => day.valid))];
      return 100 - (100_000 * (ko + more * perDay.bad)) / (ok + more * perDay.valid);
    };
    const left = [forecast('2026-09-04', 3), forecast('2026-09-06', 5), forecast('2026-09-12', 11)];
    says(`3 October about ${left[0]!.toFixed(0)}%`, `5 October about ${left[1]!.toFixed(0)}%`);
    says(`11 October about ${left[2]!.toFixed(0)}%`, `Tuesday, with about ${left[1]!.toFixed(0)}% left`);
    // Half of the budget is not back before 11 October, and a release like D has just room on Tuesday.
    expect(forecast('2026-09-11', 10)).toBeLessThan(50);
    expect(left[2]).toBeGreaterThan(50);
    expect(left[1]).toBeGreaterThan(spent('D'));
    expect(Number(leftDays.at(-1)!.left)).toBeLessThan(spent('B'));
    says(`would cost ${spent('B').toFixed(1)}% in full and ${(spent('B') / 20).toFixed(1)}% at 5%`);
    says(`would have put ${(spent('B') / 20).toFixed(1)}% at stake`);
  });
});

describe('the alerts', () => {
  const short = hurtByBudget.filter((id) => id !== 'D');

  it('of the pairs are seven pages, all right', () => {
    for (const id of short) expect(replay(id).pairs.length, id).toBeGreaterThan(0);
    for (const id of ['D', 'G']) expect(replay(id), id).toEqual({ single: [], pairs: [] });
    for (const id of short) {
      const { single, pairs } = replay(id);
      // Firings less than an hour apart are one page.
      expect(pagesOf(pairs), id).toBe(1);
      expect(pagesOf(single), id).toBe(id === 'I' ? 2 : 1);
      expect(pairs[0]).toBeGreaterThan(incident(id).start);
      expect(pairs[0]).toBeLessThanOrEqual(incident(id).end);
    }
    const [single, pairs] = (['single', 'pairs'] as const).map((rule) =>
      short.map((id) => delay(id, replay(id)[rule])),
    );
    expect([median(single!), median(pairs!)]).toEqual([5, 5]);
    expect(single!.filter((one) => one === 5)).toHaveLength(6);
    says(
      `rule 2 takes ${delay('I', replay('I').single)} minutes, rule 3 takes ${delay('I', replay('I').pairs)}`,
    );
    says('| 2. last 60 min at 14.4 × 0.1% | 8 | 8 | 7 | 5 min |', '| 7 | 7 | 7 | 5 min |');
    says('seven pages, all right, seven of nine, median 5 minutes, I after 125');
    const after = short
      .filter((id) => id !== 'I')
      .map((id) => (replay(id).single.at(-1)! - incident(id).end) / minute);
    expect([Math.min(...after), Math.max(...after)]).toEqual([50, 55]);
    says('50 to 55 minutes');
  });

  it('can have no page outside the excerpts', () => {
    const covered = new Set(slots.map(({ at }) => Math.floor(at / hourMs)));
    const inside = (hour: Hour): boolean => covered.has(hour.at / hourMs);
    let checked = 0;
    hours.forEach((hour, i) => {
      const next = hours[i + 1];
      if (!next || (inside(hour) && inside(next))) return;
      // Any 60 minutes across two hours hold no more than the bad of both.
      expect((hour.bad + next.bad) / Math.min(hour.valid, next.valid)).toBeLessThan(0.0144);
      const seven = hours.slice(i - 5, i + 2);
      // Any six hours that end in the next one, which is not in an excerpt.
      if (seven.length === 7 && !inside(next))
        expect(
          sum(seven.map((one) => one.bad)) / sum(seven.slice(1, 6).map((one) => one.valid)),
        ).toBeLessThan(0.006);
      checked++;
    });
    expect(checked).toBeGreaterThan(1500);
  });

  it('of the ticket pair catch all eight', () => {
    const [d3, h6] = [ratios(hours, 72), ratios(hours, 6)];
    const tickets = episodes((i) => d3[i]! > 0.001 && h6[i]! > 0.001, 24);
    expect(tickets).toHaveLength(8);
    // A ticket belongs to the incident that began within the six hours before it, or still goes on.
    const of = hurtByBudget.map((id) => {
      const { start, end } = incident(id);
      return tickets.find(({ from }) => from + hourMs > start && from < end + 6 * hourMs);
    });
    expect(new Set(of).size).toBe(8);
    expect(of).not.toContain(undefined);
    says('| 4. 3 d / 6 h at 1 × (a ticket, by the hour) | 8 | 8 | 8 | – |');
    const first = of[3]!.from + hourMs;
    const until = (end: number): number =>
      (100 *
        sum(
          during('D')
            .filter(({ at }) => at < end)
            .map((slot) => slot.bad),
        )) /
      budget;
    says(
      `a ticket after ${(first - incident('D').start) / hourMs} hours with ${until(first).toFixed(1)}% spent`,
    );
    says(`at 24 hours would have cost ${until(incident('D').start + 24 * hourMs).toFixed(1)}%`);
  });

  it('by the hour at 0.1% are mostly wrong', () => {
    const pages = episodes((i) => hours[i]!.bad / hours[i]!.valid > 0.001, 0);
    const good = pages.filter((page) => hurtByBudget.some((id) => meets(page, id)));
    says(`| 1. last full hour worse than 0.1% | ${pages.length} | ${good.length} | 8 |`);
    says(`Precision ${pct(good.length / pages.length, 1)}`, `${pages.length} pages, ${good.length} right`);
    const delays = hurtByBudget.map((id) => {
      const first = hours.find(
        ({ at, valid: ok, bad: ko }) =>
          at + hourMs > incident(id).start && at < incident(id).end && ko / ok > 0.001,
      )!;
      return (first.at + hourMs - incident(id).start) / minute;
    });
    says(`${median(delays)} min |`, `had run ${median(delays)} minutes`);
    const quiet = pages.filter(
      (page) =>
        !good.includes(page) &&
        new Date(page.from).getUTCHours() < 7 &&
        hours.every(({ at, bad: ko }) => at < page.from || at >= page.to || (ko >= 1 && ko <= 3)),
    );
    says(`${pages.length} times, ${quiet.length} of them between midnight and seven`);
    expect(quiet.length).toBe(pages.length - good.length - 1);
    says('| 8 | 47.5 min |');
  });

  it('of old were 140, and few were right', () => {
    for (const name of new Set(alarms.map(({ alarm }) => alarm))) {
      const own = alarms.filter(({ alarm }) => alarm === name);
      const linked = own.filter((one) => one.incident !== '');
      says(
        `| \`${name}\` | ${own.length} | ${linked.length} | ${linked.filter((one) => one.incident === 'N').length} |`,
      );
    }
    expect(new Set(alarms.map(({ alarm }) => alarm)).size).toBe(12);
    says(
      `Old alarms: ${alarms.length} pages, ${right.length} about the nine incidents that hurt (${pct(right.length / alarms.length, 1)})`,
    );
    says(`fired **${alarms.length}** times`, `${((alarms.length / 90) * 7).toFixed(1)} a week`);
    const delays = hurt.flatMap((id) => {
      const own = right.filter((one) => one.incident === id).map(({ fired }) => fired);
      return own.length > 0 ? [(Math.min(...own) - incident(id).start) / minute] : [];
    });
    expect(delays).toHaveLength(8);
    says(
      `eight of nine caught, median delay ${median(delays)} minutes, I after ${Math.max(...delays)}, D never`,
    );
    const night = alarms.filter(({ fired }) => new Date(fired).getUTCHours() < 6);
    const nightRight = night.filter((one) => hurt.includes(one.incident));
    expect(nightRight).toHaveLength(3);
    says(`${night.length} came between midnight and six, of which three`);
    says(`${alarms.length - right.length} wasted pages, ${night.length - 3} of them at night`);
  });

  it('that are kept bring E, and cost little', () => {
    const noisy = new Set(['cpu_high', 'p99_any_pod_2s', 'pod_restart']);
    const rest = alarms.filter(({ alarm }) => !noisy.has(alarm));
    const good = rest.filter((one) => hurt.includes(one.incident));
    says(
      `${rest.length} pages would remain, ${good.length} of them right: ${pct(good.length / rest.length, 1)}`,
    );
    const orders = alarms.filter(({ alarm }) => alarm === 'orders_low');
    const idle = orders.filter((one) => one.incident === '').length;
    expect(new Set(orders.map((one) => one.incident))).toEqual(new Set(['B', 'C', 'E', 'F', '']));
    const calls = short.length + 1 + idle;
    expect([calls, idle]).toEqual([11, 3]);
    says(`eleven calls, eight right (${pct(8 / calls, 1)})`);
    const people = (from: string, to: string): number => all('total', from, to) - all('bots', from, to);
    const week = ['01', '08', '15', '22', '29'].map((day) =>
      people(`2026-09-${day} 19:00`, `2026-09-${day} 20:00`),
    );
    expect(week[4]! / week[3]!).toBeLessThan(0.7);
    expect(week[4]! / median(week.slice(0, 4))).toBeGreaterThan(0.95);
    expect(people('2026-07-14', '2026-07-15') / people('2026-07-07', '2026-07-08')).toBeLessThan(0.7);
    expect(people('2026-08-31', '2026-09-01') / people('2026-08-24', '2026-08-25')).toBeLessThan(0.7);
    const nights = hours.filter(({ at }) => [2, 3, 4].includes(new Date(at).getUTCHours()));
    const perHour = sum(nights.map((hour) => hour.valid)) / nights.length;
    expect(Math.round(perHour / 100)).toBe(5);
  });
});
