import { fileURLToPath } from 'node:url';
import { seededRandom } from './bank/random.ts';
import { UserError } from './bank/user-error.ts';
import { runCli } from './cli/cli.ts';
import type { GlobalOptions } from './cli/options.ts';
import type { Clock, World } from './commands/world.ts';
import { localZone, parseTime } from './local-time.ts';
import { cacheFolder, machineFolder, namedPacks, progressFolder } from './places.ts';
import { packsInUse } from './storage/added-packs.ts';
import { makeTheme } from './terminal/theme.ts';

declare const HOTSEAT_VERSION: string | undefined;
declare const HOTSEAT_BUILD: string | undefined;

const root = fileURLToPath(new URL('..', import.meta.url));
const version = typeof HOTSEAT_VERSION === 'string' ? HOTSEAT_VERSION : '0.0.0-dev';
const build = typeof HOTSEAT_BUILD === 'string' ? HOTSEAT_BUILD : undefined;
const exitCodes: Record<string, number> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** The program: builds the real world, runs the command, prints an error if there is one, sets the exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const ending = endingSignals();
  process.stdout.on('error', quietPipe);
  process.stderr.on('error', quietPipe);
  try {
    process.exitCode = await runCli(args, version, (options) => realWorld(options, ending));
  } catch (error) {
    process.exitCode = sayError(error);
  }
}

// A reader that has seen enough, as `head` has, is no fault.
function quietPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function endingSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      process.exitCode = exitCodes[name];
      controller.abort(name);
    });
  }
  return controller.signal;
}

function sayError(error: unknown): number {
  if (error instanceof UserError) {
    process.stderr.write(`hotseat: ${error.message}\n${error.mend}\n`);
    return 2;
  }
  if (error instanceof Error && error.name === 'Interrupted') {
    return exitCodes[(error as Error & { signal: string }).signal] ?? 130;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(
    `hotseat: this is a bug in hotseat: ${message.split('\n')[0]} (DEBUG=hotseat shows where)\n`,
  );
  if (process.env.DEBUG === 'hotseat') process.stderr.write(`${stack}\n`);
  return 2;
}

function realWorld(options: GlobalOptions, signal: AbortSignal): World {
  const { stdin, stdout, stderr, env } = process;
  const screen = !stdin.isTTY ? undefined : stdout.isTTY ? stdout : stderr.isTTY ? stderr : undefined;
  const seed = options.seed === undefined ? undefined : seedOf(options.seed);
  const home = progressFolder(options.home, env);
  const named = namedPacks(options.pack, env);
  const shownOn = stdout.isTTY ? stdout : screen;
  return {
    clock: realClock(options.now),
    zone: localZone,
    random: seed === undefined ? Math.random : seededRandom(seed),
    seed,
    home,
    machineFolder: machineFolder(env),
    cache: build === undefined ? undefined : { folder: cacheFolder(env), build },
    root,
    packs: named.length > 0 ? named : packsInUse(home),
    verbosity: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
    theme: makeTheme(colourLevel(options, shownOn)),
    width: Math.max(40, shownOn?.columns || 80),
    stdin,
    screen,
    out: (text) => void stdout.write(text),
    page: async (text) => (await import('./terminal/pager.ts')).page(text, env.PAGER ?? 'less', stdout),
    warn: (text) => void stderr.write(text),
    note: (text) => void (options.quiet || stderr.write(`${text}\n`)),
    githubActions: env.GITHUB_ACTIONS === 'true',
    stepSummary: env.GITHUB_STEP_SUMMARY || undefined,
    grader: { model: env.HOTSEAT_GRADER_MODEL || 'default', key: env.HOTSEAT_GRADER_KEY },
    editor: env.VISUAL || env.EDITOR || 'vi',
    signal,
  };
}

// NO_COLOR and FORCE_COLOR as their pages say; else colour where a terminal shows the result.
function colourLevel(options: GlobalOptions, stream: NodeJS.WriteStream | undefined): number {
  const { env } = process;
  if (!options.color || (env.NO_COLOR ?? '') !== '') return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined)
    return forced === '0' || forced === 'false' ? 0 : Math.min(3, Number(forced) || 1);
  const bits = stream?.isTTY ? stream.getColorDepth() : 1;
  return bits >= 24 ? 3 : bits >= 8 ? 2 : bits >= 4 ? 1 : 0;
}

function seedOf(written: string): number {
  const seed = Number(written);
  if (Number.isSafeInteger(seed)) return seed;
  throw new UserError(`--seed takes a whole number, not "${written}"`, 'Write --seed 7, say.');
}

function realClock(written: string | undefined): Clock {
  const ticks = () => performance.now();
  const raw = () => Date.now();
  if (written === undefined) return { now: raw, raw, ticks, pretended: false, run: () => {} };
  const base = parseTime(written);
  let started: number | undefined;
  return {
    now: () => (started === undefined ? base : Math.round(base + ticks() - started)),
    raw,
    ticks,
    pretended: true,
    run: () => {
      started ??= ticks();
    },
  };
}
