import { expect, test } from 'vitest';
import { freshHome } from '../pty.ts';
import { run, runJson } from '../run.ts';

const views = ['alerts', 'topology', 'service', 'traces', 'logs', 'changes', 'metrics', 'profile'];
const incident = (...args: string[]) => run(['incident', ...args, '--seed', '3']);

test.each(views)('the view %s fits into 80 columns and does not name the fault', (view) => {
  const { out, code } = incident('show', '--view', view);
  expect(code).toBe(0);
  expect(out.length).toBeGreaterThan(60);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(out).not.toContain('feature-nulls');
});

test('the answer sheet has the shape that is promised, and its proof can be run', () => {
  const truth = runJson(['incident', 'truth', '--seed', '3'], freshHome().env);
  expect(Object.keys(truth).sort()).toEqual(
    'cause counterfactual decoys fault level onset path proof rampSeconds seed'.split(' '),
  );
  expect(Object.keys(truth.counterfactual)).toEqual(['symptom', 'observed', 'neverHappened', 'fixedNow']);
  expect(truth.seed).toBe(3);
  for (const { command, shows } of truth.proof.slice(0, 3)) {
    const [, ...args] = command.split(' ');
    expect(run(args).code, command).toBe(0);
    expect(shows).not.toBe('');
  }
});

test('the answer sheet is readable within 80 columns', () => {
  const { out, code } = incident('truth');
  expect(code).toBe(0);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('without a seed, with an unknown view, level or service the mend is said', () => {
  for (const args of [
    ['show'],
    ['show', '--seed', '3', '--view', 'topologie'],
    ['show', '--seed', '3', '--level', 'harder'],
    ['show', '--seed', '3', '--service', 'nobody'],
    ['truth'],
  ]) {
    const { code, err, out } = run(['incident', ...args]);
    expect(code, args.join(' ')).toBe(2);
    expect(err).not.toBe('');
    expect(out).toBe('');
  }
});
