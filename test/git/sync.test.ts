import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { headerLine } from '../../src/storage/log-line.ts';
import { openLog, readLog } from '../../src/storage/review-log.ts';
import { filesIn, folderWith, freshFolder, idsIn, put } from '../storage/builders.ts';
import {
  bareRemote,
  fileOn,
  git,
  homeOf,
  linesIn,
  practised,
  remoteWith,
  reviewsOf,
  scheduleOf,
  synced,
} from './builders.ts';

const logOf = (home: string, device: string): string => join(home, 'reviews', `${device}-2026-11.jsonl`);
const nothing = { sent: 0, received: 0, devices: 0 };

/** What a sync that cannot be done says. */
const fault = (work: Promise<unknown>): Promise<UserError> =>
  work.then(
    () => Promise.reject(new Error('it went through')),
    (error) => (error instanceof UserError ? error : Promise.reject(error)),
  );

describe('two machines', () => {
  test('that practised offline end with the same log and the same schedule', async () => {
    const remote = bareRemote();
    const [laptop, desk] = [homeOf('laptop', 5), homeOf('desk', 7)];
    expect(await synced(laptop, remote)).toEqual({
      sent: 5,
      received: 0,
      devices: 0,
      remote: { url: remote },
    });
    expect(await synced(desk, remote)).toMatchObject({ sent: 7, received: 5, devices: 1 });
    expect(await synced(laptop)).toMatchObject({ sent: 0, received: 7, devices: 1 });
    expect(linesIn(laptop)).toEqual(linesIn(desk));
    expect(scheduleOf(laptop)).toBe(scheduleOf(desk));
    expect(idsIn(laptop)).toHaveLength(12);
    expect(await synced(laptop)).toMatchObject(nothing);
    expect(await synced(desk)).toMatchObject(nothing);
    expect(git(remote, 'rev-list', '--count', 'main')).toBe('2\n');
  });

  test('with one id, as a cloned disk makes them, keep all lines of the one file that both write', async () => {
    const remote = bareRemote();
    const [one, other] = [homeOf('clone', 3), homeOf('clone', 3)];
    practised(one, reviewsOf('clone', 2, 10));
    practised(other, reviewsOf('clone', 4, 20));
    await synced(one, remote);
    expect(await synced(other, remote)).toMatchObject({ sent: 4, received: 2 });
    expect(await synced(one)).toMatchObject({ sent: 0, received: 4 });
    expect(linesIn(one)).toEqual(linesIn(other));
    expect(idsIn(one)).toHaveLength(9);
    // Their lines stand in another order now, which is nothing to send.
    expect(await synced(other)).toMatchObject(nothing);
    expect(await synced(one)).toMatchObject(nothing);
    expect(readLog(one).faults).toEqual([]);
  });

  test('meet although each had a history before its first sync', async () => {
    const [first, second] = [bareRemote(), bareRemote()];
    const [laptop, desk] = [homeOf('laptop', 2), homeOf('desk', 2)];
    await synced(laptop, first);
    await synced(desk, second);
    const { remote, ...travelled } = await synced(desk, first);
    expect(remote).toEqual({ url: first, replaced: second });
    expect(travelled).toEqual({ sent: 2, received: 2, devices: 1 });
    expect(await synced(laptop)).toMatchObject({ sent: 0, received: 2 });
    expect(scheduleOf(laptop)).toBe(scheduleOf(desk));
  });
});

test('three machines that practise and sync in any order come to one state, two of them with one id', async () => {
  const step = fc.record({ machine: fc.nat(2), what: fc.constantFrom('practise', 'practise', 'sync') });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
      const remote = bareRemote();
      const homes = [freshFolder(), freshFolder(), freshFolder()] as const;
      const devices = ['clone', 'clone', 'desk'] as const;
      for (const [n, { machine, what }] of steps.entries()) {
        const home = homes[machine] ?? '';
        if (what === 'sync') await synced(home, remote);
        else practised(home, reviewsOf(devices[machine] ?? '', 2, n * 10));
      }
      for (const home of [...homes, ...homes]) await synced(home, remote);
      const made = steps.filter(({ what }) => what === 'practise').length * 2;
      for (const home of homes) {
        expect(linesIn(home)).toEqual(linesIn(homes[0]));
        expect(scheduleOf(home)).toBe(scheduleOf(homes[0]));
        expect(idsIn(home)).toHaveLength(made);
        expect(await synced(home)).toMatchObject(nothing);
      }
    }),
    { numRuns: 5 },
  );
});

describe('a remote', () => {
  test('that is empty stays so while there is nothing to send', async () => {
    const remote = bareRemote();
    expect(await synced(freshFolder(), remote)).toMatchObject(nothing);
    expect(git(remote, 'branch', '--list')).toBe('');
  });

  test('is brought whole onto a fresh machine', async () => {
    const remote = bareRemote();
    const laptop = homeOf('laptop', 3);
    practised(laptop, reviewsOf('desk', 2));
    await synced(laptop, remote);
    const fresh = freshFolder();
    expect(await synced(fresh, remote)).toMatchObject({ sent: 0, received: 5, devices: 2 });
    for (const device of ['laptop', 'desk'])
      expect(readFileSync(logOf(fresh, device))).toEqual(readFileSync(logOf(laptop, device)));
    expect(await synced(fresh)).toMatchObject(nothing);
  });

  test('with another default branch and files of its own keeps both', async () => {
    const readme = '# My reviews\r\n';
    const remote = remoteWith((at) => {
      put(join(at, 'README.md'), readme);
      put(join(at, '.gitattributes'), '*.jsonl binary\n');
      put(join(at, 'deep', 'laptop-2026-11.jsonl'), 'not a log');
    }, 'trunk/of-mine');
    git(remote, 'branch', 'main', 'trunk/of-mine');
    const before = git(remote, 'ls-tree', '-r', 'trunk/of-mine').split('\n').filter(Boolean);
    const home = homeOf('laptop', 2);
    await synced(home, remote);
    const after = git(remote, 'ls-tree', '-r', 'trunk/of-mine').split('\n').filter(Boolean);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(before.length + 1);
    expect(fileOn(remote, 'README.md', 'trunk/of-mine')).toBe(readme);
    expect(git(remote, 'ls-tree', '--name-only', 'main')).not.toContain('laptop');
    expect(existsSync(join(home, 'reviews', 'README.md'))).toBe(false);
  });

  test('that loses its branch gets everything again', async () => {
    const remote = bareRemote();
    const home = homeOf('laptop', 2);
    await synced(home, remote);
    git(remote, 'update-ref', '-d', 'refs/heads/main');
    expect(await synced(home)).toMatchObject({ sent: 2 });
    expect(fileOn(remote, 'laptop-2026-11.jsonl')).toBe(readFileSync(logOf(home, 'laptop'), 'utf8'));
  });

  test('that was set back to an older state gets what it lacks', async () => {
    const remote = bareRemote();
    const home = homeOf('laptop', 2);
    await synced(home, remote);
    practised(home, reviewsOf('laptop', 3, 50));
    await synced(home);
    git(remote, 'update-ref', 'refs/heads/main', 'main~1');
    expect(await synced(home)).toMatchObject({ sent: 3, received: 0 });
    expect(await synced(freshFolder(), remote)).toMatchObject({ received: 5 });
  });

  test('gets logs and .gitattributes, and nothing else that lies in reviews/ or beside it', async () => {
    const remote = bareRemote();
    const home = homeOf('laptop', 1);
    const more = { 'reviews/notes.txt': 'x', 'reviews/own.jsonl': '{"mine":1}\n', 'stories/a.md': 'x' };
    for (const [path, text] of Object.entries(more)) put(join(home, path), text);
    await synced(home, remote);
    expect(git(remote, 'ls-tree', '-r', '--name-only', 'main')).toBe(
      '.gitattributes\nlaptop-2026-11.jsonl\n',
    );
    expect(fileOn(remote, '.gitattributes')).toBe('*.jsonl -text merge=union\n');
  });

  test('with links and odd names puts none of them here', async () => {
    const outside = folderWith({ 'mine.jsonl': 'mine\n' });
    const log = headerLine('evil') + readFileSync(logOf(homeOf('evil', 1), 'evil'), 'utf8').split('\n')[1];
    const names = [
      '.hidden.jsonl',
      '~temporary.jsonl',
      'new\nline.jsonl',
      'back\\slash.jsonl',
      '.gitmodules',
    ];
    const remote = remoteWith((at) => {
      for (const name of names) put(join(at, name), log);
      put(join(at, 'as it "is", ünïcode.jsonl'), log);
      put(join(at, 'folder-2026-11.jsonl', 'x'), log);
      symlinkSync(join(outside, 'mine.jsonl'), join(at, 'link-2026-11.jsonl'));
      symlinkSync('/etc', join(at, 'etc'));
    });
    const before = git(remote, 'ls-tree', '-r', 'main').split('\n');
    const home = homeOf('laptop', 1);
    expect(await synced(home, remote)).toMatchObject({ sent: 1, received: 1 });
    expect(Object.keys(filesIn(join(home, 'reviews'))).filter((name) => !name.startsWith('.git/'))).toEqual([
      'as it "is", ünïcode.jsonl',
      'laptop-2026-11.jsonl',
    ]);
    expect(git(remote, 'ls-tree', '-r', 'main').split('\n')).toEqual(expect.arrayContaining(before));
    expect(readFileSync(join(outside, 'mine.jsonl'), 'utf8')).toBe('mine\n');
  });

  test('is not written through a link that lies here under the name of a log', async () => {
    const remote = bareRemote();
    await synced(homeOf('laptop', 1), remote);
    const outside = folderWith({ 'mine.jsonl': 'mine\n' });
    const home = freshFolder();
    mkdirSync(join(home, 'reviews'));
    symlinkSync(join(outside, 'mine.jsonl'), logOf(home, 'laptop'));
    expect((await fault(synced(home, remote))).message).toContain('could not be kept');
    expect(readFileSync(join(outside, 'mine.jsonl'), 'utf8')).toBe('mine\n');
    expect(lstatSync(logOf(home, 'laptop')).isSymbolicLink()).toBe(true);
  });

  test('with logs of a newer version is refused before anything is written', async () => {
    const newer = `${JSON.stringify({ hotseat: 'review-log', v: 99, device: 'desk' })}\n`;
    const remote = remoteWith((at) => {
      practised(at, reviewsOf('aaa', 2), '../aaa-2026-11.jsonl');
      put(join(at, 'desk-2026-11.jsonl'), newer);
    });
    const home = homeOf('laptop', 1);
    const [ours, theirs] = [linesIn(home), git(remote, 'rev-parse', 'main')];
    const { message, mend } = await fault(synced(home, remote));
    expect(message).toContain('desk-2026-11.jsonl was written by a newer hotseat (log version 99');
    expect(mend).toContain('Update hotseat');
    expect(linesIn(home)).toEqual(ours);
    expect(git(remote, 'rev-parse', 'main')).toBe(theirs);
  });

  test('whose lines a checkout gave other ends, or which ends in half a line, is read all the same', async () => {
    const desk = homeOf('desk', 2);
    const text = readFileSync(logOf(desk, 'desk'), 'utf8');
    const remote = remoteWith((at) => {
      put(join(at, 'desk-2026-11.jsonl'), text.replaceAll('\n', '\r\n'));
      put(join(at, 'laptop-2026-11.jsonl'), `${headerLine('laptop')}{"id":"ha`);
    });
    const home = homeOf('laptop', 2);
    expect(await synced(home, remote)).toMatchObject({ sent: 2, received: 2 });
    expect(readFileSync(logOf(home, 'desk'), 'utf8')).toBe(text);
    expect(readLog(home).faults).toEqual([]);
    const fresh = freshFolder();
    await synced(fresh, remote);
    expect(scheduleOf(fresh)).toBe(scheduleOf(home));
    expect(await synced(home)).toMatchObject(nothing);
  });
});

describe('this machine', () => {
  test('appends to a log that a session has open, whose later answers are kept', async () => {
    const remote = bareRemote();
    const twin = homeOf('clone', 2, 100);
    await synced(twin, remote);
    const home = freshFolder();
    const session = openLog(home, 'clone');
    const [first, second] = reviewsOf('clone', 2);
    session.append(first!);
    expect(await synced(home, remote)).toMatchObject({ sent: 1, received: 2 });
    session.append(second!);
    session.close();
    expect(idsIn(home).sort()).toEqual(['clone-0', 'clone-1', 'clone-100', 'clone-101']);
    expect(await synced(home)).toMatchObject({ sent: 1 });
    expect(await synced(twin)).toMatchObject({ received: 2 });
    expect(scheduleOf(twin)).toBe(scheduleOf(home));
  });

  test('sends no torn line and no damaged one, and gets the damaged one back whole', async () => {
    const remote = bareRemote();
    const home = homeOf('laptop', 3);
    await synced(home, remote);
    const whole = readFileSync(logOf(home, 'laptop'), 'utf8');
    writeFileSync(logOf(home, 'laptop'), `${whole.replace('laptop-1"', 'laptop-7"')}{"id":"torn`);
    expect(idsIn(home)).toEqual(['laptop-0', 'laptop-2']);
    expect(await synced(home)).toMatchObject({ sent: 0, received: 1 });
    expect(idsIn(home).sort()).toEqual(['laptop-0', 'laptop-1', 'laptop-2']);
    expect(fileOn(remote, 'laptop-2026-11.jsonl')).toBe(whole);
  });

  test('goes on from whatever a person or a broken sync left in its repository', async () => {
    const remote = bareRemote();
    const home = homeOf('laptop', 1);
    await synced(home, remote);
    const at = join(home, 'reviews', '.git');
    const tip = git(at, 'rev-parse', 'main');
    for (const [name, text] of Object.entries({ MERGE_HEAD: tip, 'index.lock': '', HEAD: tip, index: 'x' }))
      writeFileSync(join(at, name), text);
    practised(home, reviewsOf('laptop', 1, 5));
    expect(await synced(home)).toMatchObject({ sent: 1 });
    practised(home, reviewsOf('laptop', 1, 6));
    rmSync(join(at, 'HEAD'));
    expect(await synced(home, remote)).toMatchObject({ sent: 1 });
  });

  test('takes over a repository that was made there by hand, with changes that were not committed', async () => {
    const remote = bareRemote();
    const home = homeOf('laptop', 2);
    const reviews = join(home, 'reviews');
    git(reviews, 'init', '--quiet', '--template=', '.');
    git(reviews, 'remote', 'add', 'origin', remote);
    git(reviews, 'add', '.');
    git(reviews, 'commit', '--quiet', '--message', 'by hand');
    git(reviews, 'push', '--quiet', 'origin', 'HEAD:refs/heads/master');
    practised(home, reviewsOf('laptop', 1, 9));
    expect(await synced(home)).toMatchObject({ sent: 1, received: 0 });
    expect(fileOn(remote, 'laptop-2026-11.jsonl', 'master')).toBe(
      readFileSync(logOf(home, 'laptop'), 'utf8'),
    );
    expect(git(remote, 'rev-list', '--count', 'master')).toBe('2\n');
  });

  test('says what to do about a lock that somebody left, and about a repository that is damaged', async () => {
    const remote = bareRemote();
    const home = homeOf('laptop', 1);
    await synced(home, remote);
    practised(home, reviewsOf('laptop', 1, 5));
    const lock = join(home, 'reviews', '.git', 'refs', 'heads', 'main.lock');
    writeFileSync(lock, '');
    const { message, mend } = await fault(synced(home));
    expect(message).toContain('main.lock');
    expect(mend).toMatch(/delete .*reviews\/\.git and run `hotseat sync URL`/);
    rmSync(lock);
    writeFileSync(join(home, 'reviews', '.git', 'HEAD'), '');
    expect((await fault(synced(home, remote))).mend).toBe(mend);
    rmSync(join(home, 'reviews', '.git'), { recursive: true });
    expect(await synced(home, remote)).toMatchObject({ sent: 1, received: 0 });
    expect(idsIn(home)).toHaveLength(2);
  });
});
