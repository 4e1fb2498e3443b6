import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headerLine } from '../../src/storage/log-line.ts';
import { readLog } from '../../src/storage/review-log.ts';
import { filesIn, folderWith, freshFolder, novemberLog, put } from '../storage/builders.ts';
import {
  bareRemote,
  faultOf,
  fileOn,
  git,
  homeOf,
  linesIn,
  nothing,
  practised,
  remoteWith,
  reviewsOf,
  scheduleOf,
  synced,
} from './builders.ts';

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
      expect(readFileSync(novemberLog(fresh, device))).toEqual(readFileSync(novemberLog(laptop, device)));
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
    expect(fileOn(remote, 'laptop-2026-11.jsonl')).toBe(readFileSync(novemberLog(home, 'laptop'), 'utf8'));
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
    const log =
      headerLine('evil') + readFileSync(novemberLog(homeOf('evil', 1), 'evil'), 'utf8').split('\n')[1];
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
      // Where it leads to reads like a log.
      symlinkSync(log, join(at, 'evil-2026-11.jsonl'));
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
    symlinkSync(join(outside, 'mine.jsonl'), novemberLog(home, 'laptop'));
    expect((await faultOf(synced(home, remote))).message).toContain('could not be kept');
    expect(readFileSync(join(outside, 'mine.jsonl'), 'utf8')).toBe('mine\n');
    expect(lstatSync(novemberLog(home, 'laptop')).isSymbolicLink()).toBe(true);
  });

  test('with logs of a newer version is refused before anything is written', async () => {
    const newer = `${JSON.stringify({ hotseat: 'review-log', v: 99, device: 'desk' })}\n`;
    const remote = remoteWith((at) => {
      practised(at, reviewsOf('aaa', 2), '../aaa-2026-11.jsonl');
      put(join(at, 'desk-2026-11.jsonl'), newer);
    });
    const home = homeOf('laptop', 1);
    const [ours, theirs] = [linesIn(home), git(remote, 'rev-parse', 'main')];
    const { message, mend } = await faultOf(synced(home, remote));
    expect(message).toContain('desk-2026-11.jsonl was written by a newer hotseat (log version 99');
    expect(mend).toContain('Update hotseat');
    expect(linesIn(home)).toEqual(ours);
    expect(git(remote, 'rev-parse', 'main')).toBe(theirs);
  });

  test('whose lines a checkout gave other ends, or which ends in half a line, is read all the same', async () => {
    const desk = homeOf('desk', 2);
    const text = readFileSync(novemberLog(desk, 'desk'), 'utf8');
    const remote = remoteWith((at) => {
      put(join(at, 'desk-2026-11.jsonl'), text.replaceAll('\n', '\r\n'));
      put(join(at, 'laptop-2026-11.jsonl'), `${headerLine('laptop')}{"id":"ha`);
    });
    const home = homeOf('laptop', 2);
    expect(await synced(home, remote)).toMatchObject({ sent: 2, received: 2 });
    expect(readFileSync(novemberLog(home, 'desk'), 'utf8')).toBe(text);
    expect(readLog(home).faults).toEqual([]);
    const fresh = freshFolder();
    await synced(fresh, remote);
    expect(scheduleOf(fresh)).toBe(scheduleOf(home));
    expect(await synced(home)).toMatchObject(nothing);
  });
});
