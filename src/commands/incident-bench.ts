import { UserError } from '../bank/user-error.ts';
import { drawLevel, hitsOf } from '../incident/gauge/accuracy.ts';
import { methods } from '../incident/gauge/methods.ts';
import { benchDocument, type Judged } from '../report/incident-bench.ts';
import { benchText } from '../report/incident-bench-text.ts';
import { type Recording, recordingsIn } from '../storage/recorded-incident.ts';
import type { ExitCode, World } from './world.ts';

export interface BenchOptions {
  readonly seeds?: string;
  readonly level?: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** `hotseat incident bench`: what simple methods score on incidents, generated or recorded elsewhere. */
export async function incidentBench(world: World, options: BenchOptions): Promise<ExitCode> {
  const judged = recorded(world, options.from ?? '');
  sayWhatIsMissing(world, judged);
  const document = benchDocument(judged);
  world.out(options.json ? `${JSON.stringify(document)}\n` : benchText(document));
  return 0;
}

function recorded(world: World, from: string): Judged[] {
  const recordings = recordingsIn(from);
  const tell = progress(world, recordings.length);
  const judged = recordings.flatMap((recording, i) => {
    tell(i);
    return judge(world, recording) ?? [];
  });
  if (judged.length > 0) return judged;
  throw new UserError(
    `no recording in ${from} tells its truth`,
    'RCAEval lays a recording out as <service>_<fault>/<number>: name the folders so.',
  );
}

function judge(world: World, { name, read }: Recording): Judged | undefined {
  const { case: of, truth } = read();
  if (!truth) {
    world.note(`${name} does not tell its truth and is left out`);
    return undefined;
  }
  const { cause, fault } = truth;
  return { level: drawLevel(of, cause), healthy: false, fault, hits: hitsOf(of, cause), players: [] };
}

/** A method without a row lacked something. */
function sayWhatIsMissing(world: World, judged: readonly Judged[]): void {
  for (const method of methods) {
    if ('needs' in method && !judged.some(({ hits }) => hits.has(method.name)))
      world.note(`${method.name} needs ${method.needs}, which these incidents lack`);
  }
}

/** Says how far it is, once a second has passed, and every second from then on. */
function progress(world: World, total: number): (done: number) => void {
  let last = world.clock.ticks();
  return (done) => {
    const now = world.clock.ticks();
    if (now - last < 1000) return;
    last = now;
    world.note(`${done} of ${total} incidents`);
  };
}
