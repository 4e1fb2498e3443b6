// Times what performance was promised for, each as a ratio to `node -e 0` run in turn with it on this machine,
// and the slope of the cost over three sizes. `npm run bench -- due` runs the rows whose name holds "due".
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import type { Item } from '../src/bank/item.ts';
import { seededRandom } from '../src/bank/random.ts';
import { defaultModel, dueAfter } from '../src/memory/fsrs.ts';
import { grades } from '../src/memory/grade.ts';
import type { Review } from '../src/memory/record.ts';
import { applied, type Entry } from '../src/memory/schedule.ts';
import { headerLine, recordLine } from '../src/storage/log-line.ts';
import { loadPack } from '../src/storage/pack-files.ts';
import { openLog } from '../src/storage/review-log.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'bin', 'hotseat.js');
const work = mkdtempSync(join(tmpdir(), 'hotseat-bench-'));
// Node 20 pays some 33 ms at every start for extra certificates, which would dilute every ratio.
const { NODE_EXTRA_CA_CERTS: _extra, ...inherited } = process.env;
const env = { ...inherited, HOME: work, XDG_STATE_HOME: join(work, 'state'), TZ: 'UTC' } as Record<
  string,
  string
>;

interface Row {
  readonly name: string;
  /** At most this: a ratio to the floor, or milliseconds. */
  readonly target: number;
  readonly unit: '×' | 'ms';
  /** Measures once per call, in milliseconds. */
  readonly sample: () => Promise<number> | number;
  readonly rounds: number;
}

const wall = (action: () => void): number => {
  const start = performance.now();
  action();
  return performance.now() - start;
};

const floor = (): number => wall(() => spawnSync(process.execPath, ['-e', '0'], { env, stdio: 'ignore' }));

function command(args: readonly string[], home: string): number {
  return wall(() => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
      env: { ...env, HOTSEAT_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}: ${stderr}`);
  });
}

/** Milliseconds until the first question's keys are on a real terminal. */
const firstQuestion = (home: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const start = performance.now();
    const pty = spawn(process.execPath, [program, 'quiz'], {
      cols: 80,
      rows: 24,
      env: { ...env, HOTSEAT_HOME: home },
    });
    let seen = '';
    pty.onData((data) => {
      seen += data;
      if (!seen.includes('h hint')) return;
      resolve(performance.now() - start);
      pty.write('q');
    });
    pty.onExit(() => reject(new Error(`no question came: ${seen}`)));
  });

/** A progress folder with a history of random reviews over a year and more, spread over devices and months. */
function history(name: string, items: readonly Item[], reviews: number, files: number): string {
  const home = join(work, name);
  mkdirSync(join(home, 'reviews'), { recursive: true });
  const random = seededRandom(7);
  const entries = new Map<string, Entry>();
  const start = Date.UTC(2025, 9, 1, 9);
  const texts = Array.from({ length: files }, () => '');
  for (let n = 0; n < reviews; n++) {
    const t = start + Math.floor((n / reviews) * 380) * 86_400_000 + (n % 1000) * 60_000;
    const item = items[Math.floor(random() * items.length)];
    const id = `builtin/${item?.id}`;
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
    entries.set(id, applied(entry, record));
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

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

async function measure(row: Row): Promise<number> {
  const samples: number[] = [];
  const floors: number[] = [];
  await row.sample();
  for (let i = 0; i < row.rounds; i++) {
    floors.push(floor());
    samples.push(await row.sample());
  }
  const value = row.unit === 'ms' ? median(samples) : median(samples.map((ms, i) => ms / (floors[i] ?? 1)));
  const verdict = value <= row.target ? 'ok' : 'OVER';
  const cost = `${value.toFixed(2)}${row.unit}`.padStart(10);
  console.log(
    `${row.name.padEnd(58)}${cost}  target ${row.target}${row.unit}  ${median(samples).toFixed(1)} ms, floor ${median(floors).toFixed(1)} ms  ${verdict}`,
  );
  return median(samples);
}

const { items } = loadPack(root);
const fresh = join(work, 'fresh');
const year = history('year', items, 20_000, 36);
const sizes = [5_000, 20_000, 80_000].map((reviews) => ({
  reviews,
  home: history(`n${reviews}`, items, reviews, 12),
}));
const log = openLog(join(work, 'append'), 'bench');
let appended = 0;

const rows: Row[] = [
  {
    name: 'due, shipped pack, nothing reviewed',
    target: 1.4,
    unit: '×',
    rounds: 40,
    sample: () => command(['due'], fresh),
  },
  {
    name: 'due, a year: 36 log files, 20,000 reviews, second run',
    target: 1.6,
    unit: '×',
    rounds: 40,
    sample: () => command(['due'], year),
  },
  {
    name: 'first question on the screen',
    target: 3,
    unit: '×',
    rounds: 15,
    sample: () => firstQuestion(fresh),
  },
  {
    name: 'an answer appended and synced',
    target: 10,
    unit: 'ms',
    rounds: 50,
    sample: () =>
      wall(() =>
        log.append({
          id: `bench${appended++}`,
          device: 'bench',
          seq: appended,
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
      ),
  },
];

const wanted = process.argv[2] ?? '';
for (const row of rows.filter(({ name }) => name.includes(wanted))) await measure(row);
if ('fold'.includes(wanted) || wanted === '') await slope();
log.close();
if (!process.env.KEEP) rmSync(work, { recursive: true });

/** Folding the log anew over three sizes: the slope of a line through the logarithms, 1 is linear. */
async function slope(): Promise<void> {
  const costs: number[] = [];
  for (const { reviews, home } of sizes) {
    const sample = () => {
      rmSync(join(home, 'index.json'), { force: true });
      return Math.max(0.1, command(['due'], home) - floor());
    };
    costs.push(
      await measure({
        name: `due, first run after ${reviews} reviews arrived`,
        target: 30,
        unit: '×',
        rounds: 5,
        sample,
      }),
    );
  }
  const rise =
    Math.log((costs.at(-1) ?? 1) / (costs[0] ?? 1)) /
    Math.log((sizes.at(-1)?.reviews ?? 1) / (sizes[0]?.reviews ?? 1));
  console.log(
    `slope of the fold over ${sizes.map(({ reviews }) => reviews).join(', ')} reviews: ${rise.toFixed(2)} (1 is linear)`,
  );
}
