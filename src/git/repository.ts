import { createHash } from 'node:crypto';
import { UserError } from '../bank/user-error.ts';
import type { Repository } from './git.ts';
import { shownUrl } from './remote-url.ts';

/** The branch here; the remote's may have another name. */
export const branchHere = 'refs/heads/main';

/** What the repository's and the user's settings say that sync goes by. */
export interface Configured {
  readonly isOurs: boolean;
  readonly url: string | undefined;
  readonly sshCommand: string | undefined;
}

/** Reads the settings; a repository that does not exist yet has the user's alone. */
export async function configured(repository: Repository): Promise<Configured> {
  const keys = '^(core\\.bare|core\\.sshcommand|remote\\.origin\\.url)$';
  const { code, out, err } = await repository.run(['config', '-z', '--get-regexp', keys]);
  if (code > 1) throw localFault(repository, err);
  const entries = out
    .toString('utf8')
    .split('\0')
    .map((entry) => entry.split(/\n(.*)/s));
  const {
    'core.bare': bare,
    'core.sshcommand': sshCommand,
    'remote.origin.url': url,
  } = Object.fromEntries(entries) as Record<string, string | undefined>;
  return { isOurs: bare === 'true', url, sshCommand };
}

/**
 * Makes the repository, or takes over one that a person made there. It is bare: git never writes the files beside it,
 * which sessions have open, and nobody commits from them by hand what was only never checked out.
 */
export async function initialise(repository: Repository): Promise<void> {
  const init = ['-c', 'init.defaultBranch=main', 'init', '--bare', '--quiet', '--template='];
  await must(repository, [...init, repository.folder]);
}

export async function rememberRemote(repository: Repository, url: string): Promise<void> {
  await must(repository, ['config', '--replace-all', 'remote.origin.url', url]);
}

/** The commit that a ref names; undefined when there is none. */
export async function commitAt(repository: Repository, ref: string): Promise<string | undefined> {
  const { code, out } = await repository.run(['rev-parse', '--verify', '--quiet', ref]);
  return code === 0 ? out.toString('latin1').trim() : undefined;
}

export async function moveBranch(repository: Repository, commit: string): Promise<void> {
  await must(repository, ['update-ref', branchHere, commit]);
}

export async function isAncestor(repository: Repository, commit: string, of: string): Promise<boolean> {
  return (await repository.run(['merge-base', '--is-ancestor', commit, of])).code === 0;
}

/** The regular files at the root of a commit: name → id of the content. Links, folders and submodules are left out. */
export async function filesAt(repository: Repository, commit: string): Promise<Map<string, string>> {
  const listed = (await must(repository, ['ls-tree', '-z', commit])).toString('utf8');
  return new Map(
    [...listed.matchAll(/(\d+) blob ([0-9a-f]+)\t([^\0]+)\0/g)]
      .filter(([, mode]) => mode?.startsWith('100'))
      .map(([, , id = '', name = '']) => [name, id]),
  );
}

export const contentOf = (repository: Repository, id: string): Promise<Uint8Array> =>
  must(repository, ['cat-file', 'blob', id]);

/** Whether bytes are those that git keeps under an id. */
export function isContent(bytes: Uint8Array, id: string): boolean {
  const hash = createHash(id.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === id;
}

/** A commit to make on the branch here. */
export interface Commit {
  readonly message: string;
  /** Whole seconds since 1970. */
  readonly seconds: number;
  /** The first gives the tree that the files go into. */
  readonly parents: readonly string[];
  readonly files: readonly { readonly name: string; readonly content: readonly Uint8Array[] }[];
}

/**
 * Commits files without an index and without a look at the folder (`git fast-import`).
 *
 * @returns the commit's id.
 */
export async function commit(repository: Repository, made: Commit): Promise<string> {
  const lines = commitStream(made, await identity(repository));
  // --force: of two that sync one folder at once the last one has the branch; the log has all.
  return (await must(repository, ['fast-import', '--quiet', '--force'], lines)).toString('latin1').trim();
}

function* commitStream(made: Commit, who: string): Generator<string | Uint8Array> {
  yield `feature done\ncommit ${branchHere}\nmark :1\ncommitter ${who} ${made.seconds} +0000\n`;
  yield `data ${Buffer.byteLength(made.message)}\n${made.message}\n`;
  for (const [i, parent] of made.parents.entries()) yield `${i === 0 ? 'from' : 'merge'} ${parent}\n`;
  for (const { name, content } of made.files) {
    const size = content.reduce((sum, { length }) => sum + length, 0);
    yield `M 100644 inline "${name.replace(/["\\]/g, '\\$&')}"\ndata ${size}\n`;
    yield* content;
    yield '\n';
  }
  yield 'get-mark :1\ndone\n';
}

/** `Name <mail>`: the user's, where git knows one. */
async function identity(repository: Repository): Promise<string> {
  const { code, out } = await repository.run(['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT']);
  const known = /^(.* <[^<>\n]*>) \d+ [+-]\d+\n$/.exec(out.toString('utf8'))?.[1];
  return code === 0 && known ? known : 'hotseat <hotseat@localhost>';
}

async function must(
  repository: Repository,
  args: readonly string[],
  input?: Iterable<string | Uint8Array>,
): Promise<Buffer> {
  const { code, out, err } = await repository.run(args, input);
  if (code !== 0) throw localFault(repository, err);
  return out;
}

const localFault = ({ folder }: Repository, err: string): UserError =>
  new UserError(
    `git could not work in ${folder}: ${reasonIn(err)}`,
    `If no other sync runs, delete ${folder} and run \`hotseat sync URL\`: it holds nothing that your log beside it does not.`,
  );

/** The line by which git says why, as it may be shown. */
export function reasonIn(err: string): string {
  const lines = err.split(/[\r\n]+/).filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  const last = lines.findLastIndex((line) => /^(fatal|error):/.test(line));
  // Where ssh or a helper failed, git knows that only, and the line before tells.
  const isVague = /Could not read from remote|the remote end hung up/i.test(lines[last] ?? '');
  return shownUrl(lines[isVague && last > 0 ? last - 1 : last] ?? lines.at(-1) ?? 'it did not say why');
}
