// Times what performance was promised for, each as a ratio to `node -e 0` run in turn with it on this machine,
// and the slope of the cost over three sizes. `npm run bench -- due` runs the rows whose name holds "due".
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fullId, type Item } from '../src/bank/item.ts';
import { openScheduler } from '../src/memory/scheduler.ts';
import { defaultSettings } from '../src/memory/settings.ts';
import { loadPack } from '../src/storage/pack-files.ts';
import { history } from './bench/history.mts';
import { growingIncidentRows, incidentRows } from './bench/incident-rows.mts';
import { learnerRows } from './bench/learner-rows.mts';
import { logRows } from './bench/log-rows.mts';
import {
  command,
  firstQuestion,
  type Growing,
  measure,
  measureGrowth,
  type Row,
  root,
  wall,
  work,
} from './bench/measure.mts';
import { madeUpPack, oftenUsed } from './bench/packs.mts';

const { items } = loadPack(root);
const fresh = join(work, 'fresh');

const rows: Row[] = [
  {
    name: 'due, shipped pack, nothing reviewed',
    target: 1.4,
    unit: '×',
    rounds: 40,
    prepare: () => () => command(['due'], fresh),
  },
  {
    name: 'due, a year: 36 log files, 20,000 reviews, second run',
    target: 1.6,
    unit: '×',
    rounds: 40,
    prepare: () => {
      const home = history('year', items.map(fullId), 20_000, { months: 12, devices: 3 });
      return () => command(['due'], home);
    },
  },
  {
    name: 'first question on the screen',
    target: 3,
    unit: '×',
    rounds: 15,
    prepare: () => () => firstQuestion(fresh),
  },
  {
    name: 'an answer scheduled among 100,000 cards, besides the sync',
    target: 2,
    unit: 'ms',
    rounds: 50,
    prepare: scheduling,
  },
  ...incidentRows,
];

const questions = [2_500, 5_000, 10_000];

/** A command with a pack of so many questions; the run that is not counted fills the cache. */
const withPack = (form: 'md' | 'yaml', args: (pack: string) => readonly string[]) => (size: number) => {
  const pack = madeUpPack(size, form);
  return () => command(args(pack), fresh);
};

const growing: Growing[] = [
  ...logRows,
  ...learnerRows,
  {
    name: (size) => `due, ${size} questions in 50 files, second run`,
    target: 2,
    unit: '×',
    rounds: 20,
    sizes: questions,
    prepare: withPack('md', (pack) => ['due', '--pack', pack]),
  },
  {
    name: (size) => `list --json, ${size} questions, second run`,
    target: 8,
    unit: '×',
    rounds: 10,
    sizes: questions,
    prepare: withPack('md', (pack) => ['list', '--json', '--pack', pack]),
  },
  {
    name: (size) => `search, ${size} questions, second run`,
    target: 100,
    unit: 'ms',
    rounds: 15,
    sizes: questions,
    prepare: withPack('md', (pack) => ['search', '--pack', pack, oftenUsed]),
  },
  {
    name: (size) => `check, ${size} questions in 50 Markdown files`,
    target: 8,
    unit: '×',
    rounds: 5,
    sizes: questions,
    prepare: withPack('md', (pack) => ['check', pack]),
  },
  {
    name: (size) => `check, ${size} questions in 50 YAML files`,
    target: 60,
    unit: '×',
    rounds: 3,
    sizes: questions,
    prepare: withPack('yaml', (pack) => ['check', pack]),
  },
];

growing.push(
  {
    name: (size) => `report as HTML, ${size} questions with ten reviews each`,
    target: 500,
    unit: 'ms',
    rounds: 5,
    sizes: [250, 500, 1000],
    prepare: (size) => {
      const pack = madeUpPack(size, 'md');
      const home = history(`report${size}`, loadPack(pack).items.map(fullId), size * 10, {
        months: 12,
        devices: 1,
      });
      return () => command(['report', '--format', 'html', '--pack', pack], home);
    },
  },
  {
    name: (size) => `sheet as PDF, ${size} questions of the shipped pack, answers and all`,
    target: 3000,
    unit: 'ms',
    rounds: 3,
    sizes: [40, 80, items.length],
    prepare: (size) => () =>
      command(
        [
          'sheet',
          '--order',
          'file',
          '--limit',
          String(size),
          '--with',
          'hints,points,answers',
          '-o',
          join(work, 'sheet.pdf'),
        ],
        fresh,
      ),
  },
);

growing.push(...growingIncidentRows);

const wanted = process.argv[2] ?? '';
for (const row of rows.filter(({ name }) => name.includes(wanted))) await measure(row);
for (const row of growing) await measureGrowth(row, wanted);
if (!process.env.KEEP) rmSync(work, { recursive: true });

/** A grade put into a large schedule: its due day balanced, its entry and the counts of the days moved. */
function scheduling(): () => number {
  const [item] = items as [Item];
  const day = 20_000;
  const entries = Array.from({ length: 100_000 }, (_, i) => {
    const card = { state: 'review' as const, due: day + (i % 400), stability: 1 + (i % 300), difficulty: 5 };
    const id = i === 0 ? fullId(item) : `pack/group-${i % 20_000}/q-${i}`;
    return [
      id,
      { card: { ...card, reps: 5, lapses: 0, firstDay: day - 400, lastDay: day - 50 }, suspended: false },
    ] as const;
  });
  const scheduler = openScheduler(new Map(entries), defaultSettings);
  return () =>
    wall(() => {
      const due = scheduler.dueAfter(item, 'good', day);
      const effort = { seconds: 1, hintsUsed: 0, timedOut: false, by: 'person' };
      scheduler.take({ type: 'review', item: fullId(item), grade: 'good', day, due, ...effort });
    });
}
