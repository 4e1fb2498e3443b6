import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultKinds } from '../../src/incident/fault-kinds.ts';
import { overTheWire } from '../incident/otlp-proto.ts';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'hotseat-export-'));

function exported(to: string, name = to, ...more: string[]): Record<string, string> {
  const output = join(folder, name);
  const { code, err } = run(['incident', 'export', '--seed', '7', '--to', to, '--output', output, ...more]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return Object.fromEntries(
    readdirSync(output)
      .sort()
      .map((file) => [file, readFileSync(join(output, file), 'utf8')]),
  );
}

test('each format has its files, and the answer is in none of them', () => {
  const files = { ...exported('csv'), ...exported('openmetrics'), ...exported('otlp') };
  expect(Object.keys(files)).toEqual([
    'alerts.csv',
    'changes.csv',
    'data.csv',
    'inject_time.txt',
    'logs.csv',
    'traces.csv',
    'metrics.om',
    'logs.json',
    'metrics.json',
    'traces.json',
  ]);
  const answers = faultKinds.flatMap(({ name, title }) => (name.includes('-') ? [name, title] : [title]));
  for (const [name, text] of Object.entries(files)) {
    expect(text.length, name).toBeGreaterThan(10);
    expect(
      answers.filter((answer) => text.includes(answer)),
      name,
    ).toEqual([]);
  }
  for (const kind of ['logs', 'traces'] as const) {
    const { sent, got } = overTheWire(kind, files[`${kind}.json`] as string);
    expect(JSON.stringify(got).length).toBe(JSON.stringify(sent).length);
  }
});

test('the same seed gives the same bytes, and a level another incident', () => {
  const first = exported('csv', 'first');
  expect(exported('csv', 'second')).toEqual(first);
  expect(exported('csv', 'hard', '--level', 'hard')['data.csv']).not.toBe(first['data.csv']);
});

test('an exported incident can be looked at like a recorded one', () => {
  const { code, out } = run(['incident', '--from', join(folder, 'first')]);
  expect(code).toBe(0);
  expect(out).toContain('cpu_usage_cores');
});

test('what was written wrongly is said, and exits with 2', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const said = (...args: string[]) => {
    const { code, err } = run(['incident', 'export', ...args]);
    expect(code).toBe(2);
    return err;
  };
  expect(said('--to', 'csv', '--output', folder)).toContain('Say its number: --seed 7');
  expect(said('--seed', '7', '--to', 'pdf', '--output', folder)).toContain('otlp, openmetrics, csv');
  expect(said('--seed', '7', '--to', 'csv', '--level', 'harder', '--output', folder)).toContain('hard');
  expect(said('--seed', '7', '--to', 'csv', '--output', file)).toContain('could not be written');
});
