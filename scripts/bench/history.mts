// Progress folders with a long past.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullId, type Item } from '../../src/bank/item.ts';
import { seededRandom } from '../../src/bank/random.ts';
import { defaultModel, dueAfter } from '../../src/memory/fsrs.ts';
import { grades } from '../../src/memory/grade.ts';
import type { Review } from '../../src/memory/record.ts';
import { applied, type Entry } from '../../src/memory/schedule.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { work } from './measure.mts';

/** A progress folder with a history of random reviews over a year and more, spread over devices and months. */
export function history(name: string, items: readonly Item[], reviews: number, files: number): string {
  const home = join(work, name);
  mkdirSync(join(home, 'reviews'), { recursive: true });
  const random = seededRandom(7);
  const entries = new Map<string, Entry>();
  const start = Date.UTC(2025, 9, 1, 9);
  const texts = Array.from({ length: files }, () => '');
  for (let n = 0; n < reviews; n++) {
    const t = start + Math.floor((n / reviews) * 380) * 86_400_000 + (n % 1000) * 60_000;
    const item = items[Math.floor(random() * items.length)];
    const id = item ? fullId(item) : '';
    const entry = entries.get(id) ?? { suspended: false };
    const day = Math.floor(t / 86_400_000);
    const grade = grades[Math.floor(random() * 4)] ?? 'good';
    const device = `d${n % Math.max(1, files / 12)}`;
    const due = dueAfter(entry.card, grade, day, id, defaultModel);
    const record: Review = {
      id: n.toString(36).padStart(10, '0'),
      device,
      seq: n,
      t,
      utcOffset: 0,
      type: 'review',
      item: id,
      grade,
      seconds: 60,
      hintsUsed: 0,
      timedOut: false,
      by: 'person',
      day,
      due,
      covered: [],
      missed: [],
    };
    entries.set(id, applied(entry, record, defaultModel));
    texts[Math.min(files - 1, Math.floor((n * files) / reviews))] += recordLine(record);
  }
  texts.forEach((text, i) => {
    const device = `d${i % 3}`;
    writeFileSync(
      join(home, 'reviews', `${device}-2026-${String(i).padStart(2, '0')}.jsonl`),
      headerLine(device) + text,
    );
  });
  return home;
}
