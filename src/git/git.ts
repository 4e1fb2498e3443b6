import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../bank/user-error.ts';

/** How a run of git ended. */
export interface Ran {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

/** One repository, and git run on it and on nothing else. */
export interface Repository {
  /** Its `.git`. */
  readonly folder: string;
  readonly run: (args: readonly string[], input?: Iterable<string | Uint8Array>) => Promise<Ran>;
}

export interface GitSettings {
  /** A person is there whom git may ask for a password. */
  readonly mayAsk: boolean;
  /** Ends a running git. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

// The user's own hooks are for the user's own work. What git tidies it tidies before it ends.
const settings = ['core.hooksPath=/dev/null', 'gc.autoDetach=false', 'maintenance.autoDetach=false'];

/**
 * The repository at an absolute path, which need not exist yet.
 *
 * @throws UserError, when it is run, where there is no git; AbortError by the signal.
 */
export function repositoryAt(folder: string, { mayAsk, signal, env }: GitSettings): Repository {
  const gitEnv = { ...transportOnly(env), ...(mayAsk ? {} : silent), ...fixed, GIT_DIR: folder };
  const options = settings.flatMap((setting) => ['-c', setting]);
  const run = (args: readonly string[], input: Iterable<string | Uint8Array> = []) => {
    const git = spawn('git', [...options, ...args], { env: gitEnv, signal });
    // A git that ends early says why; that it read no more does not matter.
    git.stdin.on('error', () => {});
    Readable.from(input).pipe(git.stdin);
    return ended(git);
  };
  return { folder, run };
}

const graceMs = 300;

async function ended(git: ChildProcessWithoutNullStreams): Promise<Ran> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  git.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  git.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  const allClosed = once(git, 'close').catch(() => {});
  try {
    const [[code]] = await Promise.all([once(git, 'exit'), once(git.stdout, 'close')]);
    // What ssh leaves running in the background, a connection for later, may hold stderr open.
    await Promise.race([allClosed, setTimeout(graceMs, undefined, { ref: false })]);
    return { code: code ?? 128, out: Buffer.concat(out), err: Buffer.concat(err).toString('utf8') };
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? noGit() : error;
  } finally {
    git.stdout.destroy();
    git.stderr.destroy();
  }
}

// Variables that point git to another repository, its index or its objects, as inside a hook, are not for this one.
const transportOnly = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        !name.startsWith('GIT_') ||
        /^GIT_(SSH|SSL|HTTP|PROXY|ASKPASS|TERMINAL|CONFIG_|TRACE|CURL|EXEC_PATH|AUTHOR|COMMITTER)/.test(name),
    ),
  );

/** Nobody is there to answer: git, ssh and credential helpers fail instead of asking. */
const silent = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS_REQUIRE: 'never',
  GCM_INTERACTIVE: 'never',
};

const fixed = {
  // Its messages are searched for the one that says why.
  LC_ALL: 'C',
  // `ext::` runs any program.
  GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
  GIT_DEFAULT_HASH: 'sha1',
  GIT_DEFAULT_REF_FORMAT: 'files',
};

const noGit = (): UserError =>
  new UserError(
    'sync needs git, and there is none on your PATH',
    'Install it (https://git-scm.com), or let a file sync carry the folder `reviews`.',
  );
