import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { syncFolder, writeAll, writeFileAtomically } from '../../src/storage/atomic-write.ts';
import { freshFolder, put } from './builders.ts';

describe('a file that is replaced whole', () => {
  test('holds the new text, in folders that are made for it, and nothing is left beside it', () => {
    const folder = freshFolder();
    const path = join(folder, 'a', 'b', 'file.json');
    writeFileAtomically(path, 'Größe 漢字\n');
    expect(readFileSync(path, 'utf8')).toBe('Größe 漢字\n');
    writeFileAtomically(path, '');
    expect(readFileSync(path, 'utf8')).toBe('');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['file.json']);
  });

  test('is the old text or the new to every reader, at every moment', async () => {
    const path = join(freshFolder(), 'file');
    const texts = ['a', 'b'].map((letter) => letter.repeat(300_000));
    writeFileAtomically(path, texts[0] ?? '');
    const reader = new Worker(
      `const { workerData, parentPort } = require('node:worker_threads');
       const { readFileSync } = require('node:fs');
       let seen = 0, torn = 0;
       const end = Date.now() + 500;
       while (Date.now() < end) {
         const text = readFileSync(workerData, 'utf8');
         seen++;
         if (text.length !== 300000 || text.split(text[0]).join('') !== '') torn++;
       }
       parentPort.postMessage({ seen, torn });`,
      { eval: true, workerData: path },
    );
    let answer: { seen: number; torn: number } | undefined;
    reader.once('message', (message) => {
      answer = message;
    });
    for (let i = 0; !answer; i++) {
      writeFileAtomically(path, texts[i % 2] ?? '');
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(answer.torn).toBe(0);
    expect(answer.seen).toBeGreaterThan(10);
  });

  test('stays as it was where the new one cannot take its place', () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'file', 'inner'), { recursive: true });
    expect(() => writeFileAtomically(join(folder, 'file'), 'text')).toThrow();
    expect(readdirSync(folder)).toEqual(['file']);
    put(join(folder, 'plain'), 'text');
    expect(() => writeFileAtomically(join(folder, 'plain', 'below'), 'text')).toThrow();
    expect(readFileSync(join(folder, 'plain'), 'utf8')).toBe('text');
  });
});

test('all bytes are written, however many, behind those that are there', () => {
  const path = join(freshFolder(), 'file');
  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => i % 251));
  const fd = openSync(path, 'a');
  writeAll(fd, bytes.subarray(0, 1));
  writeAll(fd, bytes.subarray(1));
  closeSync(fd);
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('a folder that is not there to be synced is no fault', () => {
  expect(() => syncFolder(join(freshFolder(), 'none'))).not.toThrow();
});
