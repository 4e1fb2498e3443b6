import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
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

  test('that are no logs are passed over', () => {
    const home = homeWith([headerLine('laptop'), lineOf('a')]);
    put(join(home, 'reviews', 'notes.txt'), 'mine');
    put(join(home, 'reviews', 'laptop-2026-11.jsonl.tmp'), 'half');
    expect(idsIn(home)).toEqual(['a']);
  });
});
