// How things are timed: each in turn with `node -e 0`, so that a busy machine slows both.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = join(root, 'bin', 'hotseat.js');

/** Where the bench puts all that it makes. */
export const work = mkdtempSync(join(tmpdir(), 'hotseat-bench-'));

// Node 20 pays some 33 ms at every start for extra certificates, which would dilute every ratio.
const { NODE_EXTRA_CA_CERTS: _extra, ...inherited } = process.env;
const env: Record<string, string> = {
  ...(inherited as Record<string, string>),
  HOME: work,
  XDG_STATE_HOME: join(work, 'state'),
  XDG_CACHE_HOME: join(work, 'cache'),
  TZ: 'UTC',
};

/** Something to be timed. */
export interface Row {
  readonly name: string;
  /** At most this: a ratio to the floor, or milliseconds. */
  readonly target: number;
  readonly unit: '×' | 'ms' | 'MB';
  readonly rounds: number;
  /** Makes what is needed and gives the function that measures once per call: milliseconds, or megabytes. */
  readonly prepare: () => () => Promise<number> | number;
}

/** The same work at several sizes. */
export interface Growing extends Omit<Row, 'name' | 'prepare' | 'target'> {
  readonly name: (size: number) => string;
  /** For all sizes, or by size. */
  readonly target: number | ((size: number) => number);
  readonly sizes: readonly number[];
  /** Done in the bench's own process, so that no start of a program is in it. */
  readonly inProcess?: true;
  readonly prepare: (size: number) => () => number;
}

/** What a row took, and `node -e 0` beside it: medians, in milliseconds. */
export interface Cost {
  readonly ms: number;
  readonly floor: number;
}

/** The milliseconds that an action takes. */
export function wall(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** The milliseconds of CPU time that an action takes: what else this machine does is not in it. */
export function cpu(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const floor = (): number => wall(() => spawnSync(process.execPath, ['-e', '0'], { env, stdio: 'ignore' }));

/** The milliseconds of a whole run of the program. */
export function command(args: readonly string[], home: string): number {
  return wall(() => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
      env: { ...env, HOTSEAT_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 256e6,
    });
    if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}: ${stderr}`);
  });
}

/** The most memory, in megabytes, that a run of the program holds at one time. */
export function peak(args: readonly string[], home: string): number {
  const told = join(work, 'peak.cjs');
  writeFileSync(
    told,
    'process.on("exit", () => process.stderr.write("\\n" + process.resourceUsage().maxRSS));',
  );
  const { status, stderr } = spawnSync(process.execPath, ['-r', told, program, ...args], {
    env: { ...env, HOTSEAT_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}: ${stderr}`);
  return Number(stderr.split('\n').at(-1)) / 1024;
}

/** Milliseconds until the first question's keys are on a real terminal. */
export const firstQuestion = (home: string): Promise<number> =>
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

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

/** Times a row, after one run that is not counted, and prints it. */
export async function measure({ name, target, unit, rounds, prepare }: Row): Promise<Cost> {
  const samples: number[] = [];
  const floors: number[] = [];
  const sample = prepare();
  await sample();
  for (let i = 0; i < rounds; i++) {
    floors.push(floor());
    samples.push(await sample());
  }
  const cost = { ms: median(samples), floor: median(floors) };
  const value = unit !== '×' ? cost.ms : median(samples.map((ms, i) => ms / (floors[i] ?? 1)));
  console.log(
    `${name.padEnd(58)}${`${value.toFixed(2)}${unit}`.padStart(10)}  target ${target}${unit}  ${cost.ms.toFixed(1)} ${unit === 'MB' ? 'MB' : 'ms'}, floor ${cost.floor.toFixed(1)} ms  ${value <= target ? 'ok' : 'OVER'}`,
  );
  return cost;
}

/** Times a row at each of its sizes that are wanted, and prints how its cost grows. */
export async function measureGrowth(row: Growing, wanted: string): Promise<void> {
  const sizes = row.sizes.filter((size) => row.name(size).includes(wanted));
  const costs: number[] = [];
  for (const size of sizes) {
    const target = typeof row.target === 'number' ? row.target : row.target(size);
    const { ms, floor } = await measure({
      ...row,
      target,
      name: row.name(size),
      prepare: () => row.prepare(size),
    });
    costs.push(row.inProcess ? ms : ms - floor);
  }
  if (sizes.length > 1) console.log(`  slope: ${slope(sizes, costs).toFixed(2)} (1 is linear)`);
}

/** The slope of costs over sizes in a plot of logarithms: 1 is linear. Costs are those above the floor. */
function slope(sizes: readonly number[], costs: readonly number[]): number {
  const rise = (list: readonly number[]): number =>
    Math.log(Math.max(0.1, list.at(-1) ?? 1)) - Math.log(Math.max(0.1, list[0] ?? 1));
  return rise(costs) / rise(sizes);
}
