import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deviceId, freshId } from '../../src/storage/device.ts';
import { folderWith, freshFolder } from './builders.ts';

describe('the id of a machine', () => {
  test('is made once, in a folder that is made for it, and then stays', () => {
    const folder = join(freshFolder(), 'state', 'hotseat');
    const id = deviceId(folder);
    expect(id).toMatch(/^[a-z0-9]{8}$/);
    expect(readFileSync(join(folder, 'device'), 'utf8')).toBe(`${id}\n`);
    expect(deviceId(folder)).toBe(id);
  });

  test('is another on another machine', () => {
    expect(deviceId(freshFolder())).not.toBe(deviceId(freshFolder()));
  });

  test.each(['', '\n', 'no', '../../elsewhere', 'a/b', 'x'.repeat(17), 'UPPER', '\u0000'])(
    'is made anew where the file holds none: %j',
    (text) => {
      const folder = folderWith({ device: text });
      const id = deviceId(folder);
      expect(id).toMatch(/^[a-z0-9]{8}$/);
      expect(deviceId(folder)).toBe(id);
    },
  );

  test('is one for this run where it cannot be kept', () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'device'));
    expect(deviceId(folder)).toMatch(/^[a-z0-9]{8}$/);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(deviceId(file)).toMatch(/^[a-z0-9]{8}$/);
  });
});

test('ids are letters and digits that nothing else has', () => {
  const ids = Array.from({ length: 5000 }, () => freshId(10));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]{10}$/);
});
