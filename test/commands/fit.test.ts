import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultModel } from '../../src/memory/fsrs.ts';
import { headerLine, recordLine } from '../../src/storage/log-line.ts';
import { learner, practised } from '../memory/simulated-learner.ts';
import { freshHome } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';

/** A home with the log of a learner whose memory is far from the usual one. */
function homeOf(days: number, spread = 0.4) {
  const { env } = freshHome();
  const { reviews } = practised(learner(4, spread), defaultModel, {
    days,
    newPerDay: 8,
    from: 20_700 - days,
  });
  const folder = join(env.HOTSEAT_HOME ?? '', 'reviews');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'desk-2026-08.jsonl'),
    headerLine('desk') + reviews.map((review) => recordLine({ ...review, device: 'desk' })).join(''),
  );
  return env;
}

test('a better model is kept in the log, moves what is remembered, and undo takes it back', () => {
  const env = homeOf(60);
  const before = exported(env).schedule;
  expect(runJson(['fit', '--dry-run'], env)).toMatchObject({ better: true, kept: false });
  expect(exported(env).schedule).toEqual(before);
  const { out, code } = run(['fit'], { env });
  expect(code).toBe(0);
  expect(out).toMatch(/before +0\.\d{4} +0\.\d{4}\nafter +0\.\d{4} +0\.\d{4}\n/);
  expect(out).toContain('That is better, and kept');
  expect(out.split('\n').every((line) => line.length <= 80)).toBe(true);
  const stabilities = (of: typeof before) =>
    Object.values(of).map((card) => (card as { stability: number }).stability);
  expect(stabilities(exported(env).schedule)).not.toEqual(stabilities(before));
  expect(runJson(['config'], env).weights).toHaveLength(21);
  expect(run(['undo'], { env }).out).toContain('Took back the fit of the memory model');
  expect(exported(env).schedule).toEqual(before);
});

test('a model that is no better is not kept, and says so', () => {
  const env = homeOf(60, 0);
  const { out, code } = run(['fit'], { env });
  expect(code).toBe(0);
  expect(out).toContain('not better beyond chance');
  expect(runJson(['config'], env)).not.toHaveProperty('weights');
});

test('with few reviews or none it ends with 1 and says how many it takes', () => {
  for (const env of [homeOf(10), freshHome().env]) {
    const { code, out, err } = run(['fit'], { env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('400');
  }
});
