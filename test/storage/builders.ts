// Real folders for the tests of this room, and records of every kind to put into them.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { default_w } from 'ts-fsrs';
import { onTestFinished } from 'vitest';
import { grades } from '../../src/memory/grade.ts';
import type { LogRecord, Review } from '../../src/memory/record.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { openLog, readLog } from '../../src/storage/review-log.ts';
import { fitted, review } from '../builders.ts';

fc.configureGlobal({ seed: 20_261_121 });

/** A folder of its own, gone when the test is over. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with files in it, by their paths. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = freshFolder();
  for (const [path, content] of Object.entries(files)) put(join(folder, path), content);
  return folder;
}

export function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** November 2026, in milliseconds. */
export const november = Date.UTC(2026, 10, 21, 9);

export const novemberLog = (home: string, device = 'laptop'): string =>
  join(home, 'reviews', `${device}-2026-11.jsonl`);

/** Appends records as a session does, and closes the log. */
export function append(home: string, records: readonly LogRecord[], device = 'laptop'): void {
  const log = openLog(home, device);
  for (const record of records) log.append(record);
  log.close();
}

/** A review of November. */
export const kept = (id: string, over: Partial<Review> = {}): Review => review(id, { t: november, ...over });

export const lineOf = (id: string): string => recordLine(kept(id));

/** A home whose one log file holds these lines. */
export function homeWith(lines: readonly string[], ending = '\n'): string {
  const home = freshFolder();
  put(novemberLog(home), lines.map((line) => line.trimEnd()).join('\n') + ending);
  return home;
}

export const idsIn = (home: string): string[] => readLog(home).records.map(({ id }) => id);

/** Every file under a folder with its bytes: what must not change can be compared. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('"', '\\', '\n', '\r\n', '\u2028', '\ufffd', '\ud800', '","crc":"00000000"}', '漢', '👩‍🚀'),
);
const id = fc.stringMatching(/^[a-z0-9]{1,10}$/);
const stamp = {
  id,
  device: fc.constant('laptop'),
  seq: fc.nat(1000),
  t: fc.integer({ min: november, max: november + 86_400_000 }),
  utcOffset: fc.integer({ min: -720, max: 840 }),
};
const seconds = fc.nat(60_000).map((ms) => ms / 1000);

// JSON.parse of Node 24 (V8 13.6) mixes up the keys of one object with those of another when they hold escapes:
// after `{"id":1,"x\\\\":1}` it reads the key `x"` as `x\\`. No record of ours has such a key.
function readsEscapedKeys(): boolean {
  for (let i = 0; i < 3; i++) {
    JSON.parse('{"id":1,"x\\\\":1}');
    if (!('x"' in JSON.parse('{"id":1,"x\\"":1}'))) return false;
  }
  return true;
}

/** A field that this version does not know, under any name that none of its own has. */
const unknownFields = fc.dictionary(
  fc.stringMatching(readsEscapedKeys() ? /^x[a-z"\\é]{0,5}$/ : /^x[a-zé]{0,5}$/),
  fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 })),
  { maxKeys: 2, noNullPrototype: true },
);

const aReview = fc.record(
  {
    ...stamp,
    now: fc.integer({ min: 0, max: november }),
    type: fc.constant('review'),
    item: fc.constantFrom('pack/a', 'pack/b', 'other/a', 'pack/constructor', 'pack/__proto__'),
    grade: fc.constantFrom(...grades),
    seconds,
    hintsUsed: fc.nat(3),
    timedOut: fc.boolean(),
    by: fc.oneof(fc.constantFrom('person', 'script'), text),
    day: fc.integer({ min: 20_000, max: 21_000 }),
    due: fc.integer({ min: 20_000, max: 60_000 }),
    cram: fc.boolean(),
    covered: fc.array(text, { maxLength: 2 }),
    missed: fc.array(text, { maxLength: 2 }),
    variant: text,
  },
  {
    requiredKeys: [
      ...['id', 'device', 'seq', 't', 'utcOffset', 'type', 'item', 'grade'],
      ...['seconds', 'hintsUsed', 'timedOut', 'by', 'day', 'due'],
    ] as never[],
    noNullPrototype: true,
  },
);
const undo = fc.record({ ...stamp, type: fc.constant('undo'), undoes: id }, { noNullPrototype: true });
const suspension = fc.record(
  { ...stamp, type: fc.constantFrom('suspend', 'unsuspend'), item: fc.constantFrom('pack/a', 'pack/b') },
  { noNullPrototype: true },
);

const pointReview = fc.record(
  {
    ...stamp,
    type: fc.constant('point'),
    item: fc.constantFrom('pack/a', 'pack/b'),
    point: text,
    grade: fc.constantFrom(...grades),
    seconds,
    hintsUsed: fc.nat(3),
    timedOut: fc.boolean(),
    by: text,
    day: fc.integer({ min: 20_000, max: 21_000 }),
  },
  { noNullPrototype: true },
);
const reset = fc.record(
  { ...stamp, type: fc.constant('reset'), item: fc.constantFrom('pack/a', 'pack/b') },
  { noNullPrototype: true },
);
const relink = fc.record(
  {
    ...stamp,
    type: fc.constant('relink'),
    from: fc.constantFrom('pack/a', 'pack/b'),
    to: fc.constantFrom('pack/b', 'pack/c'),
  },
  { noNullPrototype: true },
);

const setting = fc.record(
  { ...stamp, type: fc.constant('setting'), name: fc.constantFrom('newPerDay', 'answer', 'x'), value: text },
  { noNullPrototype: true },
);

/** Any record, of a version that may know more than this one. */
export const anyRecord: fc.Arbitrary<LogRecord> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: aReview },
      undo,
      suspension,
      setting,
      pointReview,
      reset,
      relink,
    ) as fc.Arbitrary<LogRecord>,
    unknownFields,
  )
  .map(([record, more]) => ({ ...record, ...more }));

/** Some records as a log holds them, each with an id of its own; undos name ids that there are. */
export const anyLog: fc.Arbitrary<LogRecord[]> = fc
  .array(anyRecord, { minLength: 1, maxLength: 12 })
  .map((records) =>
    records.map((record, i) => {
      const named = { ...record, id: `r${i}`, seq: i };
      return named.type === 'undo' ? { ...named, undoes: `r${named.undoes.length % records.length}` } : named;
    }),
  );

const day = 86_400_000;

/** A log of three months and two machines, with records of every kind; some share an instant, some reach far back. */
export const aLongLog = (length: number): fc.Arbitrary<LogRecord[]> =>
  fc
    .array(fc.tuple(fc.oneof({ weight: 9, arbitrary: anyRecord }, aFit), fc.nat(80), fc.nat(2), fc.nat()), {
      minLength: 1,
      maxLength: length,
    })
    .map((drawn) =>
      drawn.map(([record, days, ms, pick], i): LogRecord => {
        const device = pick % 3 === 0 ? 'desk' : 'laptop';
        const stamped = { ...record, id: `r${i}`, seq: i % 2, t: november - days * day + ms, device };
        // Now and then a record that never comes.
        return stamped.type === 'undo' ? { ...stamped, undoes: `r${pick % (drawn.length + 1)}` } : stamped;
      }),
    );

const aFit: fc.Arbitrary<LogRecord> = fc.tuple(fc.nat(3), fc.nat()).map(([n]) =>
  fitted(
    'f',
    default_w.map((w, i) => (i === 0 ? w + n / 10 : w)),
    { t: november },
  ),
);

/** The name of a file in which a record may be found: its own, a wrong one, a copy's, one that tells nothing. */
export function fileFor({ t, device }: LogRecord, pick: number): string {
  const month = new Date(t).toISOString().slice(0, 7);
  const names = [`${device}-${month}`, `${device}-2020-01`, `${device}-${month}.sync-conflict-1`, device];
  return `${names[Math.max(0, (pick % 10) - 6)]}.jsonl`;
}

/** Puts records into files: each where its number says, some into a second one too. */
export function spread(home: string, log: readonly LogRecord[], picks: readonly number[]): void {
  const files = new Map<string, string>();
  const into = (name: string, record: LogRecord) =>
    files.set(name, (files.get(name) ?? headerLine(record.device)) + recordLine(record));
  for (const [i, record] of log.entries()) {
    const pick = picks[i % picks.length] ?? 0;
    into(fileFor(record, pick), record);
    if (pick % 4 === 0) into(fileFor(record, pick >> 3), record);
  }
  for (const [name, text] of files) put(join(home, 'reviews', name), text);
}
