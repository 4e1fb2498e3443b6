import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { activityOf } from '../../src/memory/activity.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { settingsOf } from '../../src/memory/settings.ts';
import { recordLine } from '../../src/storage/log-line.ts';
import { loadProgress, saveProgress } from '../../src/storage/progress.ts';
import { progressVersion } from '../../src/storage/progress-index.ts';
import { progressText } from '../../src/storage/progress-text.ts';
import { readLog } from '../../src/storage/review-log.ts';
import { suspension } from '../builders.ts';
import { anyLog, append, filesIn, freshFolder, kept, november, novemberLog, put } from './builders.ts';

const progressPath = (home: string) => join(home, 'progress.json');
const indexPath = (home: string) => join(home, 'index.json');
const statePath = (home: string) => join(home, 'log.json');
const save = (home: string) => saveProgress(home, loadProgress(home), 'bank', {});

/** A home with a log, and what is derived from it. */
function savedHome(...ids: string[]): string {
  const home = freshFolder();
  append(
    home,
    ids.map((id) => kept(id, { item: `pack/${id}` })),
  );
  save(home);
  return home;
}

/** What the log says, whatever is kept beside it. */
function folded(home: string) {
  const { records } = readLog(home);
  return { schedule: foldLog(records), activity: activityOf(records), settings: settingsOf(records) };
}

describe('the schedule', () => {
  test('is that which the log makes, derived and kept alike, to the same bytes', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const home = freshFolder();
        append(home, log);
        expect(loadProgress(home)).toMatchObject(folded(home));
        save(home);
        expect(loadProgress(home)).toMatchObject(folded(home));
        const text = progressText(folded(home).schedule);
        expect(readFileSync(progressPath(home), 'utf8')).toBe(text);
        expect(progressText(loadProgress(home).schedule)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test('is the same to the byte however the records are spread over machines and files', () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (log, second) => {
        const record = (i: number) =>
          ({ ...log[i], device: second[i] ? 'desk' : 'laptop' }) as (typeof log)[0];
        const records = log.map((_, i) => record(i));
        const [one, other] = [freshFolder(), freshFolder()];
        for (const device of ['desk', 'laptop'])
          append(
            one,
            records.filter((r) => r.device === device),
            device,
          );
        for (const r of [...records].reverse()) append(other, [r], r.device);
        save(one);
        save(other);
        expect(readFileSync(progressPath(one))).toEqual(readFileSync(progressPath(other)));
      }),
      { numRuns: 40 },
    );
  });

  test('of a home without a log is empty, and nothing is written by looking', () => {
    const home = freshFolder();
    expect(loadProgress(home)).toMatchObject({
      schedule: new Map(),
      activity: [],
      signature: [],
      faults: [],
    });
    expect(filesIn(home)).toEqual({});
  });

  test('is read from what was kept while that is current: the log’s faults are said once', () => {
    const home = savedHome('a');
    put(novemberLog(home), `${readFileSync(novemberLog(home), 'utf8')}{"torn`);
    expect(loadProgress(home).faults).toMatchObject([{ torn: true }]);
    save(home);
    expect(loadProgress(home).faults).toEqual([]);
    expect(loadProgress(home)).toMatchObject(folded(home));
  });

  test('keeps items that are suspended, reviewed or not', () => {
    const home = freshFolder();
    const stop = (id: string, item: string) => suspension(id, 'suspend', { t: november + 1, item });
    append(home, [kept('a', { item: 'pack/a' }), stop('b', 'pack/a'), stop('c', 'pack/b')]);
    save(home);
    const { schedule } = loadProgress(home);
    expect(schedule.get('pack/a')).toMatchObject({ suspended: true, card: { reps: 1, due: 103 } });
    expect(schedule.get('pack/b')).toEqual({ suspended: true });
  });
});

const isNewer = (text: string) => Number(/^\{"version":(\d+)/.exec(text)?.[1] ?? 0) > progressVersion;

describe('what was kept is not believed', () => {
  test('once the log has grown, shrunk, gained or lost a file, or was touched', () => {
    const changes: ((home: string) => void)[] = [
      (home) => append(home, [kept('new')]),
      (home) => append(home, [kept('new', { device: 'desk' })], 'desk'),
      (home) => append(home, [kept('new', { t: november + 30 * 86_400_000 })]),
      (home) => put(novemberLog(home, 'laptop-2026-11.sync-conflict-1'), recordLine(kept('new'))),
      (home) => put(novemberLog(home), recordLine(kept('only'))),
      (home) => utimesSync(novemberLog(home), 1, 1),
    ];
    for (const change of changes) {
      const home = savedHome('a', 'b');
      change(home);
      put(progressPath(home), readFileSync(progressPath(home), 'utf8').replace('pack/a', 'pack/x'));
      expect(loadProgress(home)).toMatchObject(folded(home));
      expect(loadProgress(home).schedule.has('pack/x')).toBe(false);
    }
  });

  test('where progress.json and the index are of different moments', () => {
    const home = savedHome('a');
    const old = [readFileSync(progressPath(home)), readFileSync(indexPath(home))] as const;
    append(home, [kept('b', { item: 'pack/b' })]);
    save(home);
    const young = [readFileSync(progressPath(home)), readFileSync(indexPath(home))] as const;
    for (const [progress, index] of [
      [old[0], young[1]],
      [young[0], old[1]],
      [old[0], old[1]],
      [young[0], young[1]],
    ] as const) {
      writeFileSync(progressPath(home), progress);
      writeFileSync(indexPath(home), index);
      expect([...loadProgress(home).schedule.keys()].sort()).toEqual(['pack/a', 'pack/b']);
    }
  });

  test('where a file was deleted; it is made again to the same bytes', () => {
    for (const lost of [[progressPath], [indexPath], [statePath], [progressPath, indexPath]]) {
      const home = savedHome('a', 'b', 'c');
      const before = filesIn(home);
      for (const path of lost) rmSync(path(home));
      expect(loadProgress(home)).toMatchObject(folded(home));
      save(home);
      expect(filesIn(home)).toEqual(before);
    }
  });

  test.each([
    ['progress.json', progressPath],
    ['log.json', statePath],
  ])('where %s was damaged anywhere; it is made again to the same bytes', (_, path) => {
    const home = savedHome('a', 'b');
    const before = filesIn(home);
    const whole = readFileSync(path(home));
    const damage = fc.oneof(
      fc.tuple(fc.nat(whole.length - 1), fc.nat(7)).map(([at, bit]) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        return bytes;
      }),
      fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom('', '{}', 'null', '[]', '{"items":{}}', '{"version":1,"items":{"pack/a":[]}}')
        .map(Buffer.from),
    );
    fc.assert(
      // A version that became higher is taken for a newer one, which the next test is about.
      fc.property(
        damage.filter((bytes) => !isNewer(bytes.toString())),
        (bytes) => {
          writeFileSync(path(home), bytes);
          expect(loadProgress(home)).toMatchObject(folded(home));
          save(home);
          expect(filesIn(home)).toEqual(before);
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each([
    '',
    '{',
    '{}',
    'null',
    '[]',
    '7',
    `{"version":${progressVersion}}`,
    `{"version":${progressVersion},"log":7}`,
    `{"version":${progressVersion},"log":[7]}`,
  ])('where the index is %j', (text) => {
    const home = savedHome('a');
    const before = filesIn(home);
    writeFileSync(indexPath(home), text);
    expect(loadProgress(home)).toMatchObject(folded(home));
    save(home);
    expect(filesIn(home)).toEqual(before);
  });

  test('where a part of the index is missing, or is another thing', () => {
    const home = savedHome('a');
    const index = JSON.parse(readFileSync(indexPath(home), 'utf8'));
    // Which pack was counted is no business of the schedule's.
    const parts = Object.keys(index).filter((part) => part !== 'bank');
    const damaged = [
      ...parts.flatMap((part) => [undefined, null, 'x'].map((other) => ({ ...index, [part]: other }))),
      { ...index, log: [7] },
      { ...index, log: [null] },
    ];
    for (const other of damaged) {
      writeFileSync(indexPath(home), JSON.stringify(other));
      expect(loadProgress(home), JSON.stringify(other)).toMatchObject(folded(home));
    }
  });
});

describe('files of a newer version are refused, with what to do, and nothing is written', () => {
  test.each([
    ['progress.json', progressPath],
    ['the index', indexPath],
  ])('%s', (_, path) => {
    const home = savedHome('a');
    const text = readFileSync(path(home), 'utf8');
    writeFileSync(
      path(home),
      text.replace(`"version":${progressVersion}`, `"version":${progressVersion + 1}`),
    );
    const before = filesIn(home);
    expect(() => loadProgress(home)).toThrow(UserError);
    expect(() => loadProgress(home)).toThrow(/newer hotseat/);
    expect(filesIn(home)).toEqual(before);
  });

  test('the log', () => {
    const home = savedHome('a');
    put(novemberLog(home, 'desk'), '{"hotseat":"review-log","v":2,"device":"desk"}\n');
    const before = filesIn(home);
    expect(() => loadProgress(home)).toThrow(UserError);
    expect(filesIn(home)).toEqual(before);
  });
});
