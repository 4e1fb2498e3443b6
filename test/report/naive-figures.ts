// The figures of a progress report counted a second time, slowly and from the raw records, by code that shares nothing
// with the report but the memory model and the names of key points.
import type { Item } from '../../src/bank/item.ts';
import { type Card, type ModelSettings, remembered, retrievability } from '../../src/memory/fsrs.ts';
import type { LogRecord, PointReview, Review } from '../../src/memory/record.ts';
import { pointKey } from '../../src/practice/grade.ts';
import type { ReportFigures, ReportSource } from '../../src/report/progress-figures.ts';

/** `2026-11-21`, by walking there from 1970 a month at a time. */
export function calendarDate(day: number): string {
  let [year, month, left] = [1970, 1, day];
  const isLeap = () => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengthOfMonth = () => (month === 2 ? (isLeap() ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
  while (left >= lengthOfMonth()) {
    left -= lengthOfMonth();
    month++;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return [year, month, left + 1].map((n) => String(n).padStart(2, '0')).join('-');
}

const nameOf = (item: Item): string => `${item.pack}/${item.id}`;

function counts(record: LogRecord, records: readonly LogRecord[]): boolean {
  return !records.some(
    (other) => other.type === 'undo' && other.undoes === record.id && counts(other, records),
  );
}

const whatCounts = (records: readonly LogRecord[]): LogRecord[] =>
  records.filter((record) => counts(record, records)).sort((a, b) => a.t - b.t);

type Answer = Review | PointReview;

const isPersons = (record: LogRecord): record is Answer =>
  ['review', 'point'].includes(record.type) && (record as Answer).by === 'person';

const average = (values: readonly number[]): number | null => {
  let total = 0;
  for (const value of values) total += value;
  return values.length > 0 ? total / values.length : null;
};

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Where one item stands after its records, and what was foretold of its reviews on the way. */
interface Story {
  readonly card: Card | undefined;
  readonly suspended: boolean;
  readonly lapses: number;
  readonly foretold: readonly Foretold[];
}

interface Foretold {
  readonly chance: number;
  readonly recalled: boolean;
  readonly bin: string;
}

// The k for which base^k <= n < base^(k+1).
function step(n: number, base: number): number {
  let [k, power] = [0, base];
  while (power <= n) {
    power *= base;
    k++;
  }
  return k;
}

/** The bin of srs-benchmark's `rmse_matrix`: interval, number of the review, lapses. */
export function binOf(elapsed: number, number: number, lapses: number): string {
  const round = (x: number, digits: number) => Math.round(x * 10 ** digits) / 10 ** digits;
  return [
    round(2.48 * 3.62 ** step(elapsed, 3.62), 2),
    round(1.99 * 1.89 ** step(number, 1.89), 0),
    lapses === 0 ? 0 : round(1.65 * 1.73 ** step(lapses, 1.73), 0),
  ].join('|');
}

function storyOf(name: string, records: readonly LogRecord[], settings: ModelSettings): Story {
  let card: Card | undefined;
  let suspended = false;
  let [met, lapses, knewIt] = [0, 0, false];
  const foretold: Foretold[] = [];
  for (const record of whatCounts(records)) {
    if (!('item' in record) || record.item !== name) continue;
    if (record.type === 'point') continue;
    if (record.type !== 'review') suspended = record.type === 'suspend';
    else if (!record.cram) {
      const recalled = record.grade !== 'again';
      const elapsed = card ? record.day - card.lastDay : 0;
      if (card && record.by === 'person' && elapsed > 0)
        foretold.push({
          chance: retrievability(card, record.day, settings),
          recalled,
          bin: binOf(elapsed, met + 1, lapses),
        });
      card = { ...remembered(card, record.grade, record.day, settings), due: record.due };
      met++;
      if (!recalled && knewIt) lapses++;
      knewIt = recalled;
    }
  }
  return { card, suspended, foretold, lapses };
}

function calibration(foretold: readonly Foretold[]): ReportFigures['calibration'] {
  const loss = foretold.map(({ chance, recalled }) => {
    const bounded = chance < 1e-6 ? 1e-6 : chance > 1 - 1e-6 ? 1 - 1e-6 : chance;
    return -Math.log(recalled ? bounded : 1 - bounded);
  });
  const bins = [...new Set(foretold.map(({ bin }) => bin))];
  const shareOf = (some: readonly Foretold[]) => average(some.map(({ recalled }) => Number(recalled))) ?? 0;
  const chanceOf = (some: readonly Foretold[]) => average(some.map(({ chance }) => chance)) ?? 0;
  const squares = bins.map((bin) => {
    const some = foretold.filter((one) => one.bin === bin);
    return some.length * (chanceOf(some) - shareOf(some)) ** 2;
  });
  const tenths = Array.from({ length: 10 }, (_, i) =>
    foretold.filter(({ chance }) => chance * 10 >= i && (chance * 10 < i + 1 || i === 9)),
  );
  return {
    reviews: foretold.length,
    logLoss: average(loss),
    rmseBins: foretold.length === 0 ? null : Math.sqrt(total(squares) / foretold.length),
    curve: tenths
      .filter((some) => some.length > 0)
      .map((some) => ({ predicted: chanceOf(some), actual: shareOf(some), reviews: some.length })),
  };
}

function weakPoints(items: readonly Item[], reviews: readonly Review[]): ReportFigures['weakPoints'] {
  const left = items
    .flatMap((item) =>
      item.keyPoints.map((point) => {
        const own = reviews.filter((review) => review.item === nameOf(item));
        const within = (keys: readonly string[] | undefined) => keys?.includes(pointKey(point)) ?? false;
        const missed = own.filter((review) => within(review.missed)).length;
        const seen = missed + own.filter((review) => within(review.covered)).length;
        return { id: item.id, text: point.text, missed, seen };
      }),
    )
    .filter(({ missed }) => missed > 0);
  const ranked: typeof left = [];
  while (left.length > 0 && ranked.length < 20) {
    let worst = 0;
    for (const [i, one] of left.entries()) {
      const other = left[worst]!;
      const isWorse = one.missed > other.missed || (one.missed === other.missed && one.seen < other.seen);
      if (isWorse) worst = i;
    }
    ranked.push(...left.splice(worst, 1));
  }
  return ranked;
}

function streak(records: readonly LogRecord[], today: number): number {
  const practised = (day: number) =>
    whatCounts(records).some((record) => isPersons(record) && record.day === day);
  const last = practised(today) ? today : today - 1;
  let first = last;
  while (practised(first)) first--;
  return last - first;
}

/** All figures but the two instants at the head of a report. */
export function naiveFigures(source: ReportSource): Omit<ReportFigures, 'generatedAt' | 'since'> {
  const { items, records, settings, today, since, readyFor = today, leechAfter = 6 } = source;
  const stories = new Map(items.map((item) => [nameOf(item), storyOf(nameOf(item), records, settings)]));
  const story = (item: Item) => stories.get(nameOf(item))!;
  const isOurs = ({ item }: Answer) => stories.has(item);
  const answers = whatCounts(records)
    .filter(isPersons)
    .filter((answer) => isOurs(answer) && (since === undefined || (answer.now ?? answer.t) >= since));
  const wholes = (some: readonly Answer[]) => some.filter((one): one is Review => one.type === 'review');
  const reviews = wholes(answers);
  const remembers = (some: readonly Review[]) =>
    average(some.map(({ grade }) => ['hard', 'good', 'easy'].filter((each) => each === grade).length));
  const dueOf = (item: Item) => (story(item).suspended ? undefined : story(item).card?.due);
  const isDueOn = (day: number) => (item: Item) => dueOf(item) === day;

  const figuresOf = (some: readonly Item[]) => {
    const own = reviews.filter(({ item }) => some.some((one) => nameOf(one) === item));
    const cards = some.map((item) => story(item).card).filter((card) => card !== undefined);
    return {
      total: some.length,
      seen: cards.length,
      due: some.filter((item) => (dueOf(item) ?? today + 1) <= today).length,
      reviews: own.length,
      accuracy: remembers(own),
      retrievability: average(cards.map((card) => retrievability(card, today, settings))),
      meanSeconds: average(own.map(({ seconds }) => seconds).filter((seconds) => seconds !== 0)),
      hintsPerAnswer: average(own.map(({ hintsUsed }) => hintsUsed)),
    };
  };
  const by = <Key extends string>(key: Key, namesOf: (item: Item) => readonly string[]) =>
    [...new Set(items.flatMap(namesOf))].map((name) => ({
      ...({ [key]: name } as Record<Key, string>),
      ...figuresOf(items.filter((item) => namesOf(item).includes(name))),
    }));
  const daysOf = (some: readonly Answer[]) => [...new Set(some.map(({ day }) => day))].sort((a, b) => a - b);
  const monthOf = ({ day }: Answer) => calendarDate(day).slice(0, 7);
  const secondsOf = (some: readonly Answer[]) => total(some.map(({ seconds }) => seconds));
  const chanceOn = (card: Card) => retrievability(card, Math.max(readyFor, card.lastDay), settings);

  return {
    totals: {
      ...figuresOf(items),
      new: items.filter((item) => !story(item).card && !story(item).suspended).length,
      suspended: items.filter((item) => story(item).suspended).length,
      seconds: secondsOf(answers),
      days: daysOf(answers).length,
    },
    byCategory: by('category', ({ category }) => [category]),
    bySkill: by('skill', ({ skills }) => skills),
    byCareer: by('career', ({ careers }) => careers),
    byTag: by('tag', ({ tags }) => tags),
    byMonth: [...new Set(answers.map(monthOf))].sort().map((month) => {
      const own = answers.filter((answer) => monthOf(answer) === month);
      const reviewed = wholes(own);
      return { month, reviews: reviewed.length, seconds: secondsOf(own), accuracy: remembers(reviewed) };
    }),
    calibration: calibration(items.flatMap((item) => story(item).foretold)),
    forecast: Array.from({ length: 30 }, (_, i) => ({
      date: calendarDate(today + i),
      due: i === 0 ? figuresOf(items).due : items.filter(isDueOn(today + i)).length,
    })),
    activity: daysOf(answers).map((day) => {
      const own = answers.filter((answer) => answer.day === day);
      return { date: calendarDate(day), reviews: own.length, seconds: secondsOf(own) };
    }),
    weakPoints: weakPoints(items, reviews),
    readiness: {
      date: calendarDate(readyFor),
      byCareer: [...new Set(items.flatMap(({ careers }) => careers))].map((career) => {
        const cards = items.filter(({ careers }) => careers.includes(career)).map((item) => story(item).card);
        return {
          career,
          total: cards.length,
          seen: cards.filter((card) => card !== undefined).length,
          ready: average(cards.map((card) => (card ? chanceOn(card) : 0))) ?? 0,
        };
      }),
    },
    leeches: items
      .map((item) => ({ item, ...story(item) }))
      .filter(({ suspended, lapses }) => !suspended && lapses >= leechAfter)
      .map(({ item: { id, title }, lapses }) => ({ id, title, lapses, file: 'questions/basics.md', line: 1 }))
      .sort((a, b) => b.lapses - a.lapses),
    streakDays: streak(records, today),
  };
}
