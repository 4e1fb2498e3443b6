import type { Repository } from './git.ts';
import { shownUrl } from './remote-url.ts';
import { commitAt, reasonIn } from './repository.ts';

/** The remote cannot be reached, or refuses; the message is git's own. */
export class RemoteFault extends Error {}

/** Where the remote stands. */
export interface RemoteTip {
  /** `refs/heads/…`: the branch that the logs are on. */
  readonly branch: string;
  /** undefined where it has no such branch yet. */
  readonly commit: string | undefined;
}

const fetched = 'refs/hotseat/remote';

/**
 * Asks the remote where it stands.
 *
 * @throws RemoteFault
 */
export async function listRemote({ run }: Repository): Promise<RemoteTip> {
  const { code, out, err } = await run(['ls-remote', '--symref', 'origin', 'HEAD', 'refs/heads/*']);
  if (code !== 0) throw new RemoteFault(reasonIn(err));
  const lines = out.toString('utf8').split('\n');
  const head = lines.find((line) => /^ref: refs\/heads\/.*\tHEAD$/.test(line))?.slice(5, -5);
  const heads = new Map(
    lines.map((line) => line.split('\t') as [string, string]).map(([id, name]) => [name, id]),
  );
  const branches = [...heads.keys()].filter((name) => name?.startsWith('refs/heads/'));
  const branch = chosen(head, branches);
  return { branch, commit: heads.get(branch) };
}

// Every machine has to choose the same: the default branch; where that is not born yet, main, or the only one.
function chosen(head: string | undefined, branches: readonly string[]): string {
  if (head !== undefined && branches.includes(head)) return head;
  const [only] = branches;
  return branches.length === 1 && only !== undefined ? only : 'refs/heads/main';
}

/**
 * Brings the commits of a branch here.
 *
 * @returns its newest, which may be newer than what was listed.
 * @throws RemoteFault
 */
export async function fetchBranch(repository: Repository, branch: string): Promise<string | undefined> {
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules'];
  const { code, err } = await repository.run(['fetch', ...options, 'origin', `+${branch}:${fetched}`]);
  if (code !== 0) throw new RemoteFault(reasonIn(err));
  return commitAt(repository, fetched);
}

/**
 * Makes a commit the remote's newest.
 *
 * @returns false when another machine was quicker.
 * @throws RemoteFault when it is refused for good.
 */
export async function push({ run }: Repository, commit: string, branch: string): Promise<boolean> {
  const options = [
    '--porcelain',
    '--no-verify',
    '--no-signed',
    '--no-follow-tags',
    '--recurse-submodules=no',
  ];
  const { code, out, err } = await run(['push', ...options, 'origin', `${commit}:${branch}`]);
  if (code === 0) return true;
  const refused = /^!\t[^\t]*\t(.*)$/m.exec(out.toString('utf8'))?.[1];
  if (refused === undefined) throw new RemoteFault(reasonIn(err));
  // The last three are what a server says when two pushes meet at its lock.
  if (/\[rejected\]|lock|failed to update ref|incorrect old value|already exists/i.test(refused))
    return false;
  throw new RemoteFault(shownUrl(refused));
}
