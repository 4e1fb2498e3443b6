// Packs, logs and folders for the tests of reports and sheets.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogRecord, Review } from '../../src/memory/record.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { review } from '../builders.ts';

const msPerDay = 86_400_000;

/** Day number of 2026-12-01, the day on which these tests take place. */
export const today = Date.UTC(2026, 11, 1) / msPerDay;
export const now = ['--now', '2026-12-01T09:00:00Z'] as const;

/** A person's review some days before today, at nine in the morning. */
export const reviewed = (item: string, daysAgo: number, over: Partial<Review> = {}): Review => ({
  ...review(`${item}-${daysAgo}-${over.seq ?? 0}`, {
    item,
    t: (today - daysAgo) * msPerDay + 9 * 3_600_000 + (over.seq ?? 0),
    day: today - daysAgo,
    due: today - daysAgo + 3,
  }),
  ...over,
});

/** Puts records into the progress folder of an environment, as sessions of one device leave them. */
export function keepAll(env: Record<string, string>, records: readonly LogRecord[]): void {
  const folder = join(env.HOTSEAT_HOME ?? '', 'reviews');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'laptop-2026-12.jsonl'),
    headerLine('laptop') + records.map((record) => recordLine(record)).join(''),
  );
}

/** A pack of one file in the home of an environment; its id is the folder's name. */
export function packOf(env: Record<string, string>, questions: readonly object[], name = 'shelf'): string {
  const folder = join(env.HOME ?? '', name);
  mkdirSync(folder, { recursive: true });
  const lines = questions.flatMap((question) =>
    Object.entries(question).map(
      ([key, value], i) => `${i === 0 ? '- ' : '  '}${key}: ${JSON.stringify(value)}`,
    ),
  );
  writeFileSync(join(folder, 'questions.yaml'), `questions:\n${lines.join('\n')}\n`);
  return folder;
}

/** A year of practice with some questions, its days, grades and times made from their numbers. */
export function yearOf(items: readonly string[], pointsOf: (item: string) => readonly string[]): LogRecord[] {
  const records: LogRecord[] = [];
  for (let ago = 365; ago >= 0; ago--) {
    const count = (ago * 7919) % 11 < 4 ? (ago * 31) % 9 : 0;
    for (let i = 0; i < count; i++) {
      const n = ago * 13 + i * 7;
      const item = items[n % items.length] ?? '';
      const points = pointsOf(item);
      const grade = (['again', 'hard', 'good', 'good', 'good', 'easy'] as const)[(n * 5) % 6] ?? 'good';
      const missed = points.filter((_, k) => grade === 'again' || (n + k) % 4 === 0);
      records.push(
        reviewed(item, ago, {
          ...{ seq: i, grade, seconds: 20 + ((n * 17) % 160), hintsUsed: n % 3, missed },
          covered: points.filter((point) => !missed.includes(point)),
          due: today - ago + 1 + (n % 40),
        }),
      );
    }
  }
  return records;
}
