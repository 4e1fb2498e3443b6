// What is computed from how somebody remembers: a fit of the model, and the days up to an interview.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullId } from '../../src/bank/item.ts';
import { defaultModel } from '../../src/memory/fsrs.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { type Both, learner, reviewOnce } from '../../test/memory/simulated-learner.ts';
import { history } from './history.mts';
import { command, type Growing, work } from './measure.mts';
import { madeUpPack } from './packs.mts';

const newPerDay = 40;

/** A folder with so many reviews, each on the day on which it was due, by somebody who forgets as people do. */
function learned(reviews: number): string {
  const home = join(work, `learned${reviews}`);
  if (existsSync(home)) return home;
  mkdirSync(join(home, 'reviews'), { recursive: true });
  const who = learner(7, 0.3);
  const met = new Map<string, Both>();
  const lines: string[] = [];
  for (let day = 20_000; lines.length < reviews; day++) {
    const due = [...met].filter(([, { card }]) => (card?.due ?? day) <= day).map(([item]) => item);
    const fresh = Array.from({ length: newPerDay }, (_, i) => `elsewhere/card-${met.size + i}`);
    for (const item of [...due, ...fresh].slice(0, reviews - lines.length)) {
      const before = met.get(item) ?? { memory: undefined, card: undefined };
      const { both, review } = reviewOnce(who, item, before, day, defaultModel);
      met.set(item, both);
      lines.push(recordLine({ ...review, device: 'bench' }));
    }
  }
  writeFileSync(join(home, 'reviews', 'bench-2026-11.jsonl'), headerLine('bench') + lines.join(''));
  return home;
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The rows of the learner. */
export const learnerRows: readonly Growing[] = [
  {
    name: (reviews) => `fit on ${reviews} reviews`,
    target: 2000,
    unit: 'ms',
    rounds: 3,
    sizes: [25_000, 50_000, 100_000],
    prepare: (reviews) => {
      const home = learned(reviews);
      return () => command(['fit', '--dry-run'], home);
    },
  },
  {
    name: (questions) => `exam in 30 days, ${questions} questions`,
    target: 2000,
    unit: 'ms',
    rounds: 3,
    sizes: [250, 500, 1000],
    prepare: (questions) => {
      const pack = madeUpPack(questions, 'md');
      const ids = loadPack(pack).items.map(fullId);
      const home = history(`exam${questions}`, ids, questions * 4, { months: 6, devices: 1 });
      return () => command(['exam', '--date', inDays(30), '--minutes', '20', '--pack', pack], home);
    },
  },
];
