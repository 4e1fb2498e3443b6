import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { filesIn, folderWith, freshFolder, novemberLog, put } from '../storage/builders.ts';
import {
  bareRemote,
  faultOf,
  fileOn,
  git,
  homeOf,
  plainEnv,
  practised,
  reviewsOf,
  synced,
} from './builders.ts';

/** A program of this text in a folder of its own. */
function script(text: string, name = 'script'): string {
  const path = join(freshFolder(), name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("settings of the user's that change files, run hooks, sign or add options have no say", async () => {
  const ran = join(freshFolder(), 'ran');
  const hook = `touch '${ran}'; exit 1`;
  const hooks = ['pre-commit', 'pre-push', 'post-commit', 'reference-transaction', 'pre-auto-gc'];
  const folder = freshFolder();
  for (const name of hooks) {
    for (const place of ['hooks', 'template/hooks']) {
      put(join(folder, place, name), `#!/bin/sh\n${hook}\n`);
      chmodSync(join(folder, place, name), 0o755);
    }
  }
  put(join(folder, 'attributes'), '*.jsonl text eol=crlf\n');
  put(
    join(folder, 'gitconfig'),
    `[core]
	autocrlf = true
	eol = crlf
	hooksPath = ${folder}/hooks
	attributesFile = ${folder}/attributes
	symlinks = true
	fsmonitor = ${script(hook)}
	askPass = ${script(hook)}
[init]
	templateDir = ${folder}/template
	defaultBranch = other
	defaultObjectFormat = sha256
[commit]
	gpgsign = true
	verbose = true
[gpg]
	program = ${script(hook)}
[pull]
	rebase = true
[push]
	gpgSign = true
	default = nothing
	followTags = true
[fetch]
	prune = true
[merge]
	ff = only
	conflictStyle = diff3
`,
  );
  const remote = bareRemote();
  // The remote's side is another machine's: it has settings of its own.
  const ssh = script('for command; do :; done\nunset GIT_CONFIG_GLOBAL\nexec sh -c "$command"');
  const env = plainEnv({ GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'), GIT_SSH_COMMAND: ssh });
  const [home, other] = [homeOf('laptop', 2), homeOf('desk', 2)];
  await synced(home, `host:${remote}`, env);
  await synced(other, `host:${remote}`, env);
  expect(await synced(home, undefined, env)).toMatchObject({ sent: 0, received: 2 });
  expect(fileOn(remote, 'laptop-2026-11.jsonl')).toBe(readFileSync(novemberLog(home), 'utf8'));
  expect(existsSync(ran)).toBe(false);
  expect(existsSync(join(home, 'reviews', '.git', 'hooks'))).toBe(false);
});

test('variables that point git elsewhere, as inside a hook, are not looked at', async () => {
  const elsewhere = freshFolder();
  git(elsewhere, 'init', '--quiet', '--template=', '.');
  const before = filesIn(elsewhere);
  const env = plainEnv({
    GIT_DIR: join(elsewhere, '.git'),
    GIT_WORK_TREE: elsewhere,
    GIT_INDEX_FILE: join(elsewhere, 'index'),
    GIT_OBJECT_DIRECTORY: join(elsewhere, 'objects'),
    GIT_NAMESPACE: 'other',
    GIT_DEFAULT_HASH: 'sha256',
  });
  const remote = bareRemote();
  const home = homeOf('laptop', 2);
  await synced(home, remote, env);
  expect(filesIn(elsewhere)).toEqual(before);
  expect(fileOn(remote, 'laptop-2026-11.jsonl')).toBe(readFileSync(novemberLog(home), 'utf8'));
});

test('a home with blanks and umlauts inside another repository, and a remote like it, are as good as any', async () => {
  const outer = folderWith({ 'Über uns/README': 'x' });
  git(outer, 'init', '--quiet', '--template=', '.');
  const home = join(outer, 'Über uns', "Ana's progress");
  practised(home, reviewsOf('laptop', 2));
  const remote = bareRemote(join(freshFolder(), 'meine Übungen.git'));
  expect(await synced(home, remote)).toMatchObject({ sent: 2 });
  expect(await synced(freshFolder(), remote)).toMatchObject({ received: 2 });
  expect(readdirSync(join(outer, '.git', 'refs', 'heads'))).toEqual([]);
});

test('commits carry the name that git knows, else one that says nothing', async () => {
  const authors = (remote: string) => git(remote, 'log', '--format=%an <%ae>', 'main');
  const remote = bareRemote();
  await synced(homeOf('laptop', 1), remote);
  expect(authors(remote)).toBe('hotseat <hotseat@localhost>\n');
  const global = join(
    folderWith({ gitconfig: '[user]\nname = Zoë\nemail = zoe@example.org\n' }),
    'gitconfig',
  );
  await synced(homeOf('desk', 1), remote, plainEnv({ GIT_CONFIG_GLOBAL: global }));
  expect(authors(remote)).toBe('Zoë <zoe@example.org>\nhotseat <hotseat@localhost>\n');
});

test('a remote that cannot be reached is said with the reason of git, and what was made goes with the next sync', async () => {
  const home = homeOf('laptop', 2);
  const { message, mend } = await faultOf(synced(home, '/nowhere/reviews.git'));
  expect(message).toBe(
    "/nowhere/reviews.git could not be synced with: fatal: '/nowhere/reviews.git' does not appear to be a git repository",
  );
  expect(mend).toMatch(
    /^Nothing is lost, and the next `hotseat sync` goes on; `hotseat sync URL` names another place\./,
  );
  const at = join(home, 'reviews', '.git');
  expect(git(at, 'log', '--format=%s', 'main')).toBe('Not sent yet\n');
  await faultOf(synced(home));
  expect(git(at, 'rev-list', '--count', 'main')).toBe('1\n');
  practised(home, reviewsOf('laptop', 3, 10));
  const remote = bareRemote();
  await synced(homeOf('desk', 1), remote);
  expect(await synced(home, remote)).toMatchObject({ sent: 5, received: 1 });
  expect(await synced(freshFolder(), remote)).toMatchObject({ received: 6, devices: 2 });
});

test('a remote that refuses for good is asked once, and its reason is said without what could steer a terminal', async () => {
  const remote = bareRemote();
  const asked = join(freshFolder(), 'asked');
  put(
    join(remote, 'hooks', 'update'),
    `#!/bin/sh\necho x >> '${asked}'\nprintf '\\033[31mnot you\\n' >&2\nexit 1\n`,
  );
  chmodSync(join(remote, 'hooks', 'update'), 0o755);
  const home = homeOf('laptop', 1);
  const { message } = await faultOf(synced(home, remote));
  expect(message).toContain('[remote rejected] (hook declined)');
  expect(readFileSync(asked, 'utf8')).toBe('x\n');
  put(join(remote, 'hooks', 'update'), '#!/bin/sh\n');
  expect(await synced(home)).toMatchObject({ sent: 1 });
});

test('machines that push in between, several times over, are merged with', async () => {
  const remote = bareRemote();
  const home = homeOf('laptop', 2);
  await synced(home, remote);
  practised(home, reviewsOf('laptop', 2, 10));
  const queue = freshFolder();
  const elsewhere = bareRemote();
  git(elsewhere, 'fetch', '--quiet', remote, 'main:main');
  for (const n of [1, 2, 3]) {
    await synced(homeOf(`racer${n}`, 1), elsewhere);
    git(remote, 'fetch', '--quiet', elsewhere, `main:refs/racers/${n}`);
    put(join(queue, `${n}`), '');
  }
  // What ssh is told to run there, after another machine got in first.
  const ssh = script(`for command; do :; done
case "$command" in *receive-pack*)
  next=$(ls '${queue}' | head -n 1)
  if [ -n "$next" ]; then
    rm '${queue}'/"$next"
    git --git-dir='${remote}' update-ref refs/heads/main refs/racers/"$next"
  fi
esac
exec sh -c "$command"`);
  const env = plainEnv({ GIT_SSH_COMMAND: ssh });
  expect(await synced(home, `ssh://host${remote}`, env)).toMatchObject({ sent: 2, received: 3, devices: 3 });
  expect(readdirSync(queue)).toEqual([]);
  const fresh = freshFolder();
  await synced(fresh, remote);
  expect(readFileSync(novemberLog(fresh), 'utf8')).toBe(readFileSync(novemberLog(home), 'utf8'));
});

test('without a person nothing asks: neither git, nor ssh, nor a helper of theirs', async () => {
  const server = createServer((_, response) => {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="reviews"' }).end();
  }).listen(0);
  onTestFinished(() => void server.close());
  const asked = join(freshFolder(), 'asked');
  const askpass = script(`touch '${asked}'; echo secret`);
  const env = plainEnv({ GIT_ASKPASS: askpass, SSH_ASKPASS: askpass, DISPLAY: ':0' });
  const url = `http://localhost:${(server.address() as AddressInfo).port}/reviews.git`;
  const { message } = await faultOf(synced(homeOf('laptop', 1), url, env));
  expect(message).toMatch(/could not read Username for 'http:\/\/localhost:\d+': terminal prompts disabled/);
  expect(existsSync(asked)).toBe(false);
});

test('ssh is told to ask nothing, unless its command is of the choosing of the user', async () => {
  const said = join(freshFolder(), 'said');
  const bin = script(`echo "$0 $*" > '${said}'; exit 1`, 'ssh');
  const own = script(`echo "own $*" > '${said}'; exit 1`);
  const PATH = `${join(bin, '..')}:${process.env.PATH}`;
  const config = join(folderWith({ gitconfig: `[core]\nsshCommand = ${own}\n` }), 'gitconfig');
  const url = 'git@host:me/reviews.git';
  const home = homeOf('laptop', 1);
  await faultOf(synced(home, url, plainEnv({ PATH })));
  expect(readFileSync(said, 'utf8')).toContain('-o BatchMode=yes');
  for (const env of [{ GIT_SSH_COMMAND: own }, { GIT_SSH: own }, { GIT_CONFIG_GLOBAL: config }]) {
    await faultOf(synced(home, url, plainEnv({ PATH, ...env })));
    expect(readFileSync(said, 'utf8')).toMatch(/^own (?!.*BatchMode)/);
  }
});

test('a connection that ssh leaves open in the background is not waited for', async () => {
  const remote = bareRemote();
  const ssh = script('for command; do :; done\nsleep 20 >/dev/null </dev/null &\nexec sh -c "$command"');
  const started = Date.now();
  const home = homeOf('laptop', 1);
  expect(await synced(home, `host:${remote}`, plainEnv({ GIT_SSH_COMMAND: ssh }))).toMatchObject({ sent: 1 });
  expect(Date.now() - started).toBeLessThan(15_000);
});

test('a transport that runs programs is not allowed, also when a setting of the user leads there', async () => {
  const ran = join(freshFolder(), 'ran');
  const config = join(
    folderWith({
      gitconfig: `[url "ext::touch ${ran} "]\ninsteadOf = x:\n[protocol "ext"]\nallow = always\n`,
    }),
    'gitconfig',
  );
  const { message } = await faultOf(
    synced(homeOf('laptop', 1), 'x:y', plainEnv({ GIT_CONFIG_GLOBAL: config })),
  );
  expect(message).toContain("transport 'ext' not allowed");
  expect(existsSync(ran)).toBe(false);
});

test('a machine without git is told so', async () => {
  const empty = freshFolder();
  mkdirSync(join(empty, 'bin'));
  const { message } = await faultOf(
    synced(homeOf('laptop', 1), '/x', plainEnv({ PATH: join(empty, 'bin') })),
  );
  expect(message).toContain('sync needs git');
});
