import type { Random } from '../bank/random.ts';
import type { Zone } from '../memory/day.ts';
import type { Cache } from '../storage/cache.ts';
import type { Theme } from '../terminal/theme.ts';

/** Time as a command sees it. */
export interface Clock {
  /** The time to go by, ms since 1970: the true one, or `--now`, which stands still until `run` is called. */
  readonly now: () => number;
  /** The true time, ms since 1970. */
  readonly raw: () => number;
  /** A stopwatch, ms: it never goes back. */
  readonly ticks: () => number;
  readonly pretended: boolean;
  /** Lets a pretended time run on, as a session does. */
  readonly run: () => void;
}

/** The later of the time to go by and the true one: what is after both is from the future, whatever `--now` says. */
export const latestNow = ({ now, raw }: Clock): number => Math.max(now(), raw());

/** All that a command takes from outside: built once, in main.ts. */
export interface World {
  readonly clock: Clock;
  readonly zone: Zone;
  readonly random: Random;
  /** `--seed`, when it was given. */
  readonly seed: number | undefined;
  /** The progress folder. */
  readonly home: string;
  /** Where this machine keeps what is its own: the device's id. */
  readonly machineFolder: string;
  /** Where derived things are kept; nothing is, while the program runs from its sources. */
  readonly cache: Cache | undefined;
  /** The folder of the package: the shipped pack and the built program are under it. */
  readonly root: string;
  /** Packs that were named; none means the shipped one. */
  readonly packs: readonly string[];
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  readonly theme: Theme;
  /** Columns of what is printed. */
  readonly width: number;
  readonly stdin: NodeJS.ReadStream;
  /** The stream that a person sees, when there is one on both sides. */
  readonly screen: NodeJS.WriteStream | undefined;
  /** The result, on stdout. */
  readonly out: (text: string | Uint8Array) => void;
  /** The same for what may be longer than the screen: there it goes through the user's pager. */
  readonly page: (text: string) => Promise<void>;
  /** What belongs on stderr whatever `--quiet` says. */
  readonly warn: (text: string) => void;
  /** Notes, on stderr; silent with `--quiet`. */
  readonly note: (text: string) => void;
  /** The user's editor, a command. */
  readonly editor: string;
  /** Running as a step of a GitHub workflow, which shows annotations. */
  readonly githubActions: boolean;
  /** The file that such a step's summary is appended to. */
  readonly stepSummary: string | undefined;
  /** Which model `--grader` asks, and the key for it (HOTSEAT_GRADER_MODEL, HOTSEAT_GRADER_KEY). */
  readonly grader: { readonly model: string; readonly key: string | undefined };
  /** Aborted, with the signal's name as its reason, by SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
}

/** The exit codes of a command that ran: 0 done, 1 the answer is no. */
export type ExitCode = 0 | 1;
