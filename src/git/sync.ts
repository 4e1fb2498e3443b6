import { UserError } from '../bank/user-error.ts';
import { gitAttributes, type LogFiles, type NewLines } from '../memory/log-files.ts';
import { type GitSettings, type Repository, repositoryAt } from './git.ts';
import { fetchBranch, listRemote, push, RemoteFault } from './remote.ts';
import { remoteUrl, shownUrl } from './remote-url.ts';
import {
  branchHere,
  commit,
  commitAt,
  configured,
  contentOf,
  filesAt,
  initialise,
  isAncestor,
  isContent,
  moveBranch,
  rememberRemote,
} from './repository.ts';

/** The remote of a progress folder, as it may be shown. */
export interface Remote {
  readonly url: string;
  /** The one before, when this call replaced it. */
  readonly replaced?: string;
}

/** What went to the remote and came from it. */
export interface Travelled {
  /** Records. */
  readonly sent: number;
  readonly received: number;
  /** The machines that made what was received. */
  readonly devices: number;
}

/** A progress folder's log, ready to be synced. */
export interface Sync {
  readonly remote: Remote;
  /**
   * Fetches, merges and pushes. It may be broken off anywhere: the log files are only appended to, and the next
   * call goes on from what it finds.
   *
   * @param seconds whole seconds since 1970, for commits.
   * @throws UserError when the remote cannot be reached or refuses, or holds logs of a newer version.
   */
  readonly exchange: (seconds: number) => Promise<Travelled>;
}

/**
 * Opens the git repository of a log, `.git` in its folder, and makes it when there is none.
 *
 * @param folder the folder of the log, absolute.
 * @param written the remote to use from now on; without one, that which is remembered.
 * @throws UserError
 */
export async function openSync(
  log: LogFiles,
  folder: string,
  written: string | undefined,
  settings: GitSettings,
): Promise<Sync> {
  const gitFolder = `${folder}/.git`;
  const { isOurs, url: known, sshCommand } = await configured(repositoryAt(gitFolder, settings));
  const url = written === undefined ? known : remoteUrl(written);
  if (url === undefined)
    throw new UserError(
      'there is no remote to sync with yet',
      'Name a private git repository of yours once: hotseat sync git@host:me/reviews.git',
    );
  const repository = repositoryAt(gitFolder, { ...settings, env: unasked(settings, sshCommand) });
  if (!isOurs) await initialise(repository);
  if (url !== known) await rememberRemote(repository, url);
  const isNew = known !== undefined && known !== url;
  const remote = { url: shownUrl(url), ...(isNew ? { replaced: shownUrl(known) } : {}) };
  return { remote, exchange: (seconds) => exchange(repository, log, remote, seconds) };
}

// A command for ssh that the user chose, in the environment or the settings, is left as it is.
function unasked({ mayAsk, env }: GitSettings, sshCommand: string | undefined): NodeJS.ProcessEnv {
  const isChosen = [env.GIT_SSH_COMMAND, env.GIT_SSH, sshCommand].some((command) => command !== undefined);
  return mayAsk || isChosen ? env : { ...env, GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' };
}

const patience = 10;

async function exchange(
  repository: Repository,
  log: LogFiles,
  { url }: Remote,
  seconds: number,
): Promise<Travelled> {
  const received: NewLines[] = [];
  try {
    for (let round = 0; round < patience; round++) {
      const sent = await exchangeOnce(repository, log, received, seconds);
      if (sent !== undefined) return { sent, ...counted(received) };
    }
    throw new RemoteFault(`other machines were quicker, ${patience} times`);
  } catch (error) {
    if (!(error instanceof RemoteFault)) throw error;
    await commitHere(repository, log, seconds);
    throw new UserError(
      `${url} could not be synced with: ${error.message}`,
      `Nothing is lost, and the next \`hotseat sync\` goes on; \`hotseat sync URL\` names another place. To ask git itself: git --git-dir "${repository.folder}" ls-remote origin`,
    );
  }
}

const counted = (received: readonly NewLines[]): { received: number; devices: number } => ({
  received: received.reduce((sum, { records }) => sum + records, 0),
  devices: new Set(received.flatMap(({ devices }) => devices)).size,
});

/** @returns how many records were sent; undefined when another machine pushed in between. */
async function exchangeOnce(
  repository: Repository,
  log: LogFiles,
  received: NewLines[],
  seconds: number,
): Promise<number | undefined> {
  const listed = await listRemote(repository);
  const here = await commitAt(repository, branchHere);
  const isKnown = listed.commit === undefined || listed.commit === here;
  const tip = isKnown ? listed.commit : await fetchBranch(repository, listed.branch);
  const there = tip === undefined ? new Map<string, string>() : await filesAt(repository, tip);
  const differing = await compared(repository, log, there);
  for (const { name, arriving } of differing) {
    if (arriving.text !== '') log.add(name, arriving.text);
    received.push(arriving);
  }
  const files = outgoing(differing, there);
  if (files.length === 0) {
    if (tip !== undefined && tip !== here) await moveBranch(repository, tip);
    return 0;
  }
  const sent = differing.reduce((sum, { leaving }) => sum + leaving.records, 0);
  const parents = await parentsOf(repository, tip, here);
  const made = await commit(repository, { message: `${sent} records`, seconds, parents, files });
  return (await push(repository, made, listed.branch)) ? sent : undefined;
}

// What was committed here while the remote was away becomes a second parent.
async function parentsOf(
  repository: Repository,
  tip: string | undefined,
  here: string | undefined,
): Promise<string[]> {
  if (tip === undefined || here === undefined || tip === here)
    return [tip ?? here].filter((id) => id !== undefined);
  return (await isAncestor(repository, here, tip)) ? [tip] : [tip, here];
}

/** A log file that is not the same here and there. */
interface Differing {
  readonly name: string;
  readonly theirs: Uint8Array;
  readonly arriving: NewLines;
  readonly leaving: NewLines;
}

// All is read before anything is written: a newer version in one file keeps all of them as they are.
async function compared(
  repository: Repository,
  log: LogFiles,
  there: ReadonlyMap<string, string>,
): Promise<Differing[]> {
  const names = new Set([...log.names(), ...[...there.keys()].filter(log.isName)]);
  const differing: Differing[] = [];
  for (const name of names) {
    const id = there.get(name);
    const ours = log.read(name);
    if (id !== undefined && isContent(ours, id)) continue;
    const theirs = id === undefined ? new Uint8Array() : await contentOf(repository, id);
    const [arriving, leaving] = [log.lacking(ours, theirs, name), log.lacking(theirs, ours, name)];
    differing.push({ name, theirs, arriving, leaving });
  }
  return differing;
}

/** The files of the next commit: what the remote has, with the lines after it that it has not. */
function outgoing(differing: readonly Differing[], there: ReadonlyMap<string, string>) {
  const logs = differing
    .filter(({ leaving }) => leaving.text !== '')
    .map(({ name, theirs, leaving }) => ({ name, content: joined(theirs, leaving.text) }));
  if (logs.length === 0 || there.has('.gitattributes')) return logs;
  return [...logs, { name: '.gitattributes', content: [Buffer.from(gitAttributes)] }];
}

const joined = (theirs: Uint8Array, text: string): Uint8Array[] => {
  const isTorn = theirs.length > 0 && theirs.at(-1) !== 0x0a;
  return [theirs, Buffer.from(isTorn ? `\n${text}` : text)];
};

async function commitHere(repository: Repository, log: LogFiles, seconds: number): Promise<void> {
  const here = await commitAt(repository, branchHere);
  const there = here === undefined ? new Map<string, string>() : await filesAt(repository, here);
  const files = outgoing(await compared(repository, log, there), there);
  if (files.length === 0) return;
  const parents = here === undefined ? [] : [here];
  await commit(repository, { message: 'Not sent yet', seconds, parents, files });
}
