import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openLog, readLog } from '../../src/storage/review-log.ts';
import { root } from '../pty.ts';
import { freshFolder, idsIn, novemberLog } from '../storage/builders.ts';
import {
  bareRemote,
  faultOf,
  fileOn,
  git,
  homeOf,
  linesIn,
  nothing,
  practised,
  reviewsOf,
  scheduleOf,
  synced,
} from './builders.ts';

const writer = fileURLToPath(new URL('../storage/fixtures/append.ts', import.meta.url));

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

  test('loses nothing of what another process writes meanwhile', async () => {
    const remote = bareRemote();
    const [home, twin] = [freshFolder(), homeOf('clone', 1)];
    const session = spawn(process.execPath, ['--import', 'tsx', writer, home, 'clone', 'session', '600'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(session.stdout, 'data');
    const end = once(session, 'exit');
    session.stdin.end('go\n');
    for (let n = 0; n < 3; n++) {
      practised(twin, reviewsOf('clone', 1, 10 + n));
      await synced(twin, remote);
      await synced(home, remote);
    }
    expect(await end).toEqual([0, null]);
    for (const one of [home, twin]) await synced(one, remote);
    expect(idsIn(home)).toHaveLength(604);
    expect(linesIn(twin)).toEqual(linesIn(home));
    expect(readLog(home).faults).toEqual([]);
  });

  test('sends no torn line and no damaged one, and gets the damaged one back whole', async () => {
    const remote = bareRemote();
    const home = homeOf('laptop', 3);
    await synced(home, remote);
    const whole = readFileSync(novemberLog(home, 'laptop'), 'utf8');
    writeFileSync(novemberLog(home, 'laptop'), `${whole.replace('laptop-1"', 'laptop-7"')}{"id":"torn`);
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
      readFileSync(novemberLog(home, 'laptop'), 'utf8'),
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
    const { message, mend } = await faultOf(synced(home));
    expect(message).toContain('main.lock');
    expect(mend).toMatch(/delete .*reviews\/\.git and run `hotseat sync URL`/);
    rmSync(lock);
    writeFileSync(join(home, 'reviews', '.git', 'HEAD'), '');
    expect((await faultOf(synced(home, remote))).mend).toBe(mend);
    rmSync(join(home, 'reviews', '.git'), { recursive: true });
    expect(await synced(home, remote)).toMatchObject({ sent: 1, received: 0 });
    expect(idsIn(home)).toHaveLength(2);
  });
});
