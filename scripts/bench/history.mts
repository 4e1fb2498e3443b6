// Progress folders with a long past.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/bank/random.ts';
import { defaultModel, dueAfter } from '../../src/memory/fsrs.ts';
import { grades } from '../../src/memory/grade.ts';
import type { Review } from '../../src/memory/record.ts';
import { type Entry, moveOn } from '../../src/memory/schedule.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { work } from './measure.mts';

/** So many months, in each of which so many machines were used: a file for each of both. */
export interface Extent {
  readonly months: number;
  readonly devices: number;
}

/** Ids of so many cards of a pack that is not there, as they come with the log of another machine. */
export const cardIds = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `elsewhere/card-${i}`);

/** A progress folder with random reviews of some items, as sessions write them, up to November 2026. */
export function history(
  name: string,
  items: readonly string[],
  reviews: number,
  { months, devices }: Extent,
): string {
  const home = join(work, name);
  if (existsSync(home)) return home;
  mkdirSync(join(home, 'reviews'), { recursive: true });
  const random = seededRandom(7);
  const entries = new Map<string, Entry>();
  for (let month = 0; month < months; month++) {
    const texts = Array.from({ length: devices }, () => [] as string[]);
    const count = Math.floor((reviews * (month + 1)) / months) - Math.floor((reviews * month) / months);
    const start = Date.UTC(2026, 11 - months + month);
    for (let n = 0; n < count; n++) {
      const item = items[Math.floor(random() * items.length)] ?? '';
      const t = start + Math.floor((n / count) * 28 * 86_400_000);
      const day = Math.floor(t / 86_400_000);
      const grade = grades[Math.floor(random() * 4)] ?? 'good';
      const due = dueAfter(entries.get(item)?.card, grade, day, item, defaultModel);
      const record = reviewOf(`d${n % devices}`, n, t, { item, grade, day, due }, random());
      moveOn(entries, record, defaultModel);
      texts[n % devices]?.push(recordLine(record));
    }
    const suffix = new Date(start).toISOString().slice(0, 7);
    for (const [i, lines] of texts.entries())
      writeFileSync(join(home, 'reviews', `d${i}-${suffix}.jsonl`), headerLine(`d${i}`) + lines.join(''));
  }
  return home;
}

function reviewOf(
  device: string,
  seq: number,
  t: number,
  given: Pick<Review, 'item' | 'grade' | 'day' | 'due'>,
  chance: number,
): Review {
  const { item, grade, day, due } = given;
  return {
    id: Math.floor(chance * 36 ** 10)
      .toString(36)
      .padStart(10, '0'),
    ...{ device, seq: seq % 50, t, utcOffset: 60, type: 'review', item, grade },
    ...{ score: Math.floor(chance * 100), seconds: Math.round(chance * 900) / 10 },
    ...{ hintsUsed: 0, timedOut: false, by: 'person' },
    ...{ covered: ['1k9x2ab', '0cd8e7f'], missed: chance < 0.3 ? ['9z3k1qp'] : [], day, due },
  } as Review;
}
