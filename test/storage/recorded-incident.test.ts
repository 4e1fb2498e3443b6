import { mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordingsIn } from '../../src/storage/recorded-incident.ts';
import { petShopFiles, rcaEvalFiles, writeFiles } from '../recordings.ts';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'hotseat-recorded-'));
const petShop = (over: Record<string, string> = {}) => writeFiles(fresh(), { ...petShopFiles(), ...over });

test('a set is found incident by incident, in the order of their numbers', () => {
  expect(recordingsIn(petShop()).map(({ name }) => name)).toEqual(['test/issue_2', 'test/issue_10']);
});

test('the folder of one incident finds its set above', () => {
  const [recording, ...rest] = recordingsIn(join(petShop(), 'test', 'issue_10'));
  expect(rest).toEqual([]);
  expect(recording?.name).toBe('test/issue_10');
  expect(recording?.read()).toMatchObject({
    layout: 'PetShop',
    at: 50_400,
    truth: { cause: 'api', fault: 'latency' },
  });
});

test('both layouts may lie in one folder', () => {
  const folder = fresh();
  for (const [file, text] of Object.entries(petShopFiles())) writeFiles(folder, { [`shop/${file}`]: text });
  writeFiles(folder, rcaEvalFiles('boutique/cart_cpu/1'));
  const read = recordingsIn(folder).map((recording) => recording.read());
  expect(read.map(({ name, layout }) => [name, layout])).toEqual([
    ['boutique/cart_cpu/1', 'RCAEval'],
    ['shop/test/issue_2', 'PetShop'],
    ['shop/test/issue_10', 'PetShop'],
  ]);
  expect(read[0]?.truth).toEqual({ cause: 'cart', fault: 'cpu' });
});

test('a recording whose folder names no service has no truth', () => {
  const [recording] = recordingsIn(writeFiles(fresh(), rcaEvalFiles('export/1')));
  expect(recording?.read().truth).toBeUndefined();
});

test('links are not followed', () => {
  const folder = fresh();
  symlinkSync(petShop(), join(folder, 'elsewhere'));
  symlinkSync(folder, join(folder, 'circle'));
  expect(() => recordingsIn(folder)).toThrow(/there is no recorded incident/);
});

test.each([
  ['a folder that is not there', () => join(fresh(), 'nowhere'), /cannot be read \(ENOENT\)/],
  ['an empty folder', fresh, /there is no recorded incident/],
  ['a target that is no JSON', () => petShop({ 'test/issue_2/target.json': '{' }), /target\.json is no JSON/],
  [
    'metrics that are no text',
    () => {
      const folder = petShop();
      writeFileSync(join(folder, 'test/issue_2/metrics.csv'), Buffer.from([0xff, 0xfe, 0x00]));
      return folder;
    },
    /metrics\.csv is no text file in UTF-8/,
  ],
  [
    'metrics that are too large',
    () => {
      const folder = petShop();
      truncateSync(join(folder, 'test/issue_2/metrics.csv'), 65e6);
      return folder;
    },
    /metrics\.csv is 65 MB; 64 MB is the most/,
  ],
  [
    'an instant without metrics',
    () => writeFiles(fresh(), { 'cart_cpu/1/inject_time.txt': '5' }),
    /metrics\.csv cannot be read \(ENOENT\)/,
  ],
  [
    'an incident outside a set',
    () => writeFiles(fresh(), { 'a/b/target.json': '{}', 'a/b/metrics.csv': '' }),
    /noissue\/metrics\.csv cannot be read/,
  ],
])("%s is the user's to mend", (_, make, message) => {
  expect(() => recordingsIn(make()).map((recording) => recording.read())).toThrow(message);
});

test('names that would steer a terminal are escaped where they enter', () => {
  const { 'graph.csv': graph = '', ...files } = petShopFiles();
  const steering = (text: string) => text.replaceAll('db', 'd\u001b[2Jb');
  const folder = writeFiles(fresh(), { ...files, 'graph.csv': steering(graph) });
  const [recording] = recordingsIn(folder);
  expect(recording?.read().case.edges[1]).toEqual({ caller: 'api', callee: 'd\u241b[2Jb' });
  writeFiles(folder, {
    'test/issue_2/target.json': files['test/issue_2/target.json']!.replace('db', 'd\\u001bb'),
  });
  expect(recordingsIn(folder)[0]?.read().truth?.cause).toBe('d\u241bb');
});
