// Files as strangers may send them, malformed or meant to trap a reader. Each is read by itself, beside all others,
// and by the built program: nothing crashes, hangs, runs, or hides a neighbour.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inReadingOrder, type Problem } from '../../src/content/problem.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { freshHome, program, root } from '../pty.ts';
import { placed } from './builders.ts';
import { rows } from './malformed-table.ts';

const folder = join(root, 'test/content/malformed');
const shownFaults = 12;
const limitMs = 2000;

/** The first faults of a file and how many more there are, as the table says them. */
function told(problems: readonly Problem[]): string {
  const all = inReadingOrder(problems).map(placed);
  const more = all.length > shownFaults ? [`+${all.length - shownFaults}`] : [];
  return [...all.slice(0, shownFaults), ...more].join(', ');
}

const idsOf = (items: readonly { readonly id: string }[]): string => items.map(({ id }) => id).join(' ');

// Code in these files would leave this behind.
const traces = ['/tmp', tmpdir()].map((place) => join(place, 'hotseat-ran'));
const removeTraces = () => {
  for (const trace of traces) rmSync(trace, { force: true });
};
beforeAll(removeTraces);
afterAll(removeTraces);
const expectNothingRan = () => expect(traces.filter((trace) => existsSync(trace))).toEqual([]);

// C0 but the newline, DEL, C1, and what is invisible or turns the direction of writing.
const dangerous =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

test('the table and the folder name the same files, more than fifty', () => {
  expect(rows.map(([file]) => file)).toEqual(readdirSync(folder).sort());
  expect(rows.length).toBeGreaterThan(50);
});

describe('a malformed file', () => {
  test.each(rows)('%s', (file, loads, faults) => {
    const start = performance.now();
    const { items, problems } = loadPack(join(folder, file));
    expect(performance.now() - start).toBeLessThan(limitMs);
    expect(idsOf(items)).toBe(loads);
    expect(told(problems)).toBe(faults);
    for (const { message, mend } of problems) {
      expect(message).toMatch(/\S/);
      expect(mend).toMatch(/\S/);
      expect(message.length + mend.length).toBeLessThan(500);
    }
    expect(JSON.stringify([items, problems])).not.toMatch(dangerous);
    expectNothingRan();
  });

  test('hides no other: as one pack they load what each of them loads', () => {
    const start = performance.now();
    const { items, problems, files } = loadPack(folder);
    expect(performance.now() - start).toBeLessThan(2 * limitMs);
    expect(files).toBe(rows.length);
    for (const [file, loads, faults] of rows) {
      expect(idsOf(items.filter(({ source }) => source.file === file))).toBe(loads);
      expect(told(problems.filter((problem) => problem.file === join(folder, file)))).toBe(faults);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expectNothingRan();
  });

  test('that is good leaves its own good questions whole', () => {
    const neighbours = readdirSync(folder).filter((file) => {
      const text = readFileSync(join(folder, file), 'latin1');
      return text.includes('-ok}') || text.includes('-ok\n');
    });
    const hidden = rows.filter(([file, loads]) => neighbours.includes(file) && !/-ok\b/.test(loads));
    // Where the frame of a file is broken none of its questions can be read.
    const framed = /front-matter|closing|dashes|utf|disguise|never-closes|fence|tildes|two-byte-order-marks/;
    expect(hidden.filter(([file]) => !framed.test(file))).toEqual([]);
  });

  test('of more than two megabytes is not read, and hides no other', () => {
    const place = mkdtempSync(join(tmpdir(), 'hotseat-large-'));
    const good = '---\ncategory: C\n---\n\n## T {#good}\n\nP\n\n### Answer\n\nA\n';
    writeFileSync(join(place, 'good.md'), good);
    writeFileSync(join(place, 'large.md'), good + 'x'.repeat(2_100_000));
    writeFileSync(join(place, 'large.yaml'), `category: C\nquestions:\n${'- a\n'.repeat(525_000)}`);
    const start = performance.now();
    const { items, problems } = loadPack(place);
    expect(performance.now() - start).toBeLessThan(limitMs);
    expect(idsOf(items)).toBe('good');
    expect(problems.map((problem) => placed(problem))).toEqual(['1:1 file-too-large', '1:1 file-too-large']);
    rmSync(place, { recursive: true });
  });
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
}

const { env, home } = freshHome();

const check = (args: readonly string[]): Promise<Run> =>
  new Promise((resolve) => {
    const start = performance.now();
    const options = { cwd: home, env: { ...env, TMPDIR: tmpdir() }, timeout: 10 * limitMs, maxBuffer: 64e6 };
    execFile(process.execPath, [program, 'check', ...args], options, (error, out, err) => {
      const code = error ? Number(error.code ?? -1) : 0;
      resolve({ code, out, err, ms: performance.now() - start });
    });
  });

describe('`hotseat check`', () => {
  test('says the same of each file, in one JSON document', async () => {
    for (const [file, loads, faults] of rows) {
      const { code, out, err, ms } = await check([join(folder, file), '--json']);
      const { items, problems } = JSON.parse(out) as { items: number; problems: Problem[] };
      expect(err, file).toBe('');
      expect(items, file).toBe(loads === '' ? 0 : loads.split(' ').length);
      // Advice on what loads is the command's own.
      const advice = /^(no-hints|no-key-points|no-why|common-word|similar-question)$/;
      expect(told(problems.filter((problem) => !advice.test(problem.code))), file).toBe(faults);
      expect(code, file).toBe(problems.some(({ severity }) => severity === 'error') ? 1 : 0);
      expect(out, file).not.toMatch(dangerous);
      expect(ms, file).toBeLessThan(limitMs);
    }
    expectNothingRan();
  }, 240_000);

  test('shows all of them as text that no terminal obeys', async () => {
    const { code, out, err } = await check([folder, '--no-color']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(new RegExp(`\n${rows.length} files, \\d+ questions: \\d+ errors, \\d+ warnings\n$`));
    expect(out).not.toMatch(dangerous);
    expectNothingRan();
  }, 60_000);
});
