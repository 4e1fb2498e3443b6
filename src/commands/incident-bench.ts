import { setImmediate } from 'node:timers/promises';
import { UserError } from '../bank/user-error.ts';
import { type Judged, judgeDealt, judgeRecorded } from '../incident/bench.ts';
import { methods } from '../incident/gauge/methods.ts';
import type { Level } from '../incident/level.ts';
import { benchDocument } from '../report/incident-bench.ts';
import { benchText } from '../report/incident-bench-text.ts';
import { recordingsIn } from '../storage/recorded-incident.ts';
import { Interrupted } from '../terminal/interrupted.ts';
import { dealNumber, levelNamed } from './dealt-incident.ts';
import { slowNotes } from './slow-notes.ts';
import type { ExitCode, World } from './world.ts';

export interface BenchOptions {
  readonly seeds?: string;
  readonly level?: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** `hotseat incident bench`: what simple methods score on incidents, generated or recorded elsewhere. */
export async function incidentBench(world: World, options: BenchOptions): Promise<ExitCode> {
  const level = options.level === undefined ? undefined : levelNamed(options.level);
  const judged =
    options.from === undefined
      ? await generated(world, options.seeds ?? '1..50', level)
      : await recorded(world, options.from, options.seeds, level);
  sayWhatIsMissing(world, judged);
  const document = benchDocument(judged);
  world.out(options.json ? `${JSON.stringify(document)}\n` : benchText(document));
  return 0;
}

function generated(world: World, seeds: string, level: Level | undefined): Promise<Judged[]> {
  const [first, last] = seedsOf(seeds);
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return oneByOne(world, numbers, (number) => judgeDealt(dealNumber(number, level)));
}

/** The most seeds of one run: a list longer than this is a slip. */
const mostSeeds = 100_000;

/** `1..200`, or one seed. */
function seedsOf(written: string): readonly [number, number] {
  const [, from = '', to = from] = /^(\d{1,15})(?:\.\.(\d{1,15}))?$/.exec(written.trim()) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from !== '' && first <= last && last - first < mostSeeds) return [first, last];
  throw new UserError(
    `--seeds takes a range of whole numbers, not "${written}"`,
    `Write --seeds 1..200, the smaller number first and ${mostSeeds} seeds at most.`,
  );
}

async function recorded(
  world: World,
  from: string,
  seeds: string | undefined,
  level: Level | undefined,
): Promise<Judged[]> {
  if (seeds !== undefined)
    throw new UserError('recorded incidents have no seeds', 'Give --from or --seeds, not both.');
  const judged = await oneByOne(world, recordingsIn(from), ({ name, read }) => {
    const one = judgeRecorded(read());
    if (!one) world.note(`${name} does not tell its truth and is left out`);
    return one;
  });
  if (judged.length > 0) return judged.filter((one) => level === undefined || one.level === level);
  throw new UserError(
    `no recording in ${from} tells its truth`,
    'RCAEval lays a recording out as <service>_<fault>/<number>: name the folders so.',
  );
}

/** A method without a row lacked something, unless there was no cause to rank. */
function sayWhatIsMissing(world: World, judged: readonly Judged[]): void {
  const ranked = judged.filter(({ hits }) => hits.size > 0);
  if (ranked.length === 0) return;
  for (const method of methods) {
    if ('needs' in method && !ranked.some(({ hits }) => hits.has(method.name)))
      world.note(`${method.name} needs ${method.needs}, which these incidents lack`);
  }
}

const everyMs = 5000;

/** Judges incidents one after the other, and says how far it is; a signal ends it in between. */
async function oneByOne<Incident>(
  world: World,
  incidents: readonly Incident[],
  judge: (incident: Incident) => Judged | undefined,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  const note = slowNotes(world, everyMs);
  for (const [i, incident] of incidents.entries()) {
    await setImmediate();
    if (world.signal.aborted) throw new Interrupted(world.signal.reason as 'SIGTERM' | 'SIGHUP');
    note(`${i} of ${incidents.length} incidents`);
    const one = judge(incident);
    if (one) judged.push(one);
  }
  return judged;
}
