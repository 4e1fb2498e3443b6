// Times what performance was promised for, each as a ratio to `node -e 0` run in turn with it on this machine,
// and the slope of the cost over three sizes. `npm run bench -- due` runs the rows whose name holds "due".
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { telemetryOf } from '../src/incident/telemetry.ts';
import { loadPack } from '../src/storage/pack-files.ts';
import { openLog } from '../src/storage/review-log.ts';
import { history } from './bench/history.mts';
import { command, firstQuestion, measure, type Row, root, slope, wall, work } from './bench/measure.mts';
import { madeUpPack, oftenUsed } from './bench/packs.mts';
import { calmHour } from './bench/telemetry.mts';

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
      const home = history('year', items, 20_000, 36);
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
  { name: 'an answer appended and synced', target: 10, unit: 'ms', rounds: 50, prepare: appending },
];

/** The same work at several sizes. */
interface Growing extends Omit<Row, 'name' | 'prepare'> {
  readonly name: (size: number) => string;
  readonly sizes: readonly number[];
  readonly prepare: (size: number) => () => number;
}

const questions = [2_500, 5_000, 10_000];

/** A command with a pack of so many questions; the run that is not counted fills the cache. */
const withPack = (form: 'md' | 'yaml', args: (pack: string) => readonly string[]) => (size: number) => {
  const pack = madeUpPack(size, form);
  return () => command(args(pack), fresh);
};

const growing: Growing[] = [
  {
    name: (size) => `due, first run after ${size} reviews arrived`,
    target: 30,
    unit: '×',
    rounds: 5,
    sizes: [5_000, 20_000, 80_000],
    prepare: (size) => {
      const home = history(`n${size}`, items, size, 12);
      return () => {
        rmSync(join(home, 'index.json'), { force: true });
        return command(['due'], home);
      };
    },
  },
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
      const home = history(`report${size}`, loadPack(pack).items, size * 10, 12);
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

// One process for all of them: what is timed is the making, not the start.
growing.push({
  name: (services) => `incident, ${services} services, 60 minutes, all telemetry`,
  target: 150,
  unit: 'ms',
  rounds: 15,
  sizes: [5, 10, 20],
  prepare: (services) => {
    const incident = calmHour(services);
    return () => wall(() => telemetryOf(incident));
  },
});

const wanted = process.argv[2] ?? '';
for (const row of rows.filter(({ name }) => name.includes(wanted))) await measure(row);
for (const row of growing) {
  const sizes = row.sizes.filter((size) => row.name(size).includes(wanted));
  const costs: number[] = [];
  for (const size of sizes) {
    const { ms, floor } = await measure({ ...row, name: row.name(size), prepare: () => row.prepare(size) });
    costs.push(ms - floor);
  }
  if (sizes.length > 1) console.log(`  slope: ${slope(sizes, costs).toFixed(2)} (1 is linear)`);
}
if (!process.env.KEEP) rmSync(work, { recursive: true });

function appending(): () => number {
  const log = openLog(join(work, 'append'), 'bench');
  let seq = 0;
  return () =>
    wall(() =>
      log.append({
        id: `bench${seq}`,
        device: 'bench',
        seq: seq++,
        t: Date.UTC(2026, 0),
        utcOffset: 0,
        type: 'review',
        item: 'builtin/aiops-026',
        grade: 'good',
        seconds: 1,
        hintsUsed: 0,
        timedOut: false,
        by: 'person',
        day: 20_000,
        due: 20_001,
      }),
    );
}
