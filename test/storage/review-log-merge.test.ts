import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { loadProgress } from '../../src/storage/progress.ts';
import { progressText } from '../../src/storage/progress-text.ts';
import { readLog } from '../../src/storage/review-log.ts';
import { freshFolder, homeWith, idsIn, kept, lineOf, novemberLog, put } from './builders.ts';

describe('records of one id', () => {
  test('and one payload count once, in whichever files they are', () => {
    const home = homeWith([headerLine('laptop'), lineOf('a'), lineOf('a'), lineOf('b')]);
    put(novemberLog(home, 'desk'), headerLine('desk') + lineOf('b') + lineOf('a'));
    expect(idsIn(home).sort()).toEqual(['a', 'b']);
    expect(readLog(home).faults).toEqual([]);
  });

  test('and different payloads all count, and are named', () => {
    const others = [kept('a', { grade: 'again' }), kept('a', { grade: 'easy' })];
    const home = homeWith([headerLine('laptop'), lineOf('a'), ...others.map(recordLine), lineOf('a')]);
    expect(readLog(home).records).toEqual([kept('a'), ...others]);
    expect(readLog(home).faults).toMatchObject([
      { line: 3, torn: false, why: expect.stringContaining('same id') },
      { line: 4, torn: false },
    ]);
  });
});

describe('files that sync makes', () => {
  test('of a conflict are read too, and what both sides have counts once', () => {
    const home = homeWith([headerLine('laptop'), lineOf('a'), lineOf('b')]);
    const copy = 'laptop-2026-11.sync-conflict-20261121-090000-ABCDEFG.jsonl';
    put(join(home, 'reviews', copy), headerLine('laptop') + lineOf('a') + lineOf('c'));
    expect(idsIn(home).sort()).toEqual(['a', 'b', 'c']);
    expect(readLog(home).faults).toEqual([]);
  });

  test('may have lost the header: the name says whose it is', () => {
    const home = freshFolder();
    put(join(home, 'reviews', 'my-desk-2026-11.sync-conflict-1.jsonl'), lineOf('a'));
    expect(readLog(home).records).toEqual([kept('a', { device: 'my-desk' })]);
  });

  test('by a union merge, with lines in any order and two headers, are one log', () => {
    const lines = [lineOf('b'), headerLine('laptop'), lineOf('a'), headerLine('laptop'), lineOf('c')];
    expect(idsIn(homeWith(lines)).sort()).toEqual(['a', 'b', 'c']);
    expect(readLog(homeWith(lines)).faults).toEqual([]);
  });

  test.each([
    ['Syncthing', 'laptop-2026-11.sync-conflict-20261121-093000-ABCDEFG.jsonl'],
    ['Dropbox', 'laptop-2026-11 (conflicted copy 2026-11-21).jsonl'],
    ['Dropbox, by whose it is', "laptop-2026-11 (Anna's conflicted copy 2026-11-21).jsonl"],
    ['OneDrive', 'laptop-2026-11-DESKTOP.jsonl'],
    ['iCloud', 'laptop-2026-11 2.jsonl'],
    ['Google Drive', 'laptop-2026-11 (1).jsonl'],
    ['Nextcloud', 'laptop-2026-11 (conflicted copy 2026-11-21 093000).jsonl'],
  ])('as %s names them are read, and change nothing that both sides have', (_, copy) => {
    const home = homeWith([headerLine('laptop'), lineOf('a'), lineOf('b')]);
    const before = progressText(loadProgress(home).schedule);
    put(join(home, 'reviews', copy), readFileSync(novemberLog(home)));
    expect(progressText(loadProgress(home).schedule)).toBe(before);
    put(join(home, 'reviews', copy), headerLine('laptop') + lineOf('b') + lineOf('c'));
    expect(idsIn(home).sort()).toEqual(['a', 'b', 'c']);
    expect(readLog(home).faults).toEqual([]);
  });

  test.each([
    '.syncthing.laptop-2026-11.jsonl.tmp',
    '~syncthing~laptop-2026-11.jsonl.tmp',
    '.laptop-2026-11.jsonl.icloud',
    '._laptop-2026-11.jsonl',
    '~$laptop-2026-11.jsonl',
    '.~laptop-2026-11.jsonl',
    'laptop-2026-11.jsonl.part',
    'laptop-2026-11.jsonl~',
    'laptop-2026-11.jsonl.abc123.tmp',
  ])('and have half written, as %s, are passed over', (half) => {
    const home = homeWith([headerLine('laptop'), lineOf('a')]);
    put(join(home, 'reviews', half), `${headerLine('laptop')}${lineOf('b')}{"id":"ha`);
    expect(idsIn(home)).toEqual(['a']);
    expect(readLog(home).faults).toEqual([]);
  });

  test('or that others put there, links, folders and pipes, are passed over', () => {
    const home = homeWith([headerLine('laptop'), lineOf('a')]);
    const elsewhere = homeWith([headerLine('desk'), lineOf('b')]);
    symlinkSync(novemberLog(elsewhere), novemberLog(home, 'link'));
    symlinkSync('/dev/zero', novemberLog(home, 'zero'));
    mkdirSync(novemberLog(home, 'folder'));
    spawnSync('mkfifo', [novemberLog(home, 'pipe')]);
    expect(idsIn(home)).toEqual(['a']);
    expect(loadProgress(home).signature).toHaveLength(1);
  });

  test('may have had their line ends changed', () => {
    const home = homeWith([headerLine('laptop'), lineOf('a'), lineOf('b')]);
    put(
      novemberLog(home, 'desk'),
      `${headerLine('desk')}${lineOf('b')}${lineOf('c')}`.replaceAll('\n', '\r\n'),
    );
    expect(idsIn(home).sort()).toEqual(['a', 'b', 'c']);
    expect(readLog(home).faults).toEqual([]);
  });

  test('that are no logs are passed over', () => {
    const home = homeWith([headerLine('laptop'), lineOf('a')]);
    put(join(home, 'reviews', 'notes.txt'), 'mine');
    put(join(home, 'reviews', 'laptop-2026-11.jsonl.tmp'), 'half');
    expect(idsIn(home)).toEqual(['a']);
  });
});
