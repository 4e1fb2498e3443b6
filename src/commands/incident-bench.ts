import { UserError } from '../bank/user-error.ts';
import { type Judged, judgeDealt, judgeRecorded } from '../incident/bench.ts';
import { dealLevel, dealRaw } from '../incident/deal.ts';
import { methods } from '../incident/gauge/methods.ts';
import type { Level } from '../incident/level.ts';
import { benchDocument } from '../report/incident-bench.ts';
import { benchText } from '../report/incident-bench-text.ts';
import { recordingsIn } from '../storage/recorded-incident.ts';
import { levelNamed } from './incident-level.ts';
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
      ? generated(world, options.seeds ?? '1..50', level)
      : recorded(world, options.from, options.seeds).filter(
          (one) => level === undefined || one.level === level,
        );
  sayWhatIsMissing(world, judged);
  const document = benchDocument(judged);
  world.out(options.json ? `${JSON.stringify(document)}\n` : benchText(document));
  return 0;
}

function generated(world: World, seeds: string, level: Level | undefined): Judged[] {
  const [first, last] = seedsOf(seeds);
  const tell = progress(world, last - first + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    tell(i);
    return judgeDealt(level ? dealLevel(level, first + i) : dealRaw(first + i));
  });
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

function recorded(world: World, from: string, seeds: string | undefined): Judged[] {
  if (seeds !== undefined)
    throw new UserError('recorded incidents have no seeds', 'Give --from or --seeds, not both.');
  const recordings = recordingsIn(from);
  const tell = progress(world, recordings.length);
  const judged = recordings.flatMap(({ name, read }, i) => {
    tell(i);
    const one = judgeRecorded(read());
    if (!one) world.note(`${name} does not tell its truth and is left out`);
    return one ?? [];
  });
  if (judged.length > 0) return judged;
  throw new UserError(
    `no recording in ${from} tells its truth`,
    'RCAEval lays a recording out as <service>_<fault>/<number>: name the folders so.',
  );
}

/** A method without a row lacked something. */
function sayWhatIsMissing(world: World, judged: readonly Judged[]): void {
  for (const method of methods) {
    if ('needs' in method && !judged.some(({ hits }) => hits.has(method.name)))
      world.note(`${method.name} needs ${method.needs}, which these incidents lack`);
  }
}

/** ms before it is first said how far it is, and between the times after that. */
const [patience, between] = [1000, 5000];

function progress(world: World, total: number): (done: number) => void {
  let next = world.clock.ticks() + patience;
  return (done) => {
    const now = world.clock.ticks();
    if (now < next) return;
    next = now + between;
    world.note(`${done} of ${total} incidents`);
  };
}
